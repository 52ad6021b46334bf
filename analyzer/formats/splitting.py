"""Reading lines by splitting whole columns at the literals of a template.

No piece of a line is looked at twice, and none is matched against a pattern: on combined lines
this is three times as fast as the regex, which remains for the lines that do not fit.
"""

import polars as pl

from analyzer.formats.block import Lines
from analyzer.formats.fields import FIELDS, TOKEN

_MOST_PIECES = 40  # quotes in a line beyond this are not worth a column each


class Split:
    """Fields on their way out of a block of lines, and which lines they are right for."""

    def __init__(self, fit: pl.Series) -> None:
        """Begin with the lines that fit so far."""
        self.columns: dict[str, pl.Series] = {}
        self._conditions = [fit]

    def require(self, condition: pl.Series) -> None:
        """Lines for which this does not hold, or is not known, are not as simple as that."""
        self._conditions.append(condition)

    @property
    def fit(self) -> pl.Series:
        """Which lines fit. All conditions are looked at together: a call of polars each costs."""
        if len(self._conditions) > 1:
            every = pl.DataFrame(
                [each.alias(str(number)) for number, each in enumerate(self._conditions)]
            )
            together = pl.all_horizontal(pl.all()).fill_null(value=False)
            self._conditions = [every.select(together.alias("fit")).to_series()]
        return self._conditions[0]

    def frame(self) -> pl.DataFrame:
        """The fields as columns."""
        return pl.DataFrame([series.alias(name) for name, series in self.columns.items()])


def _split_usual(template: str, piece: pl.Series, split: Split) -> None:
    """Split one piece, taking the usual values of fields for literals first: most lines fit that.

    A quarter of the time of splitting the head of a combined line goes this way.
    """
    names = TOKEN.findall(template)
    usual = {name: FIELDS[name].usual for name in names if FIELDS[name].usual}
    if not usual:
        _split(template, piece, split)
        return
    attempt = Split(pl.Series([True]).new_from_index(0, len(piece)))
    _split(TOKEN.sub(lambda token: usual.get(token[1]) or token[0], template), piece, attempt)
    for name, value in usual.items():
        attempt.columns[name] = pl.Series([value]).new_from_index(0, len(piece))
    if not attempt.fit.all():
        rows = (~attempt.fit).arg_true()
        other = Split(pl.Series([True]).new_from_index(0, len(rows)))
        _split(template, piece.gather(rows), other)
        split.require(attempt.fit.scatter(rows, other.fit))
        for name in names:
            attempt.columns[name] = attempt.columns[name].scatter(rows, other.columns[name])
    split.columns |= {name: attempt.columns[name] for name in names}


def _split(template: str, piece: pl.Series, split: Split) -> None:
    """Split one piece of the line at the literals of its part of the template."""
    *tokens, last = TOKEN.split(template)
    if not tokens:
        split.require(piece == last)
        return
    first, names, inner = tokens[0], tokens[1::2], tokens[2::2]
    if first:
        split.require(piece.str.starts_with(first))
        piece = piece.str.strip_prefix(first)
    if last:
        split.require(piece.str.ends_with(last))
        piece = piece.str.strip_suffix(last)
    if not inner:
        _take(names[0], piece, split)
    elif len(set(inner)) == 1:
        _split_evenly(inner[0], names, piece, split)
    else:
        at = next(number for number, literal in enumerate(inner) if literal != " ")
        left, right = piece.str.splitn(inner[at], 2).struct.unnest()
        cut = template.index(inner[at], len(first))
        _split(template[len(first) : cut], left, split)
        _split(template[cut + len(inner[at]) : len(template) - len(last)], right, split)


def _split_evenly(literal: str, names: list[str], piece: pl.Series, split: Split) -> None:
    """Split where the same literal stands between all fields; one piece more is one too many."""
    *fields, surplus = piece.str.split_exact(literal, len(names)).struct.unnest()
    for name, field in zip(names, fields, strict=True):
        _take(name, field, split)
    split.require(surplus.is_null())


def _take(name: str, field: pl.Series, split: Split) -> None:
    """A field that nothing quotes: it must be there, and not be what the regex takes otherwise."""
    split.columns[name] = field
    split.require(field != "")
    simple = FIELDS[name].simple
    if simple is not None:
        split.require(simple(field))


def _split_last(template: str, pieces: pl.DataFrame, split: Split, surplus: pl.Series) -> None:
    """The last part of the template, behind which a line may go on: with a space, as `extra`."""
    first, *tokens = TOKEN.split(template)
    names = tokens[::2]
    rest, *more = pieces
    if names:
        split.require(rest.str.starts_with(first))
        *fields, rest = rest.str.strip_prefix(first).str.splitn(" ", len(names) + 1).struct.unnest()
        for name, field in zip(names, fields, strict=True):
            _take(name, field, split)
        split.require(rest.is_not_null() | (surplus == len(more)))  # no quote inside the last field
        rest = rest.fill_null("")
    else:
        ended = (rest == "") & (surplus == len(more))
        split.require(ended | rest.str.starts_with(" "))
        rest = rest.str.strip_prefix(" ")
    split.columns["extra"] = put_together(rest, more, surplus, split)


def put_together(
    rest: pl.Series, more: list[pl.Series], surplus: pl.Series, split: Split
) -> pl.Series:
    """What stands behind the fields, with the quotes at which it was cut.

    Args:
        rest: up to the first quote.
        more: what follows it, piece by piece.
        surplus: how many of these a line has not.
        split: tells for which lines it matters.
    """
    if ((surplus < len(more)) & split.fit).any():
        joined = pl.concat_str(pl.lit(rest), *map(pl.lit, more), separator='"')
        length = (joined.str.len_chars().cast(pl.Int64) - pl.lit(surplus)).clip(0)
        return pl.select(joined.str.slice(0, length)).to_series()
    return rest


def split_lines(parts: list[str], lines: Lines) -> tuple[pl.DataFrame, pl.Series]:
    """Take all lines of a block apart, see `Template.split`.

    Args:
        parts: the template's pieces between its quotes.
        lines: the block.
    """
    # Each column costs, so there are as many as the first line has pieces; longer lines do not fit.
    width = max(min(lines.first.count(b'"') + 1, _MOST_PIECES), len(parts))
    pieces = lines.pieces('"', width)
    # What is in no piece is quotes. So an empty piece is told from a missing one.
    in_pieces = pl.sum_horizontal(pl.all().str.len_bytes().cast(pl.Int64))
    surplus = width - 1 - (lines.lengths - pieces.select(in_pieces).to_series())
    split = Split(surplus.is_between(0, width - len(parts)))
    for number, part in enumerate(parts[:-1]):
        piece = pieces[str(number)]
        if number % 2:
            split.columns[part[1:-1]] = piece
            split.require(~piece.str.ends_with("\\"))
        else:
            _split_usual(part, piece, split)
    _split_last(parts[-1], pieces.select(pieces.columns[len(parts) - 1 :]), split, surplus)
    return split.frame(), split.fit
