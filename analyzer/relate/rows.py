"""Rows of certain visitors, rows beside each other, and rows that go on with others."""

import polars as pl

from analyzer.relate.window import LINES


def prefixed(frame: pl.DataFrame, prefix: str) -> list[pl.Series]:
    """Its columns, to stand beside those of the other one of two entries."""
    return [column.alias(f"{prefix}{column.name}") for column in frame]


def of_visitors(entries: pl.DataFrame, visitors: pl.Series) -> pl.Series:
    """The numbers of all rows of these visitors."""
    theirs = pl.col("visitor").is_in(pl.lit(visitors).implode())
    return entries.select(pl.arg_where(theirs)).to_series()


def with_last(
    later: pl.LazyFrame, earlier: pl.LazyFrame, by: str, suffix: str = "_right"
) -> pl.LazyFrame:
    """Each row with the last one before it that has the same key, no more than LINES back.

    Args:
        later: with `position`, ascending, and the key.
        earlier: the same.
        by: the key's name.
        suffix: of columns of the earlier that the later has, too.
    """
    return later.join_asof(
        earlier,
        on="position",
        by=by,
        strategy="backward",
        tolerance=LINES,
        allow_exact_matches=False,
        check_sortedness=False,
        suffix=suffix,
    )
