"""When the server failed far more often than at other times: the minutes, and what failed in them."""

import math
from collections import Counter
from datetime import datetime, timedelta

import polars as pl
from msgspec import Struct

from analyzer.classify.vocabulary import Class
from analyzer.summary import Summary

CERTAIN = 1e-6
"""As rare as this would such a minute be by chance, among all minutes of the log."""

DOUBTFUL = 1e-3
"""The same for a minute beside such a one, by itself."""

FAULTS_LEAST = 10
"""Fewer faults in a row are an incident of one page."""

DEPTH_LEAST = 0.05
"""Of the requests of a minute: fewer that fail are no outage, however unlikely."""

CALM = timedelta(minutes=5)
"""Without a conspicuous minute for longer than this, an outage is over."""

_PERIODS = {"1d": timedelta(days=1), "1h": timedelta(hours=1), "1m": timedelta(minutes=1)}
"""What a summary may have counted by."""

_ROUNDS = 5


class Burst(Struct, frozen=True):
    """Minutes without a long calm between them.

    Args:
        begin, end: of the minutes; the end is no longer within.
        total: requests within.
        faults: how many of them failed.
        failing: the rows of the table of that name: the most frequent at least.
        upstreams: the rows of the table `failing_upstream`, likewise.
    """

    begin: datetime
    end: datetime
    total: int
    faults: int
    failing: pl.DataFrame
    upstreams: pl.DataFrame

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The first fault and the last."""
        return self.failing["since"].min(), self.failing["until"].max()  # type: ignore[return-value]


def bursts(summary: Summary) -> list[Burst]:
    """All of them, the one with the most faults first."""
    failing, behind = (
        summary.tables[name].filter(~pl.col("rest")) for name in ("failing", "failing_upstream")
    )
    if int(failing["n"].sum()) < FAULTS_LEAST:
        return []
    minutes = by_minute(summary)
    flagged = _conspicuous(minutes)
    begins = (flagged["minute"].diff() > CALM).fill_null(value=False)
    period = _period(minutes["minute"])
    found = []
    for _, those in flagged.group_by(begins.cum_sum(), maintain_order=True):
        begin, last = those["minute"][0], those["minute"][-1]
        within = pl.col("minute").dt.truncate(period).is_between(begin, last)
        all_ = minutes.filter(within)
        faults, end = int(all_["faults"].sum()), last + _PERIODS[period]
        rows = failing.filter(within)
        if faults >= FAULTS_LEAST and rows.height:
            total = int(all_["n"].sum())
            found.append(Burst(begin, end, total, faults, rows, behind.filter(within)))
    return sorted(found, key=lambda burst: (-burst.faults, burst.begin))


def within_bursts(summary: Summary) -> Counter[int]:
    """How many responses of each status came in them."""
    told: Counter[int] = Counter()
    for burst in bursts(summary):
        told.update(dict(burst.failing.group_by("status").agg(pl.col("n").sum()).iter_rows()))
    return told


def by_minute(summary: Summary) -> pl.DataFrame:
    """Requests and faults of each minute, in order of time."""
    return (
        summary.tables["minute"]
        .filter(pl.col("minute").is_not_null())
        .group_by("minute")
        .agg(
            pl.col("n").sum(),
            faults=pl.col("n").filter(pl.col("class") == Class.SERVER_ERROR).sum(),
        )
        .sort("minute")
    )


def _period(minutes: pl.Series) -> str:
    return next(each for each in _PERIODS if (minutes.dt.truncate(each) == minutes).all())


def _conspicuous(minutes: pl.DataFrame) -> pl.DataFrame:
    """The minutes with more faults than chance has, at the rate of all the other minutes.

    The bound on the tail of the binomial distribution is Chernoff's, exp(-n KL(rate || usual)); it
    says rather too little than too much. What is conspicuous is left out of the usual rate, and
    all minutes are looked at again. Neighbours of a conspicuous minute need not be as conspicuous.
    """
    rate = pl.col("faults") / pl.col("n")
    chance = math.log(max(1, minutes.height) / CERTAIN)
    apart = (pl.col("minute").diff() > CALM).fill_null(value=True)
    flagged = pl.Series([False] * minutes.height, dtype=pl.Boolean)
    for _ in range(_ROUNDS):
        usual = minutes.filter(~flagged)
        base = (int(usual["faults"].sum()) + 0.5) / (int(usual["n"].sum()) + 1)
        health = (1 - rate) * ((1 - rate) / (1 - base)).log()
        distance = rate * (rate / base).log() + pl.when(rate < 1).then(health).otherwise(0.0)
        evidence = pl.when((rate > base) & (rate >= DEPTH_LEAST)).then(pl.col("n") * distance)
        odd = (evidence > math.log(1 / DOUBTFUL)).fill_null(value=False)
        run = (odd.ne_missing(odd.shift()) | apart).cum_sum()
        now = flagged | minutes.select(odd & (evidence > chance).any().over(run)).to_series()
        if (now == flagged).all():
            break
        flagged = now
    return minutes.filter(flagged)
