"""Panels of redirects: the ways that clients were led, and what that changed."""

from collections.abc import Mapping

import polars as pl

from analyzer.classify.vocabulary import Class
from analyzer.relate.changes import CHANGES
from analyzer.report.account import Account
from analyzer.report.heaviest import FIRST, REQUESTS, ROWS
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row
from analyzer.summary.bounds import REST
from analyzer.summary.condition import having
from analyzer.units import counted


def redirects(account: Account) -> Panel:
    """Chains and loops, by the way they took."""
    table = account.table("trail").filter(~pl.col(REST))
    table = table.sort("n", "trail", "exact", "first", descending=[True, False, True, False])
    rows = tuple(
        Row(
            (
                row["trail"],
                row["hops"],
                "loop" if row["loop"] else "chain" if row["hops"] > 1 else "single",
                "exact" if row["exact"] else "inferred",
                row["n"],
                account.place(row["first"]),
            ),
            having("trail", row["trail"]),
        )
        for row in table.head(ROWS).iter_rows(named=True)
    )
    return Panel(
        "redirects",
        "Redirect chains",
        _says(account.redirects),
        (
            Column("way", Kind.TEXT),
            Column("hops", Kind.COUNT),
            Column("kind", Kind.TEXT),
            Column("basis", Kind.TEXT),
            Column("times", Kind.COUNT),
            FIRST,
        ),
        rows,
        share=4,
        total=int(table["n"].sum()),
        chart=Chart(ChartKind.BARS, 0, (4,), (Class.REDIRECTION.value,) * len(rows)),
        more=max(0, table.height - ROWS),
    )


def _says(redirects: Mapping[str, int]) -> str:
    exact, inferred, loops = (redirects[name] for name in ("exact", "inferred", "loops"))
    how = (
        f"{inferred:,} of these inferred"
        if exact and inferred
        else "inferred"
        if inferred
        else "exact"
    )
    followed = f"{exact + inferred:,} of them seen to be followed ({how})"
    chains = counted(redirects["chains"], "chain") if redirects["chains"] else "no chain"
    return (
        f"{counted(redirects['hops'], 'redirect')}, "
        f"{followed if exact or inferred else 'none of them seen to be followed'}: "
        f"{chains} of two or more hops{f', {loops:,} of them in a loop' if loops else ''}."
    )


def changes(account: Account) -> Panel | None:
    """What redirects changed about the request."""
    said = {each.change.value: each.says for each in CHANGES}
    table = account.table("change").sort("n", "change", descending=[True, False])
    rows = tuple(
        Row(
            (change.replace("_", " "), n, account.place(first), said[change]),
            f"array_contains(changed, '{change}')",
        )
        for change, n, first in table.select("change", "n", "first").iter_rows()
    )
    if not rows:
        return None
    return Panel(
        "changes",
        "What redirects changed",
        "What differed between a redirected request and the one that followed; one step may change "
        "several things.",
        (Column("change", Kind.TEXT), REQUESTS, FIRST, Column("meaning", Kind.TEXT)),
        rows,
        share=1,
        total=account.redirects["exact"] + account.redirects["inferred"],
    )
