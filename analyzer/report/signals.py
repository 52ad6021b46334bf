"""Panels of signals, of malformed requests, of relations, and of what HTTP asks for and did not get."""

from collections.abc import Iterable

import polars as pl

from analyzer.classify.conformance import DEMANDS
from analyzer.classify.signals import REMARKS
from analyzer.report.account import Account
from analyzer.report.heaviest import FIRST, REQUESTS
from analyzer.report.model import Column, Kind, Panel, Row
from analyzer.summary.condition import giving, having

_LEVELS = {"must": "MUST", "must_not": "MUST NOT", "should": "SHOULD", "may": "advice"}


def signals(account: Account) -> Panel:
    """What patterns entries took part in."""
    said = {rule.signal.value: rule.says for rule in REMARKS}
    rows = tuple(
        Row((name.replace("_", " "), n, account.place(first), said[name]), giving(name))
        for name, n, first in _counted(account, said)
    )
    return Panel(
        "signals",
        "Signals",
        "What was remarkable beside the outcome; a request may give several signals.",
        (Column("signal", Kind.TEXT), REQUESTS, FIRST, Column("meaning", Kind.TEXT)),
        rows,
        share=1,
        total=account.total,
    )


def malformed(account: Account) -> Panel:
    """What was wrong with request lines."""
    return _kinds(
        account, "defect", "malformed", "Malformed requests", "What was wrong with request lines."
    )


def relations(account: Account) -> Panel:
    """How entries go on with earlier ones."""
    return _kinds(
        account,
        "relation",
        "relations",
        "What came of it",
        "How requests go on with earlier ones of the same client: redirects followed, copies confirmed, "
        "challenges answered, refusals retried, leave asked by preflights.",
    )


def _kinds(account: Account, tally: str, id_: str, title: str, says: str) -> Panel:
    table = account.table(tally).sort("n", tally, descending=[True, False])
    rows = tuple(
        Row((kind.replace("_", " "), n, account.place(first)), having(tally, kind))
        for kind, n, first in table.select(tally, "n", "first").iter_rows()
    )
    columns = (Column("kind", Kind.TEXT), REQUESTS, FIRST)
    return Panel(id_, title, says, columns, rows, share=1, total=account.total)


def conformance(account: Account) -> Panel:
    """Where responses break what HTTP demands or recommends."""
    rules = {rule.signal.value: rule for rule in DEMANDS}
    rows = tuple(
        Row(
            (
                name.replace("_", " "),
                _level(rule.level),
                n,
                account.place(first),
                rule.spec,
                rule.says,
            ),
            giving(name),
        )
        for name, n, first in _counted(account, rules)
        for rule in [rules[name]]
    )
    return Panel(
        "conformance",
        "HTTP conformance",
        "Responses that lack or break what HTTP asks for, as far as their headers are recorded.",
        (
            Column("breach", Kind.TEXT),
            Column("level", Kind.TEXT),
            Column("responses", Kind.COUNT),
            FIRST,
            Column("section", Kind.TEXT),
            Column("meaning", Kind.TEXT),
        ),
        rows,
        share=2,
        total=account.total,
    )


def _level(level: str | None) -> str:
    return _LEVELS[level or "may"]


def _counted(account: Account, names: Iterable[str]) -> list[tuple[str, int, int]]:
    """Those that came, in the order of their table: the strictest first."""
    table = account.table("signal").with_columns(pl.col("signal").cast(pl.String))
    found = {
        name: (name, n, first) for name, n, first in table.select("signal", "n", "first").rows()
    }
    return [found[name] for name in names if name in found]
