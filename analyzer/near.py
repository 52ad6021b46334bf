"""The same traffic once more, but only what lies near some moments: for what came before an outage."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import polars as pl
from msgspec import Struct

from analyzer.formats import Format
from analyzer.formats.format import Headed
from analyzer.source import Block, Mark, Reader

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
        marks: where blocks began in those of them that can be read from there on.
    """

    spans: tuple[tuple[datetime, datetime], ...]
    sources: frozenset[str]
    stretches: tuple[Stretch, ...]
    marks: dict[str, list[Mark]]

    def blocks(self, reader: Reader, format_: Format) -> Iterator[Block]:
        """Those that may hold lines of that time, and no others where they need not be read."""
        name = reader.source.name
        marks = [] if isinstance(format_, Headed) else self.marks.get(name, [])
        running, line = iter(reader), 1
        for each in self._wanted(name):
            before = bisect_right(marks, each.line, key=lambda mark: mark.line)
            if before and marks[before - 1].line > line:
                running = reader.since(marks[before - 1])
            while line < each.end and (block := next(running, None)):
                yield block
                line = block.line + block.lines

    def parts(
        self, source: str, explained: Iterator[tuple[Block, Format]]
    ) -> Iterator[tuple[Block, Format]]:
        """The parts of blocks that hold lines of that time."""
        wanted = self._wanted(source)
        for block, format_ in explained:
            end = block.line + block.lines
            here = [each for each in wanted if block.line < each.end and each.line < end]
            if here and block.overlong:
                yield block, format_
            elif here:
                first = max(min(each.line for each in here), block.line)
                yield _part(block, first, min(max(each.end for each in here), end), format_)

    def _wanted(self, source: str) -> list[Stretch]:
        """In order of their lines."""
        return [each for each in self.stretches if each.source == source and self._holds(each)]

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
