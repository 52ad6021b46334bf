"""FOLLOW_UPS: what the same visitor did next about the same URL after a refusal, a part or a 100."""

import polars as pl
from msgspec import Struct

from analyzer.relate.relation import RELATION, Relation
from analyzer.relate.window import ANSWERED_WITHIN, LINES

_STATUS = pl.col("status")
_URL = ("visitor", "host", "path", "query")


class FollowUp(Struct, frozen=True):
    """A kind of response that wants something done, and the response that shows it done.

    Args:
        relation: of the later entry to the earlier one.
        opens: the earlier.
        closes: the later; the first one for the same visitor and URL decides.
        same_method: they have that in common, too.
    """

    relation: Relation
    opens: pl.Expr
    closes: pl.Expr
    same_method: bool = False


FOLLOW_UPS: tuple[FollowUp, ...] = (
    FollowUp(
        Relation.CHALLENGE_ANSWERED,
        _STATUS.is_in([401, 407]),
        _STATUS.is_between(200, 399),
    ),
    FollowUp(Relation.REFUSED_AGAIN, _STATUS == 401, _STATUS == 401),
    # What is refused only for now: too slow, too early (RFC 8470), too often, or overloaded.
    FollowUp(
        Relation.RETRIED,
        _STATUS.is_in([408, 425, 429, 503]),
        _STATUS.is_not_null(),
        same_method=True,
    ),
    FollowUp(Relation.RESUMED, _STATUS == 206, _STATUS == 206),
    FollowUp(Relation.CONTINUED, _STATUS == 100, _STATUS >= 200, same_method=True),
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

_RELATIONS = pl.Series([each.relation for each in FOLLOW_UPS], dtype=RELATION)
_SAME_METHOD = [number for number, each in enumerate(FOLLOW_UPS) if each.same_method]
_OPENS = pl.any_horizontal(each.opens for each in FOLLOW_UPS).fill_null(value=False)
_NARROW = (*_URL, "method", "status", "position", "line", "time")


def followed_up(entries: pl.DataFrame, opened: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tie entries to what they follow up.

    Args:
        entries: LABELLED with `visitor` and `position` (the row's number in its source).
        opened: OPENED, from the rows before these.

    Returns:
        `row`, `prior` and `relation` of the rows that follow something up; OPENED for the next.
    """
    nothing = pl.DataFrame(schema={"row": pl.UInt32, "prior": pl.UInt64, "relation": RELATION})
    opened = pl.concat([opened, _opened(entries)], rechunk=True)
    if not (opened.height and entries.height):
        return nothing, opened
    found = _later(entries, opened).join_asof(
        opened.with_row_index("opened").drop("visitor"),
        on="position",
        by="key",
        strategy="backward",
        tolerance=LINES,
        allow_exact_matches=False,
        check_sortedness=False,
        suffix=" before",
    )
    found = found.filter(pl.col("opened").is_not_null()).unique(
        "opened", keep="first", maintain_order=True
    )
    took = pl.col("time") - pl.col("time before")
    early = (pl.col("relation") == Relation.RETRIED) & (pl.col("time") < pl.col("due"))
    ties = (
        found.filter(
            ~pl.col("closed"), took.is_between(pl.duration(seconds=0), pl.lit(ANSWERED_WITHIN))
        )
        .select(
            "row",
            pl.col("line").alias("prior"),
            pl.when(early)
            .then(pl.lit(Relation.RETRIED_EARLY, RELATION))
            .otherwise("relation")
            .alias("relation"),
        )
        .unique("row", keep="first", maintain_order=True)
    )
    closed = opened["closed"].scatter(found["opened"], values=True)
    end = int(entries["position"].max() or 0)  # type: ignore[arg-type]
    return ties, opened.with_columns(closed).filter(pl.col("position") + LINES > end)


def _kinds(few: pl.DataFrame, which: str) -> pl.DataFrame:
    """A row for each kind that a row is of, in the order of rows and then of FOLLOW_UPS.

    Args:
        few: rows with the columns of _NARROW.
        which: `opens` or `closes`.
    """
    # All kinds at once: with so few rows it is the number of calls that takes the time.
    held = few.select(getattr(each, which).alias(each.relation) for each in FOLLOW_UPS)
    rows = [column.arg_true() for column in held]
    kind = [pl.Series([number], dtype=pl.UInt32) for number in range(len(rows))]
    kinds = pl.concat([one.new_from_index(0, len(at)) for one, at in zip(kind, rows, strict=True)])
    method = pl.when(pl.col("kind").is_in(_SAME_METHOD)).then(pl.col("method").hash()).otherwise(0)
    return (
        few[pl.concat(rows)]
        .with_columns(kinds.alias("kind"), _RELATIONS.gather(kinds).alias("relation"))
        .with_columns(key=pl.struct(_URL).hash() ^ pl.col("kind").cast(pl.UInt64) ^ method)
        .sort("position", "kind")
    )


def _opened(entries: pl.DataFrame) -> pl.DataFrame:
    """OPENED, of these rows: few, so that the rest of them is looked at for no other column."""
    rows = entries.select(_OPENS).to_series().arg_true()
    if not len(rows):
        return pl.DataFrame(schema=OPENED)
    few = entries.select(*_NARROW, "retry_after")[rows]
    return _kinds(few.with_columns(due=_due(few), closed=pl.lit(value=False)), "opens").select(
        OPENED.keys()
    )


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


def _later(entries: pl.DataFrame, opened: pl.DataFrame) -> pl.DataFrame:
    """The rows of the visitors concerned, once for each kind that they may close."""
    rows = entries["visitor"].is_in(opened["visitor"].unique().implode()).arg_true()
    few = entries.select(_NARROW)[rows].with_columns(row=rows)
    return _kinds(few, "closes").select("row", "position", "time", "key", "relation")
