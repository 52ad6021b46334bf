"""What a renderer knows of the terminal: its width, and the characters it can show."""

from math import ceil

from msgspec import Struct
from rich.cells import cell_len

from analyzer.report.text import STEP, cut_way, visible

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_LEVELS = " ▁▂▃▄▅▆▇█"
_PLAIN_LEVELS = " _.-:=+*#"
_LEAST_WAY = 24
"""Cells in which both ends of a way can be told."""

_PLAIN = str.maketrans({"…": "~", "µ": "u", "·": "-", "§": "S", "→": "->"})


class Screen(Struct, frozen=True):
    """Where text will stand.

    Args:
        width: cells in a line.
        plain: only ASCII can be shown.
    """

    width: int
    plain: bool = False

    def text(self, text: str) -> str:
        """Any text, safe to show: nothing in it can steer the terminal or leave its line."""
        seen = visible(text)
        if not self.plain or seen.isascii():
            return seen
        return seen.translate(_PLAIN).encode("ascii", "backslashreplace").decode("ascii")

    def cut(self, text: str, limit: int) -> str:
        """At most `limit` cells of a shown text, the middle left out: both ends say most."""
        if cell_len(text) <= limit:
            return text
        if STEP in text and limit >= _LEAST_WAY:
            return cut_way(text, limit, self.cut)
        limit = max(1, limit)
        tail = (limit - 1) // 2
        return _head(text, limit - 1 - tail) + ("~" if self.plain else "…") + _tail(text, tail)

    def end(self, text: str, limit: int) -> str:
        """At most `limit` cells, the beginning left out: of a place, file and line say most."""
        if cell_len(text) <= limit:
            return text
        return ("~" if self.plain else "…") + _tail(text, max(0, limit - 1))

    def bar(self, part: float, cells: int) -> str:
        """A bar for a part from 0 to 1 of `cells`; never empty for what is not nothing."""
        if part <= 0:
            return ""
        if self.plain:
            return "#" * max(1, round(part * cells))
        full, rest = divmod(max(1, round(part * cells * 8)), 8)
        return "█" * full + _EIGHTHS[rest]

    def spark(self, part: float) -> str:
        """One mark of a sparkline for a part from 0 to 1; the lowest is kept for nothing at all."""
        return self._levels[1 + max(0, min(7, ceil(part * 7)))]

    def column(self, part: float) -> str:
        """One cell of an upright column, filled from 0 (or less) to 1 (or more)."""
        if self.plain:
            return "#" if part >= 0.5 else "_" if part > 0 else " "
        return self._levels[max(0, min(8, ceil(part * 8)))]

    @property
    def _levels(self) -> str:
        return _PLAIN_LEVELS if self.plain else _LEVELS


def _head(text: str, limit: int) -> str:
    """The longest beginning of at most so many cells; marks on a letter take none."""
    piece = text[: limit if text.isascii() else 3 * limit]
    while cell_len(piece) > limit:
        piece = piece[:-1]
    return piece


def _tail(text: str, limit: int) -> str:
    """The longest such end; it does not begin with a mark that has lost its letter."""
    piece = text[len(text) - min(len(text), limit if text.isascii() else 3 * limit) :]
    while piece and (cell_len(piece) > limit or not cell_len(piece[0])):
        piece = piece[1:]
    return piece
