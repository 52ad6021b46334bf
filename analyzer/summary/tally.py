"""What a tally is."""

from collections.abc import Callable

import polars as pl
from msgspec import Struct

from analyzer.formats.secrets import MASK
from analyzer.summary.bounds import Bound


class Tally(Struct, frozen=True):
    """A table of counts.

    Args:
        name: its name in the summary.
        keys: the columns that its rows are told apart by, as expressions over RELATED.
        types: their types.
        measures: names of MEASURES.
        rows: which rows are counted, or what becomes of them before; all entries by default.
        bound: how it is kept small, where its keys come from outside.
        rejects: it counts the lines that are no entries, too.
        of: the tally whose table it is counted from, before that is cut to its bound, in place of
            the rows: its keys are columns of GAINED, worked out of that tally's keys. It costs only
            what their distinct values cost.
        needs: a column: only rows with something in it are counted, and where no row has, no time
            is spent on it.
    """

    name: str
    keys: dict[str, pl.Expr]
    types: dict[str, pl.DataType]
    measures: tuple[str, ...]
    rows: Callable[[pl.LazyFrame], pl.LazyFrame] = lambda entries: entries
    bound: Bound | None = None
    rejects: bool = False
    of: str | None = None
    needs: str | None = None


KEYS = 32_000
"""Keys of a table of paths, clients and the like."""

ONE_CLIENT = pl.col("client") != MASK
"""It is known, and no mask, which stands for any of them."""


def columns(**types: pl.DataType) -> tuple[dict[str, pl.Expr], dict[str, pl.DataType]]:
    """Keys that are columns, with their types."""
    return {name: pl.col(name) for name in types}, types


def where(*conditions: pl.Expr) -> Callable[[pl.LazyFrame], pl.LazyFrame]:
    """The rows for which all of these hold."""
    return lambda entries: entries.filter(*conditions)
