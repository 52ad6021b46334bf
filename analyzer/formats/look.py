"""Columns that one look gives for nearly all rows, and a closer one for the few that are odd."""

from collections.abc import Callable, Mapping
from functools import cache

import polars as pl
from msgspec import Struct

from analyzer.formats.rows import Columns
from analyzer.rows import where

_ODD = "odd"


class Look(Struct, frozen=True):
    """From texts to columns, as any of `Columns`; many of them are one call of polars.

    Args:
        columns: of ENTRY, from the texts.
        odd: for which texts they are not right; null is no.
        closer: what they are for those.
    """

    columns: Callable[[pl.Expr], Mapping[str, pl.Expr]]
    odd: Callable[[pl.Expr], pl.Expr] | None = None
    closer: Columns | None = None

    def __call__(self, raw: pl.Series) -> dict[str, pl.Series]:
        """Look at one column of texts."""
        return looked_at(raw.to_frame("raw"), {"raw": self})["raw"]


def looked_at(texts: pl.DataFrame, looks: Mapping[str, Look]) -> dict[str, dict[str, pl.Series]]:
    """The columns that texts give.

    Args:
        texts: a column for each kind of text.
        looks: those that are looked at, and how.
    """
    seen = texts.select(
        expression for name, look in looks.items() for expression in _planned(name, look)
    )
    columns: dict[str, dict[str, pl.Series]] = {name: {} for name in looks}
    for series in seen:
        name, column = series.name.split(" ")
        columns[name][column] = series
    return {name: _completed(columns[name], texts[name], look) for name, look in looks.items()}


@cache
def _planned(name: str, look: Look) -> list[pl.Expr]:
    raw = pl.col(name)
    columns = {**look.columns(raw)}
    if look.odd is not None:
        columns[_ODD] = look.odd(raw)
    return [expression.alias(f"{name} {column}") for column, expression in columns.items()]


def _completed(columns: dict[str, pl.Series], raw: pl.Series, look: Look) -> dict[str, pl.Series]:
    if look.closer is None:
        return columns
    rows = where(columns.pop(_ODD))
    if len(rows):
        closer = look.closer(raw[rows])
        columns = {name: series.scatter(rows, closer[name]) for name, series in columns.items()}
    return columns
