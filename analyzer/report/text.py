"""Text from a log, made visible: what a reader sees is what was sent, on a terminal and on a page."""

import unicodedata
from collections.abc import Callable

STEP = " → "
"""Between the steps of a way: `TRAIL` of relate/walks.py, whose imports would take longer than the text."""

_INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by category, and blank all the same."""

_STACK = 2
"""Marks that may stand on one letter: enough for every script, too few to paint over neighbours."""


def visible(text: str) -> str:
    r"""The text with everything that cannot be seen, or moves what can, written out.

    Control characters, bidirectional controls, zero-width characters, separators other than the
    space, lone surrogates and unassigned code points become `\x1b`, `\u202e`, `\U000e0001`.
    """
    if text.isascii() and text.isprintable():
        return text
    pieces: list[str] = []
    stacked = 0
    for character in text:
        marks = unicodedata.category(character) in {"Mn", "Me"}
        stacked = stacked + 1 if marks else 0
        shown = character.isprintable() and character not in _INVISIBLE and stacked <= _STACK
        pieces.append(character if shown else _escape(ord(character)))
    return "".join(pieces)


def _escape(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, the middle left out: both ends of a path say most."""
    if len(text) <= limit:
        return text
    tail = (limit - 1) // 3
    return f"{text[: limit - 1 - tail]}…{text[len(text) - tail :]}"


def cut_way(text: str, limit: int, one: Callable[[str, int], str]) -> str:
    """A way of several steps in at most `limit` characters: where it began and where it led.

    Args:
        text: the way.
        limit: room for at least three characters of each end.
        one: cuts a step to so many characters.
    """
    first, *between, last = text.split(STEP)
    arrow = f"{STEP}…{STEP}" if between else STEP
    room = limit - len(arrow)
    tail = min(len(last), max(room // 2, room - len(first)))
    return f"{one(first, room - tail)}{arrow}{one(last, tail)}"


def encodable(text: str) -> str:
    """The text with halves of surrogate pairs, which are no characters, spelled out."""
    return text.encode("utf-8", "backslashreplace").decode()
