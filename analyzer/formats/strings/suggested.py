"""What to give to --log-format for lines that are in no known format, where it can be told from them."""

import re
from collections.abc import Iterator

from analyzer.errors import OptionError
from analyzer.formats.block import Lines
from analyzer.formats.strings.compiled import compiled

_LINES = 20  # that are looked at
_LEAST = 0.5
"""The share of lines that a suggestion must read; what reads fewer is a guess."""

_LONGEST = 1 << 12
"""Characters of a line: what is longer says no more of the format."""

_MOST = 40  # pieces of a line

_PIECES = re.compile(r'("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^ \t]+)')
_KINDS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("time_local", r"\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}"),
        ("time_iso8601", r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*"),
        ("msec", r"\d{10}\.\d{3}"),
        ("request", r"[A-Z]+ \S.* HTTP/[0-9.]+"),
        ("request_method", r"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)"),
        ("server_protocol", r"HTTP/[0-9.]+"),
        ("request_uri", r"/\S*"),
        ("remote_addr", r"\d+\.\d+\.\d+\.\d+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*"),
        ("host", r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"),
        ("status", r"[1-5]\d\d"),
        ("body_bytes_sent", r"\d+"),
        ("request_time", r"\d+\.\d{3}"),
        ("http_referer", r"https?://.*"),
        ("http_user_agent", r".*(?:/\d|\().*"),
    )
)
"""The variables of nginx that tell themselves by how they look, the plainest first; each comes once."""

_EMPTY = ("request", "http_referer", "http_user_agent")
"""What an empty text in quotes is, in the order in which servers write them."""

_TIMES = {"time_local", "time_iso8601", "msec"}
_ASKED = {"request", "request_uri"}


def suggested(head: bytes) -> str | None:
    """A format string that reads most of these lines; None where nobody can tell.

    Args:
        head: the first bytes of a log.
    """
    texts = [text for text in Lines(head).sample(_LINES) if len(text) <= _LONGEST]
    told = {text: None for line in texts if (text := _string(line))}
    claims = [(_claim(text, "\n".join(texts).encode()), text) for text in told]
    share, best = max(claims, key=lambda each: each[0], default=(0.0, None))
    return best if share >= _LEAST else None


def _claim(text: str, lines: bytes) -> float:
    try:
        return compiled(text).claim(lines)
    except OptionError:
        return 0.0


def _string(line: str) -> str | None:
    """The string that describes one line; None where it names no time, request and status."""
    between = _PIECES.split(line, _MOST)
    found: dict[str, None] = {}
    for at in range(1, len(between), 2):
        between[at] = _variable(between[at], found)
    names = found.keys()
    known = len(names) < _MOST and names & _TIMES and names & _ASKED and "status" in names
    return "".join(between) if known else None


def _variable(piece: str, found: dict[str, None]) -> str:
    """What stands for a piece of a line, in the quotes or brackets that are around it."""
    around = next((pair for pair in ('""', "[]") if piece[0] + piece[-1] == pair), "")
    text = piece[1:-1] if around else piece
    name = next(_names(text, around, found), f"field_{len(found) + 1}")
    found[name] = None
    return f"${name}".join(around) if around else f"${name}"


def _names(text: str, around: str, found: dict[str, None]) -> Iterator[str]:
    """What it may be, the likeliest first."""
    if around == '""' and text in {"", "-"}:
        yield from (name for name in _EMPTY if name not in found)
    if not around and text == "-" and "remote_addr" in found:
        yield from (name for name in ("ident", "remote_user") if name not in found)
    yield from (name for name, look in _KINDS if name not in found and look.fullmatch(text))
    if not around and "ident" in found and "remote_user" not in found:
        yield "remote_user"
