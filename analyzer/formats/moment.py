"""Times as servers write them, to UTC and the offset that they were written with."""

from datetime import UTC, datetime

import polars as pl

from analyzer.formats.rows import on_rows, per_run

_CLF = "%d/%b/%Y:%H:%M:%S %z"

# A clock that was never set says 1970, in its own time zone; years of two digits are no dates; and
# Python knows none behind 9999.
EARLIEST = datetime(1969, 12, 31, tzinfo=UTC)
LATEST = datetime(9999, 1, 1, tzinfo=UTC)
_CLF_LENGTH = 26
_CLF_MINUTE = 17  # characters up to the minute


def clf(raw: pl.Series) -> dict[str, pl.Series]:
    """`10/Oct/2000:13:55:36 -0700`; null where that is no date."""
    zone = str(raw[0])[-6:] if len(raw) else ""
    if zone and ((raw.str.len_bytes() == _CLF_LENGTH) & raw.str.ends_with(zone)).all():
        # As in nearly every block of every log. Lines of one minute stand together, so few minutes
        # have to be read as dates: twice as fast as reading each time.
        minutes = per_run(raw.str.head(_CLF_MINUTE), lambda some: _moments(some + f":00{zone}"))
        moments = minutes + _second(raw.str.slice(_CLF_MINUTE, 3))
        moments = on_rows(
            moments, moments.is_null(), lambda _: _moments(raw.filter(moments.is_null()))
        )
        offset = _seconds(pl.Series([zone[1:]])).new_from_index(0, len(raw))
    else:
        moments, offset = _moments(raw), _seconds(raw.str.tail(5))
    return {"time": moments.set(~moments.is_between(EARLIEST, LATEST), None), "offset": offset}


def _second(texts: pl.Series) -> pl.Series:
    """`:36` as a duration; null for what is not so simple."""
    seconds = texts.str.strip_prefix(":").cast(pl.UInt8, strict=False)
    simple = texts.str.starts_with(":") & ~texts.str.starts_with(":+") & (seconds < 60)
    return pl.select(pl.duration(seconds=pl.lit(seconds.set(~simple, None)))).to_series()


def _moments(raw: pl.Series) -> pl.Series:
    return raw.str.to_datetime(_CLF, time_unit="us", time_zone="UTC", strict=False)


def _seconds(zones: pl.Series) -> pl.Series:
    """`+0530` as seconds, 19800."""
    zone = pl.col("zone")
    hours, minutes = (zone.str.slice(at, 2).cast(pl.Int32, strict=False) for at in (1, 3))
    seconds = hours * 3600 + minutes * 60
    signed = pl.when(zone.str.starts_with("-")).then(-seconds).otherwise(seconds)
    return zones.alias("zone").to_frame().select(signed).to_series()
