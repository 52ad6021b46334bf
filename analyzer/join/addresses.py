"""The other addresses of a browser: IPv4 beside IPv6, those of a provider's pool, or of a phone on its way."""

import polars as pl
from msgspec.structs import replace

from analyzer.join.clocks import ENOUGH, SLACK, Clocks

_OWN = 0.5
"""Of the lines of an address, at that time, as many must be of the HAR: of a stranger's, few are."""


def with_others(found: Clocks, pairs: pl.DataFrame, during: pl.DataFrame) -> Clocks:
    """Add the clients whose lines are, at the same skew, of entries that no line was for.

    Args:
        found: the client that most entries speak for, and the skew.
        pairs: as `clocks` has them.
        during: the log's lines of the time of the HAR: their `client`.
    """
    if found.skew is None or found.client is None:
        return found
    agreed = pairs.filter((pl.col("apart") - found.skew).abs() <= SLACK)
    lines = dict(during["client"].drop_nulls().value_counts().iter_rows())
    own = (
        agreed.group_by("client")
        .agg(pl.col("number").n_unique(), pl.col("entry").unique())
        .drop_nulls("client")
        .sort(pl.col("entry").list.len(), "client", descending=[True, False])
    )
    taken = {*agreed.filter(pl.col("client") == found.client)["entry"]}
    others = []
    for client, number, entries in own.iter_rows():
        more = {*entries} - taken
        known = client != found.client and number >= _OWN * lines.get(client, 0)
        if known and len(more) >= ENOUGH:
            others.append(client)
            taken |= more
    return replace(found, others=tuple(others), matches=len(taken))
