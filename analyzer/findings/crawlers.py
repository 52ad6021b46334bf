"""Crawlers that do not ask what they may, and those who only say that they are one."""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from analyzer.classify.signal import Signal
from analyzer.enrich import Routes, enrich
from analyzer.enrich.claims import CLAIMS
from analyzer.enrich.crawlers import CrawlerKind
from analyzer.findings.evidence import places
from analyzer.findings.finding import Finding
from analyzer.summary import Summary
from analyzer.summary.condition import among, giving, quoted
from analyzer.units import counted

CRAWLING = (
    CrawlerKind.AI,
    CrawlerKind.SEARCH,
    CrawlerKind.SEO,
    CrawlerKind.ADVERTISING,
    CrawlerKind.ARCHIVE,
    CrawlerKind.RESEARCH,
)
"""Those that go from page to page by themselves, for whom robots.txt is meant."""

UNASKED_LEAST = 100
"""Requests of a crawler; who comes for a page or two may not need to know."""

UNASKED_FOR = timedelta(hours=24)
"""A copy of robots.txt should not be used for longer (RFC 9309 §2.4)."""

IMPOSTOR_LEAST = 5
"""Requests, or different weak spots tried; one may be a slip of whoever maintains the names."""

_LISTED = 50
"""Clients that a finding speaks of, the most active."""


def unasked_crawlers(summary: Summary) -> Iterator[Finding]:
    """Crawlers that came for longer than a copy of robots.txt lasts, and never asked for it.

    What robots.txt says is in no log, so whether they kept it cannot be shown. Nothing is said where
    nobody asked for it, since many servers do not log it, nor of a selection of entries.
    """
    asked = summary.tables["robots"]
    whole = summary.tables["source"]["entries"].sum() == summary.tables["meaning"]["n"].sum()
    if not whole or not asked.height or asked["rest"].any() or asked["agent"].null_count():
        return
    wanted = ["crawler", "crawler_kind"]
    polite = enrich(asked, wanted, Routes())["crawler"].drop_nulls().unique()
    came = (
        enrich(summary.tables["agent"].filter(~pl.col("rest")), wanted, Routes())
        .filter(pl.col("crawler_kind").is_in(CRAWLING), pl.col("crawler").is_not_null())
        .group_by("crawler")
        .agg(pl.col("n").sum(), pl.col("since", "first").min(), pl.col("until").max())
        .filter(
            ~pl.col("crawler").is_in(polite.implode()),
            pl.col("n") >= UNASKED_LEAST,
            pl.col("until") - pl.col("since") > UNASKED_FOR,
        )
        .sort("n", "crawler", descending=[True, False])
    )
    if not came.height:
        return
    n, names = int(came["n"].sum()), ", ".join(came["crawler"].head(3))
    yield Finding(
        id="unasked-crawler",
        severity="note",
        title="no robots.txt",
        text=f"{counted(n, 'request')} of {names}{' and others' if came.height > 3 else ''}, which never asked for "
        "robots.txt in more than a day.",
        basis="inferred",
        evidence=places(summary, came),
        where=among("crawler", came["crawler"]),
        next="A crawler should look at robots.txt once a day; limit or refuse those that do not. Another of its "
        "hosts may have asked while it was not logged.",
        entries=n,
    )


def _false(claims: pl.DataFrame) -> Iterator[str]:
    """The conditions of false claims; of who is known by a sweep alone, the sweep."""
    for claim, elsewhere, clients in (
        claims.group_by("claim", "elsewhere", maintain_order=True).agg("client").iter_rows()
    ):
        agents = next(each.agents for each in CLAIMS if each.name == claim)
        swept = "" if elsewhere else f" and {giving(Signal.PROBED_PATH)}"
        yield (
            f"({among('client', clients)} and regexp_like(agent, {quoted('(?i)' + agents)}){swept})"
        )


def impostors(summary: Summary) -> Iterator[Finding]:
    """Clients that say to be a well-known crawler, and that the log itself shows to be none."""
    claims = summary.tables["claim"].filter(~pl.col("rest"))
    theirs = pl.any_horizontal(
        (pl.col("claim") == each.name)
        & pl.col("client")
        .str.to_lowercase()
        .str.contains(rf"(?:^|\.)(?:{'|'.join(each.domains)})$")
        for each in CLAIMS
    )
    named = pl.col("client").str.contains(r"\.[A-Za-z][A-Za-z0-9-]*$")
    elsewhere = named & ~theirs & (pl.col("n").sum().over("client", "claim") >= IMPOSTOR_LEAST)
    swept = pl.col("probed") & (pl.col("targets").bitwise_count_ones() >= IMPOSTOR_LEAST)
    false = (
        claims.with_columns(elsewhere=elsewhere, swept=swept)
        .filter(pl.col("elsewhere") | pl.col("swept"))
        .group_by("client", "claim")
        .agg(pl.col("n").sum(), pl.col("elsewhere", "swept").any(), pl.col("first").min())
        .sort("n", "client", "claim", descending=[True, False, False])
    )
    if not false.height:
        return
    false = false.head(_LISTED)
    worst = false.row(0, named=True)
    reason = (
        "its name is none of the operator's hosts"
        if worst["elsewhere"]
        else "it swept through well-known weak spots, as no such crawler does"
    )
    others = false.height - 1
    yield Finding(
        id="impostor",
        severity="note",
        title="impostor",
        text=f"{worst['client']} says that it is {worst['claim']}, and is not: {reason}."
        + (f" The same holds for {counted(others, 'other client')}." if others else ""),
        basis="inferred",
        evidence=places(summary, false),
        where=" or ".join(_false(false)),
        next="Refuse it, or let it be what it is: an unknown robot. Rules that let crawlers pass by their "
        "agent alone let everybody pass.",
        entries=int(false["n"].sum()),
        clients=false["client"].n_unique(),
        every_client=True,
    )
