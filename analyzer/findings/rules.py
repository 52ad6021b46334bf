"""The rules of FINDINGS. Thresholds stand here by name; a healthy day must trip none of them."""

from collections.abc import Iterator

import polars as pl

from analyzer.classify.codes import lookup
from analyzer.classify.facts import WELL_KNOWN
from analyzer.classify.outcomes import OUTCOMES
from analyzer.classify.vocabulary import Class
from analyzer.entry import IGNORED, Reject
from analyzer.findings.bursts import within_bursts
from analyzer.findings.evidence import different, places
from analyzer.findings.finding import Finding
from analyzer.summary import Summary
from analyzer.summary.condition import having

ALARMING = 0.01
"""Of all requests: server faults of one status from here on are an alarm."""

WORRYING = 0.001
"""From here on they are a warning; fewer are what a healthy day has, too."""

FAULTY_LEAST = 5
"""Fewer server faults than this say nothing yet."""

ELSEWHERE = 0.2
"""Of a status: what comes outside of outages, to be worth another word."""

REJECTED_SHARE = 0.01
"""Of all lines: from here on the log is not what it was taken for."""

_LOST = (Reject.ENTRY_BROKEN, Reject.ENTRY_CUT)

REJECTED_LEAST = 10
"""Fewer are worth no more than a note: a stray line or two."""

LINKS_LEAST = 3
"""Visitors that followed the same broken link."""


def _plain(text: str) -> str:
    """Prose of the codes, without the marks around names of headers."""
    return text.replace("`", "")


def server_faults(summary: Summary) -> Iterator[Finding]:
    """Responses by which the server, or a gateway before it, says that it failed.

    A status that came in outages and hardly otherwise has been told of there.
    """
    told = within_bursts(summary)
    meaning, failing = summary.tables["meaning"], summary.tables["failing"]
    total = int(meaning["n"].sum())
    failed = (
        meaning.filter(pl.col("class") == Class.SERVER_ERROR)
        .group_by("status")
        .agg(pl.col("n").sum(), pl.col("first").min())
        .sort("n", "status", descending=[True, False])
    )
    for row in failed.iter_rows(named=True):
        within = told[row["status"]]
        if row["n"] - within < max(FAULTY_LEAST, row["n"] * ELSEWHERE):
            continue
        code, share = lookup(row["status"]), row["n"] / total
        yield Finding(
            id="server-faults",
            severity="alarm" if share >= ALARMING else "warning" if share >= WORRYING else "note",
            title="server faults",
            text=f"{row['n']:,} of {total:,} requests were answered with {code.title}"
            f"{f', {within:,} of them in outages' if within else ''}. {OUTCOMES[code.outcome].says}",
            basis="exact",
            evidence=places(summary, failed.filter(pl.col("status") == row["status"])),
            where=f"status = {row['status']}",
            next=_plain(code.check),
            entries=row["n"],
            clients=different(failing.filter(pl.col("status") == row["status"])["callers"]) or None,
        )


def broken_links(summary: Summary) -> Iterator[Finding]:
    """Pages that link to what is not there.

    Scanners name any page, or the one that they ask for, as where they come from: what they look
    for everywhere is no link.
    """
    missing = summary.tables["missing"].filter(
        pl.col("referrer").is_not_null(),
        ~pl.col("rest"),
        pl.col("n") >= LINKS_LEAST,
    )
    itself = pl.col("referrer").str.extract(r"^[^:/?#]+://[^/?#]*([^?#]*)") == pl.col("path")
    scanned = pl.col("path").str.contains(WELL_KNOWN)
    linked = missing.filter(~pl.any_horizontal(itself, scanned).fill_null(value=False))
    heaviest = linked.sort("n", "path", "referrer", descending=[True, False, False]).head(3)
    for number, row in enumerate(heaviest.iter_rows(named=True)):
        yield Finding(
            id="broken-link",
            severity="note",
            title="broken link",
            text=f"{row['n']:,} requests for {row['path'] or 'no path'}, which is not there, came from the page "
            f"{row['referrer']}.",
            basis="exact",
            evidence=places(summary, heaviest[number]),
            where=f"status in (404, 410) and {having('path', row['path'])} "
            f"and {having('referrer', row['referrer'])}",
            next="Mend the link on that page, or let the old address redirect to what replaced it.",
            entries=row["n"],
            clients=different(heaviest[number]["callers"]) or None,
        )


def rejected_lines(summary: Summary) -> Iterator[Finding]:
    """More lines than stray ones are no entries."""
    source = summary.tables["source"]
    lines, rejected = int(source["n"].sum()), int(source["rejected"].sum())
    ignored = [reason.value for reason in IGNORED]
    reasons = summary.tables["reject"].filter(~pl.col("reject").is_in(ignored))
    if lines and rejected / lines >= REJECTED_SHARE:
        worst = reasons.sort("n", "reject", descending=[True, False])
        yield Finding(
            id="rejected-lines",
            severity="warning" if rejected >= REJECTED_LEAST else "note",
            title="rejected lines",
            text=f"{rejected:,} of {lines:,} lines are no entries, mostly because: "
            f"{worst['reject'][0]}.",
            basis="exact",
            evidence=places(summary, worst),
            where=None,
            next="Download or export the HAR again: what is lost of it cannot be read."
            if worst["reject"][0] in _LOST
            else "statscan formats FILE says at which field the first of them fail; if all are alike, "
            "the log may be in another format.",
            entries=rejected,
        )
