"""Which request followed which redirect: pairs of rows, each row in one pair at the most as either.

Exact where the target is known, by URL and never by order (in HARs the very next entry is the
target for only 11 of 100 redirects). Elsewhere inferred: a browser that follows a redirect sends
the same Referer again, as the next request of the same client and agent, within moments. What
could be a sibling, a reload or a retry is left unlinked.
"""

import polars as pl

from analyzer.classify.vocabulary import Outcome
from analyzer.relate.resemblance import could_follow
from analyzer.relate.rows import of_visitors, prefixed
from analyzer.relate.target import with_target
from analyzer.relate.window import FOLLOWED_WITHIN, LINES
from analyzer.rows import among, where

_ASKED = ["visitor", "time", "method", "scheme", "host", "path", "query"]
_PAIRED = ["time", "outcome", "method", "scheme", "host", "path", "query", "referrer"]

LINK = pl.Schema({"from": pl.UInt32(), "to": pl.UInt32(), "exact": pl.Boolean()})


def links(entries: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Pair redirects with the requests that followed them.

    Args:
        entries: LABELLED with `visitor`, in the order in which they came.

    Returns:
        LINK (row numbers), ascending in `to`; and the rows of the redirects whose follower may
        still be to come.
    """
    redirects = where(entries["outcome"] == Outcome.REDIRECT)
    told = entries["location"][redirects].is_not_null()
    exact, open_exact = _exact(entries, redirects.filter(told))
    inferred, open_inferred = _inferred(entries, redirects.filter(~told))
    if exact.height:
        inferred = inferred.filter(~among(entries.height, exact["to"])[inferred["to"]])
        inferred = pl.concat([exact, inferred]).sort("to")
    waiting = pl.concat([open_exact, open_inferred])
    return inferred, waiting.filter(waiting + LINES >= entries.height)


def _exact(entries: pl.DataFrame, redirects: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """The first later request of the same visitor for the target; and who is not followed yet."""
    if not len(redirects):
        return pl.DataFrame(schema=LINK), redirects
    # As-of joins, because a client that asks for one URL a million times must not give a million
    # times a million pairs.
    known = with_target(entries[redirects, [*_ASKED, "duration", "location"]])
    candidates = of_visitors(entries, entries["visitor"][redirects])
    # A preflight asks for the same URL before the request that follows the redirect does.
    reached = (
        entries[candidates, _ASKED]
        .hstack([candidates.alias("to")])
        .lazy()
        .filter(pl.col("method").ne_missing("OPTIONS"))
        .select("scheme", "host", _key("path", "query"), "to", to_time="time")
    )
    found = (
        known.hstack([redirects.alias("from")])
        .lazy()
        .select(
            "time",
            "to_scheme",
            "to_host",
            "from",
            _key("to_path", "to_query"),
            answered=pl.col("time") + pl.col("duration").fill_null(pl.duration()),
        )
        .join_asof(
            reached,
            left_on="from",
            right_on="to",
            by="key",
            strategy="forward",
            tolerance=LINES,
            allow_exact_matches=False,
            coalesce=False,
            check_sortedness=False,
        )
        .filter(
            pl.col("to").is_not_null(),
            _same_if_known("host", "to_host"),
            _same_if_known("scheme", "to_scheme"),
            _soon("time", "to_time", "answered"),
        )
        .unique("to", keep="last", maintain_order=True)
        .select("from", "to", exact=pl.lit(value=True))
        .collect(engine="in-memory")
    )
    return found, redirects.filter(~among(entries.height, found["from"])[redirects])


def _key(path: str, query: str) -> pl.Expr:
    return (
        pl.struct("visitor", pl.col(path).alias("p"), pl.col(query).alias("q")).hash().alias("key")
    )


def _inferred(entries: pl.DataFrame, untold: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """The visitor's very next request, if it could be where the redirect led; and who has none yet.

    Args:
        entries: all.
        untold: the redirects whose target is unknown.
    """
    if not len(untold):
        return pl.DataFrame(schema=LINK), untold
    candidates = of_visitors(entries, entries["visitor"][untold])
    # One sort and one shift over all rows: seven times as fast as a shift within each visitor. And
    # only the rows that make pairs are looked at: their texts are ten times as much as their numbers.
    following = (
        pl.LazyFrame(
            {
                "visitor": entries["visitor"][candidates],
                "from": candidates,
                "asks": among(entries.height, untold)[candidates],
            }
        )
        .sort("visitor", maintain_order=True)
        .with_columns(
            pl.col("from").shift(-1).alias("to"),
            last=pl.col("visitor").ne_missing(pl.col("visitor").shift(-1)),
        )
        .filter(pl.col("asks"))
        .select("from", "to", "last")
        .collect(engine="in-memory")
    )
    last, pairs = following["last"], following.drop("last")
    pairs = pairs[where(~last & (pairs["to"] - pairs["from"] <= LINES))]
    sides = pairs.hstack(entries[pairs["from"], _PAIRED]).hstack(
        prefixed(entries[pairs["to"], _PAIRED], "next ")
    )
    followed = (
        could_follow(sides.lazy().filter(_soon("time", "next time")))
        .select("from", "to", exact=pl.lit(value=False))
        .sort("to")
        .collect(engine="in-memory")
    )
    return followed, following["from"].filter(last)


def _same_if_known(one: str, other: str) -> pl.Expr:
    return (pl.col(one) == pl.col(other)).fill_null(value=True)


def _soon(earlier: str, later: str, answered: str | None = None) -> pl.Expr:
    """The later one follows, soon after the earlier was asked for, or answered where that is known."""
    begun = pl.col(later) >= pl.col(earlier)
    return begun & (pl.col(later) - pl.col(answered or earlier) <= pl.lit(FOLLOWED_WITHIN))
