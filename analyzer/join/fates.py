"""What may become of a request that a HAR holds, or of a line that no entry belongs to."""

from enum import StrEnum

import polars as pl

from analyzer.classify.vocabulary import Outcome


class Fate(StrEnum):
    """In a word or two, as the reader sees it; the most telling ones first."""

    CHANGED = "changed"
    """It reached the server, and something between made another status of the answer."""
    UNMATCHED = "not in the log"
    """No line belongs to it, and nothing says why."""
    LOST = "answer lost"
    """It reached the server, which answered; the browser took nothing for the answer."""
    FAILED = "no response"
    """The browser got none, and no line belongs to it."""
    ANSWERED = "answered"
    """It reached the server, whose status the browser got."""
    CONFIRMED = "confirmed"
    """It reached the server, which said (304) that a stored answer holds; a cache gave out that one."""
    SHARED = "shared cache"
    """A CDN or proxy answered from its store: no line belongs to it."""
    BROWSER = "browser's cache"
    """The browser, or a worker of the page, answered by itself."""
    OTHER = "another host"
    """No line belongs to it, nor to any other request for that host."""
    UNSEEN = "not in the HAR"
    """A line of the same client and agent, at that time, that no entry belongs to."""


def fate(served: list[str | None]) -> pl.Expr:
    """The fate of each entry.

    Args:
        served: the hosts that lines of the log belong to.

    Returns:
        An expression over `number` (of its line), `status`, `status_log`, `outcome` and `host`.
    """
    outcome, status, logged = pl.col("outcome"), pl.col("status"), pl.col("status_log")
    matched = pl.col("number").is_not_null()
    same = (status == logged).fill_null(value=False)
    confirmed = ((logged == 304) & status.is_between(200, 299)).fill_null(value=False)
    foreign = pl.col("host").is_in(served, nulls_equal=True).not_() & pl.lit(bool(served))
    return (
        pl.when(matched & same).then(pl.lit(Fate.ANSWERED))
        .when(matched & status.is_null()).then(pl.lit(Fate.LOST))
        .when(matched & confirmed).then(pl.lit(Fate.CONFIRMED))
        .when(matched).then(pl.lit(Fate.CHANGED))
        .when(outcome.is_in([Outcome.BROWSER_CACHE, Outcome.SERVICE_WORKER])).then(pl.lit(Fate.BROWSER))
        .when(status.is_null()).then(pl.lit(Fate.FAILED))
        .when(foreign).then(pl.lit(Fate.OTHER))
        .when(outcome == Outcome.SHARED_CACHE).then(pl.lit(Fate.SHARED))
        .otherwise(pl.lit(Fate.UNMATCHED))
    )  # fmt: skip
