"""From pieces of any size to blocks of whole lines."""

from collections.abc import Generator, Iterable, Iterator

from analyzer.source.source import Block


def blocks(
    pieces: Iterable[bytes], block_size: int, max_line: int, number: int = 1
) -> Iterator[Block]:
    r"""Yield all lines in order, in as few blocks as the size allows; only `\n` parts lines.

    Args:
        pieces: the bytes, cut anywhere.
        block_size: no block is longer, in bytes, unless it is a single line.
        max_line: a line of more bytes than this, its newline not counted, is overlong: its pieces
            are blocks of their own, as they come.
        number: of the first line.
    """
    for text, overlong, last in _spans(pieces, block_size, max_line):
        # The dearest step: Python 3.11 to 3.13 count a byte at 2 GB/s; copies run at 10.
        lines = text.count(b"\n") + (not text.endswith(b"\n")) if overlong is None else overlong
        yield Block(text, number, lines, overlong is not None, last)
        number += lines


_Span = tuple[bytes, int | None, bool]
"""Bytes; of pieces of an overlong line 1 for its beginning and 0 for what follows; and whether they are
known to be the last."""


def _spans(pieces: Iterable[bytes], block_size: int, max_line: int) -> Iterator[_Span]:
    """What becomes a block each."""
    held: list[bytes] = []
    size, within = 0, False
    for piece in pieces:
        if within:
            end = piece.find(b"\n") + 1
            within = not end
            yield piece[: end or len(piece)], 0, False
            piece = piece[end or len(piece) :]  # noqa: PLW2901
        if size + len(piece) > block_size:
            # Cut where the block can end, so that the join is the block: one copy of each byte.
            cut = piece.rfind(b"\n", 0, max(block_size - size, 0)) + 1 or len(piece)
            text, piece = b"".join((*held, piece[:cut])), piece[cut:]  # noqa: PLW2901
            held.clear()
            rest, within = yield from _split(text, block_size, max_line)
            del text  # a block's memory, while the next one is being gathered
            held, size = [rest], len(rest)
        held.append(piece)
        size += len(piece)
    final = [*_split(b"".join(held), block_size, max_line, last=True)]
    for at, (text, overlong, _) in enumerate(final, 1):
        yield text, overlong, at == len(final)


def _split(
    text: bytes, block_size: int, max_line: int, *, last: bool = False
) -> Generator[_Span, None, tuple[bytes, bool]]:
    """Yield what is complete; return the line begun, and whether it is overlong and goes on.

    The `last` text's last line is complete without a newline, and ends its block.
    """
    start = 0
    while start < len(text):
        if start and not last and len(text) - start < block_size:
            break  # what comes next makes a whole block of it
        end = _whole(text, start, block_size, max_line)
        fits = end == start or len(text) - start <= block_size
        if last and fits and len(text) - end <= max_line:
            end = len(text)
        if end > start:
            yield text[start:end], None, False  # no copy where it is all of the text
        elif len(text) - start <= max_line:
            break
        else:
            end = text.find(b"\n", start + max_line) + 1
            yield text[start : end or len(text)], 1, False
            if not end:
                return b"", True
        start = end
    return text[start:], False


def _whole(text: bytes, start: int, block_size: int, max_line: int) -> int:
    """The end of the lines that make a block from `start`, or `start` if none is complete.

    It goes from newline to newline in strides of `max_line`: no newline in a stride is an
    overlong line, and the ordinary eight strides of a block cost nothing.
    """
    end = start
    while True:
        stop = end + max_line + 1
        newline = text.rfind(b"\n", end, min(stop, start + block_size))
        if newline < 0 and end == start:  # one line may be longer than a block
            newline = text.find(b"\n", start, stop)
        if newline < 0:
            return end
        end = newline + 1
