"""Two joined sides on a terminal."""

from datetime import timedelta

from analyzer import units
from analyzer.join.join import Joined
from analyzer.join.panels import panels
from analyzer.report.terminal import LEAST
from analyzer.report.terminal.lines import paragraph, printed
from analyzer.report.terminal.panels import panel_lines
from analyzer.report.terminal.screen import Screen


def terminal(
    joined: Joined,
    *,
    width: int = 80,
    colour: bool = False,
    ascii: bool = False,  # noqa: A002 - the word for it
) -> str:
    """Both sides as text for a terminal.

    Args:
        joined: what to tell.
        width: cells in a line; no line is longer, down to 60.
        colour: with colours, as SGR sequences; otherwise there is no escape sequence at all.
        ascii: the terminal can show nothing else.
    """
    screen = Screen(max(width, LEAST), plain=ascii)
    return printed(
        [
            *paragraph(_clocks(joined.skew), screen),
            *(line for panel in panels(joined) for line in panel_lines(panel, screen)),
        ],
        screen.width,
        colour=colour,
    )


def _clocks(skew: timedelta | None) -> str:
    if skew is None:
        return "No entry is like any line: the log is of another time or another server."
    off = units.duration(abs(skew) / timedelta(microseconds=1))
    way = "ahead of" if skew > timedelta() else "behind"
    return f"The log's times are {off} {way} the browser's, as estimated from what matches."
