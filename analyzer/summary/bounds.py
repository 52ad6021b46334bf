"""What a table does when it has grown past its bound. Each keeps its totals exact."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

REST = "rest"
MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Bound:
    """How large a table may become, and how it is cut back.

    Args:
        rows: more than these are not kept.
        shrink: from a merged table and `rows` to one that is small enough.
        extra: columns that the table has for this purpose, with their types; merged by sum, but for
            REST, which is a key.
    """

    rows: int
    shrink: Callable[[pl.DataFrame, int], pl.DataFrame]
    extra: dict[str, pl.DataType]


def _heaviest(table: pl.DataFrame, rows: int) -> pl.DataFrame:
    """Keep the keys with the largest `n`; all others become one row, marked REST.

    MISSED of that row says how much lower than the truth any kept `n` can be: each cut adds the
    largest `n` that it took away (as in the Misra-Gries summary).
    """
    named = table.filter(~pl.col(REST)).sort("n", "first", descending=[True, False])
    rest = pl.concat([table.filter(REST), named.slice(rows - 1)])
    largest = named["n"][rows - 1]
    sums = {"n", "client_faults", "server_faults", "bytes", "sized", "duration", "timed"}
    row = rest.select(
        pl.lit(value=True).alias(name)
        if name == REST
        else pl.col(name).sum() + largest
        if name == MISSED
        else pl.col(name).sum()
        if name in sums
        else pl.col(name).max()
        if name in {"slowest", "until"}
        else pl.col(name).min()
        if name in {"first", "since"}
        else pl.lit(None, table.schema[name]).alias(name)
        for name in table.columns
    )
    return pl.concat([named.head(rows - 1), row.cast(table.schema)])


def heaviest(rows: int) -> Bound:
    """Keep the heaviest keys."""
    return Bound(rows, _heaviest, {REST: pl.Boolean(), MISSED: pl.UInt64()})


def _smallest(table: pl.DataFrame, rows: int) -> pl.DataFrame:
    return table.sort(table.columns[0]).head(rows)


def smallest(rows: int) -> Bound:
    """Keep the smallest hashes: how close they lie says how many there are (see `distinct`)."""
    return Bound(rows, _smallest, {})


def _coarser(table: pl.DataFrame, rows: int) -> pl.DataFrame:
    keys = ["minute", "class"]
    for period in ("1h", "1d", "365d"):
        table = (
            table.with_columns(pl.col("minute").dt.truncate(period))
            .group_by(keys)
            .agg(pl.all().sum())
        )
        if table.height <= rows:
            break
    return table


def coarser(rows: int) -> Bound:
    """Count by the hour, then by the day, where there are too many minutes."""
    return Bound(rows, _coarser, {})


def distinct(hashes: pl.Series, kept: int) -> int:
    """How many distinct values a table of their smallest 64-bit hashes stands for.

    Exact up to `kept`; beyond, the k-th smallest of n evenly spread hashes lies at k/n of the way,
    with a standard error of 1/sqrt(kept - 2).
    """
    if len(hashes) < kept:
        return len(hashes)
    return round((kept - 1) * 2**64 / int(hashes.max()))  # type: ignore[arg-type]
