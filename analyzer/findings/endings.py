"""Exchanges that did not come to their end: clients that hung up, uploads that were never answered."""

from collections.abc import Iterator

import polars as pl

from analyzer.classify.vocabulary import Outcome
from analyzer.findings.evidence import different, places
from analyzer.findings.finding import Finding
from analyzer.relate.relation import Relation
from analyzer.summary import Summary
from analyzer.summary.buckets import percentile
from analyzer.units import counted, duration, share

GIVEN_UP_LEAST, GIVEN_UP_SHARE = 20, 0.01
"""Clients that hung up, of all requests: people close pages all the time, and one in a hundred is many."""

UNFINISHED_LEAST = 3
"""Announced uploads without a final response; the last one of a log may still be on its way."""


def given_up(summary: Summary) -> Iterator[Finding]:
    """Clients that did not wait for the answer, and how long they had waited."""
    left = summary.tables["given_up"].filter(pl.col("outcome") == Outcome.CLIENT_CLOSED)
    n, total = int(left["n"].sum()), int(summary.tables["meaning"]["n"].sum())
    if n < GIVEN_UP_LEAST or n < GIVEN_UP_SHARE * total:
        return
    timed = left.filter(pl.col("bucket").is_not_null())
    waited = (
        f", half of them after {duration(percentile(timed, 50))} or more" if timed.height else ""
    )
    yield Finding(
        id="given-up",
        severity="note",
        title="given up",
        text=f"{n:,} of {counted(total, 'request')} ({share(n, total)}) were given up by the client before it "
        f"had the answer{waited}.",
        basis="exact",
        evidence=places(summary, left.sort("first")),
        where=f"outcome = '{Outcome.CLIENT_CLOSED}'",
        next="See which routes they wait for. If all give up after the same time, that is the limit of a "
        "program or a proxy in front; set it above what the server takes, or the server below it.",
        entries=n,
        clients=different(left["callers"]) or None,
    )


def unfinished_uploads(summary: Summary) -> Iterator[Finding]:
    """Clients that were told to go on, and got no final response."""
    asked = summary.tables["meaning"].filter(pl.col("outcome") == Outcome.CONTINUE)
    went_on = summary.tables["relation"].filter(pl.col("relation") == Relation.CONTINUED)
    n = int(asked["n"].sum()) - int(went_on["n"].sum())
    if n >= UNFINISHED_LEAST:
        yield Finding(
            id="unfinished-upload",
            severity="note",
            title="unfinished",
            text=f"{counted(n, 'time')} a client was told to go on with its upload (100), and no final response "
            "followed.",
            basis="inferred",
            evidence=places(summary, asked.sort("first")),
            where=f"outcome = '{Outcome.CONTINUE}'",
            next="See whether the connection was closed while the body was sent: a time limit, or a limit "
            "of its size that is checked too late.",
            entries=int(asked["n"].sum()),
        )
