"""The document around the entries: who wrote it, and its pages. Read by haralyzer, and only here.

haralyzer is handed the normalised log. Of what it knows the container and the pages are used;
its sizes, its load times and its time to first byte are wrong for most of what browsers write
today, so every number is computed in polars from the entries.
"""

from dataclasses import dataclass

import polars as pl
from haralyzer import HarPage, HarParser

from analyzer.formats.har.collector import paused
from analyzer.formats.har.dates import instant, milliseconds
from analyzer.formats.har.decode import decode
from analyzer.formats.har.fields import Json
from analyzer.formats.har.normalise import Log, normalise
from analyzer.formats.har.repairs import Repair, Repairs
from analyzer.formats.secrets import mask_url

_PAGE = {
    "id": pl.String,
    "title": pl.String,
    "started": pl.String,
    "on_content_load": pl.Float64,
    "on_load": pl.Float64,
}


@dataclass(frozen=True, slots=True)
class Program:
    """A program that had a hand in the HAR; empty texts where that is not recorded."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Document:
    """A HAR, read and normalised.

    Args:
        version: of HAR, as recorded.
        creator: the program that wrote it.
        browser: the browser, if the creator is another program.
        pages: a row for each page: id, title, started, on_content_load, on_load.
        entries: what is read of each entry, or the shape of what is none, in their order.
        repairs: what was put right, and how often.
    """

    version: str
    creator: Program
    browser: Program
    pages: pl.DataFrame
    entries: list[Json | str]
    repairs: dict[Repair, int]


def document(data: bytes) -> Document:
    """Read a HAR.

    Raises:
        FormatError: the bytes hold no HAR that can be read.
    """
    repairs = Repairs()
    with paused():
        log = normalise(decode(data, repairs), repairs)
    entries = [entry for entry in log.entries if isinstance(entry, dict)]
    container = {"version": log.version, "creator": log.creator, "browser": log.browser}
    parser = HarParser({"log": {**container, "pages": log.pages, "entries": entries}})
    return Document(
        version=parser.version,
        creator=Program(**parser.creator),
        browser=Program(**parser.browser),
        pages=_pages(log),
        entries=log.entries,
        repairs=dict(repairs),
    )


def _pages(log: Log) -> pl.DataFrame:
    """The pages as haralyzer reads them.

    Each from a log of its own: a HarPage looks for itself in the whole list, which for 10,000
    pages takes 3 s.
    """
    pages = [
        HarPage(page["id"], har_data={"log": {"pages": [page], "entries": []}})
        for page in log.pages
    ]
    rows = [
        (
            page.page_id,
            page.title or None,
            page.startedDateTime,
            page.pageTimings["onContentLoad"],
            page.pageTimings["onLoad"],
        )
        for page in pages
    ]
    frame = pl.DataFrame(rows, schema=_PAGE, orient="row")
    return frame.with_columns(
        mask_url(pl.col("id", "title")),
        instant(pl.col("started")).alias("started"),
        milliseconds(pl.col("on_content_load", "on_load")),
    )
