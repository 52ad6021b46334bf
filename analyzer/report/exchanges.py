"""Panels of what HARs know of transfers: by content, by party, and by who answered."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from analyzer.classify.vocabulary import Outcome
from analyzer.entry import Party
from analyzer.formats.har.caching import SHARED_HIT, SHARED_MISS
from analyzer.report.account import Account
from analyzer.report.heaviest import FIRST, REQUESTS, ROWS
from analyzer.report.model import Column, Kind, Panel, Row, Value
from analyzer.report.phases import RANKS, percentiles
from analyzer.summary.bounds import REST
from analyzer.summary.condition import having, quoted
from analyzer.summary.exchanges import CONFIRMED, FIRST_BYTE, NETWORK, TAKEN
from analyzer.units import size

_SIZES = (
    # the column, what it is called, its sum and how many of it are known
    ("transferred", "transferred", "transfers"),
    ("body", "bytes", "sized"),
    ("decoded", "decoded", "decodings"),
)
_SUMS = ("n", *(name for each in _SIZES for name in each[1:]), "spared", "sparings")
_TRANSFERS = (
    REQUESTS,
    *(Column(title, Kind.SIZE) for title, _, _ in _SIZES),
)
_UNKNOWN = tuple(Column(f"{title} unknown", Kind.COUNT) for title, _, _ in _SIZES)


def contents(account: Account) -> Panel | None:
    """What kinds of content came, how much of it, and how fast."""
    table = _summed(account, "content")
    if not table.height:
        return None
    paces = [percentiles(account, phase, "content") for phase in (FIRST_BYTE, TAKEN)]
    rows = tuple(
        Row(
            (
                row["content"] or "unknown",
                *_transfers(row),
                *(pace.get(row["content"], {}).get(rank) for pace in paces for rank in RANKS),
                *_unknown(row),
                account.place(row["first"]),
            )
        )
        for row in table.iter_rows(named=True)
    )
    return Panel(
        "contents",
        "Content",
        f"What kinds of content {account.requests} were for. {_totals(table)}",
        (
            Column("content", Kind.TEXT),
            *_TRANSFERS,
            *(
                Column(f"{what} p{rank}", Kind.DURATION)
                for what in (FIRST_BYTE, TAKEN)
                for rank in RANKS
            ),
            *_UNKNOWN,
            FIRST,
        ),
        rows,
        share=1,
        total=int(table["n"].sum()),
        note="Body is what was sent of it, decoded what the page got. Times are those of the network alone.",
    )  # fmt: skip


def parties(account: Account) -> Panel | None:
    """Whose hosts a page asked: by registrable domain."""
    table = account.table("exchange")
    if not table["party"].count():
        return None
    from analyzer.formats.har.parties import site  # loads the list of public suffixes

    sites = {host: site(host) for host in table["host"].unique().drop_nulls()}
    by_site = table.with_columns(
        site=pl.col("host").replace(sites), lone=pl.when(~pl.col(REST)).then("host")
    )
    table = _sums(by_site, ["site", "party"], pl.col("lone").n_unique().alias("hosts"))
    rows = tuple(
        Row(
            (
                row["site"] or "others",
                row["party"] or "unknown",
                row["hosts"],
                *_transfers(row),
                *_unknown(row),
                account.place(row["first"]),
            ),
            row["site"]
            and f"({having('host', row['site'])} or ends_with(host, {quoted('.' + row['site'])}))",
        )
        for row in table.head(ROWS).iter_rows(named=True)
    )
    return Panel(
        "parties",
        "Parties",
        f"Whose domains {account.requests} were for. {_by_party(table)}",
        (
            Column("domain", Kind.TEXT),
            Column("party", Kind.TEXT),
            Column("hosts", Kind.COUNT),
            *_TRANSFERS,
            *_UNKNOWN,
            FIRST,
        ),
        rows,
        share=3,
        total=int(table["n"].sum()),
        more=max(0, table.height - ROWS),
    )


def _by_party(table: pl.DataFrame) -> str:
    words = []
    for party in Party:
        those = table.filter(pl.col("party") == party)
        n, known, amount = (int(those[name].sum()) for name in ("n", "transfers", "transferred"))
        moved = f" with {size(amount)}" if known else ""
        unknown = f" ({n - known:,} of unknown size)" if 0 < known < n else ""
        words.append(f"{party.value} party {n:,}{moved}{unknown}")
    rest = int(table.filter(pl.col("party").is_null())["n"].sum())
    return _sentence([*words, f"unknown {rest:,}"] if rest else words)


def answered(account: Account) -> Panel | None:
    """Who answered: a store of the browser, a shared cache, or the network; and what that spared."""
    table = _summed(account, "answered")
    if not table.height:
        return None
    rows = tuple(
        Row(
            (
                row["answered"],
                row["n"],
                row["spared"] if row["sparings"] else None,
                row["transferred"] if row["transfers"] else None,
                row["n"] - row["sparings"] if row["sparings"] else None,
                account.place(row["first"]),
            ),
            _who(row["answered"]),
        )
        for row in table.iter_rows(named=True)
    )
    stored = table.filter(~pl.col("answered").is_in([NETWORK, SHARED_MISS, SHARED_HIT]))
    spared, known = int(stored["spared"].sum()), int(stored["sparings"].sum())
    says = f"Who answered {account.requests}."
    if stored.height:
        says += f" What was stored spared {size(spared)} of transfer"
        says += (
            f"; of {int(stored['n'].sum()) - known:,} it is not known."
            if known < stored["n"].sum()
            else "."
        )
    return Panel(
        "answered",
        "Who answered",
        says,
        (
            Column("answered by", Kind.TEXT),
            REQUESTS,
            Column("spared", Kind.SIZE),
            Column("transferred", Kind.SIZE),
            Column("spared unknown", Kind.COUNT),
            FIRST,
        ),
        rows,
        share=1,
        total=int(table["n"].sum()),
        note="Spared is what the store had: its Content-Length, or else its decoded length, which is more than "
        "would have been sent. A hit of a shared cache spares that to the server behind it.",
    )  # fmt: skip


def _who(answered_by: str) -> str:
    confirmed = having("outcome", Outcome.REVALIDATED)
    if answered_by == CONFIRMED:
        return confirmed
    return f"{having('cache', None if answered_by == NETWORK else answered_by)} and not {confirmed}"


def _summed(account: Account, key: str) -> pl.DataFrame:
    return _sums(account.table("exchange"), [key])


def _sums(table: pl.DataFrame, keys: list[str], *more: pl.Expr) -> pl.DataFrame:
    return (
        table.group_by(keys)
        .agg(pl.col(_SUMS).sum(), pl.col("first").min(), *more)
        .sort("n", *keys, descending=[True, *(False for _ in keys)], nulls_last=True)
    )


def _transfers(row: dict[str, Any]) -> Iterable[Value]:
    return (row["n"], *(row[name] if row[known] else None for _, name, known in _SIZES))


def _unknown(row: dict[str, Any]) -> Iterable[Value]:
    return (row["n"] - row[known] for _, _, known in _SIZES)


def _totals(table: pl.DataFrame) -> str:
    """`Transferred 12.3 kB (3 unknown), ...`: a total never stands for what is not in it."""
    total = int(table["n"].sum())
    words = []
    for title, name, known in _SIZES:
        n = int(table[known].sum())
        unknown = f" ({total - n:,} unknown)" if 0 < n < total else ""
        words.append(
            f"{title} {size(int(table[name].sum()))}{unknown}" if n else f"{title} unknown"
        )
    return _sentence(words)


def _sentence(words: list[str]) -> str:
    text = ", ".join(words)
    return f"{text[:1].upper()}{text[1:]}."
