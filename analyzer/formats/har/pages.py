"""The document around the entries: who wrote it, and its pages. Read by haralyzer, and only here.

haralyzer is handed what was normalised. Of what it knows the container and the pages are used;
its sizes, its load times and its time to first byte are wrong for most of what browsers write
today, so every number is computed in polars from the entries.
"""

from collections.abc import Iterable, Iterator

import polars as pl
from haralyzer import HarPage, HarParser
from msgspec import Struct

from analyzer.formats.har.bulk import Bulk
from analyzer.formats.har.collector import paused
from analyzer.formats.har.dates import instant, milliseconds
from analyzer.formats.har.decode import parts
from analyzer.formats.har.fields import Json
from analyzer.formats.har.normalise import Around, entries, one_page, pages, program
from analyzer.formats.har.recorded import recorded
from analyzer.formats.har.repairs import Repair, Repairs
from analyzer.formats.secrets import mask_url

_PAGE = {
    "id": pl.String,
    "title": pl.String,
    "started": pl.String,
    "on_content_load": pl.Float64,
    "on_load": pl.Float64,
}


class Program(Struct, frozen=True):
    """A program that had a hand in the HAR; empty texts where that is not recorded."""

    name: str
    version: str


_AT_ONCE = 10_000
"""Entries that are handed over together."""


class Document(Struct):
    """A HAR, read and normalised.

    Args:
        version: of HAR, as recorded.
        creator: the program that wrote it.
        browser: the browser, if the creator is another program.
        pages: a row for each page: id, title, started, on_content_load, on_load.
        entries: a row for each entry: what was recorded of it, and what was put right (in the
            document around it: with the first).
    """

    version: str
    creator: Program
    browser: Program
    pages: pl.DataFrame
    entries: pl.DataFrame

    def handed_over(self) -> Iterator[pl.DataFrame]:
        """The entries, some at a time, in order; they are gone from here, or all would be there twice."""
        rest, self.entries = self.entries, self.entries.clear()
        slices = [rest.slice(at, _AT_ONCE) for at in range(0, max(1, rest.height), _AT_ONCE)]
        del rest
        slices.reverse()
        while slices:
            yield slices.pop()


def document(pieces: Iterable[bytes]) -> Document:
    """Read a HAR.

    Raises:
        FormatError: the bytes hold no HAR that can be read.
    """
    repairs, around = Repairs(), Around()
    with paused():
        rows = recorded(entries(parts(pieces, repairs, Bulk()), around))
    log = around.log_members(repairs)
    listed = pages(log.get("pages"), repairs)
    unlisted = _unlisted(rows, listed)
    listed |= {name: one_page(name, {}, repairs) for name in unlisted["page"]}
    version = log.get("version")
    parser = HarParser(
        {
            "log": {
                "version": str(version) if isinstance(version, str | int | float) else "",
                "creator": program(log.get("creator"), repairs),
                "browser": program(log.get("browser"), repairs),
                "pages": list(listed.values()),
                "entries": [],
            }
        }
    )
    return Document(
        version=parser.version,
        creator=Program(**parser.creator),
        browser=Program(**parser.browser),
        pages=_frame(parser.har_data["pages"]),
        entries=_repaired(rows, unlisted["row"], repairs),
    )


def _unlisted(rows: pl.DataFrame, listed: dict[str, Json]) -> pl.DataFrame:
    """The pages that only entries know of, and the first row of each."""
    named = rows.lazy().select("page").with_row_index("row").filter(pl.col("page").is_not_null())
    return (
        named.filter(~pl.col("page").is_in([*listed]))
        .unique("page", keep="first", maintain_order=True)
        .collect()
    )


def _repaired(rows: pl.DataFrame, unlisted: pl.Series, around: Repairs) -> pl.DataFrame:
    """The rows, with what was put right around them and in what they name."""
    more: dict[int, list[str]] = {int(row): [Repair.PAGE_UNLISTED.value] for row in unlisted}
    if around:
        more[0] = more.get(0, []) + [repair.value for repair in around.elements()]
    if not more:
        return rows
    kept = rows["repairs"].to_list()
    for row, repairs in more.items():
        kept[row] = (kept[row] or []) + repairs
    return rows.with_columns(pl.Series("repairs", kept, rows.schema["repairs"]))


def _frame(normalised: list[Json]) -> pl.DataFrame:
    """The pages as haralyzer reads them.

    Each from a log of its own: a HarPage looks for itself in the whole list, which for 10,000
    pages takes 3 s.
    """
    read = [
        HarPage(page["id"], har_data={"log": {"pages": [page], "entries": []}})
        for page in normalised
    ]
    rows = [
        (
            page.page_id,
            page.title or None,
            page.startedDateTime,
            page.pageTimings["onContentLoad"],
            page.pageTimings["onLoad"],
        )
        for page in read
    ]
    frame = pl.DataFrame(rows, schema=_PAGE, orient="row")
    return frame.with_columns(
        mask_url(pl.col("title")),
        instant(pl.col("started")).alias("started"),
        milliseconds(pl.col("on_content_load", "on_load")),
    )
