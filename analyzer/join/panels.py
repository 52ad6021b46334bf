"""What a reader is told of two joined sides, as panels."""

import polars as pl

from analyzer.join.join import Fate, Joined
from analyzer.report.model import Column, Kind, Panel, Row, Value

_TIMES = ("wait", "server", "network")


def panels(joined: Joined) -> tuple[Panel, ...]:
    """What became of the requests; those that were not plainly answered; where the waiting was."""
    table = joined.table.with_columns(pl.col(_TIMES).dt.total_microseconds())
    answered = pl.col("fate") == Fate.ANSWERED
    slowest = table.filter(answered).sort("wait", descending=True, nulls_last=True)
    made = (
        _fates(table),
        _listed("otherwise", "Otherwise", "Requests that were not plainly answered.", table.filter(~answered)),
        _listed("waiting", "Waiting", "Requests that were answered, by how long the browser waited.", slowest),
    )  # fmt: skip
    return tuple(panel for panel in made if panel.rows)


def _fates(table: pl.DataFrame) -> Panel:
    found = table.group_by("fate").agg(pl.len().alias("n"), pl.col(_TIMES).median())
    rows = tuple(
        Row((str(row["fate"]), row["n"], *(row[name] for name in _TIMES)))
        for row in found.sort("n", "fate", descending=[True, False]).iter_rows(named=True)
    )
    return Panel(
        "fates",
        "Requests",
        "What became of them, and the median of the waiting: the server's part, and the network's.",
        (Column("request", Kind.TEXT), Column("requests", Kind.COUNT), *_WAITING),
        rows,
        share=1,
        total=table.height,
    )


_WAITING = tuple(Column(name, Kind.DURATION) for name in _TIMES)


def _listed(name: str, title: str, says: str, table: pl.DataFrame) -> Panel:
    return Panel(
        name,
        title,
        says,
        (
            Column("path", Kind.TEXT),
            Column("request", Kind.TEXT),
            Column("browser", Kind.STATUS),
            Column("log", Kind.STATUS),
            *_WAITING,
            Column("line", Kind.PLACE),
        ),
        tuple(Row(_values(row)) for row in table.head(100).iter_rows(named=True)),
        more=max(0, table.height - 100),
    )


def _values(row: dict[str, Value]) -> tuple[Value, ...]:
    times = (row[name] for name in _TIMES)
    path = row["path"] or "no path"
    return (path, row["fate"], row["status"], row["status_log"], *times, row["place"])
