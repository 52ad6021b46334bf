"""From a key of a table back to its entries: what to put behind `--where`."""

from collections.abc import Iterable
from datetime import UTC, datetime

import polars as pl

from analyzer.summary.summary import LONGEST_KEY


def quoted(text: str) -> str:
    """A literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def having(column: str, value: str | int | None) -> str:
    """The entries that have this key in a column; of a key that was cut, those that begin with it."""
    if value is None:
        return f"{column} is null"
    if isinstance(value, int):
        return f"{column} = {value}"
    if len(value) >= LONGEST_KEY:
        return f"starts_with({column}, {quoted(value)})"
    return f"{column} = {quoted(value)}"


def among(column: str, values: Iterable[str]) -> str:
    """The entries that have one of these keys in a column, none of them so long that it was cut."""
    first, *others = values
    if not others:
        return having(column, first)
    return f"{column} in ({', '.join(map(quoted, (first, *others)))})"


def at(addresses: pl.DataFrame) -> str:
    """The entries for some addresses.

    Args:
        addresses: `host` and `path`, each pair once.
    """
    by_host = addresses.group_by("host", maintain_order=True).agg("path")
    parts = [
        f"{having('host', host)} and {among('path', paths)}" for host, paths in by_host.iter_rows()
    ]
    return parts[0] if len(parts) == 1 else f"({' or '.join(f'({part})' for part in parts)})"


def giving(signal: str) -> str:
    """The entries that give a signal."""
    return f"array_contains(signals, {quoted(signal)})"


def between(since: datetime, until: datetime) -> str:
    """The entries from one moment to another, both included."""
    return f"time >= {_moment(since)} and time <= {_moment(until)}"


def _moment(at: datetime) -> str:
    return f"timestamptz '{at.astimezone(UTC).replace(tzinfo=None).isoformat(' ')}Z'"
