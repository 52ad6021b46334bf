"""The last lines: what every line became, why some were rejected, and how to go on."""

from rich.cells import cell_len

from analyzer import units
from analyzer.report.cell import written
from analyzer.report.command import as_file
from analyzer.report.model import Column, Kind, Panel, Report, Row
from analyzer.report.terminal.lines import Line, flow, padded, piece
from analyzer.report.terminal.panels import heading, panel_lines
from analyzer.report.terminal.screen import Screen
from analyzer.report.terminal.table import INDENT, ROWS

_SOURCES = (
    Column("name", Kind.TEXT),
    Column("format", Kind.TEXT),
    Column("lines", Kind.COUNT),
    Column("rejected", Kind.COUNT),
    Column("first", Kind.MOMENT),
    Column("last", Kind.MOMENT),
)


def account(report: Report, rejected: Panel | None, screen: Screen) -> list[Line]:
    """Entries, rejected and ignored lines are all lines there are; the rejected with examples."""
    entries = units.counted(report.entries, "entry", "entries") if report.of_lines else None
    says = (
        f"{report.read_in_all}: {entries or f'{units.count(report.entries)} read'}, "
        f"{units.count(report.rejected)} rejected, {units.count(report.ignored)} ignored."
    )
    lines = [[], *heading("Lines" if report.of_lines else "Entries", says, screen)]
    if rejected:
        widest = max((len(_first(rejected, row, Kind.COUNT)) for row in rejected.rows), default=0)
        for row in rejected.rows[:ROWS]:
            lines += _reject(rejected, row, widest, screen)
    return lines


def _reject(panel: Panel, row: Row, widest: int, screen: Screen) -> list[Line]:
    """`337 no format matches, first at access.log:17` and, below, what stands there."""
    margin = " " * INDENT
    number = padded(_first(panel, row, Kind.COUNT), widest, right=True)
    room = screen.width - INDENT - widest - 2
    reason = screen.text(_first(panel, row, Kind.TEXT))
    place = screen.text(_first(panel, row, Kind.PLACE))
    words = f"{reason}, first at {place}" if place else reason
    lines = [[piece(f"{margin}{number}  "), piece(screen.cut(words, room))]]
    quote = screen.text(_first(panel, row, Kind.TEXT, last=True))
    if quote and quote != reason:
        quote = screen.cut(quote, room - 2)
        lines.append([piece(f'{margin}{" " * widest}  "{quote}"', "quiet")])
    return lines


def _first(panel: Panel, row: Row, kind: Kind, *, last: bool = False) -> str:
    """The row's first (or last) known value of a kind."""
    found = [
        written(value, kind)
        for value, column in zip(row.values, panel.columns, strict=True)
        if column.kind is kind and value is not None
    ]
    return found[-1 if last else 0] if found else ""


def read(report: Report, screen: Screen) -> list[Line]:
    """What was read of each source, where there is more than one."""
    if len(report.sources) < 2:
        return []
    rows = tuple(
        Row((one.name, one.read_as, one.lines, one.rejected, one.first, one.last))
        for one in report.sources
    )
    panel = Panel("sources", "Sources", "What was read.", _SOURCES, rows)
    return panel_lines(panel, screen)


def onward(report: Report, screen: Screen) -> list[Line]:
    """How to go on from here."""
    if not report.entries:
        return []
    room = screen.width - 9
    pages = (f"statscan {name} -o report.html" for name in (_name(report), "FILE..."))
    page = next(page for page in pages if cell_len(screen.text(page)) <= room or "FILE" in page)
    code = _telling(report)
    ways = [page, *([f"statscan explain {code}"] if code else [])]
    lines = flow([[piece(screen.text(way), "strong")] for way in ways], room, gap="   ")
    lead = piece("Go on:   ", "quiet")
    return [[], *([lead if not at else piece(" " * 9), *line] for at, line in enumerate(lines))]


def _name(report: Report) -> str:
    """What the user may have typed."""
    if len(report.sources) != 1:
        return "FILE..."
    return as_file(report.sources[0].name)


def _telling(report: Report) -> int | None:
    """The code most worth reading about: the most frequent error."""
    counted = [
        (row.values[panel.share], status)
        for panel in report.panels
        if panel.share is not None and panel.columns[0].kind is Kind.STATUS
        for row in panel.rows
        if isinstance(status := row.values[0], int) and status >= 400
    ]
    return max(counted)[1] if counted else None
