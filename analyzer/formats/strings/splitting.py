"""Splitting lines of any template, from left to right, whole columns at once."""

from collections.abc import Mapping

import polars as pl

from analyzer.formats.block import Lines
from analyzer.formats.splitting import SURPLUS, Split, cut, piece, put_together
from analyzer.formats.strings.placed import Placed

_NOWHERE = "\1"  # a separator that no line should hold; one that does goes to the regex

Fields = Mapping[str, Placed]


def split_lines(
    parts: list[list[str]], placed: Fields, tail: str, lines: Lines
) -> tuple[pl.DataFrame, pl.Series]:
    """Take all lines of a block apart, see `Template.split`.

    Args:
        parts: the tokens of each piece between quotes; one where there are none.
        placed: the field of each name.
        tail: what parts the fields of a line from what else stands in it.
        lines: the block.
    """
    pieces = cut(lines, '"' if len(parts) > 1 else _NOWHERE, len(parts))
    return _plan(parts, placed, tail, pieces.width - 1).of(pieces)


def _plan(parts: list[list[str]], placed: Fields, tail: str, width: int) -> Split:
    split = Split()
    split.require(SURPLUS.is_between(0, width - len(parts)))
    for number, part in enumerate(parts[:-1]):
        if number % 2:
            split.require(~piece(number).str.ends_with("\\"))
        _part(part, piece(number), placed, split)
    rest = [piece(number) for number in range(len(parts) - 1, width)]
    _last(parts[-1], rest, placed, split, tail)
    return split


def _part(tokens: list[str], text: pl.Expr, placed: Fields, split: Split) -> None:
    """A piece between two quotes."""
    first, *others = tokens
    if not others:
        split.require(text == first)
        return
    last = others[-1]
    rest = _begun(first, text, split)
    if last:
        split.require(rest.str.ends_with(last))
        rest = rest.str.strip_suffix(last)
    _spans(others[:-1:2], text, placed, split)
    rest = _cut(others[:-1], rest, placed, split)
    _take(others[-2], rest, placed[others[-2]], split, parted=False)


def _begun(literal: str, text: pl.Expr, split: Split) -> pl.Expr:
    if not literal:
        return text
    split.require(text.str.starts_with(literal))
    return text.str.strip_prefix(literal)


def _spans(names: list[str], text: pl.Expr, placed: Fields, split: Split) -> None:
    """Lists with spaces in them are for the regex."""
    if any(placed[name].spans for name in names):
        split.require(~text.str.contains(" : |[,;] "))


def _cut(tokens: list[str], rest: pl.Expr, placed: Fields, split: Split) -> pl.Expr:
    """Cut off one field after the other, as many at once as the same literal follows.

    Args:
        tokens: names and literals, by turns; a name comes first and last.
        rest: of the lines.
        placed: the field of each name.
        split: takes the fields.

    Returns:
        The last field.
    """
    at = 0
    while at + 1 < len(tokens):
        literal, end = tokens[at + 1], at
        while end + 1 < len(tokens) and tokens[end + 1] == literal:
            end += 2
        names = tokens[at:end:2]
        words = [placed[name].words if literal == " " else 1 for name in names]
        *fields, rest = split.apart(rest, literal, sum(words) + 1)
        for name, count in zip(names, words, strict=True):
            field, fields = _join(fields[:count]), fields[count:]
            _take(name, field, placed[name], split, parted=literal in {" ", "\t"})
        at = end
    return rest


def _join(words: list[pl.Expr]) -> pl.Expr:
    return words[0] if len(words) == 1 else pl.concat_str(words, separator=" ")


def _take(name: str, field: pl.Expr, placed: Placed, split: Split, *, parted: bool) -> None:
    """Take a field, if it is just what the regex would take."""
    field = split.columns[name] = split.keep(field)
    split.require(field.is_not_null() if placed.blank else field != "")
    if placed.slow:
        split.require(field.is_null())
    if placed.forbids and not parted:
        split.require(~field.str.contains(placed.forbids, literal=True))
    if placed.field.simple is not None:
        split.require(placed.field.simple(field))


def _last(
    tokens: list[str],
    pieces: list[pl.Expr],
    placed: Fields,
    split: Split,
    tail: str,
) -> None:
    """The last piece, behind which a line may go on, with `tail`, as `extra`."""
    rest, *more = pieces
    closed = SURPLUS == len(more)  # noqa: SIM300 - the other way round is no expression to mypy
    first, *others = tokens
    names = others[:-1:2]
    _spans(names, rest, placed, split)
    rest = _begun(first, rest, split)
    if names:
        rest = _cut(others[:-1], rest, placed, split)
        rest = _final(others[-2:], rest, placed, split, (tail, closed))
    if not names or others[-1]:
        split.require(((rest == "") & closed) | rest.str.starts_with(tail))
        rest = rest.str.strip_prefix(tail)
    split.columns["extra"] = put_together(rest, more)


def _final(
    tokens: list[str], rest: pl.Expr, placed: Fields, split: Split, end: tuple[str, pl.Expr]
) -> pl.Expr:
    """The last field, and the literal behind it; what follows that is returned."""
    name, literal = tokens
    tail, closed = end
    each = placed[name]
    if each.greedy and not literal:
        _take(name, rest, each, split, parted=False)
        split.require(closed)
        return pl.lit("")
    count = each.words if tail == " " and not literal else 1
    *fields, rest = split.apart(rest, literal or tail, count + 1)
    _take(name, _join(fields), each, split, parted=(literal or tail) in {" ", "\t"})
    split.require(rest.is_not_null() if literal else rest.is_not_null() | closed)
    return rest.fill_null("")
