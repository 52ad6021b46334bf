"""What standard output can show."""

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO, TypedDict

from analyzer.output.kinds import ROWS, STANDARD, Wanted


class Look(TypedDict):
    """What renderers for a terminal ask for."""

    width: int
    colour: bool
    ascii: bool


def look(*, no_color: bool) -> Look:
    """What standard output can show: its width, colours, characters beyond ASCII."""
    plain = no_color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return {
        "width": shutil.get_terminal_size().columns,
        "colour": not plain and is_terminal(sys.stdout),
        "ascii": not _shows("█…µ▁"),
    }


def _shows(text: str) -> bool:
    try:
        return bool(text.encode(sys.stdout.encoding))
    except (AttributeError, LookupError, TypeError, UnicodeEncodeError):
        return False


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at it; it may be closed."""
    return stream is not None and stream.isatty()


def shows_rows(places: Iterable[Wanted]) -> bool:
    """Rows run over the terminal while it is being read: a bar would stand among them."""
    rows = any(place.path == STANDARD and place.kind in ROWS for place in places)
    return rows and is_terminal(sys.stdout)
