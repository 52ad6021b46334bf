"""Pages of HARs: what is kept of each, and which of their entries are drawn."""

import polars as pl

from analyzer.classify.facts import lasting
from analyzer.entry import LOADING, TIMINGS
from analyzer.summary.bounds import Bound

PER_PAGE = 1_000
"""Entries of a page that are drawn."""

_ALTOGETHER = 3_000

_LONGEST = 200
"""Characters of a page's id and title."""

_OF_PAGE: dict[str, pl.DataType] = {"source": pl.String(), "page": pl.String()}

PAGE_TYPES: dict[str, pl.DataType] = {
    **_OF_PAGE,
    **{field.name: field.dtype for field in LOADING.fields},  # type: ignore[misc]
}

PHASES = tuple(field.name for field in TIMINGS.fields)

DRAWN_TYPES: dict[str, pl.DataType] = {
    **_OF_PAGE,
    "line": pl.UInt64(),
    "time": pl.Datetime("us", "UTC"),
    "duration": pl.Duration("us"),
    **dict.fromkeys(PHASES, pl.Duration("us")),
    "method": pl.String(),
    "host": pl.String(),
    "path": pl.String(),
    "status": pl.UInt16(),
    "cache": pl.String(),
    "error": pl.String(),
    "chain": pl.UInt64(),
    "hop": pl.UInt8(),
    "initiator": pl.UInt64(),
    "lasting": pl.Boolean(),
}
"""An entry as it is drawn."""

_ORDER = ("source", "page", "time", "line")


def _of_pages(entries: pl.LazyFrame) -> pl.LazyFrame:
    """The entries of HARs, with what is said of their page."""
    of_page = pl.col("loading").struct
    return entries.with_columns(
        pl.col("page").str.head(_LONGEST),
        of_page.field("title").str.head(_LONGEST),
        *(of_page.field(field.name) for field in LOADING.fields if field.name != "title"),
        lasting=lasting(),
    )


def loads(entries: pl.LazyFrame) -> pl.LazyFrame:
    """The same for the account of pages, which no WebSocket keeps from being there."""
    return _of_pages(entries).with_columns(pl.when(~pl.col("lasting")).then("duration"))


def drawn_of(entries: pl.LazyFrame) -> pl.LazyFrame:
    """The same with the phases of each."""
    return _of_pages(entries).with_columns(
        pl.col("timings").struct.field(*PHASES),
        pl.col("cache", "error", "path", "host", "method").str.head(_LONGEST),
    )


def _first(table: pl.DataFrame, rows: int) -> pl.DataFrame:
    """The first of each page; and of these, where the pages are many, those of the first pages."""
    in_order = table.sort(_ORDER, nulls_last=True)
    number = pl.int_range(pl.len()).over("source", "page")
    return in_order.filter(number < rows).head(_ALTOGETHER)


FIRST_OF_EACH_PAGE = Bound(PER_PAGE, _first, {})
