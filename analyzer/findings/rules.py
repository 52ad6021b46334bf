"""The rules of FINDINGS. Thresholds stand here by name; a healthy day must trip none of them."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import polars as pl

from analyzer.classify.codes import lookup
from analyzer.classify.outcomes import OUTCOMES
from analyzer.classify.vocabulary import Outcome
from analyzer.entry import IGNORED
from analyzer.findings.evidence import places
from analyzer.findings.finding import Finding
from analyzer.findings.outages import within_outages
from analyzer.summary import Summary
from analyzer.summary.condition import having
from analyzer.summary.rows import AGAIN, TRAIL
from analyzer.units import counted

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

CHAINS_LEAST = 2
"""A chain that was walked once may be a stray visitor."""

LINKS_LEAST = 3
"""Visitors that followed the same broken link."""


def _plain(text: str) -> str:
    """Prose of the codes, without the marks around names of headers."""
    return text.replace("`", "")


def server_faults(summary: Summary) -> Iterator[Finding]:
    """Responses by which the server, or a gateway before it, says that it failed.

    A status that came in outages and hardly otherwise has been told of there.
    """
    told = within_outages(summary)
    meaning = summary.tables["meaning"]
    total = int(meaning["n"].sum())
    failed = (
        meaning.filter(pl.col("fault").is_in(["server", "intermediary"]), pl.col("status") >= 500)
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
            weight=row["n"] - within,
        )


def redirect_loops(summary: Summary) -> Iterator[Finding]:
    """Chains that come back to where they have been."""
    for row, evidence in _trails(summary, pl.col("loop")):
        lost = row["trail"].endswith(AGAIN)
        yield Finding(
            id="redirect-loop",
            severity="warning" if lost else "note",
            title="redirect loop",
            text=f"{counted(row['n'], 'time')} a client was led in circles"
            f"{'' if lost else ' before it arrived'}: {row['trail']}.",
            basis="exact" if row["exact"] else "inferred",
            evidence=evidence,
            where=f"outcome = '{Outcome.REDIRECT_LOOP}'",
            next="Follow the first URL with curl -IL; two rules that undo each other are the "
            "usual cause, or a cookie that is never accepted."
            if lost
            else "A cookie that is set and looked for on the way is the usual cause: ask for it "
            "without a detour, or let the last URL be linked at once.",
            weight=row["n"],
        )


def redirect_chains(summary: Summary) -> Iterator[Finding]:
    """Chains of two or more hops that were walked again and again."""
    walked = (pl.col("hops") > 1) & (pl.col("n") >= CHAINS_LEAST)
    for row, evidence in _trails(summary, ~pl.col("loop") & walked):
        yield Finding(
            id="redirect-chain",
            severity="note",
            title="redirect chain",
            text=f"{counted(row['n'], 'time')} a client walked {row['hops']} redirects: "
            f"{row['trail']}.{_needless(row['trail'])}",
            basis="exact" if row["exact"] else "inferred",
            evidence=evidence,
            where=f"outcome = '{Outcome.REDIRECT_CHAIN}'",
            next="Let the first URL point to the last one, and mend the links that lead to it.",
            weight=row["n"],
        )


def _needless(trail: str) -> str:
    """The hops of a chain that only change how the same address is written."""
    found = [
        f" The hop {one} → {other} only changes {'the slash' if same else 'upper and lower case'}."
        for one, other in pairwise(trail.split(TRAIL))
        for same in [one.rstrip("/") == other.rstrip("/")]
        if one != other and (same or one.lower() == other.lower())
    ]
    return "".join(found)


def dead_ends(summary: Summary) -> Iterator[Finding]:
    """Redirects that lead to an error."""
    ended = pl.col("ends").is_not_null() & (pl.col("n") >= CHAINS_LEAST)
    for row, evidence in _trails(summary, ~pl.col("loop") & ended):
        yield Finding(
            id="dead-end",
            severity="note",
            title="dead end",
            text=f"{counted(row['n'], 'time')} a redirect led to {lookup(row['ends']).title}: {row['trail']}.",
            basis="exact" if row["exact"] else "inferred",
            evidence=evidence,
            where=f"relation = 'redirected' and status = {row['ends']}",
            next="Let the redirect point to a page that is there, or answer 404 or 410 at once.",
            weight=row["n"],
        )


def _trails(
    summary: Summary, which: pl.Expr
) -> Iterator[tuple[dict[str, Any], tuple[tuple[str, int], ...]]]:
    """The three trails that were walked most, and where."""
    trails = summary.tables["trail"].filter(which, ~pl.col("rest"))
    heaviest = trails.sort("n", "trail", "exact", descending=[True, False, True]).head(3)
    for number, row in enumerate(heaviest.iter_rows(named=True)):
        yield row, places(summary, heaviest[number])


def broken_links(summary: Summary) -> Iterator[Finding]:
    """Pages that link to what is not there."""
    missing = summary.tables["missing"].filter(
        pl.col("referrer").is_not_null(), ~pl.col("rest"), pl.col("n") >= LINKS_LEAST
    )
    heaviest = missing.sort("n", "path", "referrer", descending=[True, False, False]).head(3)
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
            weight=row["n"],
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
            severity="warning",
            title="rejected lines",
            text=f"{rejected:,} of {lines:,} lines are no entries, mostly because: "
            f"{worst['reject'][0]}.",
            basis="exact",
            evidence=places(summary, worst),
            where=None,
            next="statscan formats FILE says at which field the first of them fail; if all are alike, the "
            "log may be in another format.",
            weight=rejected,
        )
