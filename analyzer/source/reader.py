"""One source, from opening to its last line."""

from collections.abc import Iterator
from itertools import chain
from types import TracebackType
from typing import Self

from analyzer.errors import SourceError
from analyzer.source import trouble
from analyzer.source.container import (
    FOREIGN_REACH,
    LONGEST_MAGIC,
    ZIP,
    Container,
    container_of,
    foreign_of,
)
from analyzer.source.encoding import ENCODING_REACH, in_utf8
from analyzer.source.lines import blocks
from analyzer.source.physical import Physical
from analyzer.source.source import Block, Mark, Source
from analyzer.source.unpack import unpack

# A part of what a block costs is the same whatever its size, and memory grows with it: where every path,
# client and agent is another, 350 MB are enough for this.
BLOCK_SIZE = 7 << 20
MAX_LINE = 1 << 20
HEAD_SIZE = 1 << 20


class Reader:
    """Reads a source once, from front to back, as a context manager.

    Args:
        source: what to read.
        block_size: bytes, unpacked, that a block has at the most unless it is a single line.
        max_line: bytes that a line may have; of longer ones only the beginning is kept.

    Attributes:
        source: the same.
        container: `plain`, `gzip`, `bzip2`, `xz`, `zstd` or `zip`; known once opened.
        problem: why the source ended before its end; known once iteration or `pieces` is through, or
            `head` is empty.
        marks: where blocks began, as far as they were read; only of a file whose own bytes they are,
            neither packed nor in another encoding.
    """

    def __init__(
        self, source: Source, *, block_size: int = BLOCK_SIZE, max_line: int = MAX_LINE
    ) -> None:
        """Take the source; nothing is opened before `with`."""
        self.source = source
        self.container = "plain"
        self.problem: SourceError | None = None
        self.marks: list[Mark] = []
        self._sizes = (block_size, max_line)
        self._damage: trouble.Damage | None = None
        self._head: bytes | None = None

    def __enter__(self) -> Self:
        """Open the source and tell its container.

        Raises:
            SourceError: it cannot be opened, or is known to hold no lines (an archive).
        """
        name = self.source.name
        try:
            self._physical = Physical(self.source)
        except (OSError, ValueError) as error:
            raise trouble.unreadable(name, error) from error
        try:
            self._open()
        except BaseException:
            self._physical.close()
            raise
        return self

    def _open(self) -> None:
        packed, raw = _peek(self._guarded(self._physical.pieces()), LONGEST_MAGIC)
        if self._damage and not packed:
            raise SourceError(f"cannot read {self.source.name}: {self._damage.what}")
        if packed.startswith(ZIP):
            from analyzer.source.archive import har_in

            self.container, raw = "zip", self._guarded(har_in(self.source.name, raw))
        container = container_of(packed)
        plain = raw if container is None else self._guarded(self._unpacked(raw, container))
        head, plain = _peek(plain, max(FOREIGN_REACH, ENCODING_REACH))
        if kind := foreign_of(head):
            raise trouble.foreign(self.source.name, kind.what, kind.cure)
        self._pieces = in_utf8(head, plain)
        verbatim = self.container == "plain" and self._pieces is plain
        self._marked = verbatim and self._physical.rewinds

    def _unpacked(self, raw: Iterator[bytes], container: Container) -> Iterator[bytes]:
        self.container = container.name
        physical = self._physical
        again = (lambda: physical.pieces(0)) if physical.rewinds else None
        return unpack(raw, container, again)

    def _guarded(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """What comes before damage counts: damage ends the pieces, and is told at the end."""
        try:
            yield from pieces
        except trouble.Damage as damage:
            self._damage = self._damage or damage  # the first is the cause of what follows

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the source."""
        self._physical.close()

    @property
    def head(self) -> bytes:
        """The first bytes, unpacked, up to 1 MiB; they are read again by iteration or `pieces`."""
        if self._head is None:
            self._head, self._pieces = _peek(self._pieces, HEAD_SIZE)
            if not self._head:  # there is nothing to iterate over that would tell
                self._conclude(0, "line")
        return self._head

    def __iter__(self) -> Iterator[Block]:
        """Yield all lines in blocks, in order. Never raises for the source's state: see `problem`."""
        lines, at = 0, 0
        for block in blocks(self._pieces, *self._sizes):
            if self._marked and block.lines:
                self.marks.append(Mark(block.line, at))
            at += len(block.data)
            lines = block.line + block.lines - 1
            yield block
        self._conclude(lines, "line")

    def since(self, mark: Mark) -> Iterator[Block]:
        """Yield the lines from one of `marks` on, in blocks; that it was read already changes nothing."""
        pieces = self._guarded(self._physical.pieces(mark.at))
        yield from blocks(pieces, *self._sizes, mark.line)

    def pieces(self, limit: int) -> Iterator[bytes]:
        """Yield all bytes, unpacked, of a document, which has no lines to be cut at.

        Args:
            limit: bytes, unpacked, above which it is not read on.

        Raises:
            SourceError: it is larger than the limit.
        """
        size = 0
        for piece in self._pieces:
            size += len(piece)
            if size > limit:
                raise trouble.too_large(self.source.name, limit)
            yield piece
        self._conclude(size, "byte")

    def _conclude(self, count: int, unit: str) -> None:
        if self._damage:
            what = self._damage.what
            self.problem = trouble.ended_early(self.source.name, what, count, unit)

    @property
    def done(self) -> int:
        """Bytes read so far as they lie in the file: packed, if it is."""
        return self._physical.done

    @property
    def total(self) -> int | None:
        """Bytes of the file, packed if it is; None where unknown (a pipe, standard input)."""
        return self._physical.total


def _peek(pieces: Iterator[bytes], size: int) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, at most `size`, and all pieces, those looked at included."""
    ahead, seen = [], 0
    for piece in pieces:
        ahead.append(piece)
        seen += len(piece)
        if seen >= size:
            break
    return b"".join(ahead)[:size], chain(ahead, pieces)
