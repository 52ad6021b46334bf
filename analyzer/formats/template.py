"""Templates: a line format written down as its own lines look, with fields in braces.

`{client} {ident} {user} [{time}] "{request}" {status} {bytes}` says all there is to know about the
common log format. From it come the two ways to read a line: splitting whole columns at once, and
the regex for lines that splitting does not fit.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property

import polars as pl
from msgspec import Struct

from analyzer.formats.block import Lines
from analyzer.formats.fields import FIELDS, TOKEN, Field
from analyzer.formats.splitting import split_lines

_QUOTED = r'(?:[^"\\]|\\.)*'
"""What stands in quotes as servers write it: quotes inside are escaped."""

_NESTED = 40
_NEVER = r"[^\s\S]"


class Template(Struct, frozen=True, dict=True):
    """A compiled template.

    Args:
        text: the template.
    """

    text: str

    @property
    def tail(self) -> str:
        """What parts the fields of a line from what else stands behind them."""
        return " "

    @property
    def kinds(self) -> Mapping[str, Field]:
        """What its names mean."""
        return FIELDS

    @cached_property
    def tokens(self) -> list[str]:
        """Literals and names, by turns."""
        return TOKEN.split(self.text)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields, in the order of the line."""
        return tuple(self.tokens[1::2])

    @cached_property
    def pattern(self) -> str:
        """A regex with a group for each field; the trailing fields of a line are `extra`."""
        return self._regex(self._careful)

    @cached_property
    def careless_pattern(self) -> str:
        """The same, for lines with raw quotes inside their quotes."""
        return self._regex(self._careless)

    @cached_property
    def typical_patterns(self) -> tuple[str, str]:
        """Both again, for lines that do not just fit, but look as this format's lines do."""
        return (
            self._regex(
                lambda name, quoted: self.kinds[name].typical or self._careful(name, quoted)
            ),
            self._regex(
                lambda name, quoted: self.kinds[name].typical or self._careless(name, quoted)
            ),
        )

    @cached_property
    def cut_pattern(self) -> str:
        """A regex for lines of this format that end too soon.

        They go as far as the first literal that is more than a space at the least, because any
        text at all begins with words. Without such a literal no line is known to be cut.
        """
        strong = (at for at in range(2, len(self.tokens), 2) if self.tokens[at].strip())
        at = next(strong, len(self.tokens))
        # Each token is a level of nesting, of which a regex may have some 250 / 3.
        starts = range(at + 1, len(self.tokens), _NESTED)
        ways = (self.opening(start) + self._ending(start) for start in starts)
        return f"(?s)^(?:{'|'.join(ways) or _NEVER})"

    def opening(self, end: int, *, narrow: bool = False) -> str:
        """A regex for the beginning of a line: the tokens up to this one, whole.

        Args:
            end: how many tokens.
            narrow: fields are no more than they may be in lines with raw quotes.
        """
        return "".join(
            self._inside(token, at, narrow=narrow) if at % 2 else re.escape(token)
            for at, token in enumerate(self.tokens[:end])
        )

    def _inside(self, name: str, at: int, *, narrow: bool) -> str:
        if narrow and not self._is_quoted(at):
            return self._careless(name, quoted=False)
        return self._careful(name, self._is_quoted(at))

    def _ending(self, start: int) -> str:
        """The tokens from this one on, of which any but the first may be missing."""
        tokens = self.tokens
        rest = "$"
        for at in reversed(range(start, min(start + _NESTED, len(tokens)))):
            if at % 2 == 0:
                rest = _begun(tokens[at], rest)
            elif self._is_quoted(at):
                rest = rf"{_QUOTED}(?:\\?$|{rest})"
            else:
                rest = f"(?:$|{self._careless(tokens[at], quoted=False)}{rest})"
        return rest

    def _careful(self, name: str, quoted: bool) -> str:  # noqa: FBT001 - passed by place
        return _QUOTED if quoted else self.kinds[name].pattern

    def _careless(self, name: str, quoted: bool) -> str:  # noqa: FBT001 - passed by place too
        if quoted:
            # All that is left belongs to the last field; the others end where the next begins.
            return ".*" if name == self.fields[-1] else ".*?"
        return self.kinds[name].careless or self.kinds[name].pattern

    def _is_quoted(self, at: int) -> bool:
        return sum(token.count('"') for token in self.tokens[:at:2]) % 2 == 1

    def _regex(self, inside: Callable[[str, bool], str]) -> str:
        pieces = (
            f"(?P<{token}>{inside(token, self._is_quoted(at))})" if at % 2 else re.escape(token)
            for at, token in enumerate(self.tokens)
        )
        return "(?s)^" + "".join(pieces) + f"(?:{self.tail}(?P<extra>.*))?$"

    def split(self, lines: Lines) -> tuple[pl.DataFrame, pl.Series]:
        """Take all lines of a block apart at once.

        Returns:
            a String column for each field and `extra`, and whether each line is as simple as it
            must be for them to be right.
        """
        return split_lines(tuple(self.text.split('"')), lines)

    def together(self, texts: pl.DataFrame) -> pl.DataFrame:
        """The fields of lines, and what some of them are only together: here, nothing."""
        return texts


def _begun(literal: str, rest: str) -> str:
    """A literal of which any part may be missing, or what follows it."""
    if not literal:
        return rest
    parts = "|".join(re.escape(literal[:end]) for end in range(len(literal)))
    return f"(?:(?:{parts})$|{re.escape(literal)}{rest})"
