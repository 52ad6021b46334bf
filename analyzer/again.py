"""The entries of some moments once more, by a second pass over the same sources."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl
from msgspec.structs import replace

from analyzer.findings.before import Again
from analyzer.near import Near
from analyzer.pipeline import Traffic
from analyzer.summary import Summary


def again(traffic: Traffic, summary: Summary) -> Again | None:
    """What reads entries once more; None where a source can be read only once.

    Args:
        traffic: as it was read.
        summary: what came of it: it knows which source has entries of which time.
    """
    if not all(source.path and source.path.is_file() for source in traffic.sources):
        return None

    def entries(since: datetime, until: datetime) -> Iterator[pl.DataFrame]:
        within = (pl.col("since") < until) & (pl.col("until") >= since)
        names = frozenset(summary.tables["source"].filter(within)["source"])
        selection = replace(traffic.selection, since=since, until=until)
        once_more = Traffic(
            traffic.paths,
            traffic.format,
            selection,
            traffic.clients,
            traffic.routes,
            near=Near(since, until, names, tuple(traffic.stretches)),
        )
        return once_more.entries(())

    return entries
