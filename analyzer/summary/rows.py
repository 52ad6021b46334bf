"""What becomes of entries before they are counted: of several rows one, or of one several."""

import polars as pl

from analyzer.classify.signal import SUSPICIOUS
from analyzer.classify.vocabulary import Outcome
from analyzer.formats.secrets import MASK

REDIRECTS = [Outcome.REDIRECT, Outcome.REDIRECT_CHAIN, Outcome.REDIRECT_LOOP]
TRAIL = " → "

AGAIN = f"{TRAIL}again"
"""Ends the trail of a loop that nobody was seen to leave."""


def signals(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each signal of each entry."""
    return (
        entries.filter(pl.col("signals").list.len() > 0)
        .explode("signals")
        .with_columns(signal="signals")
    )


def repairs(rows: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each repair of each row."""
    return rows.explode("repairs").with_columns(repair="repairs")


def suspicious(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each signal that speaks against a client that is known."""
    return signals(entries.filter(pl.col("client") != MASK)).filter(
        pl.col("signals").is_in(SUSPICIOUS)
    )


def trails(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each chain, and each redirect into an error: `relate` gives out all hops together."""
    named = pl.concat_str(pl.col("host").fill_null(""), pl.col("path").fill_null("?"))
    # From http to https is a step like others, and looks like none where the scheme is not said.
    schemes = pl.col("scheme").drop_nulls().n_unique().over("chain", "source") > 1
    url = pl.when(schemes).then(pl.concat_str("scheme", pl.lit("://"), named)).otherwise(named)
    step = pl.col("url").sort_by("hop")
    # Most redirects are no chain: a third hop, or a word of `relate`, tells those that are.
    several = (pl.col("hop") > 2) | pl.col("outcome").is_in(REDIRECTS[1:])
    error = pl.col("status") >= 400
    end = pl.col("outcome").sort_by("hop").last()  # browsers show where they give up as no response
    return (
        entries.filter((several | error.fill_null(value=False)).any().over("chain", "source"))
        .with_columns(url=pl.coalesce(url, named))
        .group_by("chain", "source")
        .agg(
            way=step.str.join(TRAIL),
            circle=step.unique(maintain_order=True).str.join(TRAIL),
            hops=pl.col("outcome").is_in(REDIRECTS).sum().cast(pl.UInt8),
            loop=(pl.col("outcome") == Outcome.REDIRECT_LOOP).any(),
            lost=end.is_in([Outcome.REDIRECT_LOOP, Outcome.NO_RESPONSE]),
            exact=(pl.col("basis") == "exact").all(),
            ends=pl.col("status").sort_by("hop").last(),
            place=pl.col("place").min(),
        )
        .with_columns(ends=pl.when(pl.col("ends") >= 400).then("ends"))
        .filter((pl.col("hops") > 1) | pl.col("ends").is_not_null())
        .with_columns(
            trail=pl.when(pl.col("loop") & pl.col("lost"))
            .then(pl.concat_str(pl.col("circle").str.head(1000), pl.lit(AGAIN)))
            .otherwise(pl.col("way").str.head(1000))
        )
    )
