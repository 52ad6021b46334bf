"""Times as servers write them, to UTC and the offset that they were written with."""

import re
from datetime import UTC, datetime

import polars as pl

from analyzer.formats.rows import on_rows
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
    .alias("local")
)
_ITS_ZONE = pl.col("raw").str.tail(_ZONE_LENGTH).alias("zone")
_ANOTHER_ZONE = _ITS_ZONE.ne_missing(_ITS_ZONE.first()).alias("odd")
"""A log has one, and another in the half year before or after."""


def clf(raw: pl.Series) -> dict[str, pl.Series]:
    """`10/Oct/2000:13:55:36 -0700`; null where that is no date."""
    local, zone, odd = raw.to_frame("raw").select(_LOCAL_TIME, _ITS_ZONE, _ANOTHER_ZONE)
    offset = _offsets(zone, odd)
    utc = local.cast(pl.Int64) - offset.cast(pl.Int64) * _SECOND
    moments = utc.cast(pl.Datetime("us", "UTC"))
    if moments.has_nulls():
        unread = moments.is_null()
        moments = on_rows(moments, unread, lambda _: _moments(raw.filter(unread)))
    return {"time": plausible(moments), "offset": offset}


def plausible(moments: pl.Series) -> pl.Series:
    """The moments, and null for what no clock says that was ever set."""
    ticks = moments.cast(pl.Int64)  # Python has no years behind 9999 to compare
    odd = (ticks < _FIRST) | (ticks > _LAST)
    return moments.set(odd, None) if odd.any() else moments


def _offsets(zones: pl.Series, odd: pl.Series) -> pl.Series:
    """` +0530` as seconds, 19800; null for what is none."""
    if not len(zones):
        return pl.Series(dtype=pl.Int32)
    offsets = pl.Series([_seconds(zones[0])], dtype=pl.Int32).new_from_index(0, len(zones))
    rows = where(odd)
    return offsets.scatter(rows, pl.Series(map(_seconds, zones[rows]), dtype=pl.Int32))


def _seconds(zone: str | None) -> int | None:
    if not (found := _ZONE.fullmatch(zone or "")):
        return None
    sign, hours, minutes = found.groups()
    return int(f"{sign}1") * (int(hours) * 3600 + int(minutes) * 60)


def _moments(raw: pl.Series) -> pl.Series:
    return raw.str.to_datetime(_ZONED, time_unit="us", time_zone="UTC", strict=False)
