"""Frames that are made one after the other, as one LazyFrame: the only call of polars' IO sources."""

from collections.abc import Callable, Collection, Iterator, Mapping

import polars as pl
from polars.io.plugins import register_io_source

Frames = Callable[[Collection[str]], Iterator[pl.DataFrame]]


def lazy(frames: Frames, schema: Mapping[str, pl.DataType], name: str) -> pl.LazyFrame:
    """Make frames a LazyFrame that takes over filters, columns and a number of rows.

    Args:
        frames: given the columns that are needed, begins anew with each call; is given up once
            enough rows were had. It may give out more columns.
        schema: of each frame.
        name: what the query plan calls it.
    """

    def source(
        columns: list[str] | None,
        predicate: pl.Expr | None,
        rows: int | None,
        batch_size: int | None,
    ) -> Iterator[pl.DataFrame]:
        del batch_size  # a block is as many rows as it is
        shown = [*schema] if columns is None else columns
        # The filter may rest on columns that nobody asked for.
        needed = shown if predicate is None else {*shown, *predicate.meta.root_names()}
        for frame in _first(frames(needed), rows):
            kept = frame if predicate is None else frame.filter(predicate)
            yield kept.select(shown)

    return register_io_source(source, schema=dict(schema), explain_name=name)


def _first(frames: Iterator[pl.DataFrame], rows: int | None) -> Iterator[pl.DataFrame]:
    """As many rows and no more: the frame behind the last one that is needed is not asked for."""
    if rows is None:
        yield from frames
        return
    for frame in frames:
        yield frame.head(rows)
        rows -= frame.height
        if rows <= 0:
            return
