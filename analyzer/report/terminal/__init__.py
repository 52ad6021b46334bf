"""The report on a terminal: the first screen says what matters, then come the tables."""

from analyzer.report.model import Report
from analyzer.report.terminal.account import account, onward, read
from analyzer.report.terminal.findings import findings
from analyzer.report.terminal.header import header, health
from analyzer.report.terminal.lines import printed
from analyzer.report.terminal.panels import panels
from analyzer.report.terminal.screen import Screen

LEAST = 60
"""A narrower terminal wraps by itself."""

_REJECTED = "rejected"
"""The panel that is told in words, at the end."""


def terminal(
    report: Report,
    *,
    width: int = 80,
    colour: bool = False,
    ascii: bool = False,  # noqa: A002 - the word for it
) -> str:
    """The report as text for a terminal.

    Args:
        report: what to tell.
        width: cells in a line; no line is longer, down to 60.
        colour: with colours, as SGR sequences; otherwise there is no escape sequence at all.
        ascii: the terminal can show nothing else.
    """
    screen = Screen(max(width, LEAST), plain=ascii)
    tables = [panel for panel in report.panels if panel.id != _REJECTED]
    rejected = next((panel for panel in report.panels if panel.id == _REJECTED), None)
    return printed(
        [
            *header(report, screen),
            *health(report, screen),
            *findings(report, screen),
            *panels(tables, screen),
            *read(report, screen),
            *account(report, rejected, screen),
            *onward(report, screen),
        ],
        screen.width,
        colour=colour,
    )
