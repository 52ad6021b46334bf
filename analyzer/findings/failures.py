"""What a HAR records of requests that failed: without a usable response, or at their preflight."""

from collections.abc import Iterator

import polars as pl

from analyzer.classify.failure import Failure
from analyzer.classify.failures import FAILURES
from analyzer.findings.evidence import places
from analyzer.findings.finding import Finding
from analyzer.relate.relation import Relation
from analyzer.summary import Summary
from analyzer.summary.condition import having
from analyzer.units import counted

FAILED_LEAST = 3
"""Of one kind; fewer are worth no more than a note: any session has one."""

BY_CHOICE = (Failure.BLOCKED_BY_CLIENT, Failure.ABORTED, Failure.OFFLINE)
"""What the visitor, the page or a test did: a report of every day has it, and nothing is broken."""


def failed_requests(summary: Summary) -> Iterator[Finding]:
    """Requests that got no response, or none that could be used, and nobody wanted that."""
    failed = (
        summary.tables["failure"]
        .filter(pl.col("failure").is_not_null(), ~pl.col("failure").is_in(BY_CHOICE))
        .group_by("failure")
        .agg(pl.col("n").sum(), pl.col("first").min())
    )
    rules = {rule.failure.value: rule for rule in FAILURES}
    for row in failed.iter_rows(named=True):
        rule = rules[row["failure"]]
        yield Finding(
            id="failed-requests",
            severity="warning" if row["n"] >= FAILED_LEAST else "note",
            title="failed request",
            text=f"{counted(row['n'], 'request')} failed ({rule.failure.replace('_', ' ')}). {rule.says}",
            basis="exact",
            evidence=places(summary, failed.filter(pl.col("failure") == row["failure"])),
            where=having("failure", row["failure"]),
            next=rule.check,
            entries=row["n"],
        )


def refused_preflights(summary: Summary) -> Iterator[Finding]:
    """Requests that a browser held back, because the preflight did not let them through."""
    refused = summary.tables["preflighted"].filter(
        pl.col("relation") == Relation.PREFLIGHT_REFUSED.value, pl.col("path").is_not_null()
    )
    for number, row in enumerate(refused.iter_rows(named=True)):
        yield Finding(
            id="refused-preflight",
            severity="warning",
            title="preflight",
            text=f"{counted(row['n'], 'time')} the preflight of {row['method']} {row['host'] or ''}{row['path']} "
            "did not let it through, so the browser did not send it.",
            basis="exact",
            evidence=places(summary, refused[number]),
            where=" and ".join(
                [f"relation = '{Relation.PREFLIGHT_REFUSED}'"]
                + [having(name, row[name]) for name in ("method", "host", "path")]
            ),
            next="Answer OPTIONS with 2xx and Access-Control-Allow-Origin, without a login or a redirect.",
            entries=row["n"],
        )
