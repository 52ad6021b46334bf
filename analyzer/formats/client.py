"""The client's address: without brackets and port, as the schema has it."""

import polars as pl

_BRACKETED = r"^\[([^\]]*)\](?::\d+)?$"
_WITH_PORT = r"^([^:]+):\d+$"


def bare(clients: pl.Series) -> pl.Series:
    """`[::1]:443` is `::1`, `192.0.2.1:80` is `192.0.2.1`; names and zones stay."""
    # A look for the first colon is cheap; few of those that have one are no plain IPv6 addresses.
    rows = clients.str.contains(":", literal=True).fill_null(value=False).arg_true()
    if not len(rows):
        return clients
    some = clients.gather(rows)
    odd = some.str.starts_with("[") | (some.str.count_matches(":", literal=True) == 1)
    if not odd.any():
        return clients
    changed = some.filter(odd).str.replace(_BRACKETED, "$1").str.replace(_WITH_PORT, "$1")
    return clients.scatter(rows.filter(odd), changed)
