"""The same traffic once more, but only what lies near some moments: for what came before an outage."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import polars as pl

from analyzer.formats import Format
from analyzer.source import Block

SLACK = timedelta(hours=1)
"""Servers log a request when it ends, so that logs are out of order by minutes. What is farther out of
order is not found again."""

_ENDS = 8 << 10
"""Bytes of a block's beginning and of its end in which a line with a time is looked for."""


@dataclass(frozen=True, slots=True)
class Near:
    """A span of time, and the sources that have entries in it.

    Args:
        since, until: from when to when.
        sources: their names; others need not be opened.
    """

    since: datetime
    until: datetime
    sources: frozenset[str]

    def blocks(self, explained: Iterator[tuple[Block, Format]]) -> Iterator[tuple[Block, Format]]:
        """Those that may hold lines of that time; only the ends of the others are parsed."""
        for block, format_ in explained:
            last = _time(block.data[-_ENDS:].partition(b"\n")[2], format_).max()
            if last is not None and cast("datetime", last) < self.since - SLACK:
                continue
            first = _time(block.data[:_ENDS].rpartition(b"\n")[0] + b"\n", format_).min()
            if first is not None and cast("datetime", first) > self.until + SLACK:
                return
            yield block, format_


def _time(lines: bytes, format_: Format) -> pl.Series:
    frame = format_.parse(lines) if lines.strip() else pl.DataFrame()
    return (
        frame["time"]
        if "time" in frame.columns
        else pl.Series([None], dtype=pl.Datetime("us", "UTC"))
    )
