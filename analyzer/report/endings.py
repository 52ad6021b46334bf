"""Panels of exchanges that ended before their time: given up after how long, refused at what size."""

import polars as pl

from analyzer.classify.codes import lookup
from analyzer.report.account import Account
from analyzer.report.heaviest import FIRST, REQUESTS
from analyzer.report.model import Column, Kind, Panel, Row
from analyzer.summary.bounds import REST
from analyzer.summary.buckets import percentile
from analyzer.summary.condition import having

_CODE = (Column("status", Kind.STATUS), Column("name", Kind.TEXT), REQUESTS)


def given_up(account: Account) -> Panel | None:
    """Clients that hung up or were too slow, and how long that took."""
    table = account.table("given_up")
    if not table.height:
        return None
    rows = []
    for status, outcome, n, first in _by(table, "status", "outcome").iter_rows():
        timed = table.filter(
            pl.col("status").eq_missing(status),
            pl.col("outcome") == outcome,
            pl.col("bucket").is_not_null(),
            ~pl.col(REST),
        )
        waited = [percentile(timed, percent) if timed.height else None for percent in (50, 95)]
        name = "no valid status" if status is None else lookup(status).name
        values = ("-" if status is None else status, name, n, *waited, account.place(first))
        rows.append(Row(values, f"{having('outcome', outcome)} and {having('status', status)}"))
    return Panel(
        "given_up",
        "Given up",
        "Where a client hung up before it had the answer, or did not send all of its request: after how "
        "long, half of them and 95 % of them.",
        (*_CODE, Column("p50", Kind.DURATION), Column("p95", Kind.DURATION), FIRST),
        tuple(rows),
        share=2,
        total=account.total,
    )


def oversized(account: Account) -> Panel | None:
    """Requests that were refused for their size, and what sizes those were."""
    table = account.table("oversized")
    if not table.height:
        return None
    sized = table.group_by("status").agg(pl.col("smallest").min(), pl.col("largest").max())
    rows = tuple(
        Row(
            (row["status"], lookup(row["status"]).name, row["n"], row["smallest"], row["largest"],
             account.place(row["first"])),
            having("status", row["status"]),
        )
        for row in _by(table, "status").join(sized, on="status", maintain_order="left").iter_rows(named=True)
    )  # fmt: skip
    return Panel(
        "oversized",
        "Too large",
        "What was refused for its size, and how large it was where that is logged: of the URL at 414, of the "
        "whole request otherwise.",
        (*_CODE, Column("smallest", Kind.SIZE), Column("largest", Kind.SIZE), FIRST),
        rows,
        share=2,
        total=account.total,
    )


def _by(table: pl.DataFrame, *keys: str) -> pl.DataFrame:
    return (
        table.group_by(keys)
        .agg(pl.col("n").sum(), pl.col("first").min())
        .sort("n", *keys, descending=[True, *(False for _ in keys)])
    )
