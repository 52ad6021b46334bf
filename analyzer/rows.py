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


def replaced(frame: pl.DataFrame, rows: pl.Series, others: pl.DataFrame) -> pl.DataFrame:
    """The frame with other rows in the place of these.

    Args:
        frame: any.
        rows: their numbers, UInt32.
        others: as many rows; of its columns those that the frame has, in any order.
    """
    both = pl.concat([frame, others[frame.columns]], rechunk=True)
    behind = pl.int_range(frame.height, both.height, dtype=pl.UInt32, eager=True)
    return both[pl.int_range(frame.height, dtype=pl.UInt32, eager=True).scatter(rows, behind)]


def cleared(frame: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """The frame with nothing but nulls in these rows."""
    return frame[pl.int_range(frame.height, dtype=pl.UInt32, eager=True).scatter(rows, None)]
