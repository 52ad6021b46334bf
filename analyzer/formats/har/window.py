"""The text of a document as it arrives: only the part that is being looked at is held."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator

from analyzer.formats.har.repairs import Repair, Repairs

_STEP = 2 << 20
"""Characters that come at a time, at the least; 200 MB take as long with 8 Mi, and 30 MB more."""

_LONGEST_MATCH = 400
"""Characters that a pattern that is searched for may match."""

_BLANK = "\0 \t\r\n\ufeff"


class Window:
    """A stretch of the text, which moves on.

    Args:
        pieces: the document's bytes, in UTF-8, UTF-16 or UTF-32.
        repairs: bytes that mean no character are counted here, once.

    Attributes:
        repairs: the same.
        text: the stretch.
        at: where in it the reading stands; what lies before is let go by `more`.
        ended: nothing comes behind it.
    """

    def __init__(self, pieces: Iterable[bytes], repairs: Repairs) -> None:
        """Take the first stretch."""
        self.repairs = repairs
        self._decoded = _decoded(pieces, repairs)
        self.text, self.at, self.ended = "", 0, False
        self._line, self._column = 1, 0
        self.more()

    def more(self) -> None:
        """Let go of what is read, and at the least double what is not: a text is read in one go."""
        passed = self.text[: self.at]
        if "\n" in passed:  # to look is ten times as fast as to count
            lines = passed.count("\n")
            self._line, self._column = self._line + lines, 0
        self._column += len(passed) - passed.rfind("\n") - 1
        kept, self.text, self.at = [self.text[self.at :]], "", 0
        wanted = max(_STEP, len(kept[0]))
        while wanted > 0:
            piece = next(self._decoded, None)
            if piece is None:
                self.ended = True
                break
            kept.append(piece)
            wanted -= len(piece)
        self.text = "".join(kept)

    def skip(self, blank: str = _BLANK) -> str:
        """Go on to the next character that is none of these; an empty text at the end."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in blank:
                    return self.text[self.at]
                self.at += 1
            if self.ended:
                return ""
            self.more()

    def find(self, pattern: re.Pattern[str]) -> bool:
        """Go on to where the pattern matches next, or to the end."""
        while True:
            found = pattern.search(self.text, self.at)
            if found and (self.ended or found.end() < len(self.text)):
                self.at = found.start()
                return True
            if self.ended:
                self.at = len(self.text)
                return False
            self.at = max(self.at, len(self.text) - _LONGEST_MATCH)
            self.more()

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, counted from 1, of a position in the stretch."""
        lines = self.text.count("\n", 0, at)
        if not lines:
            return self._line, self._column + at + 1
        return self._line + lines, at - self.text.rfind("\n", 0, at)


def _decoded(pieces: Iterable[bytes], repairs: Repairs) -> Iterator[str]:
    pieces = iter(pieces)
    first = b""
    for piece in pieces:  # the encoding shows in the first four bytes
        first += piece
        if len(first) >= 4:
            break
    decoder = codecs.getincrementaldecoder(json.detect_encoding(first))("strict")

    def decode(data: bytes, *, final: bool) -> str:
        state = decoder.getstate()
        try:
            return decoder.decode(data, final)
        except UnicodeDecodeError:
            repairs[Repair.BYTES] = 1
            decoder.setstate(state)
            decoder.errors = "replace"
            return decoder.decode(data, final)

    yield decode(first, final=False)
    for piece in pieces:
        yield decode(piece, final=False)
    yield decode(b"", final=True)
