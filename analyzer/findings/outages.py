"""Bursts of server faults, against what the log itself has at other times."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from analyzer.classify.codes import lookup
from analyzer.classify.vocabulary import Class
from analyzer.findings.evidence import different, places
from analyzer.findings.finding import Finding
from analyzer.summary import Summary
from analyzer.units import counted, duration, moment, share

CERTAIN = 1e-6
"""As rare as this would such a minute be by chance, among all minutes of the log."""

DOUBTFUL = 1e-3
"""The same for a minute beside such a one, by itself."""

FAULTS_LEAST = 10
"""Fewer faults in a row are an incident of one page."""

DEPTH_LEAST = 0.05
"""Of the requests of a minute: fewer that fail are no outage, however unlikely."""

GRAVE = 0.5
"""From here on an outage is an alarm."""

CALM = timedelta(minutes=5)
"""Without a conspicuous minute for longer than this, an outage is over."""

_PERIODS = ("1d", "1h", "1m")  # what a summary may have counted by
_ROUNDS = 5
_SHOWN = 3  # of outages, and of addresses


@dataclass(frozen=True, slots=True)
class Outage:
    """A burst.

    Args:
        total: requests within it.
        failing: its rows of the table of that name.
    """

    total: int
    failing: pl.DataFrame

    @property
    def faults(self) -> int:
        """Requests that failed."""
        return int(self.failing["n"].sum())


def outages(summary: Summary) -> Iterator[Finding]:
    """When the server, or what is behind it, failed far more often than otherwise."""
    every = sorted(_bursts(summary), key=lambda outage: -outage.faults)
    for number, outage in enumerate(every[:_SHOWN], start=1):
        failing, faults = outage.failing, outage.faults
        since, until = _span(failing)
        statuses = failing.group_by("status").agg(pl.col("n").sum())
        worst = statuses.sort("n", "status", descending=[True, False])["status"][0]
        callers = different(failing["callers"])
        lesser = len(every) - number if number == _SHOWN else 0
        grave = outage.faults / outage.total >= GRAVE and callers != 1
        begin, end = (f"timestamptz '{at:%Y-%m-%d %H:%M:%S.%f}Z'" for at in (since, until))
        yield Finding(
            id="outage",
            severity="alarm" if grave else "warning" if callers != 1 else "note",
            title="outage",
            text=f"{lookup(worst).title} on {_routes(failing)}: {faults:,} of "
            f"{counted(outage.total, 'request')} ({share(faults, outage.total)}) failed"
            f"{_lasted(since, until)} from {moment(since)} UTC{_touched(callers)}.{_lesser(lesser)}",
            basis="exact",
            evidence=places(summary, failing.sort("since", "first")),
            where=f"class = 'server_error' and time >= {begin} and time <= {end}",
            next="Look at what came just before: a deployment, a heavy client, a request of your own; and "
            "at the log of the application for these minutes.",
            weight=faults,
            clients=callers or None,
        )


def within_outages(summary: Summary) -> Counter[int]:
    """How many responses of each status came in outages."""
    told: Counter[int] = Counter()
    for outage in _bursts(summary):
        told.update(dict(outage.failing.group_by("status").agg(pl.col("n").sum()).iter_rows()))
    return told


def _span(failing: pl.DataFrame) -> tuple[datetime, datetime]:
    return failing["since"].min(), failing["until"].max()  # type: ignore[return-value]


def _lasted(since: datetime, until: datetime) -> str:
    took = (until - since) / timedelta(microseconds=1)
    return f" in {duration(took)}" if took else ""


def _touched(callers: int) -> str:
    return f", for at least {counted(callers, 'client')}" if callers else ""


def _lesser(lesser: int) -> str:
    return f" {counted(lesser, 'lesser one')} not shown." if lesser else ""


def _routes(failing: pl.DataFrame) -> str:
    where = pl.concat_str(pl.col("host").fill_null(""), pl.col("path").fill_null("?"))
    paths = (
        failing.group_by(where.alias("where"))
        .agg(pl.col("n").sum())
        .sort("n", "where", descending=[True, False])["where"]
    )
    more = len(paths) - _SHOWN
    return ", ".join(paths.head(_SHOWN)) + (f" and {more:,} more" if more > 0 else "")


def _bursts(summary: Summary) -> list[Outage]:
    failing = summary.tables["failing"].filter(~pl.col("rest"))
    if int(failing["n"].sum()) < FAULTS_LEAST:
        return []
    minutes = (
        summary.tables["minute"]
        .filter(pl.col("minute").is_not_null())
        .group_by("minute")
        .agg(
            pl.col("n").sum(),
            faults=pl.col("n").filter(pl.col("class") == Class.SERVER_ERROR).sum(),
        )
        .sort("minute")
    )
    flagged = _conspicuous(minutes)
    begins = (flagged["minute"].diff() > CALM).fill_null(value=False)
    period = _period(minutes["minute"])
    found = []
    for _, those in flagged.group_by(begins.cum_sum(), maintain_order=True):
        within = (
            pl.col("minute").dt.truncate(period).is_between(those["minute"][0], those["minute"][-1])
        )
        outage = Outage(int(minutes.filter(within)["n"].sum()), failing.filter(within))
        if outage.faults >= FAULTS_LEAST:
            found.append(outage)
    return found


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
