"""A histogram that is longer than a table may be: columns side by side, a few lines high."""

from math import log10

from rich.cells import cell_len
from rich.segment import Segment

from analyzer.report.cell import written
from analyzer.report.model import Chart, Panel, Value
from analyzer.report.terminal.lines import Line, flow, padded, piece
from analyzer.report.terminal.screen import Screen

INDENT = 2
_HEIGHT = 3
_WIDEST = 4


def histogram(panel: Panel, chart: Chart, screen: Screen) -> list[Line]:
    """The panel's rows as columns in their order, the ends of the scale below."""
    amounts = [_amount(row.values[chart.values[0]]) for row in panel.rows]
    room = screen.width - INDENT
    each = -(-len(amounts) // room)
    heights = _heights([sum(amounts[at : at + each]) for at in range(0, len(amounts), each)], chart)
    wide = min(_WIDEST, room // len(heights))
    drawn = [
        [piece(" " * INDENT), *_level(level, heights, chart.colours[::each], wide, screen)]
        for level in reversed(range(_HEIGHT))
    ]
    return [*drawn, *_below(panel, chart, amounts, wide * len(heights), screen)]


def _heights(amounts: list[float], chart: Chart) -> list[float]:
    """From 0 to the number of lines."""
    sizes = [log10(1 + amount) for amount in amounts] if chart.log else amounts
    most = max(sizes) or 1
    return [_HEIGHT * size / most for size in sizes]


def _level(
    level: int, heights: list[float], colours: tuple[str, ...], wide: int, screen: Screen
) -> list[Segment]:
    """One line of the picture: what of each column reaches into it."""
    line = []
    for height, colour in zip(heights, colours, strict=True):
        least = 1 / 8 if height > 0 and level == 0 else 0
        mark = screen.column(max(least, height - level))
        line.append(piece((mark * max(1, wide - 1)).ljust(wide), colour))
    return line


def _below(
    panel: Panel, chart: Chart, amounts: list[float], wide: int, screen: Screen
) -> list[Line]:
    begin, end = (_label(panel, chart, at, screen) for at in (0, -1))
    axis = padded(begin, max(wide - 1 - cell_len(end), cell_len(begin) + 4)) + end
    peak = amounts.index(max(amounts))
    most = written(panel.rows[peak].values[chart.values[0]], panel.columns[chart.values[0]].kind)
    words = f"most {screen.text(most)} {_label(panel, chart, peak, screen)}"
    scale = ["logarithmic scale"] if chart.log else []
    pieces = [[piece(text, "quiet")] for text in (axis, words, *scale)]
    return [[piece(" " * INDENT), *line] for line in flow(pieces, screen.width - INDENT)]


def _label(panel: Panel, chart: Chart, row: int, screen: Screen) -> str:
    """`up to 4.10 ms`: a row's label with the title of its column."""
    column = panel.columns[chart.label]
    value = panel.rows[row].values[chart.label]
    return screen.text(f"{column.title} {written(value, column.kind)}")


def _amount(value: Value) -> float:
    return value if isinstance(value, int | float) else 0
