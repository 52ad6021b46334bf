"""Times as servers write them, to UTC and the offset that they were written with."""

import polars as pl

from analyzer.formats.rows import per_run

_CLF = "%d/%b/%Y:%H:%M:%S %z"


def clf(raw: pl.Series) -> dict[str, pl.Series]:
    """`10/Oct/2000:13:55:36 -0700`; null where that is no date."""
    return {"time": per_run(raw, _moments), "offset": offset(raw.str.tail(5))}


def _moments(raw: pl.Series) -> pl.Series:
    return raw.str.to_datetime(_CLF, time_unit="us", time_zone="UTC", strict=False)


def offset(zones: pl.Series) -> pl.Series:
    """`+0530` as seconds, 19800."""
    if len(zones) and (zones == zones[0]).all():  # as in nearly every block of every log
        return _seconds(zones.head(1)).new_from_index(0, len(zones))
    return _seconds(zones)


def _seconds(zones: pl.Series) -> pl.Series:
    zone = pl.col("zone")
    hours, minutes = (zone.str.slice(at, 2).cast(pl.Int32, strict=False) for at in (1, 3))
    seconds = hours * 3600 + minutes * 60
    signed = pl.when(zone.str.starts_with("-")).then(-seconds).otherwise(seconds)
    return zones.alias("zone").to_frame().select(signed).to_series()
