"""What changed, in sentences: a finding for what rose and for what fell in each aspect."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from analyzer import units
from analyzer.compare.aspects import Aspect
from analyzer.compare.rows import APPEARED, VANISHED, key, seen, selecting, whole
from analyzer.compare.sides import Sides
from analyzer.findings.finding import Finding
from analyzer.report.cell import written
from analyzer.report.model import Kind
from analyzer.report.text import cut

_NAMED = 3
"""Routes that a sentence names."""

_LONG = 80
"""Characters of its name."""


def findings(aspect: Aspect, sides: Sides, table: pl.DataFrame) -> Iterator[Finding]:
    """One for what rose and one for what fell, with those named that weigh most."""
    if aspect.id == "traffic":
        yield from _came_and_went(aspect, sides, table)
    for word, told in zip(aspect.words, aspect.told, strict=False):
        rows = table.filter(pl.col("word") == word)
        if not rows.height:
            continue
        main, *others = list(rows.head(1 + _NAMED).iter_rows(named=True))
        text = f"{aspect.noun} of {_name(aspect, main)} went {_way(aspect, main)}{_by(main)}."
        if others:
            listed = ", ".join(f"{_name(aspect, row)} ({_way(aspect, row)})" for row in others)
            text += f" Also: {listed}{_and_more(rows.height - 1 - len(others))}."
        yield Finding(
            id=f"{aspect.id}-{word}",
            severity=told.severity,
            title=word,
            text=text,
            basis="exact",
            evidence=(),
            where=selecting(aspect, sides, main),
            next=told.next,
            weight=int(main["weight"]),
        )


def _way(aspect: Aspect, row: dict[str, Any]) -> str:
    before, after = (written(row[name], aspect.kind) for name in ("before", "after"))
    requests = f"{whole(row['n_before']):,} and {whole(row['n_after']):,} requests"
    return (
        f"from {before} to {after} of {requests}"
        if aspect.kind is Kind.SHARE
        else (f"from {before} to {after}, over {requests}")
    )


def _by(row: dict[str, Any]) -> str:
    if row["chance"] is None:
        return " (means cannot be tested)"
    return f" (by chance: {written(row['chance'], Kind.SHARE)})"


def _and_more(number: int) -> str:
    return f" and {number:,} more" if number > 0 else ""


def _came_and_went(aspect: Aspect, sides: Sides, table: pl.DataFrame) -> Iterator[Finding]:
    for word, when, check in (
        (APPEARED, "after", "See whether each of them is meant to be there."),
        (VANISHED, "before", "See whether they were taken away on purpose, and still redirect."),
    ):
        rows = table.filter(pl.col("word") == word).sort(
            f"n_{when}",
            *aspect.keys(sides),
            descending=[True, *(False for _ in aspect.keys(sides))],
        )
        if rows.height:
            named = list(rows.head(_NAMED).iter_rows(named=True))
            number = int(rows[f"n_{when}"].sum())
            total = (sides.before if when == "before" else sides.after).total
            text = (
                f"{units.counted(rows.height, 'route')} {word}, with {number:,} of {total:,} requests: "
                + ", ".join(f"{_name(aspect, row)} ({row[f'n_{when}']:,})" for row in named)
                + f"{_and_more(rows.height - len(named))}."
            )
            yield Finding(
                id=f"{aspect.id}-{word}",
                severity="note",
                title=word,
                text=text,
                basis="exact",
                evidence=seen(sides, named[0]),
                where=None if word == VANISHED else selecting(aspect, sides, named[0]),
                next=check,
                weight=number,
            )


def _name(aspect: Aspect, row: dict[str, Any]) -> str:
    """A key in a sentence."""
    return cut(key(aspect, row), _LONG)
