"""What a field may be at its place in a line: what follows it says where it ends.

Where nothing quotes a field, its pattern is lazy: of two ways to read a line the one is right in
which the fields further left are shorter. Splitting from left to right finds just that one.
"""

from collections.abc import Callable

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from analyzer.formats.fields import ADDRESSES, FIELDS, HOST, PORT, SEVERAL, Field
from analyzer.formats.strings.kinds import COOKIES, CREDENTIALS, TIMES

_QUOTED = r'(?:[^"\\]|\\.)*'
_WIDE = frozenset({"agent", "request"})
_REQUEST = r"(?:[^ ]+ .*? HTTP/[0-9.]+|[^ ]+)"
_SPANNING = (ADDRESSES, TIMES, SEVERAL, COOKIES)
_KEPT = (*_SPANNING, FIELDS["user"].pattern)
_NEVER_BLANK = frozenset({"client", "status", "bytes", "request", "method", "host", "name"})


class Placed(Struct, frozen=True):
    """A field at its place.

    Args:
        field: with the pattern that is right there.
        blank: it may be empty.
        spans: it may be a list whose commas are followed by spaces.
        forbids: a character that it cannot hold.
        greedy: it is all that is left of the line.
        slow: splitting cannot tell where it ends.
        words: how many, parted by spaces, it is.
    """

    field: Field
    blank: bool = False
    spans: bool = False
    forbids: str = ""
    greedy: bool = False
    slow: bool = False
    words: int = 1


def quoted(field: Field, following: str, escaped: bool) -> Placed:  # noqa: FBT001 - as it is asked
    """A field within quotes, alone or with others."""
    simple = None
    if following.startswith('"'):
        pattern = _QUOTED if escaped else '[^"]*'
    else:
        pattern = _QUOTED + "?" if escaped else '[^"]*?'
        simple = _unescaped if escaped else None
    return Placed(replace(field, pattern=pattern, typical=None, simple=simple), blank=True)


def _unescaped(raw: pl.Expr) -> pl.Expr:
    """What follows the field is not escaped, and so is no part of it."""
    return ~raw.str.ends_with("\\")


def bare(field: Field, following: str, tail: str, words: int) -> Placed:
    """A field that nothing quotes.

    Args:
        field: as FIELDS and KINDS have it.
        following: the literal behind it; empty at the end of the line.
        tail: what parts the fields from what else stands in a line.
        words: how many words it is.
    """
    ending = following or tail
    kind = field.name.rstrip("0123456789")
    if kind in {"time", "part"}:
        return _moment(field, ending, words)
    if (ending[0] == " " and field.pattern in _KEPT) or field.pattern == PORT:
        simple = field.simple or _like(field.pattern)
        changed = replace(field, typical=None, simple=simple)
        return Placed(changed, spans=field.pattern in _SPANNING)
    if kind == "status" and ending[0] not in " \t" and field.careless:
        # Semicolons and the like stand in requests as well, and the number behind tells where they end.
        return Placed(replace(field, pattern=field.careless, simple=_like(field.careless)))
    if field.pattern == HOST and ending[0] == ":":
        return Placed(field)
    if (kind in _WIDE or field.pattern == CREDENTIALS) and (ending[0] == " " or not following):
        return _wide(field, kind, following)
    return _narrow(field, ending[0], blank=kind not in _NEVER_BLANK)


def _like(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    return lambda raw: raw.str.contains(rf"^(?:{pattern})$")


def _moment(field: Field, ending: str, words: int) -> Placed:
    """A time; those in brackets hold none themselves."""
    if ending[0] != " ":
        return _placed(field, r"[^\[]+?" if ending[0] == "]" else ".+?")
    pattern = "[^ ]+" + " [^ ]+" * (words - 1)
    changed = replace(field, pattern=pattern, careless=None, typical=None, simple=_like(pattern))
    return Placed(changed, words=words)


def _narrow(field: Field, ending: str, *, blank: bool) -> Placed:
    """Text without the space or tab that ends it."""
    many = "*?" if blank else "+?"
    if ending in " \t":
        return _placed(field, f"[^{ending}]{many}", blank=blank, forbids=ending)
    return _placed(field, f".{many}", blank=blank)


def _placed(field: Field, pattern: str, *, blank: bool = False, forbids: str = "") -> Placed:
    """With its pattern; the one that forbids a bracket has the condition that says so."""
    simple = FIELDS["time"].simple if pattern == r"[^\[]+?" else None
    changed = replace(field, pattern=pattern, careless=None, typical=None, simple=simple)
    return Placed(changed, blank=blank, forbids=forbids)


def _wide(field: Field, kind: str, following: str) -> Placed:
    """Text with spaces in it, where spaces part the fields."""
    if not following:
        return replace(_placed(field, ".*", blank=True), greedy=True)
    if kind not in _WIDE:
        return replace(_placed(field, field.pattern), slow=True)
    if kind == "request":
        return replace(_placed(field, _REQUEST), slow=True)
    return replace(_placed(field, ".*?", blank=True), slow=following == " ")
