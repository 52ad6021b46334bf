"""What a page is made of: its main document, who made the browser ask for the rest, and whose it is."""

from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING

import polars as pl

from analyzer.entry import PARTY, Party
from analyzer.formats.har.targets import host_of

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_HTML = ["text/html", "application/xhtml+xml"]
_LONGEST_HOST = 253
"""Characters of a name in the DNS."""


RELATED_BY = (
    "page",
    "time",
    "url",
    "scheme",
    "host",
    "method",
    "status",
    "media",
    "initiated_by",
    "request:referer",
)
"""What entries are related by."""


def with_relations(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the columns `document`, `initiator` and `party`.

    Args:
        frame: a row for each entry, in the order of the document, with RELATED_BY.
    """
    numbered = frame.with_row_index("line", 1).with_columns(pl.col("line").cast(pl.UInt64))
    documents = _documents(numbered)
    return (
        numbered.join(documents, on="page", how="left", maintain_order="left")
        .join(_initiators(numbered), on="line", how="left", maintain_order="left")
        .pipe(_with_party)
        .drop("line")
    )


def _documents(numbered: pl.DataFrame) -> pl.DataFrame:
    """The main document of each page: the first HTML to come, behind its redirects, or the first at all."""
    web = pl.col("scheme").is_in(["http", "https"]) & (pl.col("method") != "OPTIONS")
    answered = pl.col("status").is_not_null()
    moved = pl.col("status").is_in([301, 302, 303, 307, 308])
    best = pl.when(~answered).then(3).when(moved).then(2).when(pl.col("media").is_in(_HTML)).then(0)
    return (
        numbered.filter(web, pl.col("page").is_not_null())
        .with_columns(rank=best.otherwise(1))
        .sort("rank", "time", "line", nulls_last=True)
        .unique("page", keep="first", maintain_order=True)
        .select("page", document="line", first_host="host")
    )


def _initiators(numbered: pl.DataFrame) -> pl.DataFrame:
    """Which entry of the same page it was: of several with the URL the last that was no redirect."""
    own = pl.col("url").str.replace("#.*$", "")
    named = pl.col("initiated_by").str.replace("#.*$", "")
    asked = numbered.select("page", "line", "time", url=named).filter(pl.col("url").is_not_null())
    causes = numbered.select("page", "time", "status", url=own, initiator="line").filter(
        ~pl.col("status").is_between(300, 399).fill_null(value=False) | (pl.col("status") == 304)
    )
    if not asked.height:
        return pl.DataFrame(schema={"line": pl.UInt64, "initiator": pl.UInt64})
    key = pl.struct("page", "url").hash().alias("key")
    return (
        asked.select("line", "time", key)
        .filter(pl.col("time").is_not_null())
        .sort("time")
        .join_asof(
            causes.select("time", "initiator", key)
            .filter(pl.col("time").is_not_null())
            .sort("time", "initiator"),
            on="time",
            by="key",
            check_sortedness=False,
        )
        .filter(pl.col("line") != pl.col("initiator"))
        .select("line", "initiator")
    )


def _with_party(frame: pl.DataFrame) -> pl.DataFrame:
    """By the page's document; where there is no page, by that which the request says it is made by.

    HTML from elsewhere may be a frame of that document or a link that was followed: nobody knows.
    """
    alone = pl.col("page").is_null()
    frame = frame.with_columns(
        pl.when(alone)
        .then(host_of(pl.col("request:referer")))
        .otherwise("first_host")
        .alias("first_host")
    )
    differ = frame.filter(pl.col("host") != pl.col("first_host"))
    hosts = pl.concat([differ["host"], differ["first_host"]]).unique()
    sites = {host: site(host) for host in hosts}
    own, first = (pl.col(name).replace(sites) for name in ("host", "first_host"))
    party = (
        pl.when(own == first)
        .then(pl.lit(Party.FIRST.value))
        .when((own != first) & ~(alone & pl.col("media").is_in(_HTML)).fill_null(value=False))
        .then(pl.lit(Party.THIRD.value))
    )
    return frame.with_columns(party.cast(PARTY).alias("party")).drop("first_host")


def site(host: str) -> str:
    """The registrable domain of a host; itself, where it has none: an address, `localhost`, `co.uk`."""
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    if len(host) > _LONGEST_HOST:
        return host
    return _suffixes().privatesuffix(host) or host


@cache
def _suffixes() -> "PublicSuffixList":
    """The list that comes with the library; nothing is ever downloaded."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
