"""From a Summary to a Report: every panel and finding, as plain values."""

import polars as pl

from analyzer.classify import Class, Fault
from analyzer.findings import find
from analyzer.report.account import Account
from analyzer.report.model import Finding, Health, Reading, Report, SourceLine
from analyzer.report.panels import PANELS
from analyzer.summary import Summary
from analyzer.summary.bounds import distinct
from analyzer.summary.tallies import HASHES

DISTINCT_ERROR = (HASHES - 2) ** -0.5


def build(
    summary: Summary,
    *,
    zone: str | None = None,
    where: str | None = None,
    reading: Reading | None = None,
) -> Report:
    """Work out all that a reader is told.

    Args:
        summary: of any traffic.
        zone: time zone to show moments in: an IANA name, or `+02:00`; None for the logs' own.
        where: the filter that the summary was made with, for the reader.
        reading: how fast it went, for the reader.
    """
    account = Account(summary, zone)
    meaning = account.table("meaning")
    span = account.local(
        pl.Series([meaning["since"].min(), meaning["until"].max()], dtype=pl.Datetime("us", "UTC"))
    )
    sized = int(meaning["sized"].sum())
    return Report(
        sources=_sources(account),
        lines=account.lines,
        entries=account.entries,
        rejected=account.rejected,
        ignored=account.ignored,
        first=span[0],
        last=span[1],
        bytes=int(meaning["bytes"].sum()) if sized else None,
        bytes_unknown=account.total - sized,
        clients=distinct(account.table("clients")["hash"], HASHES),
        visitors=distinct(account.table("visitors")["hash"], HASHES),
        distinct_error=DISTINCT_ERROR if account.table("visitors").height == HASHES else 0.0,
        health=_health(account),
        findings=_findings(summary),
        panels=tuple(panel(account) for panel in PANELS),
        reading=reading,
        where=where,
        selected=account.total if where else None,
        counts=account.counts,
    )


def _findings(summary: Summary) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            each.id, each.severity, each.title, each.text, each.basis, each.evidence, each.where,
            each.next,
        )
        for each in find(summary)
    )  # fmt: skip


def _sources(account: Account) -> tuple[SourceLine, ...]:
    known = {source.name: source for source in account.summary.sources}
    table = account.table("source").filter(pl.col("source").is_not_null()).sort("source")
    table = table.with_columns(account.local(table[name]) for name in ("since", "until"))
    return tuple(
        SourceLine(
            row["source"],
            known[row["source"]].format if row["source"] in known else "",
            row["n"],
            row["entries"],
            row["rejected"],
            row["ignored"],
            row["since"],
            row["until"],
            known[row["source"]].problem if row["source"] in known else None,
        )
        for row in table.iter_rows(named=True)
    )


def _health(account: Account) -> tuple[Health, ...]:
    """The first screen: what share of the requests went which way. The parts do not overlap."""
    stored = ("revalidated", "browser_cache", "service_worker", "shared_cache")
    listed = ", ".join(f"'{outcome}'" for outcome in stored)
    cached = sum(account.cache.values())
    success = (
        account.count("class", Class.SUCCESS) - account.cache["browser"] - account.cache["shared"]
    )
    redirected = account.redirects["hops"]
    client = account.count("fault", Fault.CLIENT)
    server = account.count("fault", Fault.SERVER, Fault.INTERMEDIARY)
    rows = (
        ("success", "success", success, Class.SUCCESS, f"class = 'success' and outcome not in ({listed})"),
        ("redirected", "redirected", redirected, Class.REDIRECTION, "outcome in ('redirect', 'redirect_chain', 'redirect_loop')"),
        ("cache", "from cache", cached, Class.INFORMATIONAL, f"outcome in ({listed})"),
        ("client_fault", "client fault", client, Class.CLIENT_ERROR, "fault = 'client'"),
        ("server_fault", "server fault", server, Class.SERVER_ERROR, "fault in ('server', 'intermediary')"),
    )  # fmt: skip
    return tuple(
        Health(id_, title, n, account.total, colour.value, where)
        for id_, title, n, colour, where in rows
    )
