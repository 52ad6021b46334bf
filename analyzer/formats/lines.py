"""Lines that a template describes: read by splitting whole columns, the regex as the fallback."""

import re
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from analyzer.entry import REJECT, Reject
from analyzer.formats import request
from analyzer.formats.block import Lines
from analyzer.formats.client import bare
from analyzer.formats.escape import unescape
from analyzer.formats.fields import FIELDS
from analyzer.formats.format import Samples
from analyzer.formats.rows import on_rows
from analyzer.formats.template import Template

_SAMPLE = 200  # lines of a head that are looked at to recognise the format
_QUOTED_TEXTS = ("user", "agent", "referrer", "forwarded", "extra")


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
        lines = [line for line in head.splitlines() if line.strip() and line[:1] != b"#"]
        step = max(1, len(lines) // _SAMPLE)
        looked_at = [line.decode("utf-8", "backslashreplace") for line in lines[::step]]
        matches = [self._regex.match(line) for line in looked_at]
        fit = sum(1.0 if match["extra"] is None else 0.9 for match in matches if match)
        return fit / max(1, len(looked_at))

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(self.template.pattern)

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        lines = Lines(data)
        texts, fit = self.template.split(lines)
        reject = pl.Series("reject", [None], dtype=REJECT).new_from_index(0, lines.count)
        if not fit.all():
            rows = (~fit).arg_true()
            odd = self._by_regex(lines.texts(rows))
            texts = texts.with_columns(
                texts[name].scatter(rows, odd[name]) for name in texts.columns
            )
            reject = reject.scatter(rows, odd["reject"])
        return self._entries(texts, reject, lines)

    def _by_regex(self, texts: pl.Series) -> pl.DataFrame:
        """The fields of odd lines, and why a line is none of this format."""
        careful = texts.str.extract_groups(self.template.pattern).struct.unnest()
        missed = careful["status"].is_null()
        if missed.any():
            careless = texts.str.extract_groups(self.template.careless_pattern).struct.unnest()
            careful = careful.with_columns(
                pl.when(missed).then(careless[name]).otherwise(pl.col(name)).alias(name)
                for name in careful.columns
            )
        return careful.with_columns(reject=self._why(texts, careful["status"].is_null()))

    def _why(self, texts: pl.Series, missed: pl.Series) -> pl.Series:
        text = pl.lit(texts)
        return pl.select(
            pl.when(~missed).then(None)
            .when(text.str.strip_chars() == "").then(pl.lit(Reject.BLANK))
            .when(text.str.starts_with("#")).then(pl.lit(Reject.COMMENT))
            .when(text.str.contains(self.template.opening_pattern)).then(pl.lit(Reject.CUT))
            .otherwise(pl.lit(Reject.NO_FORMAT)).cast(REJECT)
        ).to_series()  # fmt: skip

    def _entries(self, texts: pl.DataFrame, reject: pl.Series, lines: Lines) -> pl.DataFrame:
        quoted = [unescape(texts[name]) for name in _QUOTED_TEXTS if name in texts.columns]
        texts = texts.with_columns(quoted).with_columns(
            bare(texts["client"]),
            request.split(texts["request"]).to_struct("request"),
        )
        entries = texts.select(
            expr.alias(column)
            for name in texts.columns
            for column, expr in FIELDS[name].columns(pl.col(name)).items()
        ).with_columns(reject=_rejected(reject, texts["status"]))
        return _with_raw(entries, lines)


def _rejected(reject: pl.Series, status: pl.Series) -> pl.Expr:
    """Add the reasons that only a look into the fields gives."""
    unknown = pl.lit(status).str.contains(r"^(-|\d+)$").not_()
    return (
        pl.when(pl.lit(reject).is_not_null()).then(pl.lit(reject))
        .when(pl.col("time").is_null()).then(pl.lit(Reject.TIME, REJECT))
        .when(pl.col("status").is_null() & unknown).then(pl.lit(Reject.STATUS, REJECT))
    )  # fmt: skip


def _with_raw(entries: pl.DataFrame, lines: Lines) -> pl.DataFrame:
    """Keep the line itself of what was rejected."""
    rejected = entries["reject"].is_not_null()
    raw = pl.Series("raw", [None], dtype=pl.String).new_from_index(0, entries.height)
    return entries.with_columns(on_rows(raw, rejected, lambda _: lines.texts(rejected.arg_true())))
