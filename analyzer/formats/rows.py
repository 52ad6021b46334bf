"""Work that only some rows need: done on those rows alone, and put back in their places."""

from collections.abc import Callable

import polars as pl


def on_rows(
    series: pl.Series, mask: pl.Series, change: Callable[[pl.Series], pl.Series]
) -> pl.Series:
    """The series with `change` applied to the rows of the mask; untouched where there are none."""
    if not mask.any():
        return series
    rows = mask.fill_null(value=False).arg_true()
    return series.scatter(rows, change(series.gather(rows)))


def per_distinct(series: pl.Series, change: Callable[[str], str | None]) -> pl.Series:
    """Apply a Python function to each distinct text once, and spread what it gives to all rows."""
    distinct = series.unique().drop_nulls()
    changed = pl.Series([change(text) for text in distinct], dtype=pl.String)
    return series.replace_strict(distinct, changed, default=None, return_dtype=pl.String)


def per_run(series: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Apply `change` to the first of each run of equal values, and spread what it gives.

    Lines of one second stand together: where a log has three requests a second, this spares two
    thirds of reading its times.
    """
    starts = series.ne_missing(series.shift(1))
    if not len(starts):
        return change(series)
    starts[0] = True
    if int(starts.sum()) * 2 > len(series):
        return change(series)
    return change(series.filter(starts)).gather(starts.cum_sum() - 1)
