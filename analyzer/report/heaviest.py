"""Panels of what came most often: paths, clients, referrers and the like."""

from collections.abc import Callable, Iterable
from typing import Any, cast

import polars as pl
from msgspec import Struct

from analyzer.report.account import Account
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row, Value
from analyzer.summary.bounds import MISSED, REST
from analyzer.summary.condition import having
from analyzer.units import counted

ROWS = 100
"""Rows of a panel; the terminal shows fewer."""

REQUESTS = Column("requests", Kind.COUNT)
FIRST = Column("first", Kind.PLACE)

HEADINGS = {
    "client_faults": Column("client fault", Kind.COUNT),
    "server_faults": Column("server fault", Kind.COUNT),
    "bytes": Column("sent", Kind.SIZE),
    "referrer": Column("on page", Kind.TEXT),
    "party": Column("party", Kind.TEXT),
    **{
        name: Column(name.replace("_", " "), Kind.COUNT if "unknown" in name else Kind.SIZE)
        for of in ("transferred", "decoded")
        for name in (of, f"{of}_unknown")
    },
    "at_once": Column("at once", Kind.COUNT),
    "passed_over": Column("passed over", Kind.COUNT),
    **{
        f"{of}_{rank}": Column(f"{said} {rank}", Kind.DURATION)
        for of, said in (("first_byte", "first byte"), ("taken", "all of it"))
        for rank in ("p50", "p95", "p99")
    },
    "p50": Column("p50", Kind.DURATION),
    "p95": Column("p95", Kind.DURATION),
    "p99": Column("p99", Kind.DURATION),
}
FAULTS = ("client_faults", "server_faults", "bytes")
"""What panels show of each key beside its requests."""

_CALLED = {"upstream_address": "upstream"}
"""Columns that are headed by another word than their name."""

_NONE_LOGGED = "none logged"
_KEYS = (
    *("path", "route", "host", "referrer", "client", "country", "network", "agent", "method"),
    "upstream_address",
)


class Heaviest(Struct, frozen=True):
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
        beside: what adds columns that another table has; they are shown if they say anything.
    """

    id: str
    tally: str
    title: str
    says: str
    absent: str
    columns: tuple[str, ...] = FAULTS
    drawn: bool = False
    among: str | None = None
    beside: Callable[[Account, pl.DataFrame], pl.DataFrame] | None = None

    def __call__(self, account: Account) -> Panel:
        """The panel of one summary."""
        table = account.table(self.tally)
        total = int(table["n"].sum())
        named = table.filter(~pl.col(REST))
        keys = [key for key in _KEYS if key in table.columns and not _nameless(table, key)]
        listed = named.sort("n", *keys, descending=[True, *(False for _ in keys)]).head(ROWS)
        columns = self.columns
        if self.beside:
            listed = self.beside(account, listed)
            more = [name for name in listed.columns if name not in table.columns]
            columns = (*(name for name in more if listed[name].count()), *columns)
        different = named[self.key].count()
        # Whether a "-" stood there or no such field, a summary does not know.
        absent = _NONE_LOGGED if self.absent == "none" and not different else self.absent
        rows = tuple(
            Row(self._values(row, columns, account, absent), self._where(row, keys))
            for row in listed.iter_rows(named=True)
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
                Column(_CALLED.get(self.key, self.key), Kind.TEXT),
                REQUESTS,
                *(HEADINGS[name] for name in columns),
                FIRST,
            ),
            rows,
            share=1,
            total=total,
            note=" ".join(filter(None, (_pace_note(columns), rest_note(table)))) or None,
            chart=Chart(ChartKind.BARS, 0, (1,), ("neutral",) * len(rows)) if self.drawn else None,
            more=max(0, named.height - ROWS),
        )

    @property
    def key(self) -> str:
        """The column that is counted."""
        return "path" if self.tally == "missing" else self.tally

    def _values(
        self, row: dict[str, Any], columns: tuple[str, ...], account: Account, absent: str
    ) -> tuple[Value, ...]:
        key = row[self.key]
        host = row.get("host") if self.key in {"path", "route"} else None
        return (
            absent if key is None else f"{host or ''}{key}",
            row["n"],
            *(shown(row, name) for name in columns),
            account.place(row["first"]),
        )

    def _where(self, row: dict[str, Any], keys: list[str]) -> str:
        among = [] if self.among is None else [self.among]
        wanted = [having(key, row[key]) for key in keys or [self.key]]
        return " and ".join([*among, *wanted])


def shown(row: dict[str, Any], name: str) -> Value:
    """What a row says in a column."""
    if name == "bytes" and not row["sized"]:
        return None
    return "none" if name == "referrer" and row[name] is None else cast("Value", row[name])


def _nameless(table: pl.DataFrame, key: str) -> bool:
    """Nothing is told apart by it: no log names its host."""
    return table[key].null_count() == table.height


def _pace_note(columns: Iterable[str]) -> str | None:
    """What percentiles are, and how far they may be off."""
    ranks = {name.rpartition("_")[2] for name in columns} & {"p50", "p95", "p99"}
    return "p50, p95, p99: half, 95 % and 99 % took no longer, within 5 %." if ranks else None


def rest_note(table: pl.DataFrame) -> str | None:
    """What the bound of a table took from its counts."""
    rest = table.filter(pl.col(REST))
    if not rest.height:
        return None
    return (
        f"Keeps the {table.height - rest.height:,} heaviest; the others make {rest['n'].sum():,} requests together, "
        f"and any count may be up to {rest[MISSED].sum():,} too low."
    )
