"""The same traffic once more, but only what lies near some moments: for what came before an outage."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import polars as pl
from msgspec import Struct

from analyzer.formats import Format
from analyzer.formats.format import Headed
from analyzer.source import Block

_LINES = 2500
"""To read so many once more takes hardly longer than to read one."""


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


def stretches(frame: pl.DataFrame) -> list[Stretch]:
    """Where the rows of a block lie, in lines and in time: a few thousand lines each.

    Args:
        frame: ENTRY, at least a row.
    """
    time = pl.col("time")
    found = frame.group_by(pl.int_range(pl.len()) // _LINES, maintain_order=True).agg(
        pl.col("source", "line").first(),
        end=pl.col("line").last() + 1,
        first=time.min(),
        last=time.max(),
    )
    return [Stretch(*row) for row in found.drop(found.columns[0]).iter_rows()]


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
        """The parts of them that hold lines of that time."""
        wanted = [each for each in self.stretches if each.source == source and self._holds(each)]
        behind = max((each.end for each in wanted), default=0)
        for block, format_ in explained:
            if block.line >= behind:
                return
            end = block.line + block.lines
            here = [each for each in wanted if block.line < each.end and each.line < end]
            if here and block.overlong:
                yield block, format_
            elif here:
                first = max(min(each.line for each in here), block.line)
                yield _part(block, first, min(max(each.end for each in here), end), format_)

    def _holds(self, one: Stretch) -> bool:
        first, last = one.first, one.last
        if first is None or last is None:
            return False
        return any(first < until and last >= since for since, until in self.spans)


def _part(block: Block, first: int, end: int, format_: Format) -> tuple[Block, Format]:
    """Some of a block's lines, and the format that those before them explain."""
    lines = block.data.split(b"\n")
    before, after = first - block.line, end - block.line
    if before and isinstance(format_, Headed):
        format_ = format_.after(b"\n".join(lines[:before]))
    part = lines[before:after]
    return Block(b"\n".join(part) + b"\n", first, len(part)), format_
