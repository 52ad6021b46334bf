r"""What servers do to bytes they would not write as they are, undone.

nginx writes `\x22`, Apache `\"`, `\\`, `\n`, `\t` and `\xhh`: both meant for exactly this.
"""

import re

import polars as pl

from analyzer.formats.rows import HANDFUL, on_rows, per_distinct

_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_LETTERS = {"n": b"\n", "t": b"\t", "r": b"\r", "b": b"\b", "v": b"\v", '"': b'"', "\\": b"\\"}


def unescape(raw: pl.Series) -> pl.Series:
    """The texts as they were sent; bytes that are no UTF-8 stay escaped."""
    # 2 % of the lines of ordinary logs hold a backslash, so looking is worth it.
    if len(raw) <= HANDFUL:
        return per_distinct(raw, _unescape)
    return on_rows(
        raw, raw.str.contains("\\", literal=True), lambda some: per_distinct(some, _unescape)
    )


def verbatim(raw: pl.Series) -> pl.Series:
    r"""Texts that nobody has escaped, such as `CORP\bob`, so that `unescape` gives them back."""
    return raw.str.replace_all("\\", "\\\\", literal=True)


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text

    def original(match: re.Match[str]) -> bytes:
        if match[1]:
            return bytes.fromhex(match[1])
        return _LETTERS.get(match[2], b"\\" + match[2].encode("utf-8", "replace"))

    pieces: list[bytes] = []
    end = 0
    for match in _ESCAPE.finditer(text):
        pieces += (text[end : match.start()].encode("utf-8", "replace"), original(match))
        end = match.end()
    pieces.append(text[end:].encode("utf-8", "replace"))
    return b"".join(pieces).decode("utf-8", "backslashreplace")
