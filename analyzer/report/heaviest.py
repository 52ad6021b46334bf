"""Panels of what came most often: paths, clients, referrers and the like."""

from dataclasses import dataclass
from typing import Any, cast

import polars as pl

from analyzer.report.account import Account
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row, Value
from analyzer.summary.bounds import MISSED, REST
from analyzer.summary.condition import having
from analyzer.units import counted

ROWS = 100
"""Rows of a panel; the terminal shows fewer."""

REQUESTS = Column("requests", Kind.COUNT)
FIRST = Column("first", Kind.PLACE)

_HEADINGS = {
    "client_faults": Column("client fault", Kind.COUNT),
    "server_faults": Column("server fault", Kind.COUNT),
    "bytes": Column("sent", Kind.SIZE),
    "referrer": Column("on page", Kind.TEXT),
}
_NONE_LOGGED = "none logged"
_KEYS = ("path", "host", "referrer", "client", "country", "network", "agent", "method")


@dataclass(frozen=True, slots=True)
class Heaviest:
    """A panel of the heaviest keys of a tally.

    Args:
        id: of the panel.
        tally: its table.
        title: a heading.
        says: a sentence with `{requests}` and, if wanted, `{different}`, and how many requests are
            `{unknown}` to the table.
        absent: what stands for a key that is not there.
        columns: what is shown of each key beside its requests.
        drawn: it has a picture.
        among: the condition that all its entries meet.
    """

    id: str
    tally: str
    title: str
    says: str
    absent: str
    columns: tuple[str, ...] = ("client_faults", "server_faults", "bytes")
    drawn: bool = False
    among: str | None = None

    def __call__(self, account: Account) -> Panel:
        """The panel of one summary."""
        table = account.table(self.tally)
        total = int(table["n"].sum())
        named = table.filter(~pl.col(REST))
        keys = [key for key in _KEYS if key in table.columns and not _nameless(table, key)]
        shown = named.sort("n", *keys, descending=[True, *(False for _ in keys)]).head(ROWS)
        different = named[self._key].count()
        # Whether a "-" stood there or no such field, a summary does not know.
        absent = _NONE_LOGGED if self.absent == "none" and not different else self.absent
        rows = tuple(
            Row(self._values(row, account, absent), self._where(row, keys))
            for row in shown.iter_rows(named=True)
        )
        return Panel(
            self.id,
            self.title,
            self.says.format(
                requests=counted(total, "request"),
                unknown=f"{account.total - total:,}",
                different=counted(different, "different one") if different else _NONE_LOGGED,
            ),
            (
                Column(self._key, Kind.TEXT),
                REQUESTS,
                *(_HEADINGS[name] for name in self.columns),
                FIRST,
            ),
            rows,
            share=1,
            total=total,
            note=_note(table, named.height),
            chart=Chart(ChartKind.BARS, 0, (1,), ("neutral",) * len(rows)) if self.drawn else None,
            more=max(0, named.height - ROWS),
        )

    @property
    def _key(self) -> str:
        return "path" if self.tally == "missing" else self.tally

    def _values(self, row: dict[str, Any], account: Account, absent: str) -> tuple[Value, ...]:
        key = row[self._key]
        host = row.get("host") if self._key == "path" else None
        return (
            absent if key is None else f"{host or ''}{key}",
            row["n"],
            *(_shown(row, name) for name in self.columns),
            account.place(row["first"]),
        )

    def _where(self, row: dict[str, Any], keys: list[str]) -> str:
        among = [] if self.among is None else [self.among]
        wanted = [having(key, row[key]) for key in keys or [self._key]]
        return " and ".join([*among, *wanted])


def _shown(row: dict[str, Any], name: str) -> Value:
    if name == "bytes" and not row["sized"]:
        return None
    return "none" if name == "referrer" and row[name] is None else cast("Value", row[name])


def _nameless(table: pl.DataFrame, key: str) -> bool:
    """Nothing is told apart by it: no log names its host."""
    return table[key].null_count() == table.height


def _note(table: pl.DataFrame, kept: int) -> str | None:
    rest = table.filter(pl.col(REST))
    if not rest.height:
        return None
    return (
        f"Keeps the {kept:,} heaviest; the others make {rest['n'].sum():,} requests together, "
        f"and any count may be up to {rest[MISSED].sum():,} too low."
    )
