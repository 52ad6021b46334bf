"""Turn requests into lines: each distinct value escaped once, whole columns put together at once."""

import re
from dataclasses import dataclass
from itertools import cycle

import polars as pl
from line_formats import LineFormat
from population import CLIENTS, Population
from traffic import METHODS


def _padded(value: pl.Expr, width: int) -> pl.Expr:
    return value.cast(pl.String).str.zfill(width)


DERIVED: dict[str, pl.Expr] = {
    "seconds": pl.format("{}.{}", pl.col("millis") // 1000, _padded(pl.col("millis") % 1000, 3)),
    "epoch": pl.col("when").dt.epoch("s"),
    "fraction": _padded(pl.col("micro"), 6),
    "server": pl.col("number") % 20,
    "port": pl.col("number") % 64_000 + 1_024,
    "address": pl.when(pl.col("client").str.contains(":", literal=True))
    .then(pl.format("[{}]", "client"))
    .otherwise(pl.col("client")),
}
"""Words of a line that are made of other words; only those that a format uses are computed."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The population as one format writes it: every value escaped once, not once per line."""

    client: pl.Series
    agent: pl.Series
    target: pl.Series
    path: pl.Series
    query: pl.Series
    referrer: pl.Series


def tables(people: Population, form: LineFormat) -> Tables:
    """Escape the distinct values as the format's server does."""
    parts = [target.partition("?") for target in people.targets]
    return Tables(
        client=people.clients,
        agent=_escaped(people.agents, form),
        target=_escaped(people.targets, form),
        path=_escaped([path for path, _, _ in parts], form),
        query=_escaped([query or "-" for _, _, query in parts], form),
        referrer=_escaped(people.referrers, form),
    )


def _escaped(values: pl.Series | list[str], form: LineFormat) -> pl.Series:
    return pl.Series([form.escape(value) for value in values])


def _written(rows: pl.DataFrame, words: Tables) -> pl.DataFrame:
    """The columns that a format's line is made of, indices replaced by their text."""
    target = rows["target"]
    number = pl.col("number")
    return rows.select(
        words.client.gather(rows["client"]).alias("client"),
        words.agent.gather(rows["agent"]).alias("agent"),
        words.target.gather(target).alias("target"),
        words.path.gather(target).alias("path"),
        words.query.gather(target).alias("query"),
        words.referrer.gather(rows["referrer"]).alias("referrer"),
        pl.Series(METHODS).gather(rows["method"]).alias("method"),
        pl.from_epoch(pl.col("second") * 1_000_000 + pl.col("micro"), "us").alias("when"),
        pl.when(number % 3 == 0).then(pl.lit("HTTP/1.1")).otherwise(pl.lit("HTTP/2.0")).alias("protocol"),
        pl.when(number % 199 == 0).then(pl.lit("editor")).otherwise(pl.lit("-")).alias("user"),
        pl.when(number % 5 == 0)
        .then(words.client.gather((rows["client"] * 3 + 1) % CLIENTS))
        .otherwise(pl.lit("-"))
        .alias("forwarded"),
        "micro", "status", "bytes", "millis", "number",
    )  # fmt: skip


def _line(form: LineFormat) -> pl.Expr:
    derived = DERIVED | {"clock": pl.col("when").dt.strftime(form.clock)}
    words = re.split(r"<(\w+)>", form.line)
    return pl.concat_str(
        derived.get(word, pl.col(word)) if odd else pl.lit(word)
        for odd, word in zip(cycle((False, True)), words, strict=False)
        if word
    )


def render(rows: pl.DataFrame, form: LineFormat, words: Tables) -> pl.Series:
    """The lines of these requests as the format writes them."""
    return _written(rows, words).select(_line(form).alias("line")).to_series()
