"""From a Summary to a Report: every panel and finding, as plain values."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from analyzer.classify.vocabulary import Class, Fault
from analyzer.findings.before import Again
from analyzer.findings.findings import find
from analyzer.report.account import Account
from analyzer.report.model import Health, Reading, Report, SourceLine
from analyzer.report.panels import PANELS
from analyzer.report.visits import sessions
from analyzer.summary import SourceAccount, Summary
from analyzer.summary.tallies import HASHES
from analyzer.units import period

DISTINCT_ERROR = (HASHES - 2) ** -0.5


def build(  # noqa: PLR0913 - each is an option of its own
    summary: Summary,
    *,
    zone: str | None = None,
    where: str | None = None,
    reading: Reading | None = None,
    options: tuple[str, ...] = (),
    again: Again | None = None,
) -> Report:
    """Work out all that a reader is told.

    Args:
        summary: of any traffic.
        zone: time zone to show moments in: an IANA name, or `+02:00`; None for the logs' own.
        where: the filter that the summary was made with, for the reader.
        reading: how fast it went, for the reader.
        options: of the command that read it, which all commands in the report need too.
        again: reads the same entries once more, those of some spans of time: `lambda spans: (frame
            for since, until in spans for frame in read(paths, since=since, until=until))`. Called
            only where an outage was found, for what came just before it; None to leave that out.

    Raises:
        OptionError: there is no such time zone.
    """
    account = Account(summary, zone)
    meaning = account.table("meaning")
    sized = int(meaning["sized"].sum())
    sources = _sources(account)
    return Report(
        sources=sources,
        lines=account.lines,
        entries=account.entries,
        rejected=account.rejected,
        ignored=account.ignored,
        first=account.local(cast("datetime | None", meaning["since"].min())),
        last=account.local(cast("datetime | None", meaning["until"].max())),
        bytes=int(meaning["bytes"].sum()) if sized else None,
        bytes_unknown=account.total - sized,
        clients=account.distinct("clients"),
        visitors=account.distinct("visitors"),
        distinct_error=DISTINCT_ERROR if account.table("visitors").height == HASHES else 0.0,
        health=_health(account),
        findings=find(summary, local=account.zone, again=again),
        panels=tuple(panel for made in PANELS if (panel := made(account))),
        reading=reading,
        where=where,
        selected=account.total if where else None,
        counts=account.counts,
        sessions=sessions(account),
        notes=(*summary.notes, *([] if account.total else _left_out(sources))),
        options=options,
    )


def _left_out(sources: tuple[SourceLine, ...]) -> Iterator[str]:
    """Where the filter lets nothing through: which span the entries have that it was put to."""
    spans = [(each.first, each.last) for each in sources if each.first and each.last]
    if spans:
        first, last = min(first for first, _ in spans), max(last for _, last in spans)
        yield f"The filter leaves none of the entries, which span {period(first, last)}."


def _sources(account: Account) -> tuple[SourceLine, ...]:
    """Every source in order of the names; one that gave no line is there, too."""
    known = {source.name: source for source in account.summary.sources}
    counted = {row["source"]: row for row in account.table("source").iter_rows(named=True)}
    return tuple(
        _source(account, name, known.get(name), counted.get(name, {}))
        for name in sorted({*known, *counted} - {None})
    )


def _source(
    account: Account, name: str, known: SourceAccount | None, counted: dict[str, Any]
) -> SourceLine:
    return SourceLine(
        name=name,
        format=known.format if known else "",
        formats=account.formats.get(name, {}),
        lines=counted.get("n", 0),
        entries=counted.get("entries", 0),
        rejected=counted.get("rejected", 0),
        ignored=counted.get("ignored", 0),
        first=account.local(counted.get("since")),
        last=account.local(counted.get("until")),
        problem=known.problem if known else None,
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
