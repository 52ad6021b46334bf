"""The panel of failures: why requests of a HAR got no response, or none that could be used."""

from typing import Any

import polars as pl

from analyzer.classify.failures import FAILURES
from analyzer.classify.vocabulary import Outcome
from analyzer.report.account import Account
from analyzer.report.heaviest import FIRST, REQUESTS, ROWS
from analyzer.report.model import Column, Kind, Panel, Row
from analyzer.summary.bounds import REST
from analyzer.summary.condition import having
from analyzer.units import counted

_UNTOLD = "not recorded"
_UNKNOWN = "unknown"

_SAYS = {rule.failure.value: rule.says for rule in FAILURES} | {
    _UNTOLD: "No status and no reason: Firefox records none, or the recording ended first.",
    _UNKNOWN: "A reason was recorded, but it does not say what happened.",
}


def failures(account: Account) -> Panel | None:
    """What failed how often; what says nothing that is known, by what was recorded."""
    table = account.table("failure").filter(~pl.col(REST))
    if not table.height:
        return None
    known = pl.col("failure").cast(pl.String)
    unknown = pl.when(pl.col("error").is_null()).then(pl.lit(_UNTOLD)).otherwise(pl.lit(_UNKNOWN))
    named = (
        table.sort("n", "error", descending=[True, False])
        .with_columns(
            kind=pl.coalesce(known, unknown),
            apart=pl.when(pl.col("failure").is_null()).then("error"),
        )
        .group_by("kind", "apart", maintain_order=True)
        .agg(pl.col("n").sum(), pl.col("error", "failure").first(), pl.col("first").min())
        .sort("n", "kind", "apart", descending=[True, False, False])
    )
    total = int(named["n"].sum())
    rows = tuple(_row(account, row) for row in named.head(ROWS).iter_rows(named=True))
    return Panel(
        "failures",
        "Failures",
        f"Why {counted(total, 'request')} got no response, or none that could be used.",
        (
            Column("failure", Kind.TEXT),
            REQUESTS,
            FIRST,
            Column("recorded as", Kind.TEXT),
            Column("meaning", Kind.TEXT),
        ),
        rows,
        share=1,
        total=total,
        more=max(0, named.height - ROWS),
    )


def _row(account: Account, row: dict[str, Any]) -> Row:
    kind = row["kind"]
    values = (
        kind.replace("_", " "),
        row["n"],
        account.place(row["first"]),
        row["error"],
        _SAYS[kind],
    )
    if kind == _UNTOLD:
        return Row(values, f"outcome = '{Outcome.NO_RESPONSE}' and error is null")
    if kind == _UNKNOWN:
        return Row(values, f"failure is null and {having('error', row['error'])}")
    return Row(values, having("failure", kind))
