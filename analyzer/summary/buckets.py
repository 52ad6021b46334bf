"""Numbers for a summary to count by: of sizes, durations, and the half-hours of a visit."""

import math
from datetime import timedelta

import polars as pl

SLOT_BITS = (1 << 20) - 1
"""Of a visit: a number of half-hours, for sixty years; the bits above are the visitor's."""

IDLE = timedelta(minutes=30)
"""A session ends when its visitor asks for nothing for longer than this, as analytics have it."""

_MICROSECOND = timedelta(microseconds=1)

_GROWTH = 1.02
"""Ratio of a bucket's bounds: percentiles are within 1 % of the truth."""

_PACES = 4
"""Buckets of durations that are one in the table of routes: percentiles there are within 5 %."""


def bucket(value: pl.Expr) -> pl.Expr:
    """The number of the logarithmic bucket that a positive value falls in; -1 for zero."""
    logarithm = value.cast(pl.Float64).log(_GROWTH).floor().cast(pl.Int16, strict=False)
    return pl.when(value > 0).then(logarithm).otherwise(-1)


def visit(visitor: pl.Expr, time: pl.Expr) -> pl.Expr:
    """A visitor and one of its slots in one number, for two take twice as long to count by."""
    slot = (time.to_physical() // (IDLE // _MICROSECOND)).cast(pl.UInt64, wrap_numerical=True)
    return (visitor & (2**64 - 1 - SLOT_BITS)) | (slot & SLOT_BITS)


def least(number: int) -> float:
    """The least value of a bucket."""
    return 0.0 if number < 0 else _GROWTH**number


def middle(number: int) -> float:
    """The value that stands for a bucket."""
    return 0.0 if number < 0 else math.sqrt(_GROWTH ** (2 * number + 1))


def pace(duration: pl.Expr) -> pl.Expr:
    """The number of the wide bucket that a duration falls in; -1 for zero."""
    return bucket(duration.dt.total_microseconds()) // _PACES


def typical(number: pl.Expr) -> pl.Expr:
    """The microseconds that stand for a wide bucket."""
    return pl.when(number < 0).then(0.0).otherwise(_GROWTH ** (_PACES * (number + 0.5)))


def percentile(table: pl.DataFrame, percent: float) -> float:
    """The value below which so many percent lie, within 1 %.

    Args:
        table: `bucket` and `n`, not empty.
        percent: from 0 to 100.
    """
    ordered = table.sort("bucket")
    wanted = math.ceil(percent * int(ordered["n"].sum()) / 100) or 1
    return middle(int(ordered["bucket"][int((ordered["n"].cum_sum() < wanted).sum())]))
