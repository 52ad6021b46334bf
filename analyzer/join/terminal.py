"""Two joined sides on a terminal."""

from analyzer import units
from analyzer.join.join import Joined
from analyzer.join.report import report
from analyzer.report.terminal import LEAST
from analyzer.report.terminal.findings import findings
from analyzer.report.terminal.header import health
from analyzer.report.terminal.lines import Line, flow, paragraph, piece, printed
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
    told = report(joined)
    return printed(
        [
            *_sides(joined, screen),
            *(
                line
                for note in told.notes
                for line in paragraph(screen.text(note), screen, "quiet")
            ),
            *health(told, screen),
            *findings(told, screen),
            *(line for panel in told.panels for line in panel_lines(panel, screen)),
        ],
        screen.width,
        colour=colour,
    )


def _sides(joined: Joined, screen: Screen) -> list[Line]:
    """What was read of each file; what belongs together stays on one line where that fits."""
    lines: list[Line] = []
    for source in joined.sources:
        name = screen.cut(screen.text(source.name), screen.width // 2)
        words = [screen.text(source.format), units.counted(source.entries, "entry", "entries")]
        words.append(f"{units.count(source.rejected)} rejected")
        if source.first and source.last:
            words.append(units.period(source.first, source.last))
        lines += flow(
            [[piece(name, "strong")], *([piece(word)] for word in words if word)], screen.width
        )
    return lines
