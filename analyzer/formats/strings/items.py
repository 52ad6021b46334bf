"""What a format string is made of: literals, and variables with the kind of field that each is."""

from collections.abc import Callable, Sequence

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from analyzer.errors import OptionError
from analyzer.formats.fields import SEVERAL, WORD, Field
from analyzer.formats.rows import on_rows
from analyzer.formats.strings.kinds import COOKIES, CREDENTIALS, FILLS, KINDS, kept, strftime


class Variable(Struct, frozen=True):
    """A variable of nginx, or a directive of Apache.

    Args:
        label: what `extra` calls it where no column is for it.
        kind: of KINDS; empty where there is none.
        rank: of two that tell the same, the lower one is read.
        header: the header that it is, in lower case; a cookie is `cookie`.
        time: its form, for strftime.
        unknown: what of it the server does not have of its own, as it is written: `$statsu`.
    """

    label: str
    kind: str = ""
    rank: int = 0
    header: str = ""
    time: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How many words it is, parted by spaces, where that is known."""
        return 2 if self.kind == "time" and not self.time else self.time.count(" ") + 1


Items = list[str | Variable]
"""Of a format string, in its order; no two literals follow each other."""

Escape = Callable[[pl.Series], pl.Series]

_JOINED = {
    ("path", "query"): "target",
    ("name", "target"): "place",
    ("name", "path"): "place",
    ("host", "target"): "place",
    ("host", "path"): "place",
}
"""Two with nothing between them that are one field of their own."""


def broken(option: str, text: str, at: int, what: str) -> OptionError:
    """The error that says where a format string is broken."""
    return OptionError(f"{option}: {what} at character {at + 1}: {text[at : at + 20]!r}")


def joined(items: Sequence[str | Variable]) -> Items:
    """Literals side by side become one, and so do variables, for nothing tells where they part."""
    out: Items = []
    for item in items:
        before = out[-1] if out else None
        if item == "":
            continue
        if isinstance(item, str) and isinstance(before, str):
            out[-1] = before + item
        elif isinstance(item, Variable) and isinstance(before, Variable):
            out[-1] = _together(before, item)
        else:
            out.append(item)
    return out


def _together(first: Variable, second: Variable) -> Variable:
    kind = _JOINED.get((first.kind, second.kind), "")
    header = first.header or second.header
    return Variable(
        f"{first.label}+{second.label}",
        kind,
        first.rank,
        header,
        unknown=first.unknown + second.unknown,
    )


def fields(items: Items, escape: Escape | None) -> tuple[Field, ...]:
    """The field of each variable, with a name of its own; two for one column are not read twice.

    Args:
        items: of the string.
        escape: from how the server escapes to how `unescape` takes it; None where it is the same.
    """
    variables = [item for item in items if isinstance(item, Variable)]
    taken: set[str] = set()
    read: set[int] = set()
    for number in sorted(range(len(variables)), key=lambda number: variables[number].rank):
        kind = variables[number].kind
        fills = FILLS.get(kind, frozenset({kind}))
        if kind and not fills & taken:
            taken |= fills
            read.add(number)
    named: dict[str, Field] = {}
    for number, variable in enumerate(variables):
        field = _escaped(_kind(variable, number, read=number in read), escape)
        again = field.name in named  # such as the port, which fills no column
        field = replace(field, name=f"{field.name}{number}") if again else field
        named[field.name] = field
    return tuple(named.values())


def _kind(variable: Variable, number: int, *, read: bool) -> Field:
    if not read:
        text = kept(variable.label, variable.header)
        return replace(text, name=f"extra{number}", pattern=_extent(variable))
    form = variable.time if variable.kind == "time" else ""
    return strftime(form) if form else KINDS[variable.kind]


def _extent(variable: Variable) -> str:
    """What holds spaces though nothing quotes it."""
    if variable.header == "cookie":
        return COOKIES
    if variable.header.endswith("authorization"):
        return CREDENTIALS
    return SEVERAL if variable.label.startswith("upstream_") and not variable.header else WORD


def _escaped(field: Field, escape: Escape | None) -> Field:
    if escape is None:
        return field
    columns = field.columns

    def undone(raw: pl.Series) -> dict[str, pl.Series]:
        odd = raw.str.contains("\\", literal=True)
        return columns(on_rows(raw, odd, escape))

    return replace(field, columns=undone)
