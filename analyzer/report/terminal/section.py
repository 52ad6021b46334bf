"""A part of an explanation: a heading, and a paragraph in which names are set apart."""

from analyzer.report.terminal.lines import Line, paragraph, piece
from analyzer.report.terminal.screen import Screen

INDENT = 2


def section(title: str, text: str, screen: Screen) -> list[Line]:
    """A heading and a paragraph."""
    body = paragraph(screen.text(text), screen, indent=INDENT)
    return [[], [piece(title, "title")], *quoted(body)]


def quoted(lines: list[Line]) -> list[Line]:
    """What stands between backticks is set apart; a pair of them may span two lines."""
    inside = False
    done: list[Line] = []
    for line in lines:
        parts: Line = []
        for part in line:
            for at, text in enumerate(part.text.split("`")):
                if at:
                    parts.append(piece("`", "strong"))
                    inside = not inside
                parts.append(piece(text, "strong") if inside else part._replace(text=text))
        done.append(parts)
    return done
