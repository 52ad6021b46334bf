"""What a table does when it has grown past its bound. Each keeps its totals exact."""

from collections.abc import Callable
from functools import partial
from typing import cast

import polars as pl
from msgspec import Struct

REST = "rest"
MISSED = "missed"


class Bound(Struct, frozen=True):
    """How large a table may become, and how it is cut back.

    Args:
        rows: more than these are not kept.
        shrink: from a merged table and `rows` to one that is small enough.
        extra: columns that the table has for this purpose, with their types; merged by sum, but for
            REST, which is a key.
        slack: how many times `rows` it may grow to before that: to cut back costs as much as to
            count, and the table of one block is seldom the last. More of it costs memory: twice `rows`
            take 30 MB more of ten million lines, in the same time.
        common: what parts of a whole are brought to before they are added.
    """

    rows: int
    shrink: Callable[[pl.DataFrame, int], pl.DataFrame]
    extra: dict[str, pl.DataType]
    slack: float = 1
    common: Callable[[list[pl.DataFrame]], list[pl.DataFrame]] = list


_SUMS = {
    "n", "client_faults", "server_faults", "bytes", "sized", "duration", "timed", "refused",
    "succeeded", "transferred", "transfers", "decoded", "decodings", "spared", "sparings", "spent",
    "insecure", "scripted", "unsited", "unchanged", "wasted",
}  # fmt: skip
_MOST = {"slowest", "until", "ended", "largest", "most_goal"}
_LEAST = {"first", "since", "smallest", "least_goal"}


def _heaviest(table: pl.DataFrame, rows: int, within: tuple[str, ...] = ()) -> pl.DataFrame:
    """Keep the keys with the largest `n`; all others become one row, marked REST.

    MISSED of that row says how much lower than the truth any kept `n` can be: each cut adds the
    largest `n` that it took away (as in the Misra-Gries summary).

    Args:
        table: the table.
        rows: how many to keep.
        within: keys of few values, whose totals must stay exact: the others become one row for each
            combination of them.
    """
    groups = [pl.col(name) for name in within] or [pl.lit(0).alias("all")]
    kept = max(0, rows - table.select(pl.struct(groups).n_unique()).item())
    heavy = ~pl.col(REST) & _among_the_first(table.filter(~pl.col(REST)), kept)
    others = (
        table.filter(~heavy)
        .group_by(groups)
        .agg(_together(name, dtype) for name, dtype in table.schema.items() if name not in within)
    )
    return pl.concat([table.filter(heavy), others.select(table.columns).cast(table.schema)])


def _among_the_first(table: pl.DataFrame, rows: int) -> pl.Expr:
    """Which rows are the heaviest, and of the same weight the earliest; without sorting all of them."""
    if not rows or table.height <= rows:
        return pl.lit(value=bool(rows))
    n = table["n"]
    weight = int(n.sort(descending=True)[rows - 1])
    left = rows - int((n > weight).sum())
    earliest = int(table["first"].filter(n == weight).sort()[left - 1])
    return (pl.col("n") > weight) | ((pl.col("n") == weight) & (pl.col("first") <= earliest))


def _together(name: str, dtype: pl.DataType) -> pl.Expr:
    """A column of the row that stands for others."""
    column = pl.col(name)
    if name == REST:
        return pl.lit(value=True).alias(name)
    if name == MISSED:
        return column.sum() + pl.col("n").filter(~pl.col(REST)).max().fill_null(0)
    if name in _SUMS:
        return column.sum()
    if name in _MOST:
        return column.max()
    return column.min() if name in _LEAST else pl.lit(None, dtype).alias(name)


def heaviest(rows: int, *within: str) -> Bound:
    """Keep the heaviest keys, and the totals of each combination of the keys `within` exact."""
    return Bound(
        rows,
        partial(_heaviest, within=within),
        {REST: pl.Boolean(), MISSED: pl.UInt64()},
        slack=1.25,
    )


def _whole(table: pl.DataFrame, rows: int, keys: tuple[str, ...], within: str) -> pl.DataFrame:
    """Keep every row of the heaviest keys; those of the others become one for each value of `within`."""
    named = table.filter(~pl.col(REST))
    weights = (
        named.group_by(keys)
        .agg(pl.col("n").sum(), pl.col("first").min(), rows=pl.len())
        .sort("n", "first", descending=[True, False])
    )
    free = rows - table[within].n_unique()
    heavy = weights.filter(pl.col("rows").cum_sum() <= free).select(keys)
    kept = named.join(heavy, on=keys, how="semi", nulls_equal=True)
    light = named.join(heavy, on=keys, how="anti", nulls_equal=True)
    others = (
        pl.concat([table.filter(REST), light])
        .group_by(within)
        .agg(_together(name, dtype) for name, dtype in table.schema.items() if name != within)
    )
    return pl.concat([kept, others.select(table.columns).cast(table.schema)])


def whole(rows: int, keys: tuple[str, ...], within: str) -> Bound:
    """Keep the heaviest keys with all of their rows: what they are distributed over stays whole."""
    return Bound(
        rows, partial(_whole, keys=keys, within=within), {REST: pl.Boolean(), MISSED: pl.UInt64()}
    )


def _smallest(table: pl.DataFrame, rows: int) -> pl.DataFrame:
    return table.sort(pl.all()).head(rows)


def _below_the_greatest(parts: list[pl.DataFrame], rows: int) -> list[pl.DataFrame]:
    """Leave out what is greater than all that a part which is full keeps: the whole keeps no more."""
    greatest = [part.to_series(0).max() for part in parts if part.height >= rows]
    if not greatest:
        return parts
    limit = min(cast("list[int]", greatest))
    return [part.filter(part.to_series(0) <= limit) for part in parts]


def smallest(rows: int) -> Bound:
    """Keep the smallest hashes: how close they lie says how many there are (see `distinct`)."""
    return Bound(rows, _smallest, {}, common=partial(_below_the_greatest, rows=rows))


def _sampled(table: pl.DataFrame, rows: int, within: int) -> pl.DataFrame:
    """Keep the visitors with the smallest hashes, all rows of each, and mark where it was cut.

    The mark is a row of no moment, whose key is the least that the first visitor left out can have.

    Args:
        table: the table.
        rows: how many to keep.
        within: the bits of a key that tell rows of one visitor apart.
    """
    kept = table.filter(pl.col("since").is_not_null())
    if kept.height <= rows:
        return table
    limit = cast("int", kept["visit"].bottom_k(rows + 1).max()) & ~within
    mark = pl.DataFrame([{"visit": limit, "n": 0}], schema=table.schema)
    return pl.concat([kept.filter(pl.col("visit") < limit), mark])


def _below_the_lowest_mark(parts: list[pl.DataFrame]) -> list[pl.DataFrame]:
    """Leave out what some part was cut for.

    No part of a whole is cut lower than the whole is, so below the lowest mark nothing is missing,
    and the next cut falls on the same visitor however the whole was parted.
    """
    marks = pl.concat(part.filter(pl.col("since").is_null())["visit"] for part in parts)
    limit = marks.min()
    if limit is None:
        return parts
    below = pl.col("visit") < limit
    mark = (pl.col("visit") == limit) & pl.col("since").is_null()
    return [part.filter(below | mark) for part in parts]


def sampled(rows: int, within: int) -> Bound:
    """Keep so many rows of visitors that are chosen by their hashes: of any period an even sample."""
    return Bound(rows, partial(_sampled, within=within), {}, common=_below_the_lowest_mark)


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

    Exact below `kept`; from there on, the k-th smallest of n evenly spread hashes lies at k/n of the way,
    with a standard error of 1/sqrt(kept - 2).
    """
    if len(hashes) < kept:
        return len(hashes)
    return round((kept - 1) * 2**64 / int(hashes.max()))  # type: ignore[arg-type]
