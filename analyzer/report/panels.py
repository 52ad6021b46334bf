"""PANELS: the tables of a report. A new one is one function here, and its name in PANELS."""

from collections.abc import Callable, Sequence

import polars as pl

from analyzer.classify import Class
from analyzer.classify.codes import lookup
from analyzer.report.account import Account
from analyzer.report.histograms import durations, sizes
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row, Value
from analyzer.report.over_time import over_time
from analyzer.report.units import counted
from analyzer.summary.bounds import MISSED, REST

ROWS = 100
"""Rows of a panel; the terminal shows fewer."""

_REQUESTS = Column("requests", Kind.COUNT)
_FIRST = Column("first", Kind.PLACE)


def status(account: Account) -> Panel:
    """Which codes came, and what they are called."""
    table = account.by("status", "status_text", "class")
    rows = [
        Row(
            (
                row["status"] if row["status"] is not None else row["status_text"] or "-",
                lookup(row["status"]).name if row["status"] is not None else "no valid status",
                row["n"],
                account.place(row["first"]),
            ),
            _status_where(row["status"], row["status_text"]),
        )
        for row in table.iter_rows(named=True)
    ]
    return Panel(
        "status",
        "Status",
        f"What the server answered to {account.requests}.",
        (Column("status", Kind.STATUS), Column("name", Kind.TEXT), _REQUESTS, _FIRST),
        tuple(rows[:ROWS]),
        share=2,
        total=account.total,
        chart=Chart(ChartKind.BARS, 0, (2,), tuple(table["class"].cast(pl.String)[:ROWS])),
        more=max(0, len(rows) - ROWS),
    )


def _status_where(status: int | None, text: str | None) -> str:
    if status is not None:
        return f"status = {status}"
    return "status is null and " + (
        "status_text is null" if text is None else f"status_text = {quoted(text)}"
    )


def quoted(text: str) -> str:
    """A literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _words(column: str, kind: Kind, title: str, says: str) -> Callable[[Account], Panel]:
    """A panel of one of the vocabularies."""

    def panel(account: Account) -> Panel:
        table = account.by(column)
        colours = account.by(column, "class").unique(column, keep="first", maintain_order=True)
        classes = dict(zip(colours[column], colours["class"], strict=True))
        rows = tuple(
            Row(
                (row[column], row["n"], account.place(row["first"])),
                f"{_name(column)} = '{row[column]}'",
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
            (Column(column, kind), _REQUESTS, _FIRST),
            rows,
            share=1,
            total=account.total,
            chart=chart,
        )

    return panel


def _name(column: str) -> str:
    return column


def _top(
    tally: str,
    key: str,
    title: str,
    says: str,
    *,
    absent: str,
    drawn: bool = False,
    columns: Sequence[str] = ("client_faults", "server_faults", "bytes"),
) -> Callable[[Account], Panel]:
    """A panel of the heaviest keys of a tally."""
    headings = {
        "client_faults": Column("client fault", Kind.COUNT),
        "server_faults": Column("server fault", Kind.COUNT),
        "bytes": Column("sent", Kind.SIZE),
        "referrer": Column("on page", Kind.TEXT),
    }

    def panel(account: Account) -> Panel:
        table = account.table(tally)
        bounded = table.filter(pl.col(REST))
        named = table.filter(~pl.col(REST)).sort("n", key, descending=[True, False])
        rows = tuple(
            Row(
                (
                    absent if row[key] is None else _label(row, key),
                    row["n"],
                    *(_value(row, column) for column in columns),
                    account.place(row["first"]),
                ),
                _key_where(row, key, columns),
            )
            for row in named.head(ROWS).iter_rows(named=True)
        )
        note = None
        if bounded.height:
            note = (
                f"Keeps the {named.height:,} heaviest; the others make {bounded['n'][0]:,} requests "
                f"together, and any count may be up to {bounded[MISSED][0]:,} too low."
            )
        kind = Kind.TEXT
        return Panel(
            f"{tally}s" if not tally.endswith("s") and tally != "missing" else tally,
            title,
            says.format(
                requests=counted(int(table["n"].sum()), "request"),
                different=counted(named.height, "different one"),
            ),
            (Column(key, kind), _REQUESTS, *(headings[column] for column in columns), _FIRST),
            rows,
            share=1,
            total=int(table["n"].sum()),
            note=note,
            chart=Chart(ChartKind.BARS, 0, (1,), ("neutral",) * len(rows)) if drawn else None,
            more=max(0, named.height - ROWS),
        )

    return panel


def _label(row: dict[str, object], key: str) -> str:
    host = row.get("host") if key == "path" else None
    return f"{host}{row[key]}" if host else str(row[key])


def _value(row: dict[str, object], column: str) -> Value:
    if column == "bytes" and not row["sized"]:
        return None
    return row[column]  # type: ignore[return-value]


def _key_where(row: dict[str, object], key: str, columns: Sequence[str]) -> str:
    wanted = [key, *(name for name in ("host", "referrer") if name in row and name != key)]
    parts = [
        f"{name} is null" if row[name] is None else f"{name} = {quoted(str(row[name]))}"
        for name in wanted
        if not (name == "host" and row[name] is None)
        and (name != "referrer" or name in columns or name == key)
    ]
    if key == "path" and "referrer" in columns:
        parts.insert(0, "status in (404, 410)")
    return " and ".join(parts)


def redirects(account: Account) -> Panel:
    """Chains and loops, by the way they took."""
    table = (
        account.table("trail").filter(~pl.col(REST)).sort("n", "trail", descending=[True, False])
    )
    rows = tuple(
        Row(
            (
                row["trail"],
                row["hops"],
                "loop" if row["loop"] else "chain",
                "exact" if row["exact"] else "inferred",
                row["n"],
                account.place(row["first"]),
            ),
            "outcome = 'redirect_loop'" if row["loop"] else "outcome = 'redirect_chain'",
        )
        for row in table.head(ROWS).iter_rows(named=True)
    )
    hops = account.redirects["hops"]
    followed = account.redirects["exact"] + account.redirects["inferred"]
    return Panel(
        "redirects",
        "Redirect chains",
        f"{counted(hops, 'redirect')}, {followed:,} of them seen to be followed "
        f"({account.redirects['inferred']:,} inferred): {counted(account.redirects['chains'], 'chain')} "
        f"of two or more hops, {counted(account.redirects['loops'], 'loop')}.",
        (
            Column("way", Kind.TEXT),
            Column("hops", Kind.COUNT),
            Column("kind", Kind.TEXT),
            Column("basis", Kind.TEXT),
            Column("times", Kind.COUNT),
            _FIRST,
        ),
        rows,
        share=4,
        total=int(table["n"].sum()),
        chart=Chart(ChartKind.BARS, 0, (4,), (Class.REDIRECTION.value,) * len(rows)),
        more=max(0, table.height - ROWS),
    )


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
            _FIRST,
            Column("the first one", Kind.TEXT),
        ),
        rows,
        share=1,
        total=account.lines,
    )


PANELS: tuple[Callable[[Account], Panel], ...] = (
    status,
    _words("outcome", Kind.OUTCOME, "Outcome", "What {requests} turned out to be, in context."),
    over_time,
    _words("fault", Kind.FAULT, "Fault", "Who has to change something, for {requests}."),
    redirects,
    _top("path", "path", "Paths", "What was asked for by {requests}: {different}.", absent="no path", drawn=True),
    _top(
        "missing", "path", "Not found",
        "Where {requests} for what is not there came from: {different}.",
        absent="no path", columns=("referrer",),
    ),
    _top("client", "client", "Clients", "Who sent {requests}: {different}.", absent="unknown"),
    _top("referrer", "referrer", "Referrers", "Which page led to {requests}: {different}.", absent="none"),
    _top("agent", "agent", "Agents", "What sent {requests}, as it names itself: {different}.", absent="none"),
    _top("host", "host", "Hosts", "Which host {requests} were for: {different}.", absent="not logged"),
    _top("method", "method", "Methods", "The methods of {requests}.", absent="none"),
    sizes,
    durations,
    rejected,
)  # fmt: skip
