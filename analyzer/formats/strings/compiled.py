"""From a format string to a format, of the same kind as those that are built in."""

from collections.abc import Collection, Iterator, Sequence

import polars as pl
from msgspec.structs import replace

from analyzer.errors import OptionError
from analyzer.formats.block import Lines
from analyzer.formats.detect import named
from analyzer.formats.format import Format, Samples
from analyzer.formats.lines import LineFormat
from analyzer.formats.registry import FORMATS
from analyzer.formats.strings import apache, nginx
from analyzer.formats.strings.composed import Composed, tail
from analyzer.formats.strings.items import Items, Variable, fields
from analyzer.formats.strings.keyed import keyed
from analyzer.formats.strings.kinds import FILLS
from analyzer.formats.strings.placed import Placed, bare, quoted
from analyzer.formats.strings.statement import Statement, statement

OPTION = "--log-format"

_TELLING = frozenset({"request", "method", "target", "path", "place", "status"})
"""Without one of these kinds of field a line says nothing that statscan could count."""

NICKNAMES = {
    "combinedio": r'%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" %I %O',
    "referer": "%{Referer}i -> %U",
}
"""What Apache's own configurations call by a name, beside those that are built-in formats."""

_SAMPLE = 200  # lines of a head
_RAW_QUOTES = 0.9  # a line that fits only if quotes were not escaped
_NEAR = 0.75  # how much of a name must be that of another that may be meant
_LEFT_OVER = 0.8  # a line that goes on behind the format


class StringFormat(LineFormat, frozen=True, dict=True):
    """A format that somebody else's string describes.

    Its patterns may have to look far, and a log is hostile: Python's regexes can take for ever
    where those of polars need a time that grows with the line.

    Args:
        notes: what a reader has to know about the string.
    """

    notes: tuple[str, ...] = ()

    def claim(self, head: bytes) -> float:
        """The share of the head's lines that are entries; those with nothing left over weigh more.

        The fewer fields a format has, the less it says that a line fits: `%{User-agent}i` is any.
        """
        return super().claim(head) * (1 - 0.5 / len(self.template.fields))

    def _weights(self, head: bytes) -> list[float]:
        texts = pl.Series("text", Lines(head).sample(_SAMPLE), dtype=pl.String)
        if texts.is_empty():
            return []
        careful, careless = (
            texts.str.extract_groups(pattern).struct.field("extra")
            for pattern in (self.template.pattern, self.template.careless_pattern)
        )
        entry = self.parse("\n".join(texts).encode())["reject"].is_null()
        escaped = texts.str.contains(self.template.pattern)
        return pl.DataFrame({"entry": entry, "escaped": escaped}).select(
            pl.when(~pl.col("entry")).then(0.0)
            .when("escaped").then(pl.lit(_left_over(careful)))
            .otherwise(_RAW_QUOTES * pl.lit(_left_over(careless)))
        ).to_series().to_list()  # fmt: skip


def _left_over(extra: pl.Series) -> pl.Series:
    weights = pl.Series([1.0]).new_from_index(0, len(extra))
    return weights.set(extra.is_not_null(), _LEFT_OVER)


def compiled(text: str, name: str = "", option: str = OPTION) -> Format:
    """The format that a string describes.

    Args:
        text: an nginx `log_format` or an Apache `LogFormat`, with or without the word, the name
            and the quotes that it has in the configuration; or the name of a built-in format; or
            an object of variables, for JSON lines.
        name: what to call it; else as in the string, or `custom`.
        option: where it comes from, for errors.

    Raises:
        OptionError: it is broken, and where; or there is nothing in it.
    """
    said = statement(text, option)
    if not said.named and any(said.text == each.name for each in FORMATS):
        return named(said.text)
    if not said.named and said.text in NICKNAMES:
        return composed(
            Statement(NICKNAMES[said.text], said.text, server="Apache"), said.text, option
        )
    if not said.named and (by_key := keyed(said.text, option)):
        return by_key
    return composed(said, name or said.name or "custom", option)


def composed(said: Statement, name: str, option: str, defined: Collection[str] = ()) -> LineFormat:
    """The format of a statement whose quotes and escapes are undone.

    Args:
        said: the statement.
        name: what to call it.
        option: where it comes from, for errors.
        defined: variables that the configuration around it has, beside the server's own: `$name`.

    Raises:
        OptionError: it is broken, and where; or there is nothing in it, or nothing that can be told apart.
    """
    items = _items(said.text, option)
    escape = nginx.escape(said.escape)
    each = fields(items, escape)
    variables = [item for item in items if isinstance(item, Variable)]
    if not variables:
        cure = "write it as in the server's configuration, or one of statscan formats"
        from difflib import get_close_matches

        near = get_close_matches(said.text, [*NICKNAMES, *(each.name for each in FORMATS)], 1)
        raise OptionError(
            f"{option} {said.text!r} holds no $variable and no %directive",
            f"write {near[0]} if you mean that, or else {cure}" if near else cure,
        )
    _parted(variables, option)
    names = iter(one.name for one in each)
    text = "".join(item if isinstance(item, str) else f"{{{next(names)}}}" for item in items)
    title = f"{said.server}'s own: {said.text}"
    for known in FORMATS:
        if isinstance(known, LineFormat) and known.template.text == text and escape is None:
            return replace(known, name=name, title=title)
    sequence = _sequence(items, [one.name for one in each])
    quotes = sum(literal.count('"') for literal in sequence[::2]) % 2 == 0
    words = [variable.words for variable in variables]
    placed: dict[str, Placed] = {}
    for number, field in enumerate(each):
        before = "".join(sequence[: 2 * number + 1 : 2])
        following = sequence[2 * number + 2]
        placed[field.name] = (
            quoted(field, following, said.escape != "none")
            if quotes and before.count('"') % 2
            else bare(field, following, tail(sequence), words[number])
        )
    unknown = [each for one in variables for each in one.unknown if each not in defined]
    notes = (*_unknown(name, list(dict.fromkeys(unknown))), *_zoneless(name, variables))
    forms = {
        field.name: one.time
        for one, field in zip(variables, each, strict=True)
        if one.kind == "part"
    }
    parts = dict(sorted(forms.items(), key=lambda part: "%z" in part[1]))  # where it is looked for
    template = Composed(text, sequence, placed, quotes, parts)
    return StringFormat(name, title, template, Samples(()), notes=notes)


def _unknown(name: str, unknown: list[str]) -> Iterator[str]:
    """That a string names what its server does not have: it may be defined elsewhere, or a slip."""
    if not unknown:
        return
    from difflib import get_close_matches

    own = [f"${each}" for each in nginx.NAMES]
    said = (
        f"{each} ({near[0]}?)" if (near := get_close_matches(each, own, 1, _NEAR)) else each
        for each in unknown
    )
    server = "nginx" if unknown[0].startswith("$") else "Apache"
    yield (
        f"The format {name} names {', '.join(said)}, which {server} does not have of its own: what "
        "stands there is kept in extra, and nothing else is known of it."
    )


def _zoneless(name: str, variables: Sequence[Variable]) -> Iterator[str]:
    """That times are a guess by hours: neither `%{%H:%M}t` nor the name of a zone tells an offset."""
    times = [one for one in variables if "time" in FILLS.get(one.kind, ())]
    first = min(times, key=lambda one: one.rank).time if times else ""
    form = first or " ".join(one.time for one in variables if one.kind == "part")
    if form and "%z" not in form and "%s" not in form:
        whatever = ", whatever zone they name" if "%Z" in form else ""
        yield f"Times of the format {name} tell no offset (%z): they are taken for UTC{whatever}."


def fits_anything(format_: LineFormat) -> bool:
    """Whether any line at all is one of it, such as of Apache's `agent`, which is but `%{User-agent}i`."""
    first, *others = format_.template.fields
    return not others and first.rstrip("0123456789") not in _TELLING


def _parted(variables: Sequence[Variable], option: str) -> None:
    """Refuse a string of which no answer and no request can be read, for want of anything between."""
    together = next((one.label for one in variables if "+" in one.label and not one.kind), None)
    if together and not any(one.kind in _TELLING for one in variables):
        raise OptionError(
            f"{option}: nothing stands between {' and '.join(together.split('+'))}, so nothing tells "
            "where the one ends and the other begins",
            "have the server write a space or quotes between them",
        )


def _items(text: str, option: str) -> Items:
    """By whichever server's rules there is more in it."""
    servers = (nginx.items, apache.items) if "$" in text else (apache.items,)
    found: list[Items] = []
    problem: OptionError | None = None
    for items in servers:
        try:
            found.append(items(text, option))
        except OptionError as error:
            problem = problem or error
    if not found and problem:
        raise problem
    best = max(found, key=lambda items: sum(isinstance(item, Variable) for item in items))
    if problem and not any(isinstance(item, Variable) for item in best):
        raise problem
    return best


def _sequence(items: Items, names: list[str]) -> tuple[str, ...]:
    """Literals and names by turns, a literal first and last."""
    sequence = [""]
    rest = iter(names)
    for item in items:
        if isinstance(item, str):
            sequence[-1] = item
        else:
            sequence += (next(rest), "")
    return tuple(sequence)
