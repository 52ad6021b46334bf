"""What a client already had: the copy that a 304 confirms, that is sent again, or whose page links on."""

import polars as pl

from analyzer.classify.signal import Signal
from analyzer.entry import header
from analyzer.formats.har.caching import STORED
from analyzer.relate.refetching import asks_anew
from analyzer.relate.relation import RELATION, Relation
from analyzer.relate.rows import with_last
from analyzer.relate.window import LINES, LINKED_WITHIN
from analyzer.rows import where

_URL = pl.struct("visitor", "host", "path", "query").hash().alias("url")

RECENT = {
    "position": pl.UInt64(),
    "url": pl.UInt64(),
    "line": pl.UInt64(),
    "time": pl.Datetime("us", "UTC"),
    "bytes": pl.UInt64(),
    "etag": pl.UInt64(),
}
"""Full responses, sent as such: what a browser takes from its own stores is no other copy."""

TIES = {
    "row": pl.UInt32(),
    "prior": pl.UInt64(),
    "relation": RELATION,
    "saved": pl.UInt64(),  # bytes of the response that a 304 confirms
    "tagged": pl.Boolean(),  # that has an ETag
}

_SENT = ~pl.col("cache").is_in(STORED).fill_null(value=False)
_FULL = (pl.col("status") == 200) & (pl.col("method") == "GET") & _SENT
_BACK = ["visitor", "host", "path", "query", "referrer", "status", "signals", "position", "time"]
_PAGE = r"^[a-z]+://[^/?#]+(/[^/?#][^?#]*)(?:\?([^#]*))?"
"""Of a referrer: a path that is more than `/`, which every site has; and the query."""
_CONFIRMS = pl.col("status") == 304
_CONFIRMED, _LINKED = (pl.lit(each, RELATION) for each in (Relation.CONFIRMED, Relation.LINKED))
# A scanner names any page of the site as the one that it comes from.
_PROBED = pl.col("signals").list.contains(Signal.PROBED_PATH)
_LED = ~_CONFIRMS & pl.col("host").is_null() & ~_PROBED
_PAGES = pl.when(_LED).then("referrer").str.extract_groups(_PAGE)
_ASKED = [
    pl.when(_CONFIRMS).then(name).otherwise(pl.col("page").struct.field(group)).alias(name)
    for name, group in (("path", "1"), ("query", "2"))
] + [pl.when(_CONFIRMS).then(_CONFIRMED).otherwise(_LINKED).alias("relation")]
_BEFORE = pl.col("url", "line", "bytes", "etag", "position").shift(1).name.prefix("before ")
_SAME = (pl.col("bytes") == pl.col("before bytes")) & (
    pl.col("etag") == pl.col("before etag")
).fill_null(value=True)
_AGAIN = (
    pl.when(_SAME)
    .then(pl.lit(Relation.SENT_AGAIN, RELATION))
    .otherwise(pl.lit(Relation.UPDATED, RELATION))
    .alias("relation")
)


def copies(entries: pl.DataFrame, recent: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tie entries to the same visitor's last full response for the same URL, or for the page before.

    Args:
        entries: LABELLED with `visitor` and `position` (the row's number in its source).
        recent: RECENT, the full responses of the rows before these.

    Returns:
        TIES, of rows whose response is known; and RECENT for the next.
    """
    if not entries.height:
        return pl.DataFrame(schema=TIES), recent
    full = (
        entries.lazy()
        .filter(_FULL)
        .select("position", _URL, "line", "time", "bytes", _etag(entries))
        .collect(engine="in-memory")
    )
    stored = pl.concat([recent, full], rechunk=True)
    ties = [_gone_back(entries, stored), _sent_again(entries, stored)]
    return pl.concat(ties), stored[where(stored["position"] + LINES > entries["position"][-1])]


def _etag(entries: pl.DataFrame) -> pl.Expr:
    if entries["response_headers"].null_count() == entries.height:
        return pl.lit(None, pl.UInt64).alias("etag")
    tag = header("response", "etag")
    return pl.when(tag.is_not_null()).then(tag.hash()).alias("etag")


def _gone_back(entries: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """What a 304 confirms, and the page that led to what is not there: in one join, which costs most."""
    confirmed = pl.col("relation") == Relation.CONFIRMED
    soon = pl.col("asked") - pl.col("time") <= pl.lit(LINKED_WITHIN)
    return (
        with_last(_asking(entries), stored.lazy(), "url")
        .filter(pl.col("line").is_not_null(), confirmed | soon)
        .select(
            "row",
            pl.col("line").alias("prior"),
            "relation",
            pl.when(confirmed).then("bytes").alias("saved"),
            (confirmed & pl.col("etag").is_not_null()).alias("tagged"),
        )
        .collect(engine="in-memory")
    )


def _asking(entries: pl.DataFrame) -> pl.LazyFrame:
    """Who goes back to which URL: a 304 to its own, what is not there to the page that led to it.

    The latter only where no host is logged and the visitor's way alone tells whose page that was; else
    the referrer says so by itself.
    """
    rows = entries.select(pl.arg_where(pl.col("status").is_in([304, 404, 410]))).to_series()
    return (
        entries[rows, _BACK]
        .hstack([rows.alias("row")])
        .lazy()
        .with_columns(page=_PAGES)
        .with_columns(_ASKED)
        .filter(_CONFIRMS | pl.col("path").is_not_null())
        .select("row", "position", _URL, "relation", asked="time")
    )


def _sent_again(entries: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """Full responses to who had one already: the same once more, or another by now.

    The same, as far as its size tells, and its ETag where it is recorded. Who asks for everything
    anew (no-cache) asks for just that.
    """
    first = entries["position"][0]
    found = (
        stored.lazy()
        # Few URLs come twice, and only those are put in order.
        .filter(pl.col("url").is_duplicated())
        .sort("url", maintain_order=True)
        .with_columns(_BEFORE)
        .filter(
            pl.col("url") == pl.col("before url"),
            pl.col("position") >= first,
            pl.col("position") - pl.col("before position") <= LINES,
            pl.col("bytes") > 0,
            pl.col("before bytes") > 0,
        )
        .select(
            (pl.col("position") - first).cast(pl.UInt32).alias("row"),
            pl.col("before line").alias("prior"),
            _AGAIN,
            pl.lit(None, pl.UInt64).alias("saved"),
            pl.lit(value=False).alias("tagged"),
        )
        .collect(engine="in-memory")
    )
    if entries["request_headers"].null_count() == entries.height:
        return found
    asked = entries[found["row"], ["request_headers"]]
    return found[where(~asked.select(asks_anew()).to_series())]
