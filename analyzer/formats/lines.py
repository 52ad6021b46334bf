"""Lines that a template describes: read by splitting whole columns, the regex as the fallback."""

import re
from functools import cached_property

import polars as pl
from msgspec import Struct

from analyzer.entry import REJECT
from analyzer.formats.block import Lines
from analyzer.formats.entries import entries, fine, why
from analyzer.formats.format import Samples
from analyzer.formats.template import Template
from analyzer.rows import replaced, where

_SAMPLE = 200  # lines of a head that are looked at to recognise the format
_LOOSE = 0.9  # for a line that fits, but may well be another format's
_NOTHING_TYPICAL = 0.905  # where a `-` stands for what would prove the format: hardly more

# Python's regexes try one way after the other, and whoever writes a log can see to it that there
# are many: lines that are longer than any server writes, and hold more, tell nothing.
_LONGEST = 1 << 17  # characters; a URI may have 70,000
_ORDINARY, _WORDS = 1 << 11, 64  # from that length on, no more spaces than this
_QUOTES = 16  # of a line that escapes none

_COLOUR, _LEVELS = "\x1b[", frozenset(("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
"""No client or host begins so: a wrapper takes away a colour, or the name of a logger."""


class LineFormat(Struct, frozen=True, dict=True):
    """A format whose lines are a template.

    Args:
        name: how users name it.
        title: one line about it.
        template: the line, see `analyzer.formats.template`.
        samples: its proof.
    """

    name: str
    title: str
    template: Template
    samples: Samples
    document: bool = False

    def claim(self, head: bytes) -> float:
        """The share of the head's lines that fit; those with nothing left over weigh more."""
        weights = self._weights(head)
        return sum(weights) / max(1, len(weights))

    def whole(self, head: bytes) -> float:
        """The share of the head's lines that fit without doubt, to their very end."""
        weights = self._weights(head)
        return weights.count(1.0) / max(1, len(weights))

    def _weights(self, head: bytes) -> list[float]:
        return [self._fits(text) for text in Lines(head).sample(_SAMPLE)]

    def _fits(self, text: str) -> float:
        if not self._could_fit(text):
            return 0.0
        match = self._careful.match(text)
        weight = 1.0
        if match is None and text.count('"') <= _QUOTES:
            match = self._careless.match(text)
            weight = _LOOSE
        if match is None:
            return 0.0
        if (extra := match["extra"]) is not None:
            weight *= _LOOSE - 0.5 * len(extra) / len(text)
        if "user" in self.template.fields:
            weight *= _LOOSE ** match["user"].count(" ")  # could be more than one field as well
        first = match[self.template.fields[0]]
        if first.startswith(_COLOUR) or first.partition(":")[0] in _LEVELS:
            weight *= _LOOSE
        kinds = self.template.kinds
        if any(match[name] == "-" for name in self.template.fields if kinds[name].typical):
            weight *= _NOTHING_TYPICAL
        return weight

    def _could_fit(self, text: str) -> bool:
        """Whether the template's literals are all there, one behind the other.

        To compile two regexes takes 5 ms, and most formats need not: this spares a tenth of a short run.
        """
        if len(text) > _LONGEST or (len(text) > _ORDINARY and text.count(" ") > _WORDS):
            return False
        at = 0
        for literal in self.template.tokens[::2]:
            at = text.find(literal, at)
            if at < 0:
                return False
            at += len(literal)
        return True

    @cached_property
    def _careful(self) -> re.Pattern[str]:
        return re.compile(self.template.typical_patterns[0])

    @cached_property
    def _careless(self) -> re.Pattern[str]:
        return re.compile(self.template.typical_patterns[1])

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        lines = Lines(data)
        texts, fit = self.template.split(lines)
        reject = fine(len(fit))
        if not fit.all():
            rows = where(~fit)
            odd = self._by_regex(lines.texts(rows))
            reject = reject.scatter(rows, odd["reject"])
            texts = replaced(texts, rows, odd)
        return entries(self.template.together(texts), reject, lines, self.template.kinds)

    def _by_regex(self, texts: pl.Series) -> pl.DataFrame:
        """The fields of odd lines, nulls where a line is none of this format, and why that is."""
        found = texts.to_frame("line").with_columns(self._carefully)
        if found[self.template.fields[0]].has_nulls():
            missed = found.with_row_index("row").filter(self._missed)
            careless = missed.with_columns(self._carelessly).with_columns(self._why)
            found = replaced(found, missed["row"], careless)
        return found.select("reject", self._read)

    @cached_property
    def _carefully(self) -> list[pl.Expr]:
        groups = pl.col("line").str.extract_groups(self.template.pattern)
        return [groups.struct.unnest(), pl.lit(None, REJECT).alias("reject")]

    @cached_property
    def _missed(self) -> pl.Expr:
        return pl.col(self.template.fields[0]).is_null()

    @cached_property
    def _carelessly(self) -> pl.Expr:
        return pl.col("line").str.extract_groups(self.template.careless_pattern).struct.unnest()

    @cached_property
    def _why(self) -> pl.Expr:
        return pl.when(self._missed).then(
            why(pl.col("line").str.contains(self.template.cut_pattern))
        )

    @cached_property
    def _read(self) -> pl.Expr:
        return pl.when(~self._missed).then(pl.exclude("line", "reject").fill_null(""))
