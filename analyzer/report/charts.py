"""A panel's picture: the only place that knows matplotlib, which costs half a second to import.

Drawn for the width of a phone, 360 units, and scaled up from there: letters that can be read on a
phone can be read anywhere. Every number of a picture stands in the table beside it.
"""

import io
import logging
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from math import log10
from typing import TYPE_CHECKING, Any

from analyzer.report.cell import written
from analyzer.report.clock import marks
from analyzer.report.colours import PALETTE, SURFACE
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Value
from analyzer.report.svg import inline
from analyzer.report.text import cut, visible
from analyzer.units import duration

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 360
MOST_BARS = 12
_LETTER = 6.4
"""Width of a letter of the size that is used; the page's own font is narrower."""

_LEAST = {ChartKind.BARS: 1, ChartKind.COLUMNS: 1, ChartKind.OVER_TIME: 2}
"""Rows that make a picture: one moment has no course."""

_BAR, _STRIP, _AXIS, _HISTOGRAM, _TOP, _EDGE = 22, 46, 36, 190, 7, 18
_MUTED, _RULE = SURFACE["muted"].light, SURFACE["rule"].light
_STYLE: dict[Any, Any] = {
    "font.size": 11,
    "svg.fonttype": "none",
    "text.parse_math": False,  # a path may hold `$`
    "text.color": SURFACE["ink"].light,
    "axes.labelcolor": _MUTED,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.edgecolor": _RULE,
    "axes.axisbelow": True,
    "axes.linewidth": 1,
    "grid.color": _RULE,
    "xtick.labelcolor": _MUTED,
    "ytick.labelcolor": SURFACE["ink"].light,
    "xtick.labelsize": 10,
    "ytick.alignment": "center",
    "xtick.bottom": False,
    "ytick.left": False,
}

# Where the home directory cannot be written, matplotlib makes do, and tells whoever listens.
logging.getLogger("matplotlib").addHandler(logging.NullHandler())


def draw(panel: Panel) -> str:
    """The panel's picture as an inline SVG; an empty text if there is nothing to draw."""
    if panel.chart is None or len(panel.rows) < _LEAST[panel.chart.kind]:
        return ""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a glyph that matplotlib lacks is drawn by the browser
        matplotlib.rcdefaults()  # a user's own matplotlibrc is for the user's own pictures
        matplotlib.rcParams.update(_STYLE | {"svg.hashsalt": panel.id})
        figure = Figure(dpi=72)
        figure.patch.set_visible(False)
        _DRAWN[panel.chart.kind](figure, panel, panel.chart)
        svg = _saved(figure)
    title = f"Chart: {visible(panel.title)}"
    return inline(svg, name=f"chart-{panel.id}", title=title, description=visible(panel.says))


def _saved(figure: "Figure") -> str:
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def _axes(figure: "Figure", height: float, *, left: float, right: float, bottom: float) -> "Axes":
    figure.set_size_inches(WIDTH / 72, height / 72)
    box = (left / WIDTH, bottom / height, 1 - (left + right) / WIDTH, 1 - (bottom + _TOP) / height)
    axes = figure.add_axes(box)
    axes.patch.set_visible(False)
    return axes


def _bars(figure: "Figure", panel: Panel, chart: Chart) -> None:
    rows = panel.rows[:MOST_BARS]
    series = [values[:MOST_BARS] for values in _series(panel, chart)]
    totals = [sum(values) for values in zip(*series, strict=True)]
    labels = [cut(_cell(panel, row.values[chart.label], chart.label), 20) for row in rows]
    numbers = [_number(panel.columns[chart.values[0]], total) for total in totals]
    left, right = (max(map(len, texts)) * _LETTER + 8 for texts in (labels, numbers))
    bottom = _AXIS / 2 if chart.log else 2
    height = len(rows) * _BAR + bottom + _TOP
    axes = _axes(figure, height, left=left, right=right, bottom=bottom)
    for start, values, style in _stacked(series, chart):
        bars = axes.barh(range(len(rows)), values, 0.68, start, **style)
    axes.bar_label(bars, numbers, padding=4, color=_MUTED)
    axes.set_yticks(range(len(rows)), labels)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.xaxis.set_visible(False)
    axes.spines.bottom.set_visible(False)
    if chart.log:
        axes.set_xscale("symlog", linthresh=1)
        figure.text(0.5, 2 / height, "lengths are logarithmic", color=_MUTED, size=9.5, ha="center")
    axes.set_xlim(0, max(*totals, 1))


def _columns(figure: "Figure", panel: Panel, chart: Chart) -> None:
    series = _series(panel, chart)
    top = max(1.0, *(sum(values) for values in zip(*series, strict=True)))
    ticks = _powers(top) if chart.log else _round_steps(top)
    numbers = [_number(panel.columns[chart.values[0]], tick) for tick in ticks]
    left = max(map(len, numbers)) * _LETTER + 6
    axes = _axes(figure, _HISTOGRAM, left=left, right=_EDGE, bottom=_AXIS)
    for start, values, style in _stacked(series, chart):
        axes.bar(range(len(values)), values, 0.86, start, **style)
    if chart.log:
        axes.set_yscale("symlog", linthresh=1)
    axes.set_yticks(ticks, numbers, color=_MUTED, size=10)
    axes.set_yticks([], minor=True)
    axes.set_ylim(0, max(top, ticks[-1]))
    axes.grid(axis="y")
    _name_columns(axes, panel, chart)


def _name_columns(axes: "Axes", panel: Panel, chart: Chart) -> None:
    """At most six of them, so that no name runs into the next."""
    shown = range(0, len(panel.rows), -(-len(panel.rows) // 6))
    places = (panel.rows[place].values[chart.label] for place in shown)
    axes.set_xticks(shown, [cut(_cell(panel, value, chart.label), 9) for value in places])
    axes.set_xlabel(cut(visible(panel.columns[chart.label].title), 40), size=10)


def _stacked(
    series: list[list[float]], chart: Chart
) -> Iterator[tuple[list[float], list[float], dict[str, Any]]]:
    """Each series with where it starts, on top of the ones before, and paler than they are."""
    start = [0.0] * len(series[0])
    colours = [PALETTE[name].light for name in chart.colours[: len(start)]]
    for index, values in enumerate(series):
        yield start, values, {"color": colours, "alpha": 1 - index / 2 / len(series)}
        start = [low + value for low, value in zip(start, values, strict=True)]


def _over_time(figure: "Figure", panel: Panel, chart: Chart) -> None:
    """One strip for each class, each to its own scale: an outage is seen beside a million hits."""
    series = _series(panel, chart)
    strips = [index for index, values in enumerate(series) if any(values)]
    height = len(strips) * _STRIP + _AXIS + _TOP
    axes = _axes(figure, height, left=_EDGE, right=_EDGE, bottom=_AXIS)
    edges = _clock(axes, [row.values[chart.label] for row in panel.rows])
    for base, index in zip(range(len(strips) - 1, -1, -1), strips, strict=True):
        peak = max(series[index])
        tops = [base + 0.6 * value / peak for value in series[index]]
        colour = PALETTE[chart.colours[index]].light
        axes.axhline(base, color=_RULE, linewidth=1)
        axes.stairs(tops, edges, baseline=base, fill=True, color=colour)
        column = panel.columns[chart.values[index]]
        axes.text(0, base + 0.68, cut(visible(column.title), 30))
        most = f"at most {_number(column, peak)}"
        axes.text(edges[-1], base + 0.68, most, ha="right", color=_MUTED)
    axes.set_ylim(0, max(len(strips), 1))
    axes.set_yticks([])


def _clock(axes: "Axes", values: list[Value]) -> list[float]:
    """An axis of time; where columns begin and the last one ends, in seconds from the first."""
    moments = [moment for moment in values if isinstance(moment, datetime)]
    begins = [moment.timestamp() - moments[0].timestamp() for moment in moments]
    width = min((late - early for early, late in pairwise(begins)), default=60)
    end = begins[-1] + width
    places, words = zip(*marks(moments[0], end, 5), strict=True)
    axes.set_xticks(places, words)
    axes.set_xlim(0, end)
    step = duration(width * 1_000_000)
    axes.set_xlabel(f"from {moments[0]:%Y-%m-%d %H:%M}, {step} to a column", size=10)
    return [*begins, end]


_DRAWN: dict[ChartKind, Callable[["Figure", Panel, Chart], None]] = {
    ChartKind.BARS: _bars,
    ChartKind.COLUMNS: _columns,
    ChartKind.OVER_TIME: _over_time,
}


def _series(panel: Panel, chart: Chart) -> list[list[float]]:
    """The values to be drawn; what is unknown is not drawn."""
    return [
        [
            value if isinstance(value, int | float) else 0.0
            for value in (row.values[index] for row in panel.rows)
        ]
        for index in chart.values
    ]


def _cell(panel: Panel, value: Value, index: int) -> str:
    return written(value, panel.columns[index].kind)


def _number(column: Column, value: float) -> str:
    exact = column.kind is not Kind.COUNT or value != int(value)
    return written(value if exact else int(value), column.kind)


def _powers(top: float) -> list[float]:
    """0 and at most five powers of ten up to `top`."""
    last = int(log10(top))
    return [0, *(10**power for power in range(last % (last // 5 + 1), last + 1, last // 5 + 1))]


def _round_steps(top: float) -> list[float]:
    """0 and two to five multiples of 1, 2 or 5 times a power of ten, the last at least `top`."""
    size = 10 ** int(log10(top))
    step = next(size * part for part in (0.2, 0.5, 1, 2, 5) if size * part * 5 >= top)
    step = step if step < 1 else int(step)
    return [step * number for number in range(int(-(-top // step)) + 1)]
