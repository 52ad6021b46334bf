"""The panels of the software behind requests: crawlers, and the browsers and systems of people."""

from collections.abc import Callable
from typing import Any

import polars as pl
from msgspec import Struct

from analyzer.report.account import Account
from analyzer.report.heaviest import FAULTS, FIRST, HEADINGS, REQUESTS, ROWS, rest_note, shown
from analyzer.report.model import Column, Kind, Panel, Row
from analyzer.summary.condition import having
from analyzer.units import counted, share, unsaid

_SUMS = ("n", "client_faults", "server_faults", "bytes", "sized")


_TITLES = {
    "crawler": "crawler",
    "crawler_kind": "kind",
    "browser": "browser",
    "system": "system",
    "device": "device",
}
_SUMS = ("n", "client_faults", "server_faults", "bytes", "sized")
_KIND = pl.col("crawler_kind")


class Software(Struct, frozen=True):
    """A panel of the table `software`, summed up by some of its keys.

    Args:
        id: of the panel.
        title: a heading.
        keys: what its rows are told apart by.
        among: the condition that all its entries meet, in SQL.
        says: a sentence.
        absent: what stands for a key that is not there.
    """

    id: str
    title: str
    keys: tuple[str, ...]
    among: str
    says: Callable[[Account], str]
    absent: str

    def __call__(self, account: Account) -> Panel:
        """The panel of one summary."""
        everything = account.table("software")
        table = everything.filter(pl.sql_expr(self.among))
        summed = (
            table.group_by(self.keys)
            .agg(pl.col(_SUMS).sum(), pl.col("first").min())
            .sort("n", *self.keys, descending=[True, *(False for _ in self.keys)], nulls_last=True)
        )
        rows = [self._row(row, account) for row in summed.head(ROWS).iter_rows(named=True)]
        if all(summed[key].null_count() == summed.height for key in self.keys):
            rows = []
        return Panel(
            self.id,
            self.title,
            self.says(account),
            (
                *(Column(_TITLES[key], Kind.TEXT) for key in self.keys),
                REQUESTS,
                *(HEADINGS[name] for name in FAULTS),
                FIRST,
            ),
            tuple(rows),
            share=len(self.keys),
            total=int(table["n"].sum()),
            note=rest_note(everything),
            more=summed.height - len(rows) if rows else 0,
        )

    def _row(self, row: dict[str, Any], account: Account) -> Row:
        return Row(
            (
                *(self.absent if row[key] is None else row[key] for key in self.keys),
                row["n"],
                *(shown(row, name) for name in FAULTS),
                account.place(row["first"]),
            ),
            " and ".join([self.among, *(having(key, row[key]) for key in self.keys)]),
        )


def _crawlers(account: Account) -> str:
    kinds = {kind: n for kind, n in account.crawlers.items() if n}
    crawled = sum(kinds.values())
    if not crawled:
        return "No request came from a crawler that says what it is."
    listed = ", ".join(
        f"{n:,} {kind}" for kind, n in sorted(kinds.items(), key=lambda each: -each[1])
    )
    part = share(crawled, account.total)
    return f"{crawled:,} of {account.requests} ({part}) came from crawlers and tools that say what they are: {listed}."


def _people(column: str, what: str) -> Callable[[Account], str]:
    def says(account: Account) -> str:
        table = account.table("software")
        known = int(table.filter(pl.col(column).is_not_null())["n"].sum())
        unknown = account.total - known - sum(account.crawlers.values())
        return f"{what} {counted(known, 'request')} that no crawler sent{unsaid(unknown)}"

    return says


_PEOPLE = "crawler_kind is null"

crawlers = Software(
    "crawlers", "Crawlers", ("crawler", "crawler_kind"), "crawler_kind is not null", _crawlers, "no name"
)  # fmt: skip
browsers = Software(
    "browsers",
    "Browsers",
    ("browser",),
    _PEOPLE,
    _people("browser", "Which browser sent"),
    "unknown",
)
systems = Software(
    "systems", "Systems", ("system", "device"), _PEOPLE, _people("system", "Which system and device sent"), "unknown"
)  # fmt: skip
