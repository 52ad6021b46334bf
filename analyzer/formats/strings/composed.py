"""Templates of any shape: several fields within quotes, no quotes at all, tabs, literal braces."""

from collections.abc import Mapping

import polars as pl

from analyzer.formats.block import Lines
from analyzer.formats.fields import FIELDS, Field
from analyzer.formats.strings.kinds import strftime
from analyzer.formats.strings.placed import Placed
from analyzer.formats.strings.splitting import split_lines
from analyzer.formats.template import Template


class Composed(Template, frozen=True, dict=True):
    """A template whose fields are right for their places.

    Args:
        text: for the reader.
        sequence: literals and names, by turns; no literal between two names is empty.
        placed: the field of each name.
        quotes: fields may stand within quotes.
        parts: the fields that are one time together, and the form of each, for strftime.
    """

    sequence: tuple[str, ...] = ()
    placed: Mapping[str, Placed] = {}
    quotes: bool = True
    parts: Mapping[str, str] = {}

    @property
    def tokens(self) -> list[str]:
        """Literals and names, by turns."""
        return list(self.sequence)

    @property
    def kinds(self) -> Mapping[str, Field]:
        """What the names mean."""
        kinds = {name: each.field for name, each in self.placed.items()}
        if self.parts:
            kinds["moment"] = strftime(" ".join(self.parts.values()))
        return kinds | {"extra": FIELDS["extra"]}

    @property
    def tail(self) -> str:
        """A tab where tabs part the fields."""
        return tail(self.sequence)

    def split(self, lines: Lines) -> tuple[pl.DataFrame, pl.Series]:
        """Take all lines of a block apart at once, see `Template.split`."""
        return split_lines(self._between_quotes(), self.placed, self.tail, lines)

    def together(self, texts: pl.DataFrame) -> pl.DataFrame:
        """With the time that some of the fields are together."""
        if not self.parts:
            return texts
        return texts.with_columns(moment=pl.concat_str(*self.parts, separator=" "))

    def _between_quotes(self) -> list[list[str]]:
        """The tokens of each piece of a line between quotes."""
        pieces: list[list[str]] = [[]]
        for at, token in enumerate(self.sequence):
            if at % 2 or not self.quotes:
                pieces[-1].append(token)
                continue
            first, *more = token.split('"')
            pieces[-1].append(first)
            pieces += [[each] for each in more]
        return pieces

    def _is_quoted(self, at: int) -> bool:
        return self.quotes and super()._is_quoted(at)

    def _careful(self, name: str, quoted: bool) -> str:  # noqa: ARG002, FBT001 - its place is known
        return self.placed[name].field.pattern


def tail(sequence: tuple[str, ...]) -> str:
    """What parts the fields of a line."""
    inner = sequence[2:-1:2]
    return "\t" if any("\t" in literal for literal in inner) and " " not in inner else " "
