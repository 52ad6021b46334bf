"""Text encodings that are told by the first bytes: UTF-16 becomes UTF-8, byte order marks go."""

import codecs
from collections.abc import Iterator

ENCODING_REACH = 64
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def in_utf8(head: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a text in UTF-8, or in whatever else it is where newlines are one byte.

    Args:
        head: its first bytes, `ENCODING_REACH` of them if there are so many.
        pieces: all of its bytes, those of `head` again.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _transcoded(encoding, _without(len(mark), pieces))
    if head.startswith(codecs.BOM_UTF8):
        return _without(len(codecs.BOM_UTF8), pieces)
    encoding = _unmarked(head[:ENCODING_REACH])
    return _transcoded(encoding, pieces) if encoding else pieces


def _unmarked(head: bytes) -> str:
    """UTF-16 without its mark: a log begins with ASCII, so every other byte is a NUL."""
    even, odd = head[0::2], head[1::2]
    if len(head) >= 8 and not any(odd) and all(even):
        return "utf-16-le"
    if len(head) >= 8 and not any(even) and all(odd):
        return "utf-16-be"
    return ""


def _without(count: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if len(piece) > count:
            yield piece[count:]
        count = max(count - len(piece), 0)


def _transcoded(encoding: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in pieces:
        if text := decoder.decode(piece):
            yield text.encode()
    if text := decoder.decode(b"", final=True):
        yield text.encode()
