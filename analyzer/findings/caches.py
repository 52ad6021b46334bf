"""What caches saved, and what they could have saved."""

from collections.abc import Iterator

import polars as pl

from analyzer.classify.vocabulary import Outcome
from analyzer.enrich import Routes, enrich
from analyzer.findings.evidence import different, places
from analyzer.findings.finding import Finding
from analyzer.relate.relation import Relation
from analyzer.summary import Summary
from analyzer.summary.condition import at
from analyzer.units import counted, share, size

SAVED_LEAST, SAVED_SHARE = 100, 0.01
"""Confirmed copies, and of the bytes sent what they saved, to be worth a word."""

WASTED_LEAST, WASTED_SHARE = 50, 0.01
"""Full responses to clients that had them already, and of the bytes sent what they took."""

CHANGED_SELDOM = 0.05
"""Of a resource: what differs from the copy before more often than this changes."""

_LISTED = 50
"""Resources that a finding speaks of, those that waste most."""


def confirmed_copies(summary: Summary) -> Iterator[Finding]:
    """What revalidation saved."""
    table = summary.tables["confirmed"].filter("seen")
    n, saved = int(table["n"].sum()), int(table["saved"].sum())
    sent = int(summary.tables["meaning"]["bytes"].sum())
    if n >= SAVED_LEAST and saved >= SAVED_SHARE * sent:
        yield Finding(
            id="revalidation",
            severity="note",
            title="cache",
            text=f"{counted(n, 'time')} a 304 confirmed a copy that was sent before: {size(saved)} did not have "
            f"to be sent again, {share(saved, sent + saved)} of what would have been.",
            basis="inferred",
            evidence=places(summary, table),
            where=f"relation = '{Relation.CONFIRMED}' and outcome = '{Outcome.REVALIDATED}'",
            next="What never changes could be kept without asking: Cache-Control with a max-age, and "
            "immutable for files with a version in their name.",
            entries=n,
            clients=different(table["callers"]) or None,
        )


def sent_again(summary: Summary) -> Iterator[Finding]:
    """What is sent in full to people's browsers and apps, again and again, and never changes."""
    table = summary.tables["sent_again"].filter(~pl.col("rest"))
    people = enrich(table, ["crawler_kind"], Routes()).filter(pl.col("crawler_kind").is_null())
    same = (
        people.group_by("host", "path")
        .agg(pl.col("n", "unchanged", "wasted").sum(), pl.col("first").min())
        .filter(pl.col("unchanged") >= (1 - CHANGED_SELDOM) * pl.col("n"))
        .sort("wasted", "host", "path", descending=[True, False, False], nulls_last=True)
    )
    same = same.head(_LISTED)
    n, wasted = int(same["unchanged"].sum()), int(same["wasted"].sum())
    sent = int(summary.tables["meaning"]["bytes"].sum())
    if n < WASTED_LEAST or wasted < WASTED_SHARE * sent:
        return
    worst = same.row(0, named=True)
    yield Finding(
        id="sent-again",
        severity="note",
        title="sent again",
        text=f"{counted(n, 'time')} clients were sent in full what they had, and what had not changed as far "
        f"as its size tells: {size(wasted)}, {share(wasted, sent)} of all that was sent. Most of all "
        f"{worst['host'] or ''}{worst['path']}: {counted(worst['unchanged'], 'time')}, {size(worst['wasted'])}.",
        basis="inferred",
        evidence=places(summary, same),
        where=f"relation = '{Relation.SENT_AGAIN}' and crawler_kind is null and {at(same)}",
        next="See with curl -I whether it has an ETag or a Last-Modified, and a Cache-Control with a max-age: "
        "with them it costs a 304, or nothing.",
        entries=n,
    )
