"""MEASURES: what is counted for each key, and how two counts become one.

Only what can be added is stored: sums and extremes. Means, shares and percentiles are worked out
when a panel is drawn.
"""

from collections.abc import Callable

import polars as pl
from msgspec import Struct

from analyzer.entry import IGNORED
from analyzer.formats.secrets import MASK
from analyzer.relate.relation import Relation


class Measure(Struct, frozen=True):
    """One number for each key.

    Args:
        name: the column.
        of: how it is worked out from the rows of a key.
        merged: how it is worked out from the same column of several summaries.
        dtype: its type.
    """

    name: str
    of: pl.Expr
    merged: Callable[[pl.Expr], pl.Expr]
    dtype: pl.DataType


def _sum(name: str, of: pl.Expr, dtype: pl.DataType | None = None) -> Measure:
    return Measure(name, of, pl.Expr.sum, dtype or pl.UInt64())


def _different(name: str, of: pl.Expr) -> Measure:
    bit = pl.lit(2, pl.UInt64).pow(of.hash() % 64)
    return Measure(name, bit.bitwise_or().fill_null(0), pl.Expr.bitwise_or, pl.UInt64())


def _lacks(attribute: str) -> pl.Expr:
    """How many Set-Cookie headers, as `secrets.mask_header` leaves them, do not say this."""
    return (~pl.col("value").str.contains(f"; {attribute}", literal=True)).sum()


_DURATION = pl.col("duration").dt.total_microseconds()
_GOAL = pl.col("location").str.head(200)
_ENTRY = pl.col("reject").is_null()
_IGNORED = pl.col("reject").is_in([reason.value for reason in IGNORED])

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        _sum("n", pl.len()),
        _sum("client_faults", pl.col("client_fault").sum()),
        _sum("server_faults", pl.col("server_fault").sum()),
        _sum("bytes", pl.col("bytes").sum()),
        _sum("sized", pl.col("bytes").count()),
        _sum("transferred", pl.col("transfer_bytes").sum()),
        _sum("transfers", pl.col("transfer_bytes").count()),
        _sum("decoded", pl.col("content_bytes").sum()),
        _sum("decodings", pl.col("content_bytes").count()),
        _sum("spared", pl.col("spare").sum()),
        _sum("sparings", pl.col("spare").count()),
        _sum("spent", pl.col("took").dt.total_microseconds().sum(), pl.Int64()),
        _sum("insecure", _lacks("Secure")),
        _sum("scripted", _lacks("HttpOnly")),
        _sum("unsited", _lacks("SameSite=")),
        _sum("duration", _DURATION.sum(), pl.Int64()),
        _sum("timed", pl.col("duration").count()),
        _sum("entries", _ENTRY.sum()),
        _sum("ignored", _IGNORED.sum()),
        _sum("rejected", (~_ENTRY & ~_IGNORED).sum()),
        _sum("saved", pl.col("saved").sum()),
        _sum("unchanged", (pl.col("relation") == Relation.SENT_AGAIN).sum()),
        _sum("wasted", pl.col("bytes").filter(pl.col("relation") == Relation.SENT_AGAIN).sum()),
        _sum("refused", (pl.col("status") == 401).sum()),
        _sum("succeeded", pl.col("status").is_between(200, 299).sum()),
        # Sets of 64 numbers, a bit each: at least as many were different as bits are set.
        _different("targets", pl.struct("host", "path")),
        _different("callers", pl.col("client").filter(pl.col("client") != MASK)),
        _different("users", pl.col("user").drop_nulls()),
        # All are the same if the least is the greatest.
        Measure("least_goal", _GOAL.min(), pl.Expr.min, pl.String()),
        Measure("most_goal", _GOAL.max(), pl.Expr.max, pl.String()),
        Measure("smallest", pl.col("asked").min(), pl.Expr.min, pl.UInt64()),
        Measure("largest", pl.col("asked").max(), pl.Expr.max, pl.UInt64()),
        Measure("slowest", _DURATION.max(), pl.Expr.max, pl.Int64()),
        Measure("since", pl.col("time").min(), pl.Expr.min, pl.Datetime("us", "UTC")),
        Measure("until", pl.col("time").max(), pl.Expr.max, pl.Datetime("us", "UTC")),
        Measure(
            "ended",
            (pl.col("time") + pl.col("duration").fill_null(pl.duration())).max(),
            pl.Expr.max,
            pl.Datetime("us", "UTC"),
        ),
        Measure("west", pl.col("offset").min(), pl.Expr.min, pl.Int32()),
        Measure("east", pl.col("offset").max(), pl.Expr.max, pl.Int32()),
        Measure("first", pl.col("place").min(), pl.Expr.min, pl.UInt64()),
        Measure(
            "example",
            pl.col("raw").sort_by("place").first().str.head(1000),
            lambda column: column.sort_by("first").first(),
            pl.String(),
        ),
    )
}
