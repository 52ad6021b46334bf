"""A comparison on a terminal: what was compared, what changed in words, then the tables."""

from msgspec.structs import replace

from analyzer import units
from analyzer.compare.model import Comparison
from analyzer.report.terminal import LEAST
from analyzer.report.terminal.findings import findings
from analyzer.report.terminal.header import header
from analyzer.report.terminal.lines import Line, padded, paragraph, piece, printed
from analyzer.report.terminal.panels import panel_lines, panels
from analyzer.report.terminal.screen import Screen

_LEAD = 8


def terminal(
    comparison: Comparison,
    *,
    width: int = 80,
    colour: bool = False,
    ascii: bool = False,  # noqa: A002 - the word for it
) -> str:
    """The comparison as text for a terminal.

    Args:
        comparison: what to tell.
        width: cells in a line; no line is longer, down to 60.
        colour: with colours, as SGR sequences; otherwise there is no escape sequence at all.
        ascii: the terminal can show nothing else.
    """
    screen = Screen(max(width, LEAST), plain=ascii)
    health, *tables = comparison.panels
    told = replace(comparison.after, findings=comparison.findings)
    return printed(
        [
            *_sides(comparison, screen),
            *panel_lines(health, screen),
            *findings(told, screen, calm=comparison.calm),
            *panels(tables, screen),
            [],
            *paragraph(said(comparison), screen, "quiet"),
        ],
        screen.width,
        colour=colour,
    )


def _sides(comparison: Comparison, screen: Screen) -> list[Line]:
    """What the numbers rest on, twice."""
    narrow = replace(screen, width=screen.width - _LEAD)
    lines: list[Line] = []
    for name, report in (("before", comparison.before), ("after", comparison.after)):
        for number, line in enumerate(header(report, narrow)):
            lead = padded("" if number else name, _LEAD)
            lines.append([piece(lead, "quiet" if number else "strong"), *line])
    for note in comparison.notes:
        lines += paragraph(screen.text(note), screen, "quiet")
    return lines


def said(comparison: Comparison) -> str:
    """How to read the chances."""
    return (
        f"By chance: how often such a difference would come of chance alone, were requests "
        f"independent, corrected (Holm) for the {units.counted(comparison.tests, 'difference')} "
        "tested. What was too few requests is not tested."
    )
