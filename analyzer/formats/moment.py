"""Times as servers write them, to UTC and the offset that they were written with."""

import re
from datetime import UTC, datetime

import polars as pl

from analyzer.formats.rows import on_rows

_LOCAL = "%d/%b/%Y:%H:%M:%S"
_ZONED = f"{_LOCAL} %z"
_ZONE = re.compile(r" ([+-])([01]\d|2[0-3])([0-5]\d)", re.ASCII)

# A clock that was never set says 1970, in its own time zone; years of two digits are no dates; and
# Python knows none behind 9999.
EARLIEST = datetime(1969, 12, 31, tzinfo=UTC)
LATEST = datetime(9999, 1, 1, tzinfo=UTC)
_LENGTH = 26
_ZONE_LENGTH = 6  # with the space before it


def clf(raw: pl.Series) -> dict[str, pl.Series]:
    """`10/Oct/2000:13:55:36 -0700`; null where that is no date."""
    # polars reads a time without its offset half again as fast as one with it, and offsets are few.
    text = pl.col("raw")
    whole = pl.when(text.str.len_bytes() == _LENGTH).then(text.str.head(_LENGTH - _ZONE_LENGTH))
    frame = raw.alias("raw").to_frame().select(
        local=whole.str.to_datetime(_LOCAL, time_unit="us", strict=False),
        zone=text.str.tail(_ZONE_LENGTH),
    )  # fmt: skip
    offset = _offsets(frame["zone"])
    moments = frame.select(
        (pl.col("local") - pl.duration(seconds=pl.lit(offset))).dt.replace_time_zone("UTC")
    ).to_series()
    moments = on_rows(moments, moments.is_null(), lambda _: _moments(raw.filter(moments.is_null())))
    return {"time": moments.set(~moments.is_between(EARLIEST, LATEST), None), "offset": offset}


def _offsets(zones: pl.Series) -> pl.Series:
    """` +0530` as seconds, 19800; null for what is none."""
    distinct = zones.unique().drop_nulls().to_list()
    seconds = pl.Series(map(_seconds, distinct), dtype=pl.Int32)
    return zones.replace_strict(distinct, seconds, default=None, return_dtype=pl.Int32)


def _seconds(zone: str) -> int | None:
    if not (found := _ZONE.fullmatch(zone)):
        return None
    sign, hours, minutes = found.groups()
    return int(f"{sign}1") * (int(hours) * 3600 + int(minutes) * 60)


def _moments(raw: pl.Series) -> pl.Series:
    return raw.str.to_datetime(_ZONED, time_unit="us", time_zone="UTC", strict=False)
