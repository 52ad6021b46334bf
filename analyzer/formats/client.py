"""The client's address: without brackets and port, as the schema has it."""

import polars as pl

from analyzer.formats.rows import on_rows

_BRACKETED = r"^\[([^\]]*)\](?::\d+)?$"
_WITH_PORT = r"^([^:]+):\d+$"


def bare(clients: pl.Series) -> pl.Series:
    """`[::1]:443` is `::1`, `192.0.2.1:80` is `192.0.2.1`; names and zones stay."""
    return on_rows(clients, clients.str.contains(":", literal=True), _without_port)


def _without_port(clients: pl.Series) -> pl.Series:
    # Plain IPv6 addresses, most of these, are as they should be.
    odd = clients.str.starts_with("[") | (clients.str.count_matches(":", literal=True) == 1)
    return on_rows(
        clients,
        odd,
        lambda some: some.str.replace(_BRACKETED, "$1").str.replace(_WITH_PORT, "$1"),
    )
