"""How far the clocks of both sides are apart, who the browser is to the server, and how sure that is.

The lines that belong to a browser's entries are all of one client, and all apart from their entries
by about the same; lines that are alike by chance are of anybody, and apart by anything. So each pair
of an entry and a line that agree is a vote for a client and a second, and weighs the less, the more
lines its entry is like.
"""

from datetime import timedelta
from typing import Any

import polars as pl
from msgspec import Struct

SLACK = timedelta(seconds=2)
"""Logs have seconds, and some the end of a request; beside the time it took, a match may be this late."""

ENOUGH = 3
"""Entries that must agree on a skew before it is believed: two may be alike by chance."""

CLEARLY = 2
"""How many times the weight of the next best skew or client the best must have."""


class Clocks(Struct, frozen=True):
    """What both sides have in common.

    Args:
        skew: how far the log's clock is ahead of the browser's; None where that cannot be told.
        client: who the browser is to the server; None where that cannot be told, or none is logged.
        matches: how many entries agree on both.
        rival: how many would agree on the next best skew or client.
        sure: there are enough of them, and clearly more than elsewhere. Otherwise a client that
            is clearly the browser is believed, though its requests repeat themselves; or else the
            clocks are taken to agree where entries say so; or else there is no skew.
        others: addresses that it has beside, as `with_others` finds them.
    """

    skew: timedelta | None = None
    client: str | None = None
    matches: int = 0
    rival: int = 0
    sure: bool = False
    others: tuple[str, ...] = ()


def clocks(pairs: pl.DataFrame) -> Clocks:
    """Weigh all pairs of an entry and a line that are alike but for the time.

    Args:
        pairs: `entry`, `number` of the line, its `client`, and `apart`: its time less the entry's.
    """
    if not pairs.height:
        return Clocks()
    votes = _votes(pairs)
    best = votes.row(0, named=True)
    again, other = _rivals(votes, best)
    clear = best["matches"] >= ENOUGH
    own = clear and other["matches"] and best["weight"] >= CLEARLY * other["weight"]
    heaviest = max(again["weight"], other["weight"])
    sure = clear and best["weight"] >= CLEARLY * heaviest
    if not own and not sure:
        agreeing = votes.filter(
            pl.col("second").abs() <= SLACK.total_seconds(),
            (pl.col("weight") * CLEARLY >= best["weight"]) | (not clear),
        )
        if not agreeing.height:
            return Clocks(matches=best["matches"], rival=max(again["matches"], other["matches"]))
        best = agreeing.row(0, named=True)
        again, other = _rivals(votes, best)
    rival = max((again, other), key=lambda each: each["weight"])["matches"]
    agreed = pairs.filter(
        pl.col("client").eq_missing(pl.lit(best["client"], pl.String)),
        (pl.col("apart") - timedelta(seconds=best["second"])).abs() <= SLACK,
    )
    skew = agreed["apart"].median()
    assert isinstance(skew, timedelta)  # noqa: S101 - some agree with the best of them
    return Clocks(skew, best["client"], agreed["entry"].n_unique(), rival, bool(sure))


def _votes(pairs: pl.DataFrame) -> pl.DataFrame:
    """What speaks for each client and second, the best first; a second's neighbours speak for it, too.

    Logs cut off parts of a second, and so the same skew lies on both sides of a whole one.
    """
    second = pl.col("apart").dt.total_seconds(fractional=True).round().cast(pl.Int64)
    weighed = pairs.select(
        "client",
        "entry",
        at=second,
        weight=1 / pl.col("number").n_unique().over("entry"),
        second=pl.concat_list(second - 1, second, second + 1),
    ).explode("second")
    each = weighed.group_by("client", "second", "entry").agg(
        pl.col("weight").first(), hit=(pl.col("at") == pl.col("second")).any()
    )
    return (
        each.group_by("client", "second")
        .agg(pl.len().alias("matches"), pl.col("weight", "hit").sum(), "entry")
        .with_columns(pl.col("weight").round(9))  # sums in any order are the same
        .sort(
            pl.col("weight"),
            pl.col("hit"),
            pl.col("second").abs(),
            "second",
            "client",
            descending=[True, True, False, False, False],
        )
    )


def _rivals(votes: pl.DataFrame, best: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The best vote for another skew of the same client, and the best for another client.

    One of other entries at the same skew is no rival: a browser may have several addresses.
    """
    apart = (pl.col("second") - pl.lit(best["second"])).abs()
    same = pl.col("client").eq_missing(pl.lit(best["client"], pl.String))
    again = votes.filter(same & (apart > 2 * SLACK.total_seconds()))
    shared = pl.col("entry").list.eval(pl.element().is_in(best["entry"])).list.sum()
    ally = (apart <= SLACK.total_seconds()) & (2 * shared <= pl.col("matches"))
    first = [each.head(1).to_dicts() for each in (again, votes.filter(~same & ~ally))]
    none = {"matches": 0, "weight": 0.0}
    return first[0][0] if first[0] else none, first[1][0] if first[1] else none
