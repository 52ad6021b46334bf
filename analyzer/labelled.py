"""Sources as labelled entries: read, parsed, placed and classified, block by block.

What is read of one source after the other is worked on side by side, whatever the size of each.
"""

from collections.abc import Iterator

import polars as pl
from msgspec import Struct

from analyzer.classify.classify import classify
from analyzer.clients import Clients
from analyzer.entry import Reject, conform
from analyzer.errors import FormatError, StatscanError
from analyzer.formats import Format
from analyzer.formats.format import Document, Headed
from analyzer.near import Near
from analyzer.rejected import rejected_of
from analyzer.source import Block, Reader, Source, prefetch

LARGEST_DOCUMENT = 4 << 30
"""Bytes of a HAR, unpacked, above which it is not read."""

_EXCERPT = 4 << 10  # bytes of an overlong line that are shown


class Opened(Struct, eq=False):
    """A source that is read.

    Args:
        source: the same.
        reader: of its bytes; told of why it ended early once it is through.
        format: as detected; None where it was not.
    """

    source: Source
    reader: Reader
    format: Format | None = None


class Read(Struct):
    """Some lines of a source.

    Args:
        of: the source.
        block: the lines.
        format: of these lines, as those before them explain it.
    """

    of: Opened
    block: Block
    format: Format


class Labelled(Struct):
    """What became of some lines, or of a document.

    Args:
        of: the source.
        frame: LABELLED; None of the later pieces of an overlong line.
        last: nothing of the source comes after it; the last ones may not say so.
        rejected: the lines that are none, byte for byte.
        error: why there is nothing more of this source.
    """

    of: Opened
    frame: pl.DataFrame | None = None
    last: bool = False
    rejected: bytes = b""
    error: StatscanError | None = None


def lines(opened: Opened, format_: Format, near: Near | None, *, pieces: bool) -> Iterator[Read]:
    """The lines of a log.

    Args:
        opened: the log.
        format_: of its lines, before any of them has explained more.
        near: what is far from these moments is passed over; None for nothing.
        pieces: give out what follows the beginning of an overlong line, too.
    """
    reader = opened.reader
    blocks = prefetch(near.blocks(reader, format_) if near else reader)
    explained = _explained((block for block in blocks if pieces or block.lines), format_)
    for block, of_lines in near.parts(opened.source.name, explained) if near else explained:
        yield Read(opened, block, of_lines)


def labelled(read: Read, clients: Clients, *, rejects: bool) -> Labelled:
    """Parse and classify; every physical line is one row, in order.

    Args:
        read: some lines.
        clients: who the clients are.
        rejects: keep the rejected lines.
    """
    block, source = read.block, read.of.source
    if not block.lines:  # of a line that is rejected already
        return Labelled(read.of, rejected=block.data)
    frame = _overlong(block) if block.overlong else read.format.parse(block.data)
    if frame.height != block.lines:  # never seen; to lose lines in silence would be worse
        error = FormatError(
            f"{source.name}: {block.lines} lines from line {block.line} on were read "
            f"as {frame.height}",
            "please report this, with that part of the log",
        )
        return Labelled(read.of, error=error)
    bad = rejected_of(block, frame["reject"]) if rejects else b""
    placed = _placed(frame, source, block.line, read.format.name)
    return Labelled(read.of, classify(clients.known(placed)), block.last, bad)


def document(opened: Opened, format_: Document, clients: Clients) -> Labelled:
    """The entries of a HAR, in its order.

    Raises:
        FormatError: it holds none.
    """
    name = opened.source.name
    try:
        frame = format_.read(opened.reader.pieces(LARGEST_DOCUMENT))
    except FormatError as error:
        raise FormatError(f"{name}: {error.what}", error.cure) from error
    placed = _placed(frame, opened.source, 1, format_.name)
    return Labelled(opened, classify(clients.known(placed)), last=True)


def _explained(blocks: Iterator[Block], format_: Format) -> Iterator[tuple[Block, Format]]:
    """Each block with its format, as the lines before it have explained it."""
    for block in blocks:
        yield block, format_
        if isinstance(format_, Headed) and not block.overlong:
            format_ = format_.after(block.data)


def _placed(frame: pl.DataFrame, source: Source, line: int, format_: str) -> pl.DataFrame:
    """Where each row is from, and in which format it was read: the file's, where it names no other."""
    entry = pl.col("reject").is_null()
    return conform(frame).with_columns(
        source=pl.lit(source.name),
        line=pl.int_range(line, line + frame.height, dtype=pl.UInt64),
        format=pl.when(entry).then(pl.coalesce("format", pl.lit(format_))),
    )


def _overlong(block: Block) -> pl.DataFrame:
    text = block.data[:_EXCERPT].decode("utf-8", "backslashreplace")
    return pl.DataFrame({"reject": [Reject.TOO_LONG], "raw": [text]})
