"""A panel's picture: the only place that knows matplotlib, which costs half a second to import.

Drawn for the width of a phone, 360 units, and scaled up from there: letters that can be read on a
phone can be read anywhere. Every number of a picture stands in the table beside it.
"""

import io
import logging
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta
from math import log10
from typing import TYPE_CHECKING, Any

from analyzer.report.bins import Bins, binned
from analyzer.report.cell import written
from analyzer.report.colours import PALETTE, SURFACE
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel
from analyzer.report.svg import inline
from analyzer.report.text import cut
from analyzer.report.units import duration

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 360
MOST_BARS = 12
MOST_COLUMNS = 90
_LETTER = 6.4
"""Width of a letter of the size that is used; the page's own font is narrower."""

_BAR, _STRIP, _AXIS, _HISTOGRAM = 22, 46, 36, 190
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
    "xtick.color": _RULE,
    "ytick.color": _RULE,
    "xtick.labelcolor": _MUTED,
    "ytick.labelcolor": SURFACE["ink"].light,
    "xtick.labelsize": 10,
    "ytick.alignment": "center",
    "ytick.major.size": 0,
}

# Where the home directory cannot be written, matplotlib makes do, and tells whoever listens.
logging.getLogger("matplotlib").addHandler(logging.NullHandler())


def draw(panel: Panel) -> str:
    """The panel's picture as an inline SVG; an empty text if there is nothing to draw."""
    if panel.chart is None or not panel.rows:
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
    title = f"Chart: {panel.title}"
    return inline(svg, name=f"chart-{panel.id}", title=title, description=panel.says)


def _saved(figure: "Figure") -> str:
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def _axes(figure: "Figure", height: float, *, left: float, right: float, bottom: float) -> "Axes":
    figure.set_size_inches(WIDTH / 72, height / 72)
    box = (left / WIDTH, bottom / height, 1 - (left + right) / WIDTH, 1 - (bottom + 4) / height)
    axes = figure.add_axes(box)
    axes.patch.set_visible(False)
    return axes


def _bars(figure: "Figure", panel: Panel, chart: Chart) -> None:
    rows = panel.rows[:MOST_BARS]
    labels = [cut(_cell(panel, row.values[chart.label], chart.label), 20) for row in rows]
    series = _series(panel, chart)
    totals = [sum(values) for values in zip(*series, strict=True)][:MOST_BARS]
    numbers = [_number(panel.columns[chart.values[0]], total) for total in totals]
    left, right = (max(map(len, texts)) * _LETTER + 8 for texts in (labels, numbers))
    caption = _AXIS / 2 if chart.log else 2
    height = len(rows) * _BAR + caption + 4
    axes = _axes(figure, height, left=left, right=right, bottom=caption)
    colours = [PALETTE[name].light for name in chart.colours[:MOST_BARS]]
    begin = [0.0] * len(rows)
    for index, values in enumerate(series):
        some = values[:MOST_BARS]
        bars = axes.barh(
            range(len(rows)), some, 0.68, begin, color=colours, alpha=1 - index / 2 / len(series)
        )
        begin = [start + value for start, value in zip(begin, some, strict=True)]
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
    count = len(panel.rows)
    top = max(1.0, *(sum(values) for values in zip(*series, strict=True)))
    ticks = _powers(top) if chart.log else _round_steps(top)
    numbers = [_number(panel.columns[chart.values[0]], tick) for tick in ticks]
    left = max(map(len, numbers)) * _LETTER + 6
    axes = _axes(figure, _HISTOGRAM, left=left, right=18, bottom=_AXIS)
    begin = [0.0] * count
    for index, values in enumerate(series):
        colours = [PALETTE[name].light for name in chart.colours]
        alpha = 1 - index / 2 / len(series)
        axes.bar(range(count), values, 0.86, begin, color=colours, alpha=alpha)
        begin = [start + value for start, value in zip(begin, values, strict=True)]
    if chart.log:
        axes.set_yscale("symlog", linthresh=1)
    axes.set_yticks(ticks, numbers, color=_MUTED, size=10)
    axes.set_yticks([], minor=True)
    axes.set_ylim(0, max(top, ticks[-1]))
    axes.grid(axis="y")
    shown = range(0, count, -(-count // 6))
    places = (panel.rows[place].values[chart.label] for place in shown)
    axes.set_xticks(shown, [cut(_cell(panel, value, chart.label), 9) for value in places])
    axes.set_xlabel(cut(panel.columns[chart.label].title, 40), size=10)


def _over_time(figure: "Figure", panel: Panel, chart: Chart) -> None:
    """One strip for each class, each to its own scale: an outage is seen beside a million hits."""
    moments = [row.values[chart.label] for row in panel.rows]
    known = [moment for moment in moments if isinstance(moment, datetime)]
    bins = binned(known, _series(panel, chart), MOST_COLUMNS)
    strips = [index for index, sums in enumerate(bins.sums) if any(sums)]
    height = len(strips) * _STRIP + _AXIS + 4
    axes = _axes(figure, height, left=2, right=2, bottom=_AXIS)
    for place, index in enumerate(strips):
        base, peak = len(strips) - 1 - place, max(bins.sums[index])
        tops = [base + 0.62 * value / peak for value in bins.sums[index]]
        colour = PALETTE[chart.colours[index]].light
        axes.stairs(tops, bins.edges, baseline=base, fill=True, color=colour)
        axes.axhline(base, color=_RULE, linewidth=1)
        column = panel.columns[chart.values[index]]
        axes.text(0, base + 0.7, written(column.title, Kind.CLASS))
        text = f"at most {_number(column, peak)}"
        axes.text(bins.edges[-1], base + 0.7, text, ha="right", color=_MUTED)
    axes.set_ylim(0, max(len(strips), 1))
    _clock(axes, bins)


def _clock(axes: "Axes", bins: Bins) -> None:
    ticks = bins.ticks(5)
    end = bins.edges[-1]
    axes.set_xlim(0, end)
    moments = [bins.start + timedelta(seconds=tick) for tick in ticks]
    hours = end < 2 * 86_400
    labels = [f"{moment:%H:%M}" if hours else f"{moment:%Y-%m-%d}"[-5:] for moment in moments]
    axes.set_xticks(ticks, labels)
    axes.set_yticks([])
    step = duration(bins.step * 1_000_000)
    axes.set_xlabel(f"from {bins.start:%Y-%m-%d %H:%M}, {step} to a column", size=10)


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


def _cell(panel: Panel, value: object, index: int) -> str:
    return written(value, panel.columns[index].kind)  # type: ignore[arg-type]


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
