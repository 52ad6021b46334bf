"""A panel as a compact table: numbers at the right, a small bar for the share, no row wrapped."""

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment

from analyzer import units
from analyzer.report.cell import NUMERIC, colour_of, written
from analyzer.report.model import ChartKind, Kind, Panel, Row, Value
from analyzer.report.terminal.fit import GAP, Track, fit
from analyzer.report.terminal.lines import Line, padded, piece
from analyzer.report.terminal.screen import Screen

ROWS = 10
"""As many as a reader takes in at a glance; the page has the rest."""

INDENT = 2
_LEAST_TEXT, _LEAST_BESIDE = 28, 12
_LEAST_BAR, _GOOD_BAR, _MOST_BAR = 6, 12, 24
_WIDEST = {Kind.STATUS: 12, Kind.PLACE: 15}
"""Texts that are not worth the room that others could have."""


class _Strip(Struct, frozen=True):
    """A column ready to be cut and set."""

    heads: tuple[str, str]
    texts: list[str]
    looks: list[str | None]
    track: Track
    kind: Kind

    def cell(self, row: int, width: int, screen: Screen) -> Segment:
        cut = screen.end if self.kind is Kind.PLACE else screen.cut
        text = padded(cut(self.texts[row], width), width, right=self.kind in NUMERIC)
        return piece(text, self.looks[row])

    def head(self, line: int, width: int, screen: Screen) -> Segment:
        text = screen.cut(self.heads[line], width)
        return piece(padded(text, width, right=self.kind in NUMERIC), "quiet")


def table(panel: Panel, screen: Screen) -> list[Line]:
    """The panel's first rows below their column titles."""
    rows = panel.rows[:ROWS]
    strips = _strips(panel, rows, screen)
    room = screen.width - INDENT
    bar, spare = (GAP + _LEAST_BAR, _GOOD_BAR - _LEAST_BAR) if panel.share is not None else (0, 0)
    widths = fit([strip.track for strip in strips], room - bar, spare)
    shown = [(strip, width) for strip, width in zip(strips, widths, strict=True) if width]
    left = room - sum(width + GAP for _, width in shown)
    heads = (0, 1) if any(strip.heads[0] for strip, _ in shown) else (1,)
    lines = [_joined([strip.head(at, width, screen) for strip, width in shown]) for at in heads]
    for number in range(len(rows)):
        cells = [strip.cell(number, width, screen) for strip, width in shown]
        lines.append(_joined([*cells, *_bar(panel, number, left, screen)]))
    return lines


def _joined(cells: list[Segment]) -> Line:
    line = [piece(" " * INDENT)]
    for cell in cells:
        line += [cell, piece(" " * GAP)]
    return line[:-1]


def _strips(panel: Panel, rows: tuple[Row, ...], screen: Screen) -> list[_Strip]:
    strips: list[_Strip] = []
    for index in range(len(panel.columns)):
        keep = index in {0, panel.share}
        strips.append(_strip(panel, index, rows, screen, keep=keep))
        if index == panel.share:
            strips.append(_shares(panel, rows))
    return strips


def _strip(
    panel: Panel, index: int, rows: tuple[Row, ...], screen: Screen, *, keep: bool
) -> _Strip:
    column = panel.columns[index]
    values = [row.values[index] for row in rows]
    texts = [screen.text(written(value, column.kind)) for value in values]
    natural = max(map(cell_len, texts), default=0)
    natural = min(natural, _WIDEST.get(column.kind, natural))
    heads = _heads(screen.text(column.title), natural)
    natural = max(natural, *map(cell_len, heads))
    text = column.kind is Kind.TEXT
    least = min(natural, _LEAST_TEXT if keep else _LEAST_BESIDE) if text else natural
    looks = [_look(value, column.kind) for value in values]
    return _Strip(heads, texts, looks, Track(natural, least, keep), column.kind)


def _heads(title: str, room: int) -> tuple[str, str]:
    """A title on one line, or on two where its values need less room."""
    upper, _, lower = title.rpartition(" ") if cell_len(title) > room + 2 else ("", "", title)
    return upper, lower


def _look(value: Value, kind: Kind) -> str | None:
    """The colour of what a value means; the fault of nobody has none."""
    if value is None:
        return "quiet"
    return None if kind is Kind.FAULT and value == "none" else colour_of(value, kind)


def _shares(panel: Panel, rows: tuple[Row, ...]) -> _Strip:
    texts = [units.share(_amount(panel, row), panel.total) for row in rows]
    natural = max(map(len, texts), default=0)
    track = Track(natural, natural, keep=True)
    return _Strip(("", ""), texts, [None] * len(rows), track, Kind.SHARE)


def _amount(panel: Panel, row: Row) -> float:
    value = row.values[panel.share] if panel.share is not None else None
    return value if isinstance(value, int | float) else 0


def _bar(panel: Panel, number: int, room: int, screen: Screen) -> list[Segment]:
    """The row's part of the largest row: the bars compare rows, the share is there as a number."""
    if panel.share is None or room < _LEAST_BAR:
        return []
    most = max(_amount(panel, row) for row in panel.rows) or 1
    cells = min(room, _MOST_BAR)
    part = _amount(panel, panel.rows[number]) / most
    return [piece(screen.bar(part, cells), _colour(panel, number))]


def _colour(panel: Panel, number: int) -> str:
    """The row's own class where the chart colours rows."""
    if panel.chart is None or panel.chart.kind is ChartKind.OVER_TIME:
        return "neutral"
    colours = panel.chart.colours
    return colours[number] if number < len(colours) else "neutral"
