"""How long something took, in the unit that the server writes, with or without its name."""

import polars as pl

from analyzer.formats.look import Look
from analyzer.formats.rows import on_rows

MICROSECONDS = {"s": 1e6, "ms": 1e3, "us": 1.0, "µs": 1.0, "ns": 1e-3}

_LONGEST = 1e15
"""Microseconds. What claims to have taken thirty years is a damaged line; sums would overflow."""

_LIST = r"^[0-9.\-]+(?: ?[,:] [0-9.\-]+)+$"
_WITH_UNIT = r"^(?P<number>[0-9.]+)(?P<unit>s|ms|us|µs|ns)$"


def lasting(column: str, unit: str) -> Look:
    """A field that fills a column of durations.

    Args:
        column: of ENTRY.
        unit: of MICROSECONDS, for texts that do not name their own; `any` for seconds where there
            is a point, as CloudFront writes them, and milliseconds where there is none, as IIS.
    """
    scale = MICROSECONDS.get(unit, 1e3)

    def columns(raw: pl.Expr) -> dict[str, pl.Expr]:
        number = raw.cast(pl.Float64, strict=False)
        micros = number * scale
        if unit == "any":
            micros = (
                pl.when(raw.str.contains(".", literal=True)).then(number * 1e6).otherwise(micros)
            )
        return {column: _duration(micros)}

    def odd(raw: pl.Expr) -> pl.Expr:
        return raw.cast(pl.Float64, strict=False).is_null() & (raw != "-") & (raw != "")

    def closer(raw: pl.Series) -> dict[str, pl.Series]:
        micros = _odd(raw, scale).to_frame("micros")
        return {column: micros.select(_duration(pl.col("micros"))).to_series()}

    return Look(columns, odd, closer)


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


def _duration(micros: pl.Expr) -> pl.Expr:
    valid = pl.when(micros.is_between(0, _LONGEST)).then(micros)
    return valid.round().cast(pl.Int64).cast(pl.Duration("us"))
