"""The same traffic once more, but only what lies near some moments: for what came before an outage."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import polars as pl
from msgspec import Struct

from analyzer.formats import Format
from analyzer.source import Block


class Stretch(NamedTuple):
    """Some lines of a source, and the moments that lie in them.

    Args:
        source: its name.
        line: the first of them.
        end: the one behind the last.
        first, last: the earliest moment and the latest; None where no line has any.
    """

    source: str
    line: int
    end: int
    first: datetime | None
    last: datetime | None


def stretch(frame: pl.DataFrame) -> Stretch:
    """Where the rows of a block lie, in lines and in time.

    Args:
        frame: ENTRY, at least a row.
    """
    time = pl.col("time")
    source, line, first, last = frame.select(
        pl.col("source", "line").first(), first=time.min(), last=time.max()
    ).row(0)
    return Stretch(source, line, line + frame.height, first, last)


class Near(Struct, frozen=True):
    """Some spans of time, and what is known of where they lie.

    Args:
        spans: each from a moment up to another.
        sources: the names of those that have entries in them; others need not be opened.
        stretches: of all logs among them, whatever order their lines are in.
    """

    spans: tuple[tuple[datetime, datetime], ...]
    sources: frozenset[str]
    stretches: tuple[Stretch, ...]

    def blocks(
        self, source: str, explained: Iterator[tuple[Block, Format]]
    ) -> Iterator[tuple[Block, Format]]:
        """Those that hold lines of that time."""
        wanted = [each for each in self.stretches if each.source == source and self._holds(each)]
        behind = max((each.end for each in wanted), default=0)
        for block, format_ in explained:
            if block.line >= behind:
                return
            end = block.line + block.lines
            if any(block.line < each.end and each.line < end for each in wanted):
                yield block, format_

    def _holds(self, one: Stretch) -> bool:
        first, last = one.first, one.last
        if first is None or last is None:
            return False
        return any(first < until and last >= since for since, until in self.spans)
