"""From the texts of fields to entries: what every format of lines ends with."""

from collections.abc import Mapping

import polars as pl

from analyzer.entry import REJECT, Reject
from analyzer.formats.block import Lines
from analyzer.formats.fields import FIELDS, Field
from analyzer.formats.parts import absent
from analyzer.formats.secrets import mask_url, masked


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
    dated = None
    for name in texts.columns:
        kind = kinds[name]
        filled = kind.spread(texts[name], kind.columns)
        for column, values in filled.items():
            together = _all_of_it if column == "extra" else _first_known
            together = _sum if kind.adds else together
            columns[column] = together(columns.get(column), values)
        if "time" in filled:
            dated = texts[name].is_not_null()
    if dated is not None:
        reject = _untimely(reject, columns, dated)
    reject = _wordy(reject, columns)
    frame = pl.DataFrame([series.alias(name) for name, series in columns.items()])
    if reject.null_count() == len(reject):
        return frame.with_columns(reject.alias("reject"), raw=pl.lit(None, pl.String))
    rejected = reject.is_not_null()
    # A column that is null already need not be touched: of most formats, that is every other one.
    left_out = frame.filter(rejected)
    touched = [name for name in columns if left_out[name].null_count() < left_out.height]
    return frame.with_columns(
        pl.when(~rejected).then(pl.col(touched)), reject.alias("reject"), _raw(rejected, lines)
    )


def fine(count: int) -> pl.Series:
    """The reasons of lines of which none is rejected."""
    return pl.Series("reject", [None], dtype=REJECT).new_from_index(0, count)


def why(texts: pl.Series, missed: pl.Series, cut: pl.Expr) -> pl.Series:
    """Why lines that were missed are none of a format.

    Args:
        texts: the lines.
        missed: which of them did not fit.
        cut: whether `line` looks like a line of the format that ends too soon.
    """
    line = pl.col("line")
    return (
        pl.DataFrame({"line": texts, "missed": missed})
        .select(
            pl.when(~pl.col("missed")).then(None)
            .when(line.str.strip_chars() == "").then(pl.lit(Reject.BLANK))
            .when(line.str.starts_with("#")).then(pl.lit(Reject.COMMENT))
            .when(cut).then(pl.lit(Reject.CUT))
            .otherwise(pl.lit(Reject.NO_FORMAT)).cast(REJECT).alias("reject")
        )
        .to_series()
    )  # fmt: skip


def _untimely(reject: pl.Series, columns: dict[str, pl.Series], dated: pl.Series) -> pl.Series:
    """Add the lines whose time is no date; one that says no time must say what was answered."""
    unknown = columns["time"].is_null() & reject.is_null()
    if unknown.any():
        if "status" in columns:
            unknown &= dated | (columns["status"].is_null() & columns["status_text"].is_null())
        reject = reject.scatter(unknown.arg_true(), Reject.TIME)
    return reject


def _wordy(reject: pl.Series, columns: dict[str, pl.Series]) -> pl.Series:
    """Add the lines whose status is a word."""
    if "status_text" not in columns:
        return reject
    odd = columns["status_text"].is_not_null() & reject.is_null()
    if odd.any():
        rows = odd.arg_true()
        words = ~columns["status_text"].gather(rows).str.contains("^(?:-|[0-9]+)$")
        reject = reject.scatter(rows.filter(words), Reject.STATUS)
    return reject


def _first_known(before: pl.Series | None, values: pl.Series) -> pl.Series:
    """Where two fields tell the same, such as the host, the one that comes first in the line."""
    return values if before is None else before.zip_with(before.is_not_null(), values)


def _sum(before: pl.Series | None, values: pl.Series) -> pl.Series:
    """Parts of one whole, which is unknown where one of them is."""
    return values if before is None else before + values


def _all_of_it(before: pl.Series | None, values: pl.Series) -> pl.Series:
    """Text that no column is for, of several fields."""
    if before is None:
        return values
    both = pl.concat_str(pl.lit(before), pl.lit(values), separator=" ", ignore_nulls=True)
    return absent(pl.select(both).to_series())


def _raw(rejected: pl.Series, lines: Lines) -> pl.Series:
    """The line itself, of what was rejected; it may hold secrets as any other."""
    raw = pl.Series("raw", [None], dtype=pl.String).new_from_index(0, len(rejected))
    rows = rejected.arg_true()
    return raw.scatter(rows, masked(lines.texts(rows), mask_url))
