"""What may be wrapped around the JSON of a HAR: zlib, encodings and their marks, a JSONP call."""

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from analyzer.errors import FormatError

INFLATED_MOST = 1 << 32
"""Bytes that a `.zhar` may grow to: deflate reaches 1:1032, so 4 MB could ask for all of it."""

_INFLATED_AT_ONCE = 1 << 20
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
CALL = re.compile(r"\s*(?:/\*\*/)?\s*[A-Za-z_$][\w$.]{0,99}\s*\((?=\s*\{)")


def inflated(pieces: Iterable[bytes], most: int = INFLATED_MOST) -> Iterator[bytes]:
    """The content of a zlib stream (`.zhar`); anything else comes back as it is.

    A stream that is damaged or cut ends there: whether an entry came before, its JSON tells.

    Raises:
        FormatError: nothing can be inflated, or it grows past `most` bytes.
    """
    pieces = iter(pieces)
    first = b"".join(islice(pieces, 1))
    if not first.startswith(_ZLIB):
        yield first
        yield from pieces
        return
    stream, size = zlib.decompressobj(), 0
    for piece in chain([first], pieces):
        packed = piece
        while packed:
            try:
                content = stream.decompress(packed, _INFLATED_AT_ONCE)
            except zlib.error as error:
                if size:
                    return
                message = "the compressed HAR (zlib) is damaged"
                raise FormatError(message, "export it again") from error
            size, packed = size + len(content), stream.unconsumed_tail
            if size > most:
                message = f"the compressed HAR (zlib) grows past {most:,} bytes"
                raise FormatError(message, "inflate it first, and split it")
            yield content


def text_of(data: bytes) -> tuple[str, bool]:
    """The text of a document and whether every byte of it was valid.

    UTF-8 is the rule; UTF-16 and UTF-32 are known by their marks or by where their zeros lie.
    """
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding), True
    except UnicodeDecodeError:
        return data.decode(encoding, "replace"), False


def unwrap_call(text: str) -> str:
    """What stands behind `callback(`; any other text comes back as it is."""
    call = CALL.match(text)
    return text[call.end() :] if call else text


def refuse_at_sight(first: str) -> None:
    """Name what is plainly no JSON, where the parser would only say `Expecting value`."""
    if not first:
        message = "the HAR is empty"
        raise FormatError(message, "record it again with the network panel open")
    if first == "<":
        message = "this is XML or HTML, not the JSON of a HAR"
        raise FormatError(message, "Internet Explorer saves HARs as XML: export from another tool")
    if first not in "{[":
        message = "this is no JSON, so it is no HAR"
        raise FormatError(message, "check that it is the file you meant")
