r"""Logs whose lines something else has put something around: quotes, a container's name, syslog's head.

What stands inside is told by itself, of any format of lines; a wrapper may stand in a wrapper.
"""

from collections.abc import Iterator

import polars as pl
from msgspec import Struct

from analyzer.entry import conform
from analyzer.formats import clock
from analyzer.formats.block import Lines
from analyzer.formats.format import Format
from analyzer.formats.wrappers import WRAPPERS, Wrapper
from analyzer.rows import where

_MOST = 0.5  # of the lines: a log may have junk before and between


class Wrapped(Struct, frozen=True, dict=True):
    """A format, each line in a wrapper; a line without one is read as it is.

    Args:
        main: the format of what stands inside.
        wrapper: what stands around it.
    """

    main: Format
    wrapper: Wrapper
    document: bool = False

    @property
    def name(self) -> str:
        """The main format's."""
        return self.main.name

    @property
    def title(self) -> str:
        """The main format's, and what stands around it."""
        return f"{self.main.title}, {self.wrapper.title}"

    def claim(self, head: bytes) -> float:
        """The main format's, of what stands inside."""
        return self.main.claim(unwrapped(head, self.wrapper))

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        frame = self.main.parse(unwrapped(data, self.wrapper))
        if self.wrapper.times is None:
            return frame
        frame = conform(frame)
        untimed = where(frame["reject"].is_null() & frame["time"].is_null())
        if not len(untimed):
            return frame
        # Its own time is when the server wrote the line, which is as near as such a log comes.
        found = clock.any_kind(self.wrapper.times(Lines(data))[untimed])
        return frame.with_columns(
            frame[name].scatter(untimed, found[name])
            for name in ("time", "offset")
            if name in found
        )


def unwrapped(data: bytes, wrapper: Wrapper) -> bytes:
    """What stands inside, a line for each line."""
    texts = wrapper.bare(Lines(data))
    return "".join(f"{text}\n" for text in texts).encode()


def around(head: bytes) -> Iterator[Wrapper]:
    """The wrappers that most lines are in."""
    texts = [line.decode() for line in Lines(head).split()]
    for each in WRAPPERS:
        if sum(each.holds(text) for text in texts) > _MOST * len(texts):
            yield each
