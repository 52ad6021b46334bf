"""What stands out: the findings, in words, each with its evidence and the way to its entries."""

from itertools import product

from msgspec.structs import replace
from rich.cells import cell_len

from analyzer.findings.finding import Finding
from analyzer.report.command import command
from analyzer.report.model import Report
from analyzer.report.terminal.lines import Line, clipped, paragraph, piece
from analyzer.report.terminal.screen import Screen
from analyzer.units import counted

_MOST = 8
_LINES = 20
"""Of a terminal, for all of them together: more is read by nobody, and stands on the page."""
_WIDEST_TITLE = 16
_LEAST_INDENT = 5
_LEAST_NAME = 8
"""Cells in which the name of a file can be told; the number of entries gives way to it."""

_FULL = 3
_TEXT_LINES, _BEFORE_LINES, _NEXT_LINES, _BRIEF_LINES = 4, 3, 2, 2
_WIDEST_TEXT = 110
"""Longer lines are hard to read on any screen."""


def findings(report: Report, screen: Screen, calm: str = "Nothing stands out.") -> list[Line]:
    """As many findings as the first screen holds, the first in full; or the calm word for none."""
    if not report.findings:
        return [[], [piece(calm, "title")]] if report.entries else []
    lines: list[Line] = [[], [piece("What stands out", "title")]]
    shown = report.findings[:_MOST]
    hidden = len(report.findings) - len(shown)
    titles = [screen.cut(screen.text(one.title), _WIDEST_TITLE) for one in shown]
    widest = max(map(cell_len, titles))
    for number, (one, title) in enumerate(zip(shown, titles, strict=True), start=1):
        lead = f"  {number}  {title}{' ' * (widest - cell_len(title))}  "
        left, others = _LINES - len(lines) - (hidden > 0), len(shown) - number
        # The first is told in full; then each has its sentence rather than one of them all.
        room = left - others if number == 1 else max(left - 2 * others, min(2, left - others))
        ways = _told(report, one, lead, screen)
        lines += next(way for way in ways[number > _FULL :] if len(way) <= room or way is ways[-1])
    lines += (
        [[piece(f"  and {hidden} more on the page: -o report.html", "quiet")]] if hidden else []
    )
    return lines


def _told(report: Report, one: Finding, lead: str, screen: Screen) -> list[list[Line]]:
    """A finding in full, and ever shorter."""
    indent = cell_len(lead)
    narrow = Screen(min(screen.width, indent + _WIDEST_TEXT), plain=screen.plain)
    said = paragraph(screen.text(one.text), narrow, indent=indent, lead=[piece(lead, "strong")])
    check = paragraph(screen.text(one.next), narrow, indent=indent)
    basis: list[Line] = [[piece(" " * indent), piece(_basis(one, screen, indent), "quiet")]]
    brief = clipped(said, _BRIEF_LINES, narrow)
    return [
        [
            *clipped(said, _TEXT_LINES, narrow),
            *clipped(_before(one, narrow, indent), _BEFORE_LINES, narrow),
            *clipped(check, _NEXT_LINES, narrow),
            *basis,
            *_way(report, one, indent, screen),
        ],
        brief + basis,
        brief,
        clipped(said, 1, narrow),
    ]


def _before(one: Finding, screen: Screen, indent: int) -> list[Line]:
    if one.before is None:
        return []
    text = screen.text(f"Just before: {one.before}")
    return paragraph(text, screen, indent=indent)


def _basis(one: Finding, screen: Screen, indent: int) -> str:
    """`alarm, exact, first at access.log:17`."""
    words = screen.text(f"{one.severity}, {one.basis}")
    many = f", {counted(one.entries, 'entry', 'entries')}" if one.entries and one.where else ""
    if not one.evidence:
        return words + many
    source, line = one.evidence[0]
    room = screen.width - indent - len(f"{words}, first at :{line}")
    many = many if room - len(many) >= _LEAST_NAME else ""
    return f"{words}{many}, first at {screen.cut(screen.text(source), room - len(many))}:{line}"


def _way(report: Report, one: Finding, indent: int, screen: Screen) -> list[Line]:
    """The command that lists the entries, left out where it would not stand on one line."""
    if one.where is None:
        return []
    ways = (command(report, one.where), command(replace(report, sources=()), one.where))
    for margin, way in product((indent, _LEAST_INDENT), ways):
        if margin + cell_len(way) <= screen.width and screen.text(way) == way:
            return [[piece(" " * margin), piece(way, "quiet")]]
    return []
