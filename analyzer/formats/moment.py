"""Times as servers write them, to UTC and the offset that they were written with."""

import re
from datetime import UTC, datetime
from functools import lru_cache

import polars as pl

from analyzer.rows import where

_LOCAL = "%d/%b/%Y:%H:%M:%S"
_ZONED = f"{_LOCAL} %z"
_ZONE = re.compile(r" ([+-])([01]\d|2[0-3])([0-5]\d)", re.ASCII)

# A clock that was never set says 1970, in its own time zone; years of two digits are no dates; and
# Python knows none behind 9999.
EARLIEST = datetime(1969, 12, 31, tzinfo=UTC)
LATEST = datetime(9999, 1, 1, tzinfo=UTC)
_LENGTH = 26
_ZONE_LENGTH = 6  # with the space before it
_SECOND = 1_000_000
_FIRST, _LAST = (int(moment.timestamp()) * _SECOND for moment in (EARLIEST, LATEST))

# polars reads a time without its offset half again as fast as one with it, and offsets are few.
_LOCAL_TIME = (
    pl.when(pl.col("raw").str.len_bytes() == _LENGTH)
    .then(pl.col("raw").str.head(_LENGTH - _ZONE_LENGTH))
    .str.to_datetime(_LOCAL, time_unit="us", strict=False, cache=False)
    .cast(pl.Int64)
)
_ITS_ZONE = pl.col("raw").str.tail(_ZONE_LENGTH)
_UNREAD = pl.arg_where(pl.col("time").is_null() & pl.col("raw").is_not_null())


def clf(raw: pl.Series) -> dict[str, pl.Series]:
    """`10/Oct/2000:13:55:36 -0700`; null where that is no date."""
    first = raw.first(ignore_nulls=True)
    zone = first[-_ZONE_LENGTH:] if isinstance(first, str) else ""
    time, offset, another = raw.to_frame("raw").select(_in_zone(zone))
    if another.any():
        rows = where(another)
        some = raw[rows]
        theirs = pl.Series((_seconds(text[-_ZONE_LENGTH:]) for text in some), dtype=pl.Int32)
        offset = offset.scatter(rows, theirs)
        time = time.scatter(rows, some.to_frame("raw").select(_utc(pl.lit(theirs))).to_series())
    if time.null_count() > raw.null_count():
        rows = pl.DataFrame([time, raw.alias("raw")]).select(_UNREAD).to_series()
        time = time.scatter(rows, _moments(raw[rows]))
    return {"time": plausible(time), "offset": offset}


@lru_cache
def _in_zone(zone: str) -> list[pl.Expr]:
    """Times, offsets, and which lines have another one: a log has one, and another half of the year."""
    same = _ITS_ZONE.eq(zone)
    offset = pl.when(same).then(pl.lit(_seconds(zone), pl.Int32))
    return [_utc(offset).alias("time"), offset.alias("offset"), (~same).alias("another")]


def _utc(offset: pl.Expr) -> pl.Expr:
    return (_LOCAL_TIME - offset.cast(pl.Int64) * _SECOND).cast(pl.Datetime("us", "UTC"))


def plausible(moments: pl.Series) -> pl.Series:
    """The moments, and null for what no clock says that was ever set."""
    ticks = moments.cast(pl.Int64)  # Python has no years behind 9999 to compare
    first, last = ticks.min(), ticks.max()
    if not isinstance(first, int) or not isinstance(last, int) or _FIRST <= first <= last <= _LAST:
        return moments
    return moments.set((ticks < _FIRST) | (ticks > _LAST), None)


def _seconds(zone: str) -> int | None:
    if not (found := _ZONE.fullmatch(zone)):
        return None
    sign, hours, minutes = found.groups()
    return int(f"{sign}1") * (int(hours) * 3600 + int(minutes) * 60)


def _moments(raw: pl.Series) -> pl.Series:
    return raw.str.to_datetime(_ZONED, time_unit="us", time_zone="UTC", strict=False)
