"""One palette: what a colour means is the same on the terminal, on the page and in pictures.

Classes and faults stay apart for readers who see red and green, or blue and yellow, as one: they
differ in lightness as well as in hue, and `tests/report/test_colours.py` computes how much. No
colour stands alone: the word or the number is always beside it.
"""

from msgspec import Struct

from analyzer.classify.vocabulary import Class, Fault


class Colour(Struct, frozen=True):
    """A meaning's colour as `#rrggbb`.

    Args:
        light: on a light page.
        dark: on a dark page.
        terminal: on either, for nobody can ask a terminal what its background is.
    """

    light: str
    dark: str
    terminal: str


_CLIENT = Colour("#cf7f00", "#fbbd52", "#c87a17")
_SERVER = Colour("#a90f1c", "#e2453f", "#cc2436")
_NONE = Colour("#87909e", "#767d89", "#69717e")

PALETTE: dict[str, Colour] = {
    Class.INFORMATIONAL: Colour("#2f8fdc", "#45aee4", "#1f78c8"),
    Class.SUCCESS: Colour("#146b62", "#3fe0bd", "#0aa283"),
    Class.REDIRECTION: Colour("#5145d6", "#7a74f5", "#7a45ea"),
    Class.CLIENT_ERROR: _CLIENT,
    Class.SERVER_ERROR: _SERVER,
    Class.NONE: _NONE,  # and Fault.NONE, which is the same word
    Fault.CLIENT: _CLIENT,
    Fault.SERVER: _SERVER,
    Fault.INTERMEDIARY: Colour("#86207f", "#dd4fd0", "#d944b3"),
    Fault.UNKNOWN: Colour("#a8825c", "#dccbb8", "#968974"),
    "neutral": Colour("#5f7893", "#8ea6c0", "#6b8199"),
}
"""A colour for each `Class` and `Fault` value, and for what belongs to none."""

SURFACE: dict[str, Colour] = {
    "paper": Colour("#ffffff", "#14171c", "#000000"),
    "raised": Colour("#f4f6f8", "#1d2128", "#000000"),
    "ink": Colour("#1b2027", "#e4e7eb", "#ffffff"),
    "muted": Colour("#576170", "#a3adba", "#8b949e"),
    "rule": Colour("#d9dee4", "#333a44", "#69717e"),
    "link": Colour("#0b5cad", "#7db8f7", "#1f78c8"),
}
"""What the colours stand on, and what is written beside them."""


def css() -> str:
    """Both tables as custom properties, light first, dark where the reader prefers it."""
    everything = PALETTE | SURFACE
    light = "".join(f"--{_name(name)}:{colour.light};" for name, colour in everything.items())
    dark = "".join(f"--{_name(name)}:{colour.dark};" for name, colour in everything.items())
    fills = "".join(f".is-{_name(name)}{{--colour:var(--{_name(name)})}}" for name in PALETTE)
    dark_only = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f":root{{{light}}}\n{dark_only}\n{fills}\n"


def variable(name: str) -> str:
    """`var(--client-error, #cf7f00)`: the page's colour, or the light one outside of it."""
    return f"var(--{_name(name)}, {(PALETTE | SURFACE)[name].light})"


def _name(name: str) -> str:
    return name.replace("_", "-")
