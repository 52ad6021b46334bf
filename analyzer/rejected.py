"""Rejected lines as they are, for those who want to look at them, or to mend and read them again."""

from collections.abc import Callable

import polars as pl

from analyzer.entry import IGNORED
from analyzer.source import Block


class Rejected:
    """Where the rejected lines of all sources go.

    Args:
        write: called with them, in order, byte for byte. One that is too long to be held comes in
            pieces.
    """

    def __init__(self, write: Callable[[bytes], None]) -> None:
        """Nothing is written yet."""
        self._write = write
        self._unfinished = False

    def add(self, lines: bytes, *, begins: bool) -> None:
        """Write some; the last line of a source may lack the newline that a next one needs.

        Args:
            lines: these.
            begins: it is at a line's start that they begin.
        """
        self._write(b"\n" + lines if self._unfinished and begins else lines)
        self._unfinished = not lines.endswith(b"\n")


def rejected_of(block: Block, reject: pl.Series) -> bytes:
    """The rejected lines of a block, each with its own newline.

    Args:
        block: the block.
        reject: why each of its lines is no entry.
    """
    if block.overlong:
        return block.data
    rows = (reject.is_not_null() & ~reject.is_in([reason.value for reason in IGNORED])).arg_true()
    if not len(rows):
        return b""
    lines = block.data.split(b"\n")
    text = b"".join(lines[row] + b"\n" for row in rows)
    return text if rows[-1] < len(lines) - 1 else text[:-1]
