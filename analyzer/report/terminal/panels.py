"""All panels: one below the other, or in two columns where the terminal is wide."""

from collections.abc import Iterable
from itertools import groupby

from msgspec.structs import replace

from analyzer import units
from analyzer.report.model import ChartKind, Panel
from analyzer.report.terminal.histogram import histogram
from analyzer.report.terminal.lines import Line, cells, paragraph, piece
from analyzer.report.terminal.screen import Screen
from analyzer.report.terminal.sparkline import over_time
from analyzer.report.terminal.table import INDENT, ROWS, table
from analyzer.report.terminal.waterfall import waterfall

_TWO = 120
"""From this width on, two columns."""

_BETWEEN = 4


def panels(shown: list[Panel], screen: Screen) -> list[Line]:
    """Every panel that has rows; a waterfall has the whole width."""
    if screen.width < _TWO:
        return [line for panel in shown for line in panel_lines(panel, screen)]
    lines: list[Line] = []
    for whole, some in groupby(shown, _is_waterfall):
        if whole:
            lines += [line for panel in some for line in panel_lines(panel, screen)]
        else:
            lines += _in_two(some, screen)
    return lines


def _is_waterfall(panel: Panel) -> bool:
    return panel.chart is not None and panel.chart.kind is ChartKind.WATERFALL


def _in_two(shown: Iterable[Panel], screen: Screen) -> list[Line]:
    """Panels in two columns, each below the shorter one."""
    half = replace(screen, width=(screen.width - _BETWEEN) // 2)
    left: list[Line] = []
    right: list[Line] = []
    for panel in shown:
        shorter = left if len(left) <= len(right) else right
        shorter += panel_lines(panel, half)
    return _beside(left, right, half.width)


def panel_lines(panel: Panel, screen: Screen) -> list[Line]:
    """A blank line, the heading, the picture or table, and what is to be said of it."""
    body = _body(panel, screen)
    if not body:
        return []
    return [[], *heading(panel.title, panel.says, screen), *body, *_below(panel, screen)]


def heading(title: str, says: str, screen: Screen) -> list[Line]:
    """The title and, on the same line where there is room, what it shows."""
    shown = screen.text(title)
    lead = [piece(shown, "title"), piece("  ")]
    lines = paragraph(screen.text(says), screen, "quiet", indent=cells(lead), lead=lead)
    return lines or [lead[:1]]


def _body(panel: Panel, screen: Screen) -> list[Line]:
    chart = panel.chart
    if not panel.rows:
        return []
    if chart is None or not _is_picture(panel):
        return table(panel, screen)
    if _is_waterfall(panel):
        return waterfall(panel, screen)
    draw = over_time if chart.kind is ChartKind.OVER_TIME else histogram
    return draw(panel, chart, screen)


def _is_picture(panel: Panel) -> bool:
    """Whether every row is drawn, and none written."""
    kind = panel.chart.kind if panel.chart else ChartKind.BARS
    long = len(panel.rows) > ROWS
    return kind in {ChartKind.OVER_TIME, ChartKind.WATERFALL} or (
        kind is ChartKind.COLUMNS and long
    )


def _below(panel: Panel, screen: Screen) -> list[Line]:
    """How many rows are not here, and what limits those that are."""
    hidden = panel.more + (0 if _is_picture(panel) else max(0, len(panel.rows) - ROWS))
    texts = [f"and {units.count(hidden)} more"] if hidden else []
    texts += [screen.text(panel.note)] if panel.note else []
    return [line for text in texts for line in paragraph(text, screen, "quiet", indent=INDENT)]


def _beside(left: list[Line], right: list[Line], width: int) -> list[Line]:
    lines = []
    for number in range(max(len(left), len(right))):
        line = left[number] if number < len(left) else []
        if number < len(right) and right[number]:
            line = [*line, piece(" " * (width - cells(line) + _BETWEEN)), *right[number]]
        lines.append(line)
    return lines
