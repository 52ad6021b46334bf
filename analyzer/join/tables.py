"""What a reader is told of two joined sides, as tables."""

import polars as pl

from analyzer.join.fates import Fate
from analyzer.join.join import Joined
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row

ROWS = 500
"""Requests of a table; the JSON has them all."""

MEANINGS = {
    Fate.ANSWERED: ("success", "the server's answer arrived"),
    Fate.CONFIRMED: ("informational", "304 to a cache's question"),
    Fate.BROWSER: ("informational", "the browser answered itself"),
    Fate.SHARED: ("informational", "a cache on the way answered"),
    Fate.CHANGED: ("client_error", "status changed on the way"),
    Fate.LOST: ("none", "logged, but not taken"),
    Fate.FAILED: ("none", "no answer, not logged"),
    Fate.UNMATCHED: ("none", "somebody else answered"),
    Fate.OTHER: ("none", "nothing logged for that host"),
}
"""The colour of each fate, and what it means."""

_TIMES = ("wait", "server", "network")
_PATH, _FATE = Column("path", Kind.TEXT), Column("request", Kind.TEXT)
_BROWSER, _LOG = Column("browser", Kind.STATUS), Column("log", Kind.STATUS)
_MOMENT, _LINE = Column("time", Kind.MOMENT), Column("line", Kind.PLACE)
_WAITED = tuple(Column(name, Kind.DURATION) for name in _TIMES)


def tables(joined: Joined) -> tuple[Panel, ...]:
    """What became of the requests; those of each kind; where the waiting was."""
    table = joined.table.with_columns(
        pl.col(_TIMES).dt.total_microseconds(),
        path=_target(),
        place=pl.format("{}:{}", "source", "line"),
    )
    fate = pl.col("fate")
    changed = table.filter(fate.is_in([Fate.CHANGED, Fate.CONFIRMED, Fate.LOST]))
    # The browser's own cache is no puzzle: it comes last.
    puzzles = fate.is_in([Fate.UNMATCHED, Fate.FAILED]), fate.is_in([Fate.SHARED, Fate.OTHER])
    absent = table.filter(pl.col("entry").is_not_null() & pl.col("line").is_null())
    waited = table.drop_nulls(_TIMES).sort("wait", "entry", descending=[True, False])
    made = (
        _fates(table),
        _listed("changed", "Not as sent", "What reached the server, and came to the browser in another form or not at all.",
                (_PATH, _FATE, _BROWSER, _LOG, _MOMENT, _LINE), changed.sort(fate == Fate.CONFIRMED, maintain_order=True)),
        _listed("waiting", "Waiting", "How long the browser waited, what of it the server took, and what the network and all that stands between.",
                (_PATH, _BROWSER, *_WAITED, _LINE), waited),
        _listed("absent", "Not in the log", "Entries of the HAR that no line belongs to, and why.",
                (_PATH, _FATE, _BROWSER, Column("wait", Kind.DURATION), _MOMENT), absent.sort(*puzzles, descending=True, maintain_order=True)),
        _listed("unseen", "Not in the HAR", "Lines of the browser's client and agent, while the HAR was recorded, that no entry belongs to.",
                (_PATH, _LOG, _MOMENT, _LINE), table.filter(fate == Fate.UNSEEN)),
    )  # fmt: skip
    return tuple(panel for panel in made if panel.rows)


def _target() -> pl.Expr:
    """Path and query, after the method if that is no GET, after the host if that is none of the log's."""
    method = pl.when(pl.col("method") == "GET").then(pl.lit("")).otherwise(pl.col("method") + " ")
    host = pl.when(pl.col("fate").is_in([Fate.OTHER, Fate.FAILED])).then("host")
    query = pl.lit("?") + pl.col("query")
    path = pl.col("path").fill_null("no path")
    return pl.concat_str(method.fill_null(""), host.fill_null(""), path, query.fill_null(""))


def _fates(table: pl.DataFrame) -> Panel:
    entries = table.drop_nulls("entry")
    counts = dict(entries.group_by("fate").len().iter_rows())
    found = sorted((name for name in MEANINGS if name in counts), key=lambda name: -counts[name])
    return Panel(
        "fates",
        "Requests",
        f"What became of the {entries.height:,} requests in the HAR.",
        (_FATE, Column("requests", Kind.COUNT), Column("meaning", Kind.TEXT)),
        tuple(Row((name.value, counts[name], MEANINGS[name][1])) for name in found),
        share=1,
        total=entries.height,
        chart=Chart(ChartKind.BARS, 0, (1,), tuple(MEANINGS[name][0] for name in found)),
    )


def _listed(
    name: str, title: str, says: str, columns: tuple[Column, ...], table: pl.DataFrame
) -> Panel:
    """A row for each request; `browser` is the status that it got, `log` the one that was logged."""
    sources = {"request": "fate", "browser": "status", "log": "status_log", "line": "place"}
    values = table.head(ROWS).select(
        pl.col(sources.get(column.title, column.title)).alias(column.title) for column in columns
    )
    return Panel(
        name, title, says, columns,
        tuple(Row(row) for row in values.iter_rows()),
        more=max(0, table.height - ROWS),
    )  # fmt: skip
