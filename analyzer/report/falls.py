"""Where the bars of a waterfall lie, for the terminal and the page alike: from 0 to 1, per page.

Time in which nothing happens is shortened, or a session of minutes would show nothing of requests
that take milliseconds.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby, pairwise

from msgspec import Struct, field

from analyzer.formats.har.caching import STORED
from analyzer.report.loads import AT
from analyzer.report.model import Panel, Row, Value
from analyzer.summary.loads import PHASES

_IDLE = 0.01
"""Width that an idle time has at the most, as a part of all busy time."""

_INSIDE = ("connect", "tls")
"""The first is drawn without the second, which is a part of it."""

WHOLE = "time"
"""A request whose phases are not known has this one."""


class Piece(Struct, frozen=True):
    """A phase of a request."""

    phase: str
    begin: float
    end: float


class Bar(Struct):
    """A request.

    Args:
        row: of the panel.
        name: its host and path, or the path alone where the host is that of most.
        colour: of its class.
        pieces: its phases; none where it is not known when it began.
        cached: who answered without the network, or nothing.
        joins: where the way of a redirect passes: at which place, whether it comes from above, and
            whether it goes on below.
    """

    row: Row
    name: str
    colour: str
    pieces: list[Piece]
    cached: str | None
    joins: list[tuple[float, bool, bool]] = field(default_factory=list)


class Fall(Struct, frozen=True):
    """The waterfall of a page.

    Args:
        page: its name.
        host: that most of its requests are for; empty where none is known.
        bars: its requests, as they began.
        milestones: what was reached when: a name, a place, and microseconds.
    """

    page: str
    host: str
    bars: list[Bar]
    milestones: tuple[tuple[str, float, float], ...]


def falls(panel: Panel) -> list[Fall]:
    """A waterfall for each page of the panel."""
    colours = panel.chart.colours if panel.chart else ()
    numbered = list(zip(panel.rows, colours, strict=True))
    return [
        _fall(str(page), list(rows))
        for page, rows in groupby(numbered, lambda each: each[0].values[AT["page"]])
    ]


def _fall(page: str, rows: list[tuple[Row, str]]) -> Fall:
    spans = _spans(row for row, _ in rows)
    reached = [
        (name, at)
        for name in ("content loaded", "loaded")
        if (at := _number(rows[0][0], name)) is not None
    ]
    scale = _scale(spans + [(at, at) for _, at in reached])
    ((host, _),) = Counter(_request(row).partition("/")[0] for row, _ in rows).most_common(1)
    bars = [_bar(row, colour, scale, host) for row, colour in rows]
    _join(bars)
    return Fall(page, host, bars, tuple((name, scale(at), at) for name, at in reached))


def _request(row: Row) -> str:
    """Host and path."""
    return str(row.values[AT["request"]] or "")


def _spans(rows: Iterable[Row]) -> list[tuple[float, float]]:
    """When requests began and ended; one that stays open by nature ends with the last of the others.

    Else all others would be dots beside a WebSocket of an hour.
    """
    ended: list[tuple[float, float]] = []
    open_: list[tuple[float, float]] = []
    for row in rows:
        start = _number(row, "starts after")
        if start is not None:
            span = (start, start + (_number(row, "takes") or 0))
            (open_ if row.values[AT["stays open"]] else ended).append(span)
    last = max((end for _, end in ended), default=None)
    if last is None:
        return open_
    return ended + [(start, min(end, max(start, last))) for start, end in open_]


def _number(row: Row, column: str) -> float | None:
    value: Value = row.values[AT[column]]
    return float(value) if isinstance(value, int | float) else None


def _scale(spans: list[tuple[float, float]]) -> Callable[[float], float]:
    """From microseconds to a place: busy time in proportion, idle time shortened."""
    edges = [0.0]
    busy = []
    for begin, end in sorted(spans):
        if begin > edges[-1]:
            busy.append(False)
            edges.append(begin)
        if end > edges[-1]:
            busy.append(True)
            edges.append(end)
    lengths = [end - begin for begin, end in pairwise(edges)]
    most = _IDLE * sum(length for length, is_busy in zip(lengths, busy, strict=True) if is_busy)
    places = [0.0]
    for length, is_busy in zip(lengths, busy, strict=True):
        places.append(places[-1] + (length if is_busy else min(length, most)))
    total = places[-1] or 1.0

    def scale(at: float) -> float:
        number = min(bisect_right(edges, at), len(edges) - 1)
        if number < 1:
            return 0.0
        length = edges[number] - edges[number - 1]
        part = min(1.0, (at - edges[number - 1]) / length) if length else 0.0
        return (places[number - 1] + part * (places[number] - places[number - 1])) / total

    return scale


def _bar(row: Row, colour: str, scale: Callable[[float], float], host: str) -> Bar:
    name = _request(row)
    if name.startswith(f"{host}/"):
        name = name.removeprefix(host)
    cached = row.values[AT["answered by"]]
    at = _number(row, "starts after")
    bar = Bar(row, name or "no path", colour, [], str(cached) if cached in STORED else None)
    if at is None:
        return bar
    phases = {phase: _number(row, phase) or 0.0 for phase in PHASES}
    outer, inner = _INSIDE
    phases[outer] = max(0.0, phases[outer] - phases[inner])
    taken = _number(row, "takes") or 0.0
    if not any(phases.values()):
        phases = {WHOLE: taken}
    for phase, length in phases.items():
        if length or phase == WHOLE:
            bar.pieces.append(Piece(phase, scale(at), scale(at + length)))
            at += length
    return bar


def _join(bars: list[Bar]) -> None:
    """Lead each redirect to its target, through the rows between them."""
    hops = {
        (row[AT["chain"]], row[AT["hop"]]): number
        for number, row in enumerate(bar.row.values for bar in bars)
        if row[AT["chain"]] is not None
    }
    for (chain, hop), begin in hops.items():
        end = hops.get((chain, int(hop) + 1)) if isinstance(hop, int) else None
        if end is None or end <= begin or not bars[end].pieces:
            continue
        at = bars[end].pieces[0].begin
        for number in range(begin, end + 1):
            bars[number].joins.append((at, number > begin, number < end))
