"""What of the table `freshness` a cache could have spared the network."""

import polars as pl

from analyzer.entry import Freshness
from analyzer.formats.har.caching import STORED
from analyzer.relate.relation import Relation
from analyzer.summary.bounds import REST
from analyzer.summary.condition import having, quoted
from analyzer.summary.exchanges import KINDS, Content

AGAIN = "fetched again while fresh"
SILENT = "says nothing of how long"

_STATIC = [Content.STYLE, Content.SCRIPT, Content.IMAGE, Content.FONT, Content.MEDIA]
"""Content that seldom changes; documents and data are often made anew, and rightly say nothing."""


FROM_NETWORK = f"(cache is null or cache not in ({', '.join(map(quoted, STORED))}))"
"""The condition that all entries of the table meet."""

REFETCHED = having("relation", Relation.REFETCHED)
NOT_REFETCHED = f"(relation is null or not {REFETCHED})"

SILENCE = (
    f"freshness in ('{Freshness.HEURISTIC}', '{Freshness.UNSAID}') and "
    f"regexp_like(media, {quoted('|'.join(KINDS[content] for content in _STATIC))}) and "
    f"{NOT_REFETCHED} and {FROM_NETWORK}"
)
"""The condition that those of `silent` meet."""


def again(table: pl.DataFrame) -> pl.DataFrame:
    """What was fetched again though an earlier response could still be used."""
    return table.filter("again", ~pl.col(REST))


def silent(table: pl.DataFrame) -> pl.DataFrame:
    """What could be kept, and does not say for how long."""
    mute = pl.col("freshness").is_in([Freshness.HEURISTIC, Freshness.UNSAID])
    return table.filter(mute, pl.col("content").is_in(_STATIC), ~pl.col("again"), ~pl.col(REST))
