"""Which request followed which redirect: pairs of rows, each row in one pair at the most as either.

Exact where the target is known, by URL and never by order (in HARs the very next entry is the
target for only 11 of 100 redirects). Elsewhere inferred: a browser that follows a redirect sends
the same Referer again, as the next request of the same client and agent, within moments. What
could be a sibling, a reload or a retry is left unlinked.
"""

import polars as pl

from analyzer.classify.vocabulary import Outcome
from analyzer.relate.resemblance import could_follow
from analyzer.relate.target import with_target
from analyzer.relate.window import FOLLOWED_WITHIN, LINES

_REACHED = ("row", "visitor", "time", "method", "scheme", "host", "path", "query")
_PAIRED = ("time", "outcome", "method", "scheme", "host", "path", "query", "referrer")

LINK = pl.Schema({"from": pl.UInt32(), "to": pl.UInt32(), "exact": pl.Boolean()})


def links(entries: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Pair redirects with the requests that followed them.

    Args:
        entries: LABELLED with `visitor`, in the order in which they came.

    Returns:
        LINK (row numbers), ascending in `to`; and the rows of the redirects whose follower may
        still be to come.
    """
    redirect = (entries["outcome"] == Outcome.REDIRECT).fill_null(value=False)
    rows = redirect.arg_true()
    if not len(rows):
        return pl.DataFrame(schema=LINK), rows
    visitors = entries["visitor"].gather(rows).unique().implode()
    candidates = entries["visitor"].is_in(visitors).arg_true()
    untold = redirect & entries["location"].is_null()
    exact, open_exact = _exact(entries, rows, candidates)
    inferred, open_inferred = _inferred(entries, untold, candidates)
    if exact.height:
        inferred = inferred.join(exact, on="to", how="anti")
    waiting = pl.concat([open_exact, open_inferred])
    return (
        pl.concat([exact, inferred]).sort("to"),
        waiting.filter(waiting + LINES >= entries.height),
    )


def _exact(
    entries: pl.DataFrame, redirects: pl.Series, candidates: pl.Series
) -> tuple[pl.DataFrame, pl.Series]:
    """The first later request of the same visitor for the target; and who is not followed yet."""
    redirects = redirects.filter(entries["location"].gather(redirects).is_not_null())
    if not len(redirects):
        return pl.DataFrame(schema=LINK), redirects
    # As-of joins, because a client that asks for one URL a million times must not give a million
    # times a million pairs.
    numbered = entries.with_row_index("row")
    answered = pl.col("time") + pl.col("duration").fill_null(pl.duration())
    known = with_target(numbered.select(*_REACHED, "duration", "location")[redirects]).select(
        "time",
        answered.alias("answered"),
        "to_scheme",
        "to_host",
        _key("to_path", "to_query"),
        pl.col("row").alias("from"),
    )
    # A preflight asks for the same URL before the request that follows the redirect does.
    reached = numbered.select(_REACHED)[candidates].filter(pl.col("method").ne_missing("OPTIONS"))
    reached = reached.select("scheme", "host", _key("path", "query"), to="row", to_time="time")
    found = (
        known.join_asof(
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
        .cast(LINK)
    )
    return found, redirects.filter(~redirects.is_in(found["from"].implode()))


def _key(path: str, query: str) -> pl.Expr:
    return (
        pl.struct("visitor", pl.col(path).alias("p"), pl.col(query).alias("q")).hash().alias("key")
    )


def _inferred(
    entries: pl.DataFrame, untold: pl.Series, candidates: pl.Series
) -> tuple[pl.DataFrame, pl.Series]:
    """The visitor's very next request, if it could be where the redirect led; and who has none yet.

    Args:
        entries: all.
        untold: which of them are redirects whose target is unknown.
        candidates: the rows of visitors with redirects.
    """
    # One sort and one shift over all rows: seven times as fast as a shift within each visitor. And
    # only the rows that make pairs are looked at: their texts are ten times as much as their numbers.
    following = (
        pl.DataFrame(
            {
                "visitor": entries["visitor"].gather(candidates),
                "from": candidates,
                "asks": untold.gather(candidates),
            }
        )
        .lazy()
        .sort("visitor", "from")
        .with_columns(
            pl.col("from").shift(-1).alias("to"),
            last=pl.col("visitor").ne_missing(pl.col("visitor").shift(-1)),
        )
        .filter("asks")
        .select("from", "to", "last")
        .collect(engine="in-memory")
    )
    waiting = following.filter("last")["from"]
    pairs = following.filter(~pl.col("last") & (pl.col("to") - pl.col("from") <= LINES))
    narrow = entries.select(_PAIRED)
    followed = (
        pl.concat(
            [
                pairs.select("from", "to"),
                narrow[pairs["from"]],
                narrow[pairs["to"]].select(pl.all().name.prefix("next ")),
            ],
            how="horizontal",
        )
        .lazy()
        .filter(_soon("time", "next time"))
        .with_columns(follows=could_follow())  # its parts are worked out once, as in a filter not
        .filter("follows")
        .select("from", "to", exact=pl.lit(value=False))
        .collect(engine="in-memory")
    )
    return followed.cast(LINK), waiting


def _same_if_known(one: str, other: str) -> pl.Expr:
    return (pl.col(one) == pl.col(other)).fill_null(value=True)


def _soon(earlier: str, later: str, answered: str | None = None) -> pl.Expr:
    """The later one follows, soon after the earlier was asked for, or answered where that is known."""
    begun = pl.col(later) >= pl.col(earlier)
    return begun & (pl.col(later) - pl.col(answered or earlier) <= pl.lit(FOLLOWED_WITHIN))
