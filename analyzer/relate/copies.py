"""What a client already had: the copy that a 304 confirms, that is sent again, or whose page links on."""

import polars as pl

from analyzer.classify.signal import Signal
from analyzer.entry import header
from analyzer.formats.har.caching import STORED
from analyzer.relate.refetching import asks_anew
from analyzer.relate.relation import RELATION, Relation
from analyzer.relate.window import LINES, LINKED_WITHIN

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
_PAGE = r"^[a-z]+://[^/?#]+(/[^/?#][^?#]*)(?:\?([^#]*))?"
"""Of a referrer: a path that is more than `/`, which every site has; and the query."""


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
        .with_row_index("row")
        .filter(_FULL)
        .select("row", "position", _URL, "line", "time", "bytes", _etag(entries))
        .collect(engine="in-memory")
    )
    stored = pl.concat([recent, full.select(RECENT.keys())])
    ties = [_gone_back(entries, stored), _sent_again(entries, full, recent)]
    end = int(entries["position"].max() or 0)  # type: ignore[arg-type]
    return pl.concat(ties), stored.filter(pl.col("position") + LINES > end)


def _etag(entries: pl.DataFrame) -> pl.Expr:
    if entries["response_headers"].null_count() == entries.height:
        return pl.lit(None, pl.UInt64).alias("etag")
    tag = header("response", "etag")
    return pl.when(tag.is_not_null()).then(tag.hash()).alias("etag")


def _gone_back(entries: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """What a 304 confirms, and the page that led to what is not there: in one join, which costs most."""
    found = _asking(entries).join_asof(
        stored,
        on="position",
        by="url",
        strategy="backward",
        tolerance=LINES,
        allow_exact_matches=False,
        check_sortedness=False,
    )
    confirmed = pl.col("relation") == Relation.CONFIRMED
    soon = pl.col("asked") - pl.col("time") <= pl.lit(LINKED_WITHIN)
    return found.filter(pl.col("line").is_not_null(), confirmed | soon).select(
        pl.col("row").cast(pl.UInt32),
        pl.col("line").alias("prior"),
        "relation",
        pl.when(confirmed).then("bytes").alias("saved"),
        (confirmed & pl.col("etag").is_not_null()).alias("tagged"),
    )


def _asking(entries: pl.DataFrame) -> pl.DataFrame:
    """Who goes back to which URL: a 304 to its own, what is not there to the page that led to it.

    The latter only where no host is logged and the visitor's way alone tells whose page that was; else
    the referrer says so by itself.
    """
    rows = entries["status"].is_in([304, 404, 410]).fill_null(value=False).arg_true()
    confirms = pl.col("status") == 304
    # A scanner names any page of the site as the one that it comes from.
    probed = pl.col("signals").list.contains(Signal.PROBED_PATH)
    page = pl.col("referrer").str.extract_groups(_PAGE).struct
    return (
        entries.select(
            "visitor",
            "host",
            "path",
            "query",
            "referrer",
            "status",
            "signals",
            "position",
            asked="time",
        )[rows]
        .with_columns(row=rows)
        .filter(confirms | (pl.col("host").is_null() & pl.col("referrer").is_not_null() & ~probed))
        .with_columns(
            path=pl.when(confirms).then("path").otherwise(page.field("1")),
            query=pl.when(confirms).then("query").otherwise(page.field("2")),
            relation=pl.when(confirms)
            .then(pl.lit(Relation.CONFIRMED))
            .otherwise(pl.lit(Relation.LINKED))
            .cast(RELATION),
        )
        .filter(confirms | pl.col("path").is_not_null())
        .select("row", "position", _URL, "asked", "relation")
    )


def _sent_again(entries: pl.DataFrame, full: pl.DataFrame, recent: pl.DataFrame) -> pl.DataFrame:
    """Full responses to who had one already: the same once more, or another by now.

    The same, as far as its size tells, and its ETag where it is recorded. Who asks for everything
    anew (no-cache) asks for just that.
    """
    known = pl.concat([recent.with_columns(row=pl.lit(None, pl.UInt32)), full], how="diagonal")
    # Few URLs come twice, and only those are put in order.
    again = known.filter(pl.col("url").is_duplicated()).sort("url", "position")
    found = again.with_columns(
        pl.col("line").shift(1),
        was=pl.col("bytes").shift(1),
        tag=pl.col("etag").shift(1),
        apart=pl.col("position") - pl.col("position").shift(1),
        same_url=pl.col("url") == pl.col("url").shift(1),
    ).filter(
        "same_url",
        pl.col("row").is_not_null(),
        pl.col("apart") <= LINES,
        pl.col("bytes") > 0,
        pl.col("was") > 0,
    )
    asked = entries.select("request_headers")[found["row"]]
    if asked["request_headers"].null_count() < asked.height:
        found = found.filter(~asked.select(anew=asks_anew()).to_series())
    same = (pl.col("bytes") == pl.col("was")) & (pl.col("etag") == pl.col("tag")).fill_null(
        value=True
    )
    word = pl.when(same).then(pl.lit(Relation.SENT_AGAIN)).otherwise(pl.lit(Relation.UPDATED))
    return found.select(
        "row",
        pl.col("line").alias("prior"),
        word.cast(RELATION).alias("relation"),
        pl.lit(None, pl.UInt64).alias("saved"),
        pl.lit(value=False).alias("tagged"),
    )
