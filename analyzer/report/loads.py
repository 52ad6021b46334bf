"""Pages of HARs: how each loaded, and the waterfall of its requests."""

from datetime import datetime, timedelta
from typing import Any

import polars as pl

from analyzer.classify.codes import class_of
from analyzer.classify.vocabulary import Class
from analyzer.report.account import Account
from analyzer.report.heaviest import FIRST, REQUESTS, ROWS
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row
from analyzer.summary.bounds import REST
from analyzer.summary.condition import having
from analyzer.summary.loads import PHASES
from analyzer.units import counted

_US = timedelta(microseconds=1)

_COLUMNS = (
    Column("page", Kind.TEXT),
    Column("request", Kind.TEXT),
    Column("status", Kind.STATUS),
    Column("starts after", Kind.DURATION),
    Column("takes", Kind.DURATION),
    *(Column(phase, Kind.DURATION) for phase in PHASES),
    Column("answered by", Kind.TEXT),
    Column("chain", Kind.COUNT),
    Column("hop", Kind.COUNT),
    Column("content loaded", Kind.DURATION),
    Column("loaded", Kind.DURATION),
    FIRST,
)
AT = {column.title: number for number, column in enumerate(_COLUMNS)}
"""Where in a row of the waterfall a column stands."""


def pages(account: Account) -> Panel | None:
    """How each page loaded."""
    table = account.table("page").filter(~pl.col(REST)).sort("first")
    if not table.height:
        return None
    rows = []
    for row in table.head(ROWS).iter_rows(named=True):
        begin = _begin(row["started"], row["since"])
        values = (
            _name(account, row),
            row["n"],
            row["bytes"] if row["sized"] else None,
            account.local(begin),
            _after(row["started"], row["on_content_load"], begin),
            _after(row["started"], row["on_load"], begin),
            _between(begin, row["ended"]),
            account.place(row["first"]),
        )
        rows.append(Row(values, having("page", row["page"])))
    return Panel(
        "pages",
        "Pages",
        f"How {counted(table.height, 'page')} loaded: when the content and all of it was there, and "
        "when the last byte came.",
        (
            Column("page", Kind.TEXT),
            REQUESTS,
            Column("bytes", Kind.SIZE),
            Column("began", Kind.MOMENT),
            Column("content loaded", Kind.DURATION),
            Column("loaded", Kind.DURATION),
            Column("last byte", Kind.DURATION),
            FIRST,
        ),
        tuple(rows),
        share=1,
        total=account.total,
        more=max(0, table.height - ROWS),
    )


def waterfall(account: Account) -> Panel | None:
    """Every request of a page, when it began and what its time was spent on."""
    keys = ["source", "page"]
    said = account.table("page").filter(~pl.col(REST)).sort("first").unique(keys, keep="first")
    loads = account.table("drawn").join(said, on=keys, how="left", nulls_equal=True, suffix="_of")
    if not loads.height:
        return None
    loads = loads.sort("first", "time", "line", nulls_last=True)
    rows = tuple(_drawn(account, row) for row in loads.iter_rows(named=True))
    return Panel(
        "waterfall",
        "Waterfall",
        f"When each of {counted(len(rows), 'request')} began, and what its time was spent on.",
        _COLUMNS,
        rows,
        chart=Chart(
            ChartKind.WATERFALL,
            AT["request"],
            tuple(AT[phase] for phase in PHASES),
            tuple(Class.NONE if status is None else class_of(status) for status in loads["status"]),
        ),
        more=int(account.table("page")["n"].sum()) - len(rows),
    )


def _drawn(account: Account, row: dict[str, Any]) -> Row:
    begin = _begin(row["started"], row["since"])
    return Row(
        (
            _name(account, row),
            f"{row['host'] or ''}{row['path'] or ''}" or None,
            row["status"] or row["error"],
            _between(begin, row["time"]),
            _microseconds(row["duration"]),
            *(_microseconds(row[phase]) for phase in PHASES),
            row["cache"],
            row["chain"],
            row["hop"],
            _after(row["started"], row["on_content_load"], begin),
            _after(row["started"], row["on_load"], begin),
            f"{row['source']}:{row['line']}",
        )
    )


def _name(account: Account, row: dict[str, Any]) -> str:
    """The page's id and title; and whose it is, where that is not plain."""
    named = (row["page"], row["title"] if row["title"] != row["page"] else None)
    name = " ".join(filter(None, named)) or "no page"
    return name if len(account.summary.names) < 2 else f"{row['source']}: {name}"


def _begin(started: datetime | None, since: datetime | None) -> datetime | None:
    """When a page began: as it says, unless one of its requests is older."""
    return min((each for each in (started, since) if each), default=None)


def _after(
    started: datetime | None, taken: timedelta | None, begin: datetime | None
) -> float | None:
    """A milestone, counted from the beginning."""
    if started is None or taken is None or begin is None:
        return None
    return _microseconds(started - begin + taken)


def _between(begin: datetime | None, end: datetime | None) -> float | None:
    return None if begin is None or end is None else _microseconds(end - begin)


def _microseconds(duration: timedelta | None) -> float | None:
    return None if duration is None else duration / _US
