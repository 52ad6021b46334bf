"""A waterfall in letters: a line for each request, its phases as marks, side by side in time."""

from analyzer import units
from analyzer.report.cell import written
from analyzer.report.falls import Bar, Fall, falls
from analyzer.report.loads import AT
from analyzer.report.model import Kind, Panel
from analyzer.report.terminal.lines import Line, flow, padded, paragraph, piece
from analyzer.report.terminal.screen import Screen

INDENT = 2
_ROWS = 16
"""Requests of a page; of more the longest."""

_PAGES = 5

_STATUS, _TIME = 4, 8

_NAMES = 3
"""A request's name has that part of the width."""

_MARKS = {
    "blocked": "·",
    "dns": "╌",
    "connect": "╌",
    "tls": "╌",
    "send": "░",
    "wait": "▒",
    "receive": "█",
}
_PLAIN = {
    "blocked": ".",
    "dns": "-",
    "connect": "-",
    "tls": "-",
    "send": "+",
    "wait": "+",
    "receive": "#",
}
_WHOLE = ("█", "#")
_CACHED = ("□", "o")
_MILESTONE = ("┊", "|")


def waterfall(panel: Panel, screen: Screen) -> list[Line]:
    """The first pages of the panel."""
    several = falls(panel)
    lines = [line for fall in several[:_PAGES] for line in _fall(fall, screen)]
    words = _legend(screen, milestones=any(fall.milestones for fall in several[:_PAGES]))
    legend = flow([[piece(text, "quiet")] for text in words], screen.width - INDENT)
    lines += [[piece(" " * INDENT), *line] for line in legend]
    if len(several) > _PAGES:
        lines += _said(f"and {units.counted(len(several) - _PAGES, 'more page')}", screen)
    return lines


def _legend(screen: Screen, *, milestones: bool) -> list[str]:
    marks = _PLAIN if screen.plain else _MARKS
    return [
        f"{marks['blocked']} blocked",
        f"{marks['dns']} DNS, connect, TLS",
        f"{marks['wait']} send, wait",
        f"{marks['receive']} receive",
        f"{_CACHED[screen.plain]} from cache",
        *([f"{_MILESTONE[screen.plain]} content loaded, loaded"] if milestones else []),
        "idle time is shortened",
    ]


def _fall(fall: Fall, screen: Screen) -> list[Line]:
    reached = [f"{name} after {units.duration(at)}" for name, _, at in fall.milestones]
    host = [fall.host] if fall.host not in fall.page else []
    title = "; ".join([fall.page, *host, *reached])
    shown = sorted(fall.bars, key=lambda bar: -_taken(bar))[:_ROWS]
    kept = {id(bar) for bar in shown}
    lines = _said(title, screen, look=None)
    lines += [_line(bar, fall, screen) for bar in fall.bars if id(bar) in kept]
    hidden = len(fall.bars) - len(shown)
    if hidden:
        lines += _said(f"and {units.count(hidden)} more, none of them longer", screen)
    return lines


def _said(text: str, screen: Screen, look: str | None = "quiet") -> list[Line]:
    return paragraph(screen.text(text), screen, look, indent=INDENT)


def _taken(bar: Bar) -> float:
    taken = bar.row.values[AT["takes"]]
    return float(taken) if isinstance(taken, int | float) else 0.0


def _line(bar: Bar, fall: Fall, screen: Screen) -> Line:
    values = bar.row.values
    hop = values[AT["hop"]]
    lead = (">", "↳")[not screen.plain] + " " if isinstance(hop, int) and hop > 1 else ""
    widest = screen.width // _NAMES
    name = lead + screen.cut(screen.text(bar.name), widest - len(lead))
    status = values[AT["status"]]
    code = "?" if status is None else str(status) if isinstance(status, int) else "err"
    takes = screen.text(written(values[AT["takes"]], Kind.DURATION))
    room = screen.width - INDENT - widest - _STATUS - _TIME - 3
    line = [
        piece(f"{' ' * INDENT}{padded(name, widest)} "),
        piece(padded(code, _STATUS), bar.colour),
        piece(f"{padded(screen.cut(takes, _TIME), _TIME, right=True)}  ", "quiet"),
    ]
    return line + [piece(mark, look) for mark, look in _marks(bar, fall, room, screen)]


def _marks(bar: Bar, fall: Fall, room: int, screen: Screen) -> list[tuple[str, str | None]]:
    """A mark for each cell, those of one kind together."""
    cells: list[tuple[str, str | None]] = [(" ", None)] * room
    for _, at, _ in fall.milestones:
        cells[min(room - 1, int(at * room))] = (_MILESTONE[screen.plain], "quiet")
    marks = _PLAIN if screen.plain else _MARKS
    for each in bar.pieces:
        mark = marks.get(each.phase, _WHOLE[screen.plain])
        begin = min(room - 1, round(each.begin * room))
        for cell in range(begin, min(room, max(begin + 1, round(each.end * room)))):
            cells[cell] = (_CACHED[screen.plain] if bar.cached else mark, bar.colour)
    return cells
