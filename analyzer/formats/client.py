"""The client's address: without brackets and port, as the schema has it."""

import polars as pl

_BRACKETED = r"^\[([^\]]*)\](?::\d+)?$"
_WITH_PORT = r"^([^:]+):\d+$"


def bare(clients: pl.Series) -> pl.Series:
    """`[::1]:443` is `::1`, `192.0.2.1:80` is `192.0.2.1`; names and zones stay."""
    text = pl.col("client")
    changed = text.str.replace(_BRACKETED, "$1").str.replace(_WITH_PORT, "$1")
    return clients.to_frame("client").select(changed).to_series()


def dressed(client: pl.Expr) -> pl.Expr:
    """Whether there may be more to it than an address or a name: what else has a colon is an IPv6 address."""
    return client.str.starts_with("[") | (client.str.count_matches(":", literal=True) == 1)
