"""Which format some bytes are in: each format says how sure it is, and the surest wins."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from analyzer.entry import conform
from analyzer.errors import FormatError, OptionError
from analyzer.formats.block import Lines
from analyzer.formats.format import Format, Headed
from analyzer.formats.lines import LineFormat
from analyzer.formats.registry import FORMATS
from analyzer.formats.wrapped import Wrapped, around, unwrapped

_ENOUGH = 200  # lines
# Of the lines; where fewer fit to their end, the others are more than a few broken ones.
_MOST = 0.7
_KEYS = '{"when": "$time_iso8601", "code": "$status", "url": "$request_uri"}'
_DEEPEST = 2  # wrappers around a line: a collector's around a container's


class Detection(Struct, frozen=True):
    """A choice, and what spoke for it.

    Args:
        format: the surest.
        claim: how sure it is, from 0 to 1.
    """

    format: Format
    claim: float


def detect(name: str, head: bytes, only: Format | Sequence[Format] | None = None) -> Detection:
    """Choose the format of a source.

    Args:
        name: the source, for the error.
        head: its first bytes.
        only: the format that the user asked for, or several of which the surest is taken; it must fit.

    Raises:
        FormatError: no format claims the bytes, or `only` does not.
    """
    if only is not None:
        return _asked(name, head, only if isinstance(only, Sequence) else (only,))
    surest = _recognised(head)
    if not surest.claim:
        raise FormatError(f"{name} is no access log or HAR that statscan knows", _cure(head))
    return surest


def _cure(head: bytes) -> str:
    from analyzer.formats.strings.suggested import suggested

    lines = sample(head)
    if string := suggested(lines):
        return f"its lines look as if --log-format '{string}' would read them"
    first = lines.lstrip().split(b"\n", 1)[0].rstrip()
    if first[:1] + first[-1:] == b"{}":
        return f"its lines are JSON: say what their keys hold, as in --log-format '{_KEYS}'"
    return "see what is understood: statscan formats"


def _recognised(head: bytes) -> Detection:
    """The surest of all formats."""
    if document := _document(head):
        return document
    looked, claims = sample(head), []
    for each in _claims(head, looked):
        if each.claim == 1:  # none can be surer, and of several the first is taken
            return each
        claims.append(each)
    return _surest(_in_order(claims), looked)


def _surest(claims: Sequence[Detection], looked: bytes) -> Detection:
    """The surest; of formats of lines, the surest of those that read most lines to their end, if any does.

    A few lines that end too soon make no log one of a shorter format, which leaves over the ends of all others.

    Args:
        claims: the surest first.
        looked: what they are about.
    """
    told = [each for each in claims if each.claim and isinstance(_bare(each.format), LineFormat)]
    if len(told) < 2 or claims[0].claim == 1 or claims[0] is not told[0]:
        return claims[0]
    return next((each for each in told if _whole(each.format, looked) > _MOST), claims[0])


def _bare(format_: Format) -> Format:
    return _bare(format_.main) if isinstance(format_, Wrapped) else format_


def _whole(format_: Format, looked: bytes) -> float:
    if isinstance(format_, Wrapped):
        return _whole(format_.main, unwrapped(looked, format_.wrapper))
    return format_.whole(looked) if isinstance(format_, LineFormat) else 0.0


def _document(head: bytes) -> Detection | None:
    """A document that says so itself; lines of a mebibyte, as it may have, take all others long."""
    claims = (Detection(each, each.claim(head)) for each in FORMATS if each.document)
    return next((detection for detection in claims if detection.claim == 1), None)


def ranked(head: bytes) -> list[Detection]:
    """How sure every format is, the surest first."""
    return _in_order(_claims(head, sample(head)))


def _in_order(claims: Iterable[Detection]) -> list[Detection]:
    return sorted(claims, key=lambda detection: -detection.claim)


def _claims(head: bytes, looked: bytes) -> Iterator[Detection]:
    for each in FORMATS:
        yield Detection(each, each.claim(head if each.document else looked))
    yield from _wrapped(looked, _DEEPEST)


def _wrapped(looked: bytes, deepest: int) -> Iterator[Detection]:
    """How sure every format is of what stands inside of a wrapper, where there is one."""
    for wrapper in around(looked) if deepest else ():
        inside = unwrapped(looked, wrapper)
        bare = (each for each in FORMATS if not each.document and not isinstance(each, Headed))
        for each in (
            *(Detection(each, each.claim(inside)) for each in bare),
            *_wrapped(inside, deepest - 1),
        ):
            yield Detection(Wrapped(each.format, wrapper), each.claim)


def sample(head: bytes) -> bytes:
    """Some lines from all over the head, and all that explain others, as `#Fields` does.

    Junk at the beginning of a file must not decide. Every format looks at the same few lines: to
    cut a mebibyte into lines takes 2 ms, which thirty formats need not do each.
    """
    lines = head.split(b"\n")
    told = [line for line in lines if line.strip(b"\0 \t\r") and line[:1] != b"#"]
    if len(told) > _ENOUGH:
        told.pop()  # may be cut in the middle
    step = -(-len(told) // _ENOUGH) or 1
    wanted = {id(line) for line in told[::step]}
    return b"\n".join(line for line in lines if line[:1] == b"#" or id(line) in wanted)


def _asked(name: str, head: bytes, only: Sequence[Format]) -> Detection:
    """The surest of what was asked for."""
    asked = _surest(_in_order(Detection(each, each.claim(head)) for each in only), head)
    if asked.claim:
        return asked
    surest = _recognised(head)
    other = f"it looks like {surest.format.name}" if surest.claim else "no line of it fits"
    names = ", ".join(each.name for each in only)
    known = all(each in FORMATS for each in only)
    raise FormatError(
        f"{name} is not in the format {names}: {other}{_where(head, only)}",
        "drop the option that names it" if known else "check the format string, or drop the option",
    )


def _where(head: bytes, only: Sequence[Format]) -> str:
    """Where the first line stops being one of what was asked for, of several of that which it fits longest."""
    from analyzer.formats.misfit import misfit

    line = next(iter(Lines(sample(head)).sample(1)), "")
    places = []
    for each in only:
        reason = None if each.document else conform(each.parse(line.encode()))["reject"].first()
        if reason:
            place = misfit(each, line, str(reason))
            places.append((place.column, ", ".join(filter(None, (str(reason), place.what)))))
    return f"; its first line: {max(places)[1]}" if places else ""


def named(name: str) -> Format:
    """The format of a name.

    Raises:
        OptionError: there is none.
    """
    for each in FORMATS:
        if each.name == name:
            return each
    from difflib import get_close_matches

    known = [each.name for each in FORMATS]
    near = " or ".join(get_close_matches(name.lower(), known))
    cure = f"did you mean {near}? there are {{}}" if near else "use one of {}"
    raise OptionError(f"there is no format called {name!r}", cure.format(", ".join(known)))
