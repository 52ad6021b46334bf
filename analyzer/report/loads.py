"""Pages of HARs: how each loaded, and the waterfall of its requests."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
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
    Column("stays open", Kind.TEXT),
    FIRST,
)
AT = {column.title: number for number, column in enumerate(_COLUMNS)}
"""Where in a row of the waterfall a column stands."""


def pages(account: Account) -> Panel | None:
    """How each page loaded."""
    table = account.table("page").filter(~pl.col(REST)).sort("first")
    if not table.height:
        return None
    documents = _documents(account)
    rows = []
    for row in table.head(ROWS).iter_rows(named=True):
        begin = begin_of(row["started"], row["since"])
        document = documents.get((row["source"], row["document"]))
        values = (
            name_of(account, row),
            row["n"],
            row["bytes"] if row["sized"] else None,
            *_of_document(document, begin),
            _after(row["started"], row["on_content_load"], begin),
            _after(row["started"], row["on_load"], begin),
            _between(begin, row["ended"]),
            account.local(begin),
            account.place(row["first"]),
        )
        rows.append(Row(values, having("page", row["page"])))
    return Panel(
        "pages",
        "Pages",
        f"How {counted(table.height, 'page')} loaded: what redirects cost on the way to the document, when its first "
        "byte and all of it came, when the content and the page were loaded, and when the last byte came.",
        (
            Column("page", Kind.TEXT),
            REQUESTS,
            Column("bytes", Kind.SIZE),
            Column("redirects", Kind.DURATION),
            Column("first byte", Kind.DURATION),
            Column("document", Kind.DURATION),
            Column("content loaded", Kind.DURATION),
            Column("loaded", Kind.DURATION),
            Column("last byte", Kind.DURATION),
            Column("began", Kind.MOMENT),
            FIRST,
        ),
        tuple(rows),
        more=max(0, table.height - ROWS),
    )


def _documents(account: Account) -> dict[tuple[str, int], dict[str, Any]]:
    """The main documents that are drawn, by source and line, with when the redirects to them began."""
    drawn = account.table("drawn")
    begun = (
        drawn.filter(pl.col("chain").is_not_null())
        .group_by("source", "chain")
        .agg(begun=pl.col("time").min())
    )
    wanted = account.table("page").select("source", line="document").drop_nulls().unique()
    found = drawn.join(wanted, on=["source", "line"]).join(
        begun, on=["source", "chain"], how="left"
    )
    return {(row["source"], row["line"]): row for row in found.iter_rows(named=True)}


def _of_document(row: dict[str, Any] | None, begin: datetime | None) -> tuple[float | None, ...]:
    """How long redirects took to lead there, and when the first and the last byte came."""
    if row is None or row["time"] is None:
        return None, None, None
    first = first_byte(row)
    last = row["time"] + row["duration"] if row["duration"] is not None else None
    return (
        _between(row["begun"] or row["time"], row["time"]),
        _between(begin, first),
        _between(begin, last),
    )


def first_byte(row: dict[str, Any]) -> datetime | None:
    """When the first byte of a response came; TLS lies inside connect."""
    if row["time"] is None or row["wait"] is None:
        return None
    waited = [row[phase] for phase in PHASES if phase not in {"tls", "receive"}]
    came: datetime = row["time"] + sum(filter(None, waited), timedelta())
    return came


def _drawn_with_pages(account: Account) -> pl.DataFrame:
    """What is drawn, with what is said of its page, in order of pages and times."""
    keys = ["source", "page"]
    said = account.table("page").filter(~pl.col(REST)).sort("first").unique(keys, keep="first")
    return (
        account.table("drawn")
        .join(said, on=keys, how="left", nulls_equal=True, suffix="_of")
        .sort("first", "source", "page", "time", "line", nulls_last=True)
    )


def drawn_pages(account: Account) -> Iterator[list[dict[str, Any]]]:
    """The entries that are drawn, page by page; those of a page that is not there as a whole are `cut`."""
    if not account.table("drawn").height:
        return
    loads = _drawn_with_pages(account).with_columns(
        cut=pl.len().over("source", "page") < pl.col("n_of")
    )
    for _, rows in groupby(loads.iter_rows(named=True), lambda row: (row["source"], row["page"])):
        yield list(rows)


def waterfall(account: Account) -> Panel | None:
    """Every request of a page, when it began and what its time was spent on."""
    if not account.table("drawn").height:
        return None
    loads = _drawn_with_pages(account)
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
    begin = begin_of(row["started"], row["since"])
    return Row(
        (
            name_of(account, row),
            target_of(row),
            row["status"] or row["error"],
            _between(begin, row["time"]),
            microseconds(row["duration"]),
            *(microseconds(row[phase]) for phase in PHASES),
            row["cache"],
            row["chain"],
            row["hop"],
            _after(row["started"], row["on_content_load"], begin),
            _after(row["started"], row["on_load"], begin),
            "yes" if row["lasting"] else None,
            f"{row['source']}:{row['line']}",
        )
    )


def target_of(row: dict[str, Any]) -> str | None:
    """Host and path."""
    return f"{row['host'] or ''}{row['path'] or ''}" or None


def name_of(account: Account, row: dict[str, Any]) -> str:
    """The page's id and title; and whose it is, where that is not plain."""
    named = (row["page"], row["title"] if row["title"] != row["page"] else None)
    name = " ".join(filter(None, named)) or "no page"
    return name if len(account.summary.names) < 2 else f"{row['source']}: {name}"


def begin_of(started: datetime | None, since: datetime | None) -> datetime | None:
    """When a page began: as it says, unless one of its requests is older."""
    return min((each for each in (started, since) if each), default=None)


def _after(
    started: datetime | None, taken: timedelta | None, begin: datetime | None
) -> float | None:
    """A milestone, counted from the beginning."""
    if started is None or taken is None or begin is None:
        return None
    return microseconds(started - begin + taken)


def _between(begin: datetime | None, end: datetime | None) -> float | None:
    return None if begin is None or end is None else microseconds(end - begin)


def microseconds(duration: timedelta | None) -> float | None:
    """What reports count durations in."""
    return None if duration is None else duration / _US
