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

_ENDS = 64 << 10
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
            first, last = _ends(block, format_)
            if first is not None and first > self.until + SLACK:
                return
            if last is None or last >= self.since - SLACK:
                yield block, format_


def _ends(block: Block, format_: Format) -> tuple[datetime | None, datetime | None]:
    """The earliest moment at the beginning of a block and the latest at its end; None for unknown."""
    begin = block.data[:_ENDS].rpartition(b"\n")[0] + b"\n"
    end = block.data[-_ENDS:].partition(b"\n")[2]
    first, last = (format_.parse(lines) if lines.strip() else None for lines in (begin, end))
    return (
        cast("datetime | None", None if first is None else _time(first).min()),
        cast("datetime | None", None if last is None else _time(last).max()),
    )


def _time(frame: pl.DataFrame) -> pl.Series:
    return (
        frame["time"]
        if "time" in frame.columns
        else pl.Series([None], dtype=pl.Datetime("us", "UTC"))
    )
