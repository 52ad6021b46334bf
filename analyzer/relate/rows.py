"""Rows by their numbers, without a query of polars for each look: a query takes longer than a block's rows."""

import polars as pl


def where(mask: pl.Series) -> pl.Series:
    """The numbers of the rows that a mask holds for; null is no."""
    return pl.int_range(len(mask), dtype=pl.UInt32, eager=True).filter(mask)


def among(height: int, rows: pl.Series) -> pl.Series:
    """A mask over as many rows: which are among these."""
    return pl.Series([False]).new_from_index(0, height).scatter(rows, values=True)


def unknown(name: str, dtype: pl.DataType, height: int) -> pl.Series:
    """A column of which nothing is known, to be written into."""
    return pl.Series(name, [None], dtype=dtype).new_from_index(0, height)


def prefixed(frame: pl.DataFrame, prefix: str) -> list[pl.Series]:
    """Its columns, to stand beside those of the other one of two entries."""
    return [column.alias(f"{prefix}{column.name}") for column in frame]


def of_visitors(entries: pl.DataFrame, visitors: pl.Series) -> pl.Series:
    """The numbers of all rows of these visitors."""
    theirs = pl.col("visitor").is_in(pl.lit(visitors).implode())
    return entries.select(pl.arg_where(theirs)).to_series()
