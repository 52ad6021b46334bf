"""Outages: what failed, when, how deep, what differs from before, and what came just before."""

from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta, tzinfo

import polars as pl

from analyzer.classify.codes import lookup
from analyzer.enrich import enrich
from analyzer.findings.before import WINDOW, Again, before
from analyzer.findings.behind import asked, behind
from analyzer.findings.bursts import Burst, bursts, by_minute
from analyzer.findings.evidence import different, places
from analyzer.findings.finding import Before, Candidate, Finding, Outage
from analyzer.summary import Summary
from analyzer.summary.condition import between
from analyzer.summary.summary import AUTOMATIC
from analyzer.units import at_least, counted, duration, moment, share, zone

GRAVE = 0.5
"""Of the requests: from here on an outage is an alarm."""

_TICK = timedelta(microseconds=1)
_SHOWN = 3  # of outages, and of routes
_ROUTES = 10  # in the JSON


def outages(summary: Summary, local: tzinfo = UTC, again: Again | None = None) -> Iterator[Finding]:
    """When the server, or what is behind it, failed far more often than otherwise.

    Args:
        summary: of any traffic.
        local: the time zone that moments are told in.
        again: reads the same entries once more; None where that is not possible.
    """
    every = bursts(summary)
    shown = every[:_SHOWN]
    looked: Sequence[Before | None] = [None] * len(shown)
    if shown and again:
        looked = before(summary, [burst.span[0] for burst in shown], again, local)
    for number, (burst, came) in enumerate(zip(shown, looked, strict=True), start=1):
        where = f"class = 'server_error' and {between(burst.begin, burst.end - _TICK)}"
        known = _known(summary, burst, local, came, where)
        callers = different(burst.failing["callers"])
        lesser = len(every) - number if number == _SHOWN else 0
        grave = burst.faults / burst.total >= GRAVE and callers != 1
        yield Finding(
            id="outage",
            severity="alarm" if grave else "warning" if callers != 1 else "note",
            title="outage",
            text=f"{_statuses(known)} on {_routes(known)}: {burst.faults:,} of "
            f"{counted(burst.total, 'request')} ({share(burst.faults, burst.total)}) failed"
            f"{_lasted(known)} from {moment(known.first)} {zone(known.first)}{_touched(callers, burst.faults)}; "
            f"{_usual(known)}.{asked(known.upstreams, burst.faults)}{_lesser(lesser)}",
            basis="exact",
            evidence=places(summary, burst.failing.sort("since", "first")),
            where=where,
            next="Look at what came just before: a deployment, a heavy client, a request of your own; and "
            "at the log of the application for these minutes.",
            entries=burst.faults,
            clients=callers or None,
            before=_said(known.before),
            outage=known,
        )


def _known(
    summary: Summary, burst: Burst, local: tzinfo, came: Before | None, listed: str
) -> Outage:
    minutes = by_minute(summary)
    first, last = burst.span
    statuses = burst.failing.group_by("status").agg(pl.col("n").sum())
    statuses = statuses.sort("n", "status", descending=[True, False])
    where = pl.concat_str(pl.col("host").fill_null(""), pl.col("route").fill_null("?"))
    routes = (
        enrich(burst.failing, ["route"], AUTOMATIC)
        .group_by(where.alias("where"))
        .agg(pl.col("n").sum())
        .sort("n", "where", descending=[True, False])
    )
    return Outage(
        first=first.astimezone(local),
        last=last.astimezone(local),
        requests=burst.total,
        failed=burst.faults,
        usual_requests=int(minutes["n"].sum()) - burst.total,
        usual_failed=int(minutes["faults"].sum()) - burst.faults,
        statuses=dict(statuses.iter_rows()),
        routes=tuple(routes.head(_ROUTES).iter_rows()),
        more_routes=max(0, routes.height - _ROUTES),
        upstreams=behind(summary, burst, listed),
        before=came,
    )


def _statuses(known: Outage) -> str:
    worst, *others = known.statuses
    title = lookup(worst).title
    return f"{title} (and {', '.join(map(str, others[:_SHOWN]))})" if others else title


def _routes(known: Outage) -> str:
    more = len(known.routes) + known.more_routes - _SHOWN
    named = ", ".join(route for route, _ in known.routes[:_SHOWN])
    return named + (f" and {more:,} more" if more > 0 else "")


def _lasted(known: Outage) -> str:
    took = (known.last - known.first) / timedelta(microseconds=1)
    return f" in {duration(took)}" if took else ""


def _touched(callers: int, faults: int) -> str:
    return f", for {at_least(callers, faults, 'client')}" if callers else ""


def _usual(known: Outage) -> str:
    if not known.usual_failed:
        return f"none of the other {known.usual_requests:,} did"
    part = share(known.usual_failed, known.usual_requests)
    return f"of the other {known.usual_requests:,} {part} did"


def _lesser(lesser: int) -> str:
    return f" {counted(lesser, 'lesser one')} not shown." if lesser else ""


def _said(looked: Before | None) -> str:
    """What came just before, in words."""
    seconds = f"{WINDOW.total_seconds():.0f} s"
    if looked is None:
        return "Not looked at: that takes reading the input a second time."
    if not looked.requests:
        return f"No request in the {seconds} before the first fault."
    if not looked.candidates:
        return (
            f"Nothing unusual among {counted(looked.requests, 'request')} in the {seconds} before."
        )
    return " ".join(f"{_told(each)}." for each in looked.candidates)


def _told(one: Candidate) -> str:
    by = f" by {one.client}" if one.client else ""
    what = f"{one.method or '-'} {one.host or ''}{one.path or '-'}{by}"
    if one.path is None and one.method is None:
        what = f"{counted(one.requests, 'request')}{by}"
    elif one.requests > 1:
        what = f"{one.requests:,} x {what}"
    source, line = one.first
    return f"{what} at {source}:{line} ({', '.join(one.why)})"
