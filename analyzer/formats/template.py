"""Templates: a line format written down as its own lines look, with fields in braces.

`{client} {ident} {user} [{time}] "{request}" {status} {bytes}` says all there is to know about the
common log format. From it come the two ways to read a line: splitting whole columns at once, and
the regex for lines that splitting does not fit.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from analyzer.formats.block import Lines
from analyzer.formats.fields import FIELDS, TOKEN
from analyzer.formats.splitting import split_lines

# Inside quotes, first as servers write it (quotes escaped), then as careless ones do.
_QUOTED = r'(?:[^"\\]|\\.)*'
_CARELESS = r".*"
_TAIL = r"(?: (?P<extra>.*))?"


@dataclass(frozen=True)
class Template:
    """A compiled template.

    Args:
        text: the template.
    """

    text: str
    _parts: list[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Cut the text into its pieces at the quotes."""
        object.__setattr__(self, "_parts", self.text.split('"'))

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields, in the order of the line."""
        return tuple(TOKEN.findall(self.text))

    @cached_property
    def pattern(self) -> str:
        """A regex with a group for each field; the trailing fields of a line are `extra`."""
        return self._regex(_QUOTED)

    @cached_property
    def careless_pattern(self) -> str:
        """The same, for lines with raw quotes inside their quotes."""
        return self._regex(_CARELESS)

    @cached_property
    def opening_pattern(self) -> str:
        """What a line of this format begins with, up to its last quote or field."""
        head = self.text[: self.text.index("{status}")] if "{status}" in self.text else self.text
        opening = head[: head.index('"')] if '"' in head else head
        return "^" + _to_regex(opening, _QUOTED)

    def _regex(self, quoted: str) -> str:
        return "(?s)^" + _to_regex(self.text, quoted) + _TAIL + r"\r?$"

    def split(self, lines: Lines) -> tuple[pl.DataFrame, pl.Series]:
        """Take all lines of a block apart at once.

        Returns:
            a String column for each field and `extra`, and whether each line is as simple as it
            must be for them to be right.
        """
        return split_lines(self._parts, lines)


def _to_regex(text: str, quoted: str) -> str:
    """The regex of a template, or of its beginning."""
    out: list[str] = []
    inside = False
    for number, token in enumerate(TOKEN.split(text)):
        if number % 2:
            out.append(f"(?P<{token}>{quoted if inside else FIELDS[token].pattern})")
        else:
            inside ^= token.count('"') % 2 == 1
            out.append(re.escape(token))
    return "".join(out)


def _split(template: str, piece: pl.Expr, columns: dict[str, pl.Expr], fits: list[pl.Expr]) -> None:
    """Split one piece of the line at the literals of its part of the template."""
    *tokens, last = TOKEN.split(template)
    if not tokens:
        fits.append(piece == last)
        return
    first, names, inner = tokens[0], tokens[1::2], tokens[2::2]
    if first:
        fits.append(piece.str.starts_with(first))
        piece = piece.str.strip_prefix(first)
    if last:
        fits.append(piece.str.ends_with(last))
        piece = piece.str.strip_suffix(last)
    if not inner:
        columns[names[0]] = piece
        fits.append(piece != "")
    elif len(set(inner)) == 1:
        _split_evenly(inner[0], names, piece, columns, fits)
    else:
        at = next(number for number, literal in enumerate(inner) if literal != " ")
        halves = piece.str.splitn(inner[at], 2).struct
        cut = template.index(inner[at], len(first))
        _split(template[len(first) : cut], halves.field("field_0"), columns, fits)
        right = template[cut + len(inner[at]) : len(template) - len(last)]
        _split(right, halves.field("field_1"), columns, fits)


def _split_evenly(
    literal: str,
    names: list[str],
    piece: pl.Expr,
    columns: dict[str, pl.Expr],
    fits: list[pl.Expr],
) -> None:
    """Split where the same literal stands between all fields; one piece more is one too many."""
    parts = piece.str.split_exact(literal, len(names)).struct
    for number, name in enumerate(names):
        columns[name] = parts.field(f"field_{number}")
        fits.append(parts.field(f"field_{number}") != "")
    fits.append(parts.field(f"field_{len(names)}").is_null())
