"""Lines that a template describes: read by splitting whole columns, the regex as the fallback."""

import re
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from analyzer.entry import REJECT, Reject
from analyzer.formats.block import Lines
from analyzer.formats.fields import FIELDS
from analyzer.formats.format import Samples
from analyzer.formats.rows import on_rows
from analyzer.formats.secrets import mask_url, masked
from analyzer.formats.template import Template

_SAMPLE = 200  # lines of a head that are looked at to recognise the format
_LOOSE = 0.9  # for a line that fits, but may well be another format's
_NOTHING_TYPICAL = 0.905  # where a `-` stands for what would prove the format: hardly more


@dataclass(frozen=True)
class LineFormat:
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
        texts = Lines(head).sample(_SAMPLE)
        return sum(map(self._fits, texts)) / max(1, len(texts))

    def _fits(self, text: str) -> float:
        careful, careless = self._regexes
        match = careful.match(text)
        weight = 1.0
        if match is None:
            match = careless.match(text)
            weight = _LOOSE
        if match is None:
            return 0.0
        if (extra := match["extra"]) is not None:
            weight *= _LOOSE - 0.1 * len(extra) / len(text)
        weight *= _LOOSE ** match["user"].count(" ")  # could be more than one field as well
        if any(match[name] == "-" for name in self.template.fields if FIELDS[name].typical):
            weight *= _NOTHING_TYPICAL
        return weight

    @cached_property
    def _regexes(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        careful, careless = self.template.typical_patterns
        return re.compile(careful), re.compile(careless)

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        lines = Lines(data)
        texts, fit = self.template.split(lines)
        reject = pl.Series("reject", [None], dtype=REJECT).new_from_index(0, len(fit))
        if not fit.all():
            rows = (~fit).arg_true()
            odd = self._by_regex(lines.texts(rows))
            texts = texts.with_columns(
                texts[name].scatter(rows, odd[name]) for name in texts.columns
            )
            reject = reject.scatter(rows, odd["reject"])
        columns: dict[str, pl.Series] = {}
        for name in texts.columns:
            for column, values in FIELDS[name].columns(texts[name]).items():
                columns[column] = _first_known(columns.get(column), values)
        reject = _rejected(reject, columns)
        rejected = reject.is_not_null()
        if rejected.any():
            columns = {name: series.set(rejected, None) for name, series in columns.items()}
        columns |= {"reject": reject, "raw": _raw(rejected, lines)}
        return pl.DataFrame([series.alias(name) for name, series in columns.items()])

    def _by_regex(self, texts: pl.Series) -> pl.DataFrame:
        """The fields of odd lines, and why a line is none of this format."""
        fields = texts.str.extract_groups(self.template.pattern).struct.unnest()
        missed = fields["status"].is_null()
        if missed.any():
            rows = missed.arg_true()
            careless = texts.gather(rows).str.extract_groups(self.template.careless_pattern)
            fields = fields.with_columns(
                fields[series.name].scatter(rows, series) for series in careless.struct.unnest()
            )
        return fields.with_columns(reject=self._why(texts, fields["status"].is_null()))

    def _why(self, texts: pl.Series, missed: pl.Series) -> pl.Series:
        text = pl.lit(texts)
        return pl.select(
            pl.when(~missed).then(None)
            .when(text.str.strip_chars() == "").then(pl.lit(Reject.BLANK))
            .when(text.str.starts_with("#")).then(pl.lit(Reject.COMMENT))
            .when(text.str.contains(self.template.cut_pattern)).then(pl.lit(Reject.CUT))
            .otherwise(pl.lit(Reject.NO_FORMAT)).cast(REJECT)
        ).to_series()  # fmt: skip


def _rejected(reject: pl.Series, columns: dict[str, pl.Series]) -> pl.Series:
    """Add the reasons that only a look into the fields gives."""
    fine = reject.is_null()
    timeless = columns["time"].is_null() & fine
    if timeless.any():
        reject = reject.scatter(timeless.arg_true(), Reject.TIME)
    odd = columns["status_text"].is_not_null() & reject.is_null()
    if odd.any():
        rows = odd.arg_true()
        words = ~columns["status_text"].gather(rows).str.contains("^(?:-|[0-9]+)$")
        reject = reject.scatter(rows.filter(words), Reject.STATUS)
    return reject


def _first_known(before: pl.Series | None, values: pl.Series) -> pl.Series:
    """Where two fields tell the same, such as the host, the one that comes first in the line."""
    return values if before is None else before.zip_with(before.is_not_null(), values)


def _raw(rejected: pl.Series, lines: Lines) -> pl.Series:
    """The line itself, of what was rejected; it may hold secrets as any other."""
    raw = pl.Series("raw", [None], dtype=pl.String).new_from_index(0, len(rejected))
    texts = on_rows(raw, rejected, lambda _: lines.texts(rejected.arg_true()))
    return masked(texts, mask_url)
