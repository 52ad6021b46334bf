"""How long something took, in the unit that the server writes, with or without its name."""

from collections.abc import Callable

import polars as pl

from analyzer.formats.rows import on_rows

MICROSECONDS = {"s": 1e6, "ms": 1e3, "us": 1.0, "µs": 1.0, "ns": 1e-3}

_LONGEST = 1e15
"""Microseconds. What claims to have taken thirty years is a damaged line; sums would overflow."""

_LIST = r"^[0-9.\-]+(?: ?[,:] [0-9.\-]+)+$"
_WITH_UNIT = r"^(?P<number>[0-9.]+)(?P<unit>s|ms|us|µs|ns)$"


def lasting(column: str, unit: str) -> Callable[[pl.Series], dict[str, pl.Series]]:
    """A field that fills a column of durations.

    Args:
        column: of ENTRY.
        unit: of MICROSECONDS, for texts that do not name their own; `any` for seconds where there
            is a point, as CloudFront writes them, and milliseconds where there is none, as IIS.
    """

    def columns(raw: pl.Series) -> dict[str, pl.Series]:
        number = raw.cast(pl.Float64, strict=False)
        if unit == "any":
            seconds = raw.str.contains(".", literal=True)
            micros = (number * 1e6).zip_with(seconds, number * 1e3)
        else:
            micros = number * MICROSECONDS[unit]
        odd = number.is_null() & raw.is_not_null() & (raw != "-") & (raw != "")
        if odd.any():
            scale = MICROSECONDS.get(unit, 1e3)
            rows = odd.arg_true()
            micros = micros.scatter(rows, _odd(raw.gather(rows), scale))
        return {column: _duration(micros)}

    return columns


def _odd(raw: pl.Series, scale: float) -> pl.Series:
    """`12ms`; and of servers tried in turn, `0.003, 0.010 : -`, the sum."""
    named = raw.str.extract_groups(_WITH_UNIT).struct.unnest()
    factor = named["unit"].replace_strict(MICROSECONDS, default=None, return_dtype=pl.Float64)
    micros = named["number"].cast(pl.Float64, strict=False) * factor
    return on_rows(
        micros,
        raw.str.contains(_LIST),
        lambda _: _sum(raw.filter(raw.str.contains(_LIST))) * scale,
    )


def _sum(lists: pl.Series) -> pl.Series:
    parts = lists.str.extract_all("[0-9.]+")
    return parts.list.eval(pl.element().cast(pl.Float64, strict=False)).list.sum()


def _duration(micros: pl.Series) -> pl.Series:
    valid = micros.is_between(0, _LONGEST).fill_null(value=False)
    return micros.set(~valid, None).round().cast(pl.Int64).cast(pl.Duration("us"))
