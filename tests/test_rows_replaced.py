"""Rows by their numbers."""

import polars as pl

from analyzer.rows import cleared, replaced

FRAME = pl.DataFrame({"a": ["x", "y", "z"], "b": [1, 2, 3]})
ROWS = pl.Series([2, 0], dtype=pl.UInt32)


def test_other_rows_take_the_place_of_these() -> None:
    others = pl.DataFrame({"more": [0, 0], "b": [30, 10], "a": ["Z", "X"]})

    assert replaced(FRAME, ROWS, others).rows() == [("X", 10), ("y", 2), ("Z", 30)]


def test_rows_are_cleared() -> None:
    assert cleared(FRAME, ROWS).rows() == [(None, None), ("y", 2), (None, None)]
