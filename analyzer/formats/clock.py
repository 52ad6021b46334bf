"""Times that are not the common log format's: ISO 8601, seconds since 1970, HAProxy's."""

import polars as pl

from analyzer.formats.moment import clf, plausible
from analyzer.formats.rows import per_run

_MINUTE = 16  # characters of `2026-11-22T11:03`
_REST = r"^:(?P<second>[0-5]\d|60)(?:[.,](?P<fraction>\d{1,9})\d*)? ?(?P<zone>Z|z|UTC|GMT|[+-]\d\d(?::?[0-5]\d)?)?$"
_EPOCH = r"^\d{9,}(?:\.\d*)?$"
_NANOSECONDS = ((1e11, 1e9), (1e14, 1e6), (1e17, 1e3), (float("inf"), 1.0))
"""Up to which number it is of which unit: seconds, or a thousandth of what was before."""


def iso(raw: pl.Series) -> dict[str, pl.Series]:
    """`2026-11-22T11:03:14.042+01:00`, also with a space for the T; without an offset it is UTC."""
    minutes = per_run(raw.str.head(_MINUTE), _minutes)
    rest = per_run(raw.str.slice(_MINUTE), lambda some: some.str.extract_groups(_REST))
    frame = pl.DataFrame({"minute": minutes, "rest": rest}).unnest("rest")
    digits = pl.col("zone").str.replace(":", "").str.strip_chars("+-")
    hours, part = (digits.str.slice(at, 2).cast(pl.Int32, strict=False) for at in (0, 2))
    ahead = hours.fill_null(0) * 3600 + part.fill_null(0) * 60
    offset = pl.when(pl.col("zone").str.starts_with("-")).then(-ahead).otherwise(ahead)
    micros = pl.col("fraction").str.pad_end(6, "0").str.head(6).cast(pl.Int64)
    frame = frame.with_columns(offset=offset).select(
        time=pl.col("minute") - pl.duration(seconds=pl.col("offset"))
        + pl.duration(seconds=pl.col("second").cast(pl.Int64), microseconds=micros.fill_null(0)),
        offset=pl.when(pl.col("zone").is_not_null()).then("offset"),
    )  # fmt: skip
    return {"time": plausible(frame["time"]), "offset": frame["offset"]}


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
    raw = raw.str.strip_chars("[]")
    number, date = raw.str.contains(_EPOCH), raw.str.contains(r"^\d{4}-")
    found: dict[str, pl.Series] = {}
    for mask, read in ((number, epoch), (date, iso), (~number & ~date, clf)):
        if mask.any():
            some = raw if mask.all(ignore_nulls=False) else raw.set(~mask, None)
            for column, values in read(some).items():
                before = found.get(column)
                known = values if before is None else before.zip_with(before.is_not_null(), values)
                found[column] = known
    return found or clf(raw)


def _minutes(raw: pl.Series) -> pl.Series:
    """Minutes in UTC, as yet without their offset."""
    moments = raw.str.replace(" ", "T", literal=True).str.to_datetime(
        "%Y-%m-%dT%H:%M", time_unit="us", strict=False
    )
    return moments.dt.replace_time_zone("UTC")
