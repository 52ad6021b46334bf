"""Which redirects of a chain are hops, and which go in circles."""

from functools import cache

import polars as pl

from analyzer.classify.classify import OUTCOME
from analyzer.classify.vocabulary import Outcome


def turned(outcome: pl.Series, chained: pl.DataFrame) -> pl.Series:
    """A redirect that is a hop of a chain, or a turn of a loop, says so.

    The turns are the hops from the first visit of a URL to the last: those before and behind are
    hops as others.

    Args:
        outcome: of all rows.
        chained: the steps of chains: `row`, `head`, `hop`, `outcome` and the URL.

    Returns:
        `outcome`, with those of redirects in chains.
    """
    if not chained.height:
        return outcome
    url, visits, words = _turns()
    hops = (
        chained.lazy()
        .with_columns(url)
        .with_columns(visits)
        .select(words)
        .filter(pl.col("redirects"), pl.col("several"))
        .collect(engine="in-memory")
    )
    return outcome.scatter(hops["row"], hops["word"])


@cache
def _turns() -> tuple[list[pl.Expr], list[pl.Expr], list[pl.Expr]]:
    """The URL of each hop, its first and its last visit in the chain, and what the hop is called."""
    hop, head = pl.col("hop"), ["head"]
    url = pl.struct("scheme", "host", "path", "query").hash()
    redirects = pl.col("outcome") == Outcome.REDIRECT
    again = pl.col("first") < pl.col("last")
    begins, ends = (hop == pl.col("first")) & again, (hop == pl.col("last")) & again
    within = (begins.cast(pl.Int8) - ends.cast(pl.Int8)).cum_sum().over(head) > 0
    given_up = (hop == hop.max().over(head)) & (pl.col("first") < hop)
    word = (
        pl.when(within | given_up)
        .then(pl.lit(Outcome.REDIRECT_LOOP, OUTCOME))
        .otherwise(pl.lit(Outcome.REDIRECT_CHAIN, OUTCOME))
    )
    several = pl.col("redirects").sum().over(head) > 1
    return (
        [url.alias("url"), redirects.alias("redirects")],
        [hop.min().over("head", "url").alias("first"), hop.max().over("head", "url").alias("last")],
        [pl.col("row"), pl.col("redirects"), word.alias("word"), several.alias("several")],
    )
