"""Lines before they are printed: pieces of text with a style each, measured in cells."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment

from analyzer.report.terminal.screen import Screen
from analyzer.report.terminal.styles import style

Line = list[Segment]


def piece(text: str, look: str | None = None) -> Segment:
    """A piece of a line; `look` is a name that `styles` knows."""
    return Segment(text, style(look))


def cells(line: Line) -> int:
    """How wide a line is."""
    return sum(cell_len(part.text) for part in line)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text with spaces up to the width; numbers go to the right."""
    space = " " * (width - cell_len(text))
    return space + text if right else text + space


def wrap(text: str, screen: Screen, width: int) -> list[str]:
    """Break a shown text at its spaces; a word wider than a line loses its middle."""
    lines: list[str] = []
    filled = width
    for word in (screen.cut(word, width) for word in text.split()):
        taken = cell_len(word)
        if filled + 1 + taken <= width:
            lines[-1] += f" {word}"
            filled += 1 + taken
        else:
            lines.append(word)
            filled = taken
    return lines


def paragraph(
    text: str,
    screen: Screen,
    look: str | None = None,
    *,
    indent: int = 0,
    lead: Sequence[Segment] = (),
) -> list[Line]:
    """Wrap a text behind an indent; `lead` stands in the first line in place of the indent."""
    margin = piece(" " * indent)
    lines: list[Line] = [
        [margin, piece(line, look)] for line in wrap(text, screen, max(8, screen.width - indent))
    ]
    if lead and lines:
        lines[0][:1] = lead
    return lines


def clipped(lines: list[Line], most: int, screen: Screen) -> list[Line]:
    """At most so many lines, the last one cut after a word."""
    if len(lines) <= most:
        return lines
    *kept, last = lines[:most]
    *before, text = last
    words = text.text
    while " " in words and cells(before) + cell_len(words) + 4 > screen.width:
        words = words.rpartition(" ")[0]
    return [*kept, [*before, text._replace(text=words), piece(" ...")]]


def flow(pieces: Iterable[Line], width: int, gap: str = "  ") -> list[Line]:
    """Set unbreakable pieces one after the other, as many to a line as fit."""
    lines: list[Line] = []
    filled = width
    for part in pieces:
        taken = cells(part)
        if filled + len(gap) + taken <= width:
            lines[-1] += [piece(gap), *part]
            filled += len(gap) + taken
        else:
            lines.append(list(part))
            filled = taken
    return lines


def printed(lines: Iterable[Line], width: int, *, colour: bool) -> str:
    """The lines as one text; in colour with SGR sequences of 256 colours, which all terminals know.

    rich's own Console would add a third to the time that a small report takes, most of it import.
    """
    return "".join(_line(_within(line, width), colour=colour) + "\n" for line in lines)


def _within(line: Line, width: int) -> Line:
    """The last guard: whatever the numbers were, no line is wrapped by the terminal."""
    return Segment.adjust_line_length(line, width, pad=False) if cells(line) > width else line


def _line(line: Line, *, colour: bool) -> str:
    if not colour:
        return "".join(part.text for part in line).rstrip()
    return "".join(
        part.style.render(part.text, color_system=ColorSystem.EIGHT_BIT)
        if part.style and part.text.strip()
        else part.text
        for part in _trimmed(line)
    )


def _trimmed(line: Line) -> Line:
    """Without the blanks at the end."""
    kept = list(line)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return kept
