"""A panel over time: a sparkline for each series, its peak beside it, the clock below."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from rich.cells import cell_len

from analyzer import units
from analyzer.classify.outcomes import CLASSES
from analyzer.classify.vocabulary import Class
from analyzer.report.cell import written
from analyzer.report.model import Chart, Kind, Panel, Value
from analyzer.report.terminal.lines import Line, padded, piece
from analyzer.report.terminal.marks import Marks, marks
from analyzer.report.terminal.screen import Screen

INDENT = 2
GAP = 2
_LEAST = 8
_WORDS = len("  most  at 11-22 10:15")


class _Series(Struct, frozen=True):
    """One value over time, in marks; its height is its own, for classes differ by magnitudes."""

    title: str
    look: str
    kind: Kind
    sums: list[float]

    def sparks(self, screen: Screen) -> str:
        most = max(self.sums)
        return "".join(screen.spark(amount / most) for amount in self.sums)

    @property
    def most(self) -> str:
        return written(round(max(self.sums)), self.kind)

    @property
    def place(self) -> int:
        return self.sums.index(max(self.sums))


def over_time(panel: Panel, chart: Chart, screen: Screen) -> list[Line]:
    """A line for each series that has anything in it, and what a mark stands for."""
    amounts = {at: [_amount(row.values[at]) for row in panel.rows] for at in chart.values}
    shown = [
        (at, look) for at, look in zip(chart.values, chart.colours, strict=True) if any(amounts[at])
    ]
    if not shown:
        return []
    titles = [screen.text(_title(panel.columns[at].title)) for at, _ in shown]
    beside = max(map(cell_len, titles))
    widest = max(len(units.count(round(sum(amounts[at])))) for at, _ in shown)
    room = max(_LEAST, screen.width - INDENT - beside - GAP - _WORDS - widest)
    time = marks([_when(row.values[chart.label]) for row in panel.rows], room)
    together = time.sums if chart.adds else time.highest
    series = [
        _Series(title, look, panel.columns[at].kind, together(amounts[at]))
        for title, (at, look) in zip(titles, shown, strict=True)
    ]
    below = _below(time, INDENT + beside + GAP, "" if chart.adds else " at its highest")
    return [*_drawn(series, time.clock, beside, screen), below]


def _title(title: str) -> str:
    """A class by its words: `none` alone would say that there is nothing."""
    return CLASSES[Class(title)].title if title in list(Class) else title


def _drawn(series: list[_Series], clock: Sequence[str], beside: int, screen: Screen) -> list[Line]:
    widest = max(cell_len(one.most) for one in series)
    return [
        [
            piece(" " * INDENT + padded(one.title, beside), one.look),
            piece(" " * GAP + one.sparks(screen), one.look),
            piece("  most ", "quiet"),
            piece(padded(one.most, widest, right=True)),
            piece(f" at {clock[one.place]}", "quiet"),
        ]
        for one in series
    ]


def _below(time: Marks, margin: int, which: str) -> Line:
    """`09:00 ... 11:30` under the marks where there is room, and what one of them covers."""
    clock = time.clock
    several = len(time.places) > len(clock)
    begin, end = clock[0], clock[-1]
    axis = f"{begin}{end:>{len(clock) - len(begin)}}" if len(clock) > len(begin + end) else begin
    words = f"a mark is {units.duration(time.seconds * 1_000_000)}{which if several else ''}"
    return [piece(" " * margin + padded(axis, len(clock)) + " " * GAP + words, "quiet")]


def _when(value: Value) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(f"a panel over time has no moment in its row, but {value!r}")
    return value


def _amount(value: Value) -> float:
    return value if isinstance(value, int | float) else 0
