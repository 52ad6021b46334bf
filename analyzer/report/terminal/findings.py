"""What stands out: the findings, in words, each with its evidence and the way to its entries."""

from dataclasses import replace
from itertools import product

from rich.cells import cell_len

from analyzer.findings.finding import Finding
from analyzer.report.command import command
from analyzer.report.model import Report
from analyzer.report.terminal.lines import Line, clipped, paragraph, piece
from analyzer.report.terminal.screen import Screen

_MOST = 8
_WIDEST_TITLE = 16
_LEAST_INDENT = 5
_FULL = 3
_TEXT_LINES, _NEXT_LINES, _BRIEF_LINES = 4, 2, 3
"""What is longer is on the page: the first screen has to hold what stands out."""
_WIDEST_TEXT = 110
"""Longer lines are hard to read on any screen."""


def findings(report: Report, screen: Screen, calm: str = "Nothing stands out.") -> list[Line]:
    """Every finding that fits the first screen, the weightiest first; or the calm word for none."""
    if not report.findings:
        return [[], [piece(calm, "title")]] if report.entries else []
    lines: list[Line] = [[], [piece("What stands out", "title")]]
    shown = report.findings[:_MOST]
    titles = [screen.cut(screen.text(one.title), _WIDEST_TITLE) for one in shown]
    widest = max(map(cell_len, titles))
    for number, (one, title) in enumerate(zip(shown, titles, strict=True), start=1):
        lead = f"  {number}  {title}{' ' * (widest - cell_len(title))}  "
        lines += _finding(report, one, lead, screen, brief=number > _FULL)
    if hidden := len(report.findings) - _MOST:
        lines += [[piece(f"  and {hidden} more", "quiet")]] if hidden > 0 else []
    return lines


def _finding(report: Report, one: Finding, lead: str, screen: Screen, *, brief: bool) -> list[Line]:
    indent = cell_len(lead)
    narrow = Screen(min(screen.width, indent + _WIDEST_TEXT), plain=screen.plain)
    text = screen.text(one.text)
    said = paragraph(text, narrow, indent=indent, lead=[piece(lead, "strong")])
    check = paragraph(screen.text(one.next), narrow, indent=indent)
    basis: list[Line] = [[piece(" " * indent), piece(_basis(one, screen, indent), "quiet")]]
    if brief:
        return clipped(said, _BRIEF_LINES, narrow) + basis
    lines = clipped(said, _TEXT_LINES, narrow) + clipped(check, _NEXT_LINES, narrow)
    return [*lines, *basis, *_way(report, one, indent, screen)]


def _basis(one: Finding, screen: Screen, indent: int) -> str:
    """`alarm, exact, first at access.log:17`."""
    words = f"{one.severity}, {one.basis}"
    if one.evidence:
        source, line = one.evidence[0]
        room = screen.width - indent - len(words) - len(f", first at :{line}")
        words += f", first at {screen.cut(screen.text(source), max(8, room))}:{line}"
    return screen.text(words)


def _way(report: Report, one: Finding, indent: int, screen: Screen) -> list[Line]:
    """The command that lists the entries, left out where it would not stand on one line."""
    if one.where is None:
        return []
    ways = (command(report, one.where), command(replace(report, sources=()), one.where))
    for margin, way in product((indent, _LEAST_INDENT), ways):
        if margin + cell_len(way) <= screen.width and screen.text(way) == way:
            return [[piece(" " * margin), piece(way, "quiet")]]
    return []
