"""What may be wrapped around the JSON of a HAR: zlib, encodings and their marks, a JSONP call."""

import json
import re
import zlib

from analyzer.errors import FormatError

INFLATED_MOST = 1 << 32
"""Bytes that a `.zhar` may grow to: deflate reaches 1:1032, so 4 MB could ask for all of it."""

_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_CALL = re.compile(r"\s*(?:/\*\*/)?\s*[A-Za-z_$][\w$.]{0,99}\s*\((?=\s*\{)")
_CALL_END = re.compile(r"\)\s*;?\s*\Z")


def inflate(data: bytes, most: int = INFLATED_MOST) -> bytes:
    """The content of a zlib stream (`.zhar`); anything else comes back as it is.

    Raises:
        FormatError: the stream is damaged, or grows past `most` bytes.
    """
    if not data.startswith(_ZLIB):
        return data
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(data, most)
    except zlib.error as error:
        message = "the compressed HAR (zlib) is damaged"
        raise FormatError(message, "export it again") from error
    if stream.unconsumed_tail:
        message = f"the compressed HAR (zlib) grows past {most:,} bytes"
        raise FormatError(message, "inflate it first, and split it")
    if not stream.eof:
        message = "the compressed HAR (zlib) is cut short"
        raise FormatError(message, "copy or export it again")
    return content


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
    """The argument of `callback({...});`; any other text comes back as it is."""
    call = _CALL.match(text)
    if call is None:
        return text
    end = _CALL_END.search(text, max(call.end(), len(text) - 200))
    return text[call.end() : end.start() if end else len(text)]
