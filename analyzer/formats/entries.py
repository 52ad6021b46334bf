"""From the texts of fields to entries: what every format of lines ends with."""

from collections.abc import Mapping

import polars as pl

from analyzer.entry import REJECT, Reject
from analyzer.formats.block import Lines
from analyzer.formats.fields import FIELDS, Field
from analyzer.formats.look import Look, looked_at
from analyzer.formats.parts import known
from analyzer.formats.rows import each, first_known
from analyzer.formats.secrets import mask_url, masked
from analyzer.rows import unknown, where


def entries(
    texts: pl.DataFrame, reject: pl.Series, lines: Lines, kinds: Mapping[str, Field] = FIELDS
) -> pl.DataFrame:
    """Turn texts into columns of ENTRY, and reject the lines whose texts mean nothing.

    Args:
        texts: a String column for each field, named as in `kinds`; a row for each line.
        reject: why a line is no entry, as far as that is known without a look into its fields.
        lines: the block, for the raw text of what is rejected.
        kinds: what the names mean.
    """
    columns: dict[str, pl.Series] = {}
    filling = {name: kinds[name].columns for name in texts.columns}
    seen = looked_at(
        texts,
        {
            name: look
            for name, look in filling.items()
            if isinstance(look, Look) and kinds[name].spread is each
        },
    )
    dated = None
    for name in texts.columns:
        kind = kinds[name]
        filled = seen[name] if name in seen else kind.spread(texts[name], kind.columns)
        for column, values in filled.items():
            together = _all_of_it if column == "extra" else first_known
            together = _sum if kind.adds else together
            columns[column] = together(columns.get(column), values)
        if "time" in filled:
            dated = texts[name]
    if dated is not None:
        reject = _untimely(reject, columns, dated)
    reject = _wordy(reject, columns)
    raw = unknown("raw", pl.String(), len(reject))
    if reject.null_count() < len(reject):
        rows = where(reject.is_not_null())
        raw = raw.scatter(rows, masked(lines.texts(rows), mask_url))  # as any other text
        columns = {
            name: series if series.null_count() == len(series) else series.scatter(rows, None)
            for name, series in columns.items()
        }
    columns |= {"reject": reject, "raw": raw}
    return pl.DataFrame([series.alias(name) for name, series in columns.items()])


def fine(count: int) -> pl.Series:
    """The reasons of lines of which none is rejected."""
    return unknown("reject", REJECT, count)


def why(texts: pl.Series, cut: pl.Expr) -> pl.Series:
    """Why lines are none of a format.

    Args:
        texts: the lines.
        cut: whether `line` looks like a line of the format that ends too soon.
    """
    line = pl.col("line")
    return (
        texts.to_frame("line")
        .select(
            pl.when(line.str.strip_chars() == "").then(pl.lit(Reject.BLANK))
            .when(line.str.starts_with("#")).then(pl.lit(Reject.COMMENT))
            .when(cut).then(pl.lit(Reject.CUT))
            .otherwise(pl.lit(Reject.NO_FORMAT)).cast(REJECT).alias("reject")
        )
        .to_series()
    )  # fmt: skip


def _untimely(reject: pl.Series, columns: dict[str, pl.Series], dated: pl.Series) -> pl.Series:
    """Add the lines whose time is no date; one that says no time must say what was answered."""
    if not columns["time"].has_nulls():
        return reject
    unknown = columns["time"].is_null() & reject.is_null()
    if "status" in columns and unknown.any():
        answered = columns["status"].is_not_null() | columns["status_text"].is_not_null()
        unknown &= dated.is_not_null() | ~answered
    return reject.scatter(where(unknown), Reject.TIME)


def _wordy(reject: pl.Series, columns: dict[str, pl.Series]) -> pl.Series:
    """Add the lines whose status is a word."""
    text = columns.get("status_text")
    if text is None or text.null_count() == len(text):
        return reject
    words = ~text.str.contains("^(?:-|[0-9]+)$") & reject.is_null()
    return reject.scatter(where(words), Reject.STATUS)


def _sum(before: pl.Series | None, values: pl.Series) -> pl.Series:
    """Parts of one whole, which is unknown where one of them is."""
    return values if before is None else before + values


def _all_of_it(before: pl.Series | None, values: pl.Series) -> pl.Series:
    """Text that no column is for, of several fields."""
    if before is None:
        return values
    texts = pl.DataFrame([before.alias("before"), values.alias("values")])
    return texts.select(_BOTH).to_series()


_BOTH = known(pl.concat_str("before", "values", separator=" ", ignore_nulls=True))
