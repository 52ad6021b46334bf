"""PANELS: the tables of a report. A new one is one function here, and its name in PANELS."""

from collections.abc import Callable
from typing import Any

import polars as pl

from analyzer.classify.codes import lookup
from analyzer.report.account import Account
from analyzer.report.endings import given_up, oversized
from analyzer.report.exchanges import answered, contents, parties
from analyzer.report.failures import failures
from analyzer.report.heaviest import FIRST, REQUESTS, ROWS, Heaviest
from analyzer.report.histograms import durations, sizes
from analyzer.report.hosts import of_hosts
from analyzer.report.keeping import cookies, freshness, unused
from analyzer.report.loads import pages, waterfall
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row, Value
from analyzer.report.over_time import over_time
from analyzer.report.paces import paces
from analyzer.report.paths import critical_paths, redirect_costs
from analyzer.report.phases import phases
from analyzer.report.redirects import changes, redirects
from analyzer.report.signals import conformance, malformed, relations, signals
from analyzer.report.software import browsers, crawlers, systems
from analyzer.report.upstreams import of_upstreams
from analyzer.report.visits import visitors
from analyzer.summary.bounds import REST
from analyzer.summary.condition import having
from analyzer.units import counted


def status(account: Account) -> Panel:
    """Which codes came, and what they are called."""
    others = pl.col(REST) & pl.col("status").is_null()
    table = account.by("status", "status_text", "class", others=others)
    rows = [
        Row(
            (*_named(row), row["n"], account.place(row["first"])),
            None if row["others"] else _status_where(row["status"], row["status_text"]),
        )
        for row in table.head(ROWS).iter_rows(named=True)
    ]
    return Panel(
        "status",
        "Status",
        f"What the server answered to {account.requests}.",
        (Column("status", Kind.STATUS), Column("name", Kind.TEXT), REQUESTS, FIRST),
        tuple(rows),
        share=2,
        total=account.total,
        chart=Chart(ChartKind.BARS, 0, (2,), tuple(table["class"].cast(pl.String)[:ROWS])),
        more=max(0, table.height - ROWS),
    )


def _named(row: dict[str, Any]) -> tuple[Value, str]:
    if row["status"] is not None:
        return row["status"], lookup(row["status"]).name
    return ("others" if row["others"] else row["status_text"] or "-"), "no valid status"


def _status_where(status: int | None, text: str | None) -> str:
    if status is not None:
        return having("status", status)
    return f"status is null and {having('status_text', text)}"


def _words(column: str, kind: Kind, title: str, says: str) -> Callable[[Account], Panel]:
    """A panel of one of the vocabularies."""

    def panel(account: Account) -> Panel:
        table = account.by(column)
        colours = account.by(column, "class").unique(column, keep="first", maintain_order=True)
        classes = dict(zip(colours[column], colours["class"], strict=True))
        rows = tuple(
            Row(
                (row[column], row["n"], account.place(row["first"])),
                having(column, row[column]),
            )
            for row in table.iter_rows(named=True)
        )
        chart = Chart(
            ChartKind.BARS,
            0,
            (1,),
            tuple(
                str(row.values[0] if kind is Kind.FAULT else classes[row.values[0]]) for row in rows
            ),
        )
        return Panel(
            column,
            title,
            says.format(requests=account.requests),
            (Column(column, kind), REQUESTS, FIRST),
            rows,
            share=1,
            total=account.total,
            chart=chart,
        )

    return panel


def rejected(account: Account) -> Panel:
    """The lines that are no entries, by reason, each with its first example."""
    table = account.table("reject").sort("n", "reject", descending=[True, False])
    rows = tuple(
        Row((row["reject"], row["n"], account.place(row["first"]), row["example"]))
        for row in table.iter_rows(named=True)
    )
    return Panel(
        "rejected",
        "Rejected and ignored",
        f"{account.rejected:,} lines rejected and {account.ignored:,} ignored, "
        f"of {counted(account.lines, 'line')}.",
        (
            Column("reason", Kind.TEXT),
            Column("lines", Kind.COUNT),
            FIRST,
            Column("the first one", Kind.TEXT),
        ),
        rows,
        share=1,
        total=account.lines,
    )


def _known(panel: Heaviest) -> Callable[[Account], Panel | None]:
    """A panel that is there only where any of its keys is known."""
    return lambda account: panel(account) if account.table(panel.tally)[panel.key].count() else None


def _folded(panel: Heaviest) -> Callable[[Account], Panel | None]:
    """The panel of routes, left out where it would repeat that of paths: nothing is folded or timed."""

    def routes(account: Account) -> Panel | None:
        paths = account.table("path").select("host", "path")
        folded = account.table("route").join(
            paths,
            left_on=["host", "route"],
            right_on=["host", "path"],
            how="anti",
            nulls_equal=True,
        )
        return panel(account) if folded.height or account.table("pace").height else None

    return routes


def repaired(account: Account) -> Panel | None:
    """What had to be put right in HARs before they could be read, by kind."""
    table = account.table("repair").sort("n", "repair", descending=[True, False])
    if not table.height:
        return None
    rows = tuple(
        Row((row["repair"], row["n"], account.place(row["first"])))
        for row in table.iter_rows(named=True)
    )
    times = int(table["n"].sum())
    return Panel(
        "repaired",
        "Repaired",
        f"Where a HAR departs from HAR 1.2 and was read all the same: {counted(times, 'time')}.",
        (Column("departure", Kind.TEXT), Column("times", Kind.COUNT), FIRST),
        rows,
        share=1,
        total=times,
    )


def _where_clients_are_known(
    panel: Callable[[Account], Panel],
) -> Callable[[Account], Panel | None]:
    """A panel that a HAR has not: whose browser it was, nobody needs to be told."""
    return lambda account: panel(account) if account.table("clients").height else None


PANELS: tuple[Callable[[Account], Panel | None], ...] = (
    status,
    _words("outcome", Kind.OUTCOME, "Outcome", "What {requests} turned out to be, in context."),
    pages,
    critical_paths,
    waterfall,
    over_time,
    _where_clients_are_known(visitors),
    _words("fault", Kind.FAULT, "Fault", "Who has to change something, for {requests}."),
    failures,
    redirects,
    changes,
    redirect_costs,
    _folded(
        Heaviest(
            "routes", "route", "Routes",
            "What was asked for by {requests}, ids and the like folded: {different}.", "no path", beside=paces,
        )
    ),
    Heaviest("paths", "path", "Paths", "What was asked for by {requests}: {different}.", "no path", drawn=True),
    Heaviest(
        "missing", "missing", "Not found",
        "Where {requests} for what is not there came from: {different}.",
        "no path", ("referrer",), among="status in (404, 410)",
    ),
    _where_clients_are_known(Heaviest("clients", "client", "Clients", "Who sent {requests}: {different}.", "unknown")),
    _known(Heaviest("countries", "country", "Countries", "Where the clients of {requests} are; of {unknown} it is not known.", "unknown", drawn=True)),
    _known(Heaviest("networks", "network", "Networks", "In whose network the clients of {requests} are: {different}; of {unknown} it is not known.", "unknown")),
    crawlers,
    browsers,
    systems,
    Heaviest("referrers", "referrer", "Referrers", "Which page led to {requests}: {different}.", "none"),
    Heaviest("agents", "agent", "Agents", "What sent {requests}, as it names itself: {different}.", "none"),
    _known(Heaviest("hosts", "host", "Hosts", "Which host {requests} were for: {different}.", "not logged", beside=of_hosts)),
    _known(
        Heaviest(
            "upstreams", "upstream_address", "Upstreams",
            "Which server behind answered {requests}: {different}; of {unknown} it is not known, or none was asked.",
            "unknown", beside=of_upstreams,
        )
    ),
    contents,
    parties,
    answered,
    freshness,
    unused,
    cookies,
    phases,
    Heaviest("methods", "method", "Methods", "The methods of {requests}.", "none"),
    sizes,
    durations,
    given_up,
    oversized,
    relations,
    signals,
    malformed,
    conformance,
    rejected,
    repaired,
)  # fmt: skip
