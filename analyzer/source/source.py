"""What the stages pass on: a source, and the blocks of whole lines that are read from it."""

from pathlib import Path
from typing import NamedTuple

from msgspec import Struct


class Source(Struct, frozen=True):
    """One input, as the user would name it.

    Args:
        name: how reports and errors call it (the path as given; `-` for standard input).
        path: where it is; None for standard input.
        found: it was found in a directory, not named: what is no traffic may be passed over.
    """

    name: str
    path: Path | None
    found: bool = False


class Mark(NamedTuple):
    """Where in a file a line begins.

    Args:
        line: its number, counted from 1.
        at: bytes of the file before it.
    """

    line: int
    at: int


class Block(Struct, frozen=True):
    """Whole lines of a source, in order.

    Args:
        data: bytes that begin at a line's start and end behind a newline (the last block of a
            source, and pieces of an overlong line, may lack it).
        line: number of the first line, counted from 1.
        lines: how many physical lines `data` holds; a last one without a newline counts.
        overlong: `data` is a piece of one line that is longer than may be held: its beginning, with
            `lines` 1, or what follows, with `lines` 0 and `line` the one behind it.
        last: nothing comes after it. Of a source whose end is where a block is full nobody says so.
    """

    data: bytes
    line: int
    lines: int
    overlong: bool = False
    last: bool = False
