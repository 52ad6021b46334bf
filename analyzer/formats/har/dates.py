"""Instants and durations, from all the ways in which exporters write them."""

import polars as pl

_DATE = (
    r"^\s*(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?(?:[.,](\d+))?"
    r"\s*(?:([Zz])|([+-])(\d\d):?(\d\d)?)?\s*$"
)
_FARTHEST = 18 * 3600
"""Seconds from UTC that a zone may have; `+99:99` is a defect."""

_LONGEST = 1e12
"""Milliseconds; a duration of 31 years is none."""


def instant(text: pl.Expr) -> pl.Expr:
    """The instant, in UTC, that a date names; one without an offset is taken for UTC.

    The fraction may have any number of digits (0 to 7 are seen), the offset a colon or none. What
    is no date, as Firebug's `NaN-NaN-NaNTNaN`, is null.
    """
    parts = text.str.extract_groups(_DATE).struct
    minute = pl.concat_str(
        parts.field("1"), pl.lit("T"), parts.field("2"), parts.field("3").fill_null(":00")
    )
    local = minute.str.to_datetime("%Y-%m-%dT%H:%M:%S", time_unit="us", strict=False)
    fraction = parts.field("4").fill_null("0").str.head(6).str.pad_end(6, "0").cast(pl.Int64)
    zone = offset(text)
    beyond = parts.field("6").is_not_null() & zone.is_null()
    at = local + pl.duration(microseconds=fraction) - pl.duration(seconds=zone.fill_null(0))
    return pl.when(~beyond).then(at.dt.replace_time_zone("UTC"))


def offset(text: pl.Expr) -> pl.Expr:
    """Seconds from UTC as written; null where a date has no offset, or none that there is."""
    parts = text.str.extract_groups(_DATE).struct
    east = parts.field("7").cast(pl.Int32) * 3600 + (
        parts.field("8").fill_null("0").cast(pl.Int32) * 60
    )
    signed = pl.when(parts.field("6") == "-").then(-east).otherwise(east)
    known = pl.when(parts.field("5").is_not_null()).then(pl.lit(0, pl.Int32)).otherwise(signed)
    return pl.when(known.abs() <= _FARTHEST).then(known)


def milliseconds(number: pl.Expr) -> pl.Expr:
    """A duration from milliseconds; null where they are negative, which means unknown in a HAR."""
    known = number.is_between(0, _LONGEST)
    return pl.when(known).then((number * 1000).round()).cast(pl.Int64).cast(pl.Duration("us"))
