"""Times that are not the common log format's: ISO 8601, seconds since 1970, HAProxy's."""

import polars as pl

from analyzer.formats.moment import clf, plausible
from analyzer.formats.rows import first_known, per_run

_MINUTE = 16  # characters of `2026-11-22T11:03`
_REST = r"^:(?P<second>[0-5]\d|60)(?:[.,](?P<fraction>\d{1,9})\d*)? ?(?P<zone>Z|z|UTC|GMT|[+-]\d\d(?::?[0-5]\d)?)?$"
_EPOCH = r"^\d{9,}(?:\.\d*)?$"
_NANOSECONDS = ((1e11, 1e9), (1e14, 1e6), (1e17, 1e3), (float("inf"), 1.0))
"""Up to which number it is of which unit: seconds, or a thousandth of what was before."""


def iso(raw: pl.Series) -> dict[str, pl.Series]:
    """`2026-11-22T11:03:14.042+01:00`, also with a space for the T; without an offset it is UTC."""
    minute, rest = raw.to_frame("raw").select(_ITS_MINUTE, _ITS_REST)
    minutes = per_run(minute, lambda some: some.to_frame("minute").select(_UTC).to_series())
    groups = per_run(rest, lambda some: some.str.extract_groups(_REST)).struct.unnest()
    time, offset = groups.hstack([minutes.alias("minute")]).select(_WHEN)
    return {"time": plausible(time), "offset": offset}


def _whole(digits: pl.Expr, at: int) -> pl.Expr:
    return digits.str.slice(at, 2).cast(pl.Int32, strict=False).fill_null(0)


_ITS_MINUTE = pl.col("raw").str.head(_MINUTE)
_ITS_REST = pl.col("raw").str.slice(_MINUTE).alias("rest")
_UTC = (
    pl.col("minute")
    .str.replace(" ", "T", literal=True)
    .str.to_datetime("%Y-%m-%dT%H:%M", time_unit="us", strict=False)
    .dt.replace_time_zone("UTC")
)
"""Of a minute, as yet without its offset."""

_DIGITS = pl.col("zone").str.replace(":", "").str.strip_chars("+-")
_AHEAD = _whole(_DIGITS, 0) * 3600 + _whole(_DIGITS, 2) * 60
_OFFSET = pl.when(pl.col("zone").str.starts_with("-")).then(-_AHEAD).otherwise(_AHEAD)
_WHEN = (
    pl.col("minute")
    - pl.duration(seconds=_OFFSET)
    + pl.duration(
        seconds=pl.col("second").cast(pl.Int64),
        microseconds=pl.col("fraction").str.pad_end(6, "0").str.head(6).cast(pl.Int64).fill_null(0),
    ),
    pl.when(pl.col("zone").is_not_null()).then(_OFFSET).alias("offset"),
)


def epoch(raw: pl.Series) -> dict[str, pl.Series]:
    """Seconds since 1970, with or without a fraction, or milli-, micro- or nanoseconds."""
    number = raw.set(~raw.str.contains(_EPOCH), None).cast(pl.Float64, strict=False)
    scale = pl.lit(None, pl.Float64)
    for limit, unit in reversed(_NANOSECONDS):
        scale = pl.when(pl.col("number") < limit).then(pl.lit(unit)).otherwise(scale)
    micros = (pl.col("number") * scale / 1e3).round().cast(pl.Int64, strict=False)
    moments = micros.cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    return {"time": plausible(pl.DataFrame({"number": number}).select(moments).to_series())}


def accepted(raw: pl.Series) -> dict[str, pl.Series]:
    """`06/Feb/2009:12:14:14.655`, HAProxy's, in a zone that it does not say: taken for UTC."""
    moments = raw.str.to_datetime("%d/%b/%Y:%H:%M:%S%.f", time_unit="us", strict=False)
    return {"time": plausible(moments.dt.replace_time_zone("UTC"))}


def zoneless(raw: pl.Series) -> dict[str, pl.Series]:
    """`10/Oct/2000 13:55:36`, of Python's own server: local time, taken for UTC."""
    moments = raw.str.to_datetime("%d/%b/%Y %H:%M:%S", time_unit="us", strict=False)
    return {"time": plausible(moments.dt.replace_time_zone("UTC"))}


def ctime(raw: pl.Series) -> dict[str, pl.Series]:
    """`Sun Mar 13 22:49:12 2016`, uWSGI's: local time, taken for UTC."""
    moments = raw.str.to_datetime("%a %b %e %H:%M:%S %Y", time_unit="us", strict=False)
    return {"time": plausible(moments.dt.replace_time_zone("UTC"))}


def any_kind(raw: pl.Series) -> dict[str, pl.Series]:
    """Any of these, or the common log format's, each line by what it looks like."""
    raw, number, date = raw.to_frame("raw").select(_BARE, *_KINDS)
    found: dict[str, pl.Series] = {}
    for mask, read in ((number, epoch), (date, iso), (~number & ~date, clf)):
        if mask.any():
            some = raw if mask.all(ignore_nulls=False) else raw.set(~mask, None)
            for column, values in read(some).items():
                found[column] = first_known(found.get(column), values)
    return found or clf(raw)


_BARE = pl.col("raw").str.strip_chars("[]")
_KINDS = (_BARE.str.contains(_EPOCH).alias("number"), _BARE.str.contains(r"^\d{4}-").alias("date"))
