"""Rows of certain visitors, and rows beside each other."""

import polars as pl


def prefixed(frame: pl.DataFrame, prefix: str) -> list[pl.Series]:
    """Its columns, to stand beside those of the other one of two entries."""
    return [column.alias(f"{prefix}{column.name}") for column in frame]


def of_visitors(entries: pl.DataFrame, visitors: pl.Series) -> pl.Series:
    """The numbers of all rows of these visitors."""
    theirs = pl.col("visitor").is_in(pl.lit(visitors).implode())
    return entries.select(pl.arg_where(theirs)).to_series()
