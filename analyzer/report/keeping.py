"""Panels of what browsers keep: cookies, and responses that could be used again."""

import polars as pl

from analyzer.entry import Freshness
from analyzer.report.account import Account
from analyzer.report.heaviest import FIRST, REQUESTS, ROWS, rest_note
from analyzer.report.model import Column, Kind, Panel, Row
from analyzer.summary.bounds import REST
from analyzer.summary.condition import having
from analyzer.summary.exchanges import Side
from analyzer.summary.keeping import (
    AGAIN,
    FROM_NETWORK,
    NOT_REFETCHED,
    REFETCHED,
    SILENT,
    again,
    silent,
)
from analyzer.units import counted

_MEANT = {
    Freshness.STATED: "Names how long it may be used without asking: max-age or Expires.",
    Freshness.HEURISTIC: "Does not say; caches guess by Last-Modified, a tenth of its age, most of them.",
    Freshness.UNSAID: "Does not say, and gives nothing to guess by: it is asked for again.",
    Freshness.STALE: "May be kept, but not used without asking: no-cache, a lifetime of nothing, Vary: *.",
    Freshness.FORBIDDEN: "Must not be kept: no-store.",
}


_LACKING = ("insecure", "scripted", "unsited")


def cookies(account: Account) -> Panel | None:
    """Which cookies were set and sent, by their names, and how they are protected."""
    table = account.table("cookie")
    if not table.height:
        return None
    by_name = (
        table.filter(~pl.col(REST))
        .group_by("cookie", "party")
        .agg(
            *(pl.col("n").filter(pl.col("side") == side).sum().alias(side) for side in Side),
            pl.col(_LACKING).sum(),
            pl.col("n").sum(),
            pl.col("first").min(),
        )
        .sort("n", "cookie", "party", descending=[True, False, False], nulls_last=True)
    )
    rows = tuple(
        Row(
            (
                row["cookie"],
                row["set"],
                row["sent"],
                # How a cookie is protected only those who set it say.
                *(row[name] if row["set"] else None for name in _LACKING),
                row["party"] or "unknown",
                account.place(row["first"]),
            )
        )
        for row in by_name.head(ROWS).iter_rows(named=True)
    )
    times = {side: table.filter(pl.col("side") == side) for side in Side}
    given = times[Side.SET]
    third = int(given.filter(pl.col("party") == "third")["n"].sum())
    return Panel(
        "cookies",
        "Cookies",
        f"Cookies were set {counted(int(given['n'].sum()), 'time')}, {third:,} of them by third parties, and sent "
        f"{counted(int(times[Side.SENT]['n'].sum()), 'time')}. Of those set, {int(given['insecure'].sum()):,} lacked "
        f"Secure, {int(given['scripted'].sum()):,} HttpOnly and {int(given['unsited'].sum()):,} SameSite.",
        (
            Column("cookie", Kind.TEXT),
            Column("set", Kind.COUNT),
            Column("sent", Kind.COUNT),
            Column("no Secure", Kind.COUNT),
            Column("no HttpOnly", Kind.COUNT),
            Column("no SameSite", Kind.COUNT),
            Column("party", Kind.TEXT),
            FIRST,
        ),
        rows,
        note=rest_note(table) or "Names only: values are dropped as they are read.",
        more=max(0, by_name.height - ROWS),
    )


def freshness(account: Account) -> Panel | None:
    """What responses from the network said of their use as copies."""
    table = account.table("freshness")
    if not table.height:
        return None
    summed = (
        table.group_by("freshness")
        .agg(pl.col("n", "transferred", "transfers").sum(), pl.col("first").min())
        .sort("freshness")
    )
    rows = tuple(
        Row(
            (
                row["freshness"],
                row["n"],
                row["transferred"] if row["transfers"] else None,
                account.place(row["first"]),
                _MEANT[Freshness(row["freshness"])],
            ),
            f"{having('freshness', row['freshness'])} and {FROM_NETWORK}",
        )
        for row in summed.iter_rows(named=True)
    )
    return Panel(
        "freshness",
        "Freshness",
        f"For how long {counted(int(table['n'].sum()), 'response')} from the network may be used again by a browser, "
        "by what they say themselves (RFC 9111).",
        (
            Column("freshness", Kind.TEXT),
            REQUESTS,
            Column("transferred", Kind.SIZE),
            FIRST,
            Column("meaning", Kind.TEXT),
        ),
        rows,
        share=1,
        total=int(table["n"].sum()),
    )


def unused(account: Account) -> Panel | None:
    """What could have been kept and was not: fetched again while fresh, or silent of how long."""
    table = account.table("freshness")
    if not table.height:
        return None
    wasted = pl.concat(
        [
            again(table).with_columns(why=pl.lit(AGAIN)),
            silent(table).with_columns(why=pl.lit(SILENT)),
        ]
    ).sort(
        "why",
        "transferred",
        "n",
        "path",
        "host",
        "freshness",
        "content",
        descending=[False, True, True, *(False for _ in range(4))],
    )
    if not wasted.height:
        return None
    rows = tuple(
        Row(
            (
                f"{row['host'] or ''}{row['path'] or ''}",
                row["n"],
                row["transferred"] if row["transfers"] else None,
                row["why"],
                row["content"],
                account.place(row["first"]),
            ),
            " and ".join(
                [
                    *(having(key, row[key]) for key in ("freshness", "host", "path")),
                    REFETCHED if row["again"] else NOT_REFETCHED,
                    FROM_NETWORK,
                ]
            ),
        )
        for row in wasted.head(ROWS).iter_rows(named=True)
    )  # fmt: skip
    return Panel(
        "unused",
        "Not kept",
        "What a cache could have spared the network: fetched again while the copy was still fresh, or sent without "
        "a word of how long it may be used, though styles, scripts, pictures and fonts seldom change.",
        (
            Column("path", Kind.TEXT),
            REQUESTS,
            Column("transferred", Kind.SIZE),
            Column("why", Kind.TEXT),
            Column("content", Kind.TEXT),
            FIRST,
        ),
        rows,
        share=1,
        total=int(wasted["n"].sum()),
        more=max(0, wasted.height - ROWS),
    )
