"""From the texts of fields to entries: what every format of lines ends with."""

from collections.abc import Mapping
from functools import cache

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
        texts: a String column for each field, named as in `kinds`; a row for each line, of nulls
            where the line is rejected.
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
    raw = unknown("raw", pl.String(), len(reject))
    columns, rejected = _judged(columns, reject, dated)
    if len(rejected):
        raw = raw.scatter(rejected, masked(lines.texts(rejected), mask_url))  # as any other text
    columns |= {"raw": raw}
    return pl.DataFrame([series.alias(name) for name, series in columns.items()])


def fine(count: int) -> pl.Series:
    """The reasons of lines of which none is rejected."""
    return unknown("reject", REJECT, count)


def why(cut: pl.Expr) -> pl.Expr:
    """Why a `line` is none of a format, as `reject`.

    Args:
        cut: whether `line` looks like a line of the format that ends too soon.
    """
    line = pl.col("line")
    return (
        pl.when(line.str.strip_chars() == "").then(pl.lit(Reject.BLANK))
        .when(line.str.starts_with("#")).then(pl.lit(Reject.COMMENT))
        .when(cut).then(pl.lit(Reject.CUT))
        .otherwise(pl.lit(Reject.NO_FORMAT)).cast(REJECT).alias("reject")
    )  # fmt: skip


def _judged(
    columns: dict[str, pl.Series], reject: pl.Series, dated: pl.Series | None
) -> tuple[dict[str, pl.Series], pl.Series]:
    """Reject lines whose time is no date, and those whose status is a word, as well.

    Returns:
        the columns and `reject`, and the rows of all rejected lines.
    """
    text = columns.get("status_text")
    if (
        reject.null_count() == len(reject)
        and (dated is None or not columns["time"].has_nulls())
        and (text is None or text.null_count() == len(text))
    ):
        return columns | {"reject": reject}, _NONE
    looked = {"reject": reject} | {
        name: columns[name] for name in ("status", "status_text") if name in columns
    }
    if dated is not None:
        looked |= {"time": columns["time"], "dated": dated}
    found = pl.DataFrame([series.alias(name) for name, series in looked.items()]).select(
        _verdict(frozenset(looked))
    )
    late = where(found["late"])
    if len(late):
        columns = {name: series.scatter(late, None) for name, series in columns.items()}
    return columns | {"reject": found["reject"]}, where(found["rejected"])


_NONE = pl.Series([], dtype=pl.UInt32)


@cache
def _verdict(looked: frozenset[str]) -> list[pl.Expr]:
    """Why each line is rejected, whether it is, and whether that was not known before."""
    untimely = word = pl.lit(value=False)
    if "dated" in looked:
        untimely = pl.col("time").is_null()
        if "status" in looked:  # one that says no time must say what was answered
            answered = pl.col("status").is_not_null() | pl.col("status_text").is_not_null()
            untimely &= pl.col("dated").is_not_null() | ~answered
    if "status_text" in looked:
        word = ~pl.col("status_text").str.contains("^(?:-|[0-9]+)$")
    known = pl.col("reject").is_not_null()
    reject = (
        pl.when(known).then("reject")
        .when(untimely).then(pl.lit(Reject.TIME, REJECT))
        .when(word).then(pl.lit(Reject.STATUS, REJECT))
    )  # fmt: skip
    return [
        reject.alias("reject"),
        reject.is_not_null().alias("rejected"),
        (reject.is_not_null() & ~known).alias("late"),
    ]


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
