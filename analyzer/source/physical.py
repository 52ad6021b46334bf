"""A source's bytes as they lie on the disk or come through a pipe, before any unpacking."""

import io
import os
import select
import stat
import sys
from collections.abc import Iterator

from analyzer.source.source import Source
from analyzer.source.trouble import Damage

# Of 64 KiB to 8 MiB the fastest (250 MB into blocks: 0.23 s against 0.25 and 0.32): what was
# read is still in the processor's cache when it is joined to its block.
PIECE = 64 << 10


class Physical:
    """An open source.

    Args:
        source: what to open.

    Raises:
        OSError, ValueError: it cannot be opened.

    Attributes:
        done: bytes read so far.
        total: bytes that there are; None where nobody knows (a pipe).
    """

    def __init__(self, source: Source) -> None:
        """Open it; waits for a writer where it is a FIFO."""
        self._file: io.FileIO | io.BytesIO
        self._file = _standard_input() if source.path is None else source.path.open("rb", 0)
        self.done = 0
        self._start, self._size = _extent(self._file)

    @property
    def total(self) -> int | None:
        """Bytes that there are; a log that grew since is as long as what was read of it."""
        return None if self._size is None else max(self._size, self.done)

    @property
    def rewinds(self) -> bool:
        """Whether `pieces(at)` can start over."""
        return self._size is not None

    def pieces(self, at: int | None = None) -> Iterator[bytes]:
        """Yield what there is, at most `PIECE` bytes at a time.

        Args:
            at: so many bytes from the beginning, for a second look; None to read on.

        Raises:
            Damage: the system failed to read on.
        """
        try:
            at = 0 if at is None else self._file.seek(self._start + at) - self._start
            while piece := self._read():
                at += len(piece)
                self.done = max(self.done, at)
                yield piece
        except OSError as error:
            raise Damage(f"reading failed ({error.strerror or error})") from error

    def _read(self) -> bytes:
        while (piece := self._file.read(PIECE)) is None:  # a pipe that another set not to block
            select.select([self._file], [], [])
        return piece

    def close(self) -> None:
        """Close the file; standard input stays open for whoever else has it."""
        self._file.close()


def _standard_input() -> io.FileIO | io.BytesIO:
    """The raw stream: a thread blocked on a buffered one would stop the interpreter's exit."""
    if sys.stdin is None:
        raise ValueError("standard input is closed")
    try:
        return open(sys.stdin.fileno(), "rb", buffering=0, closefd=False)
    except (io.UnsupportedOperation, AttributeError):  # replaced by something in memory
        return io.BytesIO(sys.stdin.buffer.read())


def _extent(file: io.FileIO | io.BytesIO) -> tuple[int, int | None]:
    """Where the reading starts, and the bytes from there to the end if they can be known."""
    try:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            return 0, None
        start = file.tell()  # a shell may hand on a standard input that was read in part
        return start, max(status.st_size - start, 0)
    except io.UnsupportedOperation:
        return 0, None
