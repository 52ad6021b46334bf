"""The entries of some moments once more, by a second pass over the same sources."""

from collections.abc import Iterator, Sequence
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

    def entries(spans: Sequence[tuple[datetime, datetime]]) -> Iterator[pl.DataFrame]:
        within = pl.any_horizontal(
            (pl.col("since") < until) & (pl.col("until") >= since) for since, until in spans
        )
        names = frozenset(summary.tables["source"].filter(within)["source"])
        begin, end = min(since for since, _ in spans), max(until for _, until in spans)
        selection = replace(traffic.selection, since=begin, until=end)
        once_more = Traffic(
            traffic.paths,
            traffic.format,
            selection,
            traffic.clients,
            traffic.routes,
            near=Near(tuple(spans), names, tuple(traffic.stretches), traffic.marks),
            formats=traffic.formats,
            related=selection.where is not None,  # it may look at relations; what is told does not
        )
        return once_more.entries(())

    return entries
