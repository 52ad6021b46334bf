"""How each class and each kind of text looks; meaning never hangs on it."""

from functools import cache

from rich.style import Style

from analyzer.report.colours import PALETTE

_LOOKS = {"title": "bold", "strong": "bold", "quiet": "dim"}


@cache
def style(look: str | None) -> Style | None:
    """The style of a name in the palette, or of one of our own; None for none."""
    if look in PALETTE:
        return Style(color=PALETTE[look].terminal)
    return Style.parse(_LOOKS[look]) if look in _LOOKS else None
