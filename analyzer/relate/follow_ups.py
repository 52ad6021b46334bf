"""FOLLOW_UPS: what the same visitor did next about the same URL after a refusal, a part or a 100."""

from collections.abc import Collection
from functools import cache

import polars as pl
from msgspec import Struct

from analyzer.relate.relation import RELATION, Relation
from analyzer.relate.rows import of_visitors, with_last
from analyzer.relate.window import ANSWERED_WITHIN, LINES
from analyzer.rows import where

_ANY = range(100, 600)


class FollowUp(Struct, frozen=True):
    """A kind of response that wants something done, and the response that shows it done.

    Args:
        relation: of the later entry to the earlier one.
        opens: the statuses of the earlier.
        closes: those of the later; the first one for the same visitor and URL decides.
        same_method: they have that in common, too.
    """

    relation: Relation
    opens: Collection[int]
    closes: Collection[int]
    same_method: bool = False


FOLLOW_UPS: tuple[FollowUp, ...] = (
    FollowUp(Relation.CHALLENGE_ANSWERED, (401, 407), range(200, 400)),
    FollowUp(Relation.REFUSED_AGAIN, (401,), (401,)),
    # What is refused only for now: too slow, too early (RFC 8470), too often, or overloaded.
    FollowUp(Relation.RETRIED, (408, 425, 429, 503), _ANY, same_method=True),
    FollowUp(Relation.RESUMED, (206,), (206,)),
    FollowUp(Relation.CONTINUED, (100,), range(200, 600), same_method=True),
)
"""Of two that one entry is, the first counts."""

OPENED = {
    "key": pl.UInt64(),  # kind, visitor and URL
    "visitor": pl.UInt64(),
    "position": pl.UInt64(),
    "line": pl.UInt64(),
    "time": pl.Datetime("us", "UTC"),
    "due": pl.Datetime("us", "UTC"),  # not to be asked again before; null for unknown
    "closed": pl.Boolean(),
}

_TIES = {"row": pl.UInt32(), "prior": pl.UInt64(), "relation": RELATION}
_RELATIONS = pl.Series([each.relation for each in FOLLOW_UPS], dtype=RELATION)
_RETRIED = list(_RELATIONS).index(Relation.RETRIED)
_SAME_METHOD = [number for number, each in enumerate(FOLLOW_UPS) if each.same_method]
_OPENING = sorted({status for each in FOLLOW_UPS for status in each.opens})
_URL = ("visitor", "host", "path", "query")
_NARROW = [*_URL, "method", "status", "position", "line", "time"]
_KIND = pl.col("kind")
_METHOD = pl.when(_KIND.is_in(_SAME_METHOD)).then(pl.col("method").hash()).otherwise(0)
_KEY = (pl.struct(_URL).hash() ^ _KIND.cast(pl.UInt64) ^ _METHOD).alias("key")
_RELATION = (
    pl.when((_KIND == _RETRIED) & (pl.col("time") < pl.col("due")))
    .then(pl.lit(Relation.RETRIED_EARLY, RELATION))
    .otherwise(pl.lit(_RELATIONS).gather(_KIND))
    .alias("relation")
)


def followed_up(entries: pl.DataFrame, opened: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tie entries to what they follow up.

    Args:
        entries: LABELLED with `visitor` and `position` (the row's number in its source).
        opened: OPENED, from the rows before these.

    Returns:
        `row`, `prior` and `relation` of the rows that follow something up; OPENED for the next.
    """
    opened = pl.concat([opened, _opened(entries)], rechunk=True)
    if not (opened.height and entries.height):
        return pl.DataFrame(schema=_TIES), opened
    found = (
        with_last(
            _later(entries, opened),
            opened.lazy().with_row_index("opened").drop("visitor"),
            "key",
            suffix=" before",
        )
        .filter(pl.col("opened").is_not_null())
        .unique("opened", keep="first", maintain_order=True)
        .collect(engine="in-memory")
    )
    took = pl.col("time") - pl.col("time before")
    ties = (
        found.lazy()
        .filter(~pl.col("closed"), took.is_between(pl.duration(seconds=0), pl.lit(ANSWERED_WITHIN)))
        .unique("row", keep="first", maintain_order=True)
        .select("row", pl.col("line").alias("prior"), _RELATION)
        .collect(engine="in-memory")
    )
    closed = opened["closed"].scatter(found["opened"], values=True)
    opened.replace_column(opened.get_column_index("closed"), closed)
    return ties, opened[where(opened["position"] + LINES > entries["position"][-1])]


def _kinds(few: pl.DataFrame, which: str) -> pl.LazyFrame:
    """A row for each kind that a row is of, with its `key`, in the order of rows and then of FOLLOW_UPS.

    Args:
        few: rows with the columns of _NARROW.
        which: `opens` or `closes`.
    """
    return (
        few.hstack([_by_status(which)[few["status"]].alias("kind")])
        .lazy()
        .explode("kind", keep_nulls=False)
        .with_columns(_KEY)
    )


@cache
def _by_status(which: str) -> pl.Series:
    """For each number that a status can be, those of FOLLOW_UPS."""
    numbers = [
        [number for number, each in enumerate(FOLLOW_UPS) if status in getattr(each, which)]
        for status in range(_ANY.stop)
    ]
    return pl.Series(numbers, dtype=pl.List(pl.UInt32))


def _opened(entries: pl.DataFrame) -> pl.DataFrame:
    """OPENED, of these rows: few, so that the rest of them is looked at for no other column."""
    rows = entries.select(pl.arg_where(pl.col("status").is_in(_OPENING))).to_series()
    if not len(rows):
        return pl.DataFrame(schema=OPENED)
    few = entries[rows, [*_NARROW, "retry_after"]]
    opened = _kinds(few, "opens").with_columns(due=_due(few), closed=pl.lit(value=False))
    return opened.select(OPENED.keys()).collect(engine="in-memory")


def _due(few: pl.DataFrame) -> pl.Expr:
    """When the client may ask again: Retry-After, in seconds or as a date (RFC 9110 §10.2.3)."""
    if few["retry_after"].null_count() == few.height:
        return pl.lit(None, OPENED["due"])
    value = pl.col("retry_after")
    seconds = value.str.extract(r"^\s*(\d{1,8})\s*$").cast(pl.Int64)
    date = value.str.to_datetime(
        "%a, %d %b %Y %H:%M:%S GMT", time_unit="us", time_zone="UTC", strict=False
    )
    return pl.coalesce(pl.col("time") + pl.duration(seconds=seconds), date)


def _later(entries: pl.DataFrame, opened: pl.DataFrame) -> pl.LazyFrame:
    """The rows of the visitors concerned, once for each kind that they may close."""
    rows = of_visitors(entries, opened["visitor"])
    few = entries[rows, _NARROW].hstack([rows.alias("row")])
    return _kinds(few, "closes").select("row", "position", "time", "key", "kind")
