"""One source as labelled entries: read, parsed, placed and classified, block by block."""

from collections.abc import Iterable, Iterator

import polars as pl

from analyzer.classify.classify import classify
from analyzer.clients import Clients
from analyzer.engines import Workers
from analyzer.entry import Reject, conform
from analyzer.errors import FormatError
from analyzer.formats import Format
from analyzer.formats.format import Document, Headed
from analyzer.near import Near
from analyzer.rejected import Rejected, rejected_of
from analyzer.source import Block, Reader, Source, prefetch

LARGEST_DOCUMENT = 4 << 30
"""Bytes of a HAR, unpacked, above which it is not read."""

_EXCERPT = 4 << 10  # bytes of an overlong line that are shown


def lines(  # noqa: PLR0913 - one for each thing that a user may want of lines
    reader: Reader,
    format_: Format,
    workers: Workers,
    clients: Clients,
    *,
    rejects: Rejected | None = None,
    near: Near | None = None,
) -> Iterator[pl.DataFrame]:
    """Parse and classify blocks side by side; every physical line is one row, in order.

    Args:
        reader: the source, opened.
        format_: of its lines.
        workers: do it.
        clients: who the clients are.
        rejects: takes the rejected lines of each block, in order, byte for byte.
        near: blocks that are far from these moments are passed over; None for all of them.

    Returns:
        LABELLED frames.
    """

    def labelled(explained: tuple[Block, Format]) -> tuple[pl.DataFrame | None, bytes]:
        block, format_ = explained
        if not block.lines:  # of a line that is rejected already
            return None, block.data
        frame = _overlong(block) if block.overlong else format_.parse(block.data)
        if frame.height != block.lines:  # never seen; to lose lines in silence would be worse
            raise FormatError(
                f"{reader.source.name}: {block.lines} lines from line {block.line} on were read "
                f"as {frame.height}",
                "please report this, with that part of the log",
            )
        bad = b"" if rejects is None else rejected_of(block, frame["reject"])
        placed = _placed(frame, reader.source, block.line, format_.name)
        return classify(clients.known(placed)), bad

    blocks: Iterable[Block] = prefetch(near.blocks(reader, format_) if near else reader)
    if rejects is None:
        blocks = (block for block in blocks if block.lines)
    explained = _explained(blocks, format_)
    if near:
        explained = near.parts(reader.source.name, explained)
    for frame, bad in workers.ahead(labelled, explained):
        if rejects is not None and bad:
            rejects.add(bad, begins=frame is not None)
        if frame is not None:
            yield frame


def document(reader: Reader, format_: Document, clients: Clients) -> pl.DataFrame:
    """The entries of a HAR, in its order.

    Returns:
        LABELLED.

    Raises:
        FormatError: it holds none.
    """
    name = reader.source.name
    try:
        frame = format_.read(reader.pieces(LARGEST_DOCUMENT))
    except FormatError as error:
        raise FormatError(f"{name}: {error.what}", error.cure) from error
    return classify(clients.known(_placed(frame, reader.source, 1, format_.name)))


def _explained(blocks: Iterable[Block], format_: Format) -> Iterator[tuple[Block, Format]]:
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
