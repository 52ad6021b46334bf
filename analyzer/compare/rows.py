"""What every reader of a compared row asks: its key in words, its filter, its place."""

from typing import Any

import polars as pl

from analyzer.compare.aspects import Aspect
from analyzer.compare.sides import EVERYTHING, Sides
from analyzer.report.model import Kind
from analyzer.summary.condition import having
from analyzer.summary.place import apart

ALL_ROUTES = "all routes"

APPEARED, VANISHED = "appeared", "vanished"
"""Words for what was there on one side alone."""


def key(aspect: Aspect, row: dict[str, Any]) -> str:
    """A label, or a route with its host."""
    if aspect.key is not Kind.TEXT:
        return "none" if row[aspect.id] is None else str(row[aspect.id])
    if row[EVERYTHING]:
        return ALL_ROUTES
    host = row.get("host") or ""
    return f"{host} no path".strip() if row["route"] is None else f"{host}{row['route']}"


def selecting(aspect: Aspect, sides: Sides, row: dict[str, Any]) -> str | None:
    """The filter that lists its entries."""
    wanted = [having(column, row[column]) for column in aspect.keys(sides) if not row[EVERYTHING]]
    return " and ".join([*([aspect.among] if aspect.among else []), *wanted]) or None


def whole(number: float | None) -> int | None:
    """A number of requests."""
    return None if number is None else int(number)


def seen(sides: Sides, row: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    """Where a key is first to be seen: after, or before if it has gone."""
    gone = row["first_after"] is None
    side, at = (sides.before, row["first_before"]) if gone else (sides.after, row["first_after"])
    at_once = apart(pl.Series([at], dtype=pl.UInt64), side.summary.names)[0]
    return (at_once,) if at_once else ()


def place(sides: Sides, row: dict[str, Any]) -> str | None:
    """The same as `access.log:12`."""
    return next((f"{source}:{line}" for source, line in seen(sides, row)), None)
