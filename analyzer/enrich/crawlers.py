"""Crawlers told from people, and from each other, by the list that crawler-user-agents maintains."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import polars as pl

from analyzer.enrich.needed import FEW, Needed, fitting, needed


class CrawlerKind(StrEnum):
    """What a program that is no browser comes for."""

    AI = "ai"
    SEARCH = "search"
    TOOL = "tool"
    MONITORING = "monitoring"
    SEO = "seo"
    SCANNER = "scanner"
    ADVERTISING = "advertising"
    PREVIEW = "preview"
    FEED = "feed"
    ARCHIVE = "archive"
    RESEARCH = "research"
    UNKNOWN = "unknown"


CRAWLER_KIND = pl.Enum([kind.value for kind in CrawlerKind])

_TAGS = {
    "ai-crawler": CrawlerKind.AI,
    "search-engine": CrawlerKind.SEARCH,
    "http-library": CrawlerKind.TOOL,
    "browser-automation": CrawlerKind.TOOL,
    "monitoring": CrawlerKind.MONITORING,
    "seo": CrawlerKind.SEO,
    "scanner": CrawlerKind.SCANNER,
    "advertising": CrawlerKind.ADVERTISING,
    "social-preview": CrawlerKind.PREVIEW,
    "feed-reader": CrawlerKind.FEED,
    "archiver": CrawlerKind.ARCHIVE,
    "academic": CrawlerKind.RESEARCH,
}
"""From the list's tags; of several that a crawler has, the first one here."""

_CALLS_ITSELF_ONE = r"(?i)([\w.-]*(?:bot|crawler|spider|scraper)\b)"
_PHONES = ("cubot",)
"""A maker of phones whose name ends as that of a bot does."""

_GIVES_ITS_ADDRESS = r"\+https?://"
_NAME = r"(?:^|compatible; ?)([^\s/(;]+)[^(;]*[(;]? ?\+https?://"
"""`Kettles/1.0 (+https://...)`: for whom to write to; no browser has that."""

_LONGEST_NAME = 60
_AROUND_A_NAME = " /;:()+-"


_SPECIAL = re.compile(r"(?<!\\)[\^$\[(|*+?.]")
"""What makes a pattern of the list more than plain text."""


class _Known(NamedTuple):
    pattern: str
    kind: CrawlerKind


@cache
def _known() -> tuple[_Known, ...]:
    """The list, the longest patterns first: `Googlebot-Image` before `Googlebot`."""
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA

    ordered = sorted(CRAWLER_USER_AGENTS_DATA, key=lambda each: -len(each["pattern"]))
    return tuple(_Known(each["pattern"], _kind(each.get("tags", ()))) for each in ordered)


def _kind(tags: Iterable[str]) -> CrawlerKind:
    return next((kind for tag, kind in _TAGS.items() if tag in tags), CrawlerKind.UNKNOWN)


def _listed(agents: pl.Series) -> pl.Expr:
    """What of an agent is in the list; in a few agents only what can be there is looked for."""
    if agents.len() > FEW:
        return pl.col("agent").str.extract(_one_of(each.pattern for each in _known()))
    fits = zip(_known(), fitting(_needs(), agents), strict=True)
    some = [each.pattern for each, fit in fits if fit]
    return pl.col("agent").str.extract(_one_of(some)) if some else pl.lit(None, pl.String)


def _one_of(patterns: Iterable[str]) -> str:
    return f"({'|'.join(patterns)})"


@cache
def _needs() -> tuple[Needed, ...]:
    return tuple(
        needed(pattern) if _SPECIAL.search(pattern) else [(_text(pattern),)]
        for pattern, _ in _known()
    )


def _text(pattern: str) -> str:
    return pattern.replace("\\", "")


@cache
def _plain() -> dict[str, CrawlerKind]:
    """By what is matched: nearly all patterns are plain text."""
    return {_text(each.pattern): each.kind for each in reversed(_known())}


@cache
def _others() -> tuple[tuple[re.Pattern[str], CrawlerKind], ...]:
    """The patterns that may match several texts."""
    others = (each for each in _known() if _SPECIAL.search(each.pattern))
    return tuple((re.compile(each.pattern), each.kind) for each in others)


def _kind_of(found: str) -> CrawlerKind:
    if kind := _plain().get(found):
        return kind
    return next((kind for regex, kind in _others() if regex.fullmatch(found)), CrawlerKind.UNKNOWN)


def crawlers(agents: pl.Series) -> pl.DataFrame:
    """The name and the kind of the crawler behind each agent; null where it is none.

    Returns:
        `crawler` and `crawler_kind`. An unknown one may have no name.
    """
    agent = pl.col("agent")
    calls_itself = agent.str.extract(_CALLS_ITSELF_ONE)
    found = (
        agents.alias("agent")
        .to_frame()
        .select(
            listed=_listed(agents),
            calls_itself=pl.when(~calls_itself.str.to_lowercase().is_in(_PHONES)).then(
                calls_itself
            ),
            gives_address=agent.str.contains(_GIVES_ITS_ADDRESS),
            name=agent.str.extract(_NAME),
        )
    )
    listed = found["listed"].unique().drop_nulls()
    kinds = {text: _kind_of(text) for text in listed}
    listed_name = pl.col("listed").str.strip_chars(_AROUND_A_NAME)
    unknown = pl.col("calls_itself").is_not_null() | pl.col("gives_address")
    return found.select(
        crawler=pl.coalesce(listed_name, "calls_itself", "name").str.head(_LONGEST_NAME),
        crawler_kind=pl.coalesce(
            pl.col("listed").replace_strict(kinds, default=None, return_dtype=pl.String),
            pl.when(unknown).then(pl.lit(CrawlerKind.UNKNOWN.value)),
        ).cast(CRAWLER_KIND),
    )
