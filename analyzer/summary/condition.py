"""From a key of a table back to its entries: what to put behind `--where`."""

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


def giving(signal: str) -> str:
    """The entries that give a signal."""
    return f"array_contains(signals, {quoted(signal)})"
