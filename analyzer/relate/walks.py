"""What chains and pairs say of their rows: which hop, whether a turn, what each step changed."""

from enum import StrEnum
from functools import cache

import polars as pl

from analyzer.classify.spelled import spelled
from analyzer.classify.vocabulary import Outcome
from analyzer.relate.chains import Chain
from analyzer.relate.changes import LISTED, Change, changed
from analyzer.relate.relation import RELATION, Relation
from analyzer.relate.rows import prefixed
from analyzer.relate.target import with_target
from analyzer.relate.turns import turned
from analyzer.rows import unknown, where

REDIRECTS = [Outcome.REDIRECT, Outcome.REDIRECT_CHAIN, Outcome.REDIRECT_LOOP]
TRAIL = " → "

AGAIN = f"{TRAIL}again"
"""Ends the trail of a loop that nobody was seen to leave."""

_LONGEST_TRAIL = 1000
_ASKED = ("method", "path", "query", "status", "outcome")


class Basis(StrEnum):
    """What a relation rests on."""

    EXACT = "exact"
    INFERRED = "inferred"


BASIS = pl.Enum([basis.value for basis in Basis])
_BASES = pl.Series([Basis.INFERRED, Basis.EXACT], dtype=BASIS)  # in the order of False and True

WALK = pl.Struct(
    {
        "hops": pl.UInt8(),  # redirects in it
        "loop": pl.Boolean(),  # it came back to where it had been
        "exact": pl.Boolean(),  # every step is known, and none inferred
        "ends": pl.UInt16(),  # the error that it ends in; null for none
    }
)
"""A chain of redirects, or one that led to an error."""

_STEPS = pl.Schema(
    {
        "row": pl.UInt32(),
        "head": pl.UInt32(),
        "hop": pl.UInt8(),
        "before": pl.UInt32(),
        "basis": BASIS,
    }
)


def walked(rows: pl.DataFrame, pairs: pl.DataFrame, every: list[Chain]) -> pl.DataFrame:
    """Say what chains make of their rows; a redirect that nobody was seen to follow is one of one.

    Args:
        rows: LABELLED.
        pairs: LINK, the redirects that led at once to something else.
        every: the longer ones.

    Returns:
        `chain`, `hop`, `basis`, `prior`, `relation`, `changed` and `outcome` of all rows; and `trail`
        and `walk` in the first row of each chain, which is given out when all of it is known.
    """
    line, height = rows["line"], rows.height
    alone = where(rows["outcome"] == Outcome.REDIRECT)
    steps = pl.concat([_steps_of_pairs(pairs), _steps_of(every)])
    at, sides = steps["row"], _sides(rows, steps)
    told = sides.select(_told())
    paired, chained = sides.head(pairs.height), sides.slice(pairs.height)
    outcome = turned(rows["outcome"], chained)
    walks = _walks(paired, chained, outcome)
    chain = unknown("chain", pl.UInt64(), height).scatter(alone, line[alone])
    return pl.DataFrame(
        [
            chain.scatter(at, line[steps["head"]]),
            unknown("hop", pl.UInt8(), height).scatter(alone, 1).scatter(at, steps["hop"]),
            unknown("basis", BASIS, height).scatter(at, steps["basis"]),
            unknown("prior", pl.UInt64(), height).scatter(at, line[steps["before"]]),
            unknown("relation", RELATION, height).scatter(at, told["relation"]),
            _placed(spelled(told["changed"], [*Change], LISTED), at, height),
            outcome,
            unknown("trail", pl.String(), height).scatter(walks["head"], walks["trail"]),
            _placed(walks["walk"], walks["head"], height),
        ]
    )


def _placed(values: pl.Series, at: pl.Series, height: int) -> pl.Series:
    """Lists and structs, each in its row; null in all others."""
    number = pl.int_range(len(at), dtype=pl.UInt32, eager=True)
    return values[unknown("number", pl.UInt32(), height).scatter(at, number)]


def _steps_of_pairs(pairs: pl.DataFrame) -> pl.DataFrame:
    """Only the second row: the first is hop 1 of the chain that begins there, as if it were alone."""
    first, exact = pairs["from"], pairs["exact"].cast(pl.UInt32)
    second = pl.Series([2], dtype=pl.UInt8).new_from_index(0, pairs.height)
    return pl.DataFrame(
        {
            "row": pairs["to"], "head": first, "hop": second, "before": first, "basis": _BASES[exact]
        }
    )  # fmt: skip


def _steps_of(every: list[Chain]) -> pl.DataFrame:
    steps = [
        (
            row,
            chain.rows[0],
            number + 1,
            chain.rows[number - 1] if number else None,
            None if exact is None else Basis.EXACT if exact else Basis.INFERRED,
        )
        for chain in every
        for number, (row, exact) in enumerate(zip(chain.rows, (None, *chain.exact), strict=True))
    ]
    return pl.DataFrame(steps, schema=_STEPS, orient="row")


def _sides(rows: pl.DataFrame, steps: pl.DataFrame) -> pl.DataFrame:
    """The steps, each with what was asked for in its row, and `before ...` what in the one before."""
    asked = pl.DataFrame([rows[name] for name in _ASKED] + _known(rows, steps))
    return steps.hstack(asked[steps["row"]]).hstack(prefixed(asked[steps["before"]], "before "))


def _known(rows: pl.DataFrame, steps: pl.DataFrame) -> list[pl.Series]:
    """Scheme and host of each row; where the row does not say, what the Location before it said."""
    exact = steps[where(steps["basis"] == Basis.EXACT)]
    own = rows[exact["row"], ["scheme", "host"]]
    if not any(column.has_nulls() for column in own):
        return [rows["scheme"], rows["host"]]
    told = with_target(rows[exact["before"], ["scheme", "host", "path", "location"]])
    known = own.hstack(told[["to_scheme", "to_host"]]).select(
        pl.coalesce("scheme", "to_scheme"), pl.coalesce("host", "to_host")
    )
    return [rows[each.name].scatter(exact["row"], each) for each in known]


@cache
def _told() -> list[pl.Expr]:
    """What each step changed; and whether it is the one that a form's answer takes, or any other."""
    step = pl.col("before").is_not_null()
    form = (
        (pl.col("before method") == "POST")
        & pl.col("before status").is_in([301, 302, 303])
        & (pl.col("method") == "GET")
    )
    relation = (
        pl.when(form)
        .then(pl.lit(Relation.POST_REDIRECT_GET, RELATION))
        .when(step)
        .then(pl.lit(Relation.REDIRECTED, RELATION))
    )
    return [pl.when(step).then(changed()).alias("changed"), relation.alias("relation")]


_PARTS = ["head", "hop", "row", "basis", "scheme", "host", "path", "status"]


def _walks(paired: pl.DataFrame, chained: pl.DataFrame, outcome: pl.Series) -> pl.DataFrame:
    """`trail` and `walk` of each chain, and each redirect that led to an error, by the row of its `head`."""
    erring = paired[where(paired["status"] >= 400)]
    heads, url, walk, counts, trail = _ways()
    parts = [erring.lazy().select(heads), erring[_PARTS].lazy(), chained[_PARTS].lazy()]
    return (
        pl.concat(parts)
        .with_columns(outcome=pl.lit(outcome).gather(pl.col("row")))
        .sort("head", "hop")
        .with_columns(url)
        .group_by("head", maintain_order=True)
        .agg(walk)
        .filter(counts)
        .select("head", trail, pl.struct(field.name for field in WALK.fields).alias("walk"))
        .collect(engine="in-memory")
    )


@cache
def _ways() -> tuple[list[pl.Expr], pl.Expr, list[pl.Expr], pl.Expr, pl.Expr]:
    """The head of a pair, the URL of a row, what a chain's rows come to, whether it counts, its trail."""
    heads = [
        pl.col("head"),
        pl.lit(1, pl.UInt8).alias("hop"),
        pl.col("before").alias("row"),
        pl.lit(None, BASIS).alias("basis"),
        *(pl.col(f"before {name}").alias(name) for name in ("scheme", "host", "path", "status")),
    ]
    named = pl.concat_str(pl.col("host").fill_null(""), pl.col("path").fill_null("?"))
    # From http to https is a step like others, and looks like none where the scheme is not said.
    schemes = pl.col("scheme").drop_nulls().n_unique().over("head") > 1
    scheme = pl.concat_str(pl.col("scheme"), pl.lit("://")).fill_null("")
    url = pl.when(schemes).then(pl.concat_str(scheme, named)).otherwise(named).alias("url")
    end = pl.col("outcome").last()  # browsers show where they give up as no response
    status = pl.col("status").last()
    walk = [
        pl.col("url").str.join(TRAIL).alias("way"),
        pl.col("url").unique(maintain_order=True).str.join(TRAIL).alias("circle"),
        pl.col("outcome").is_in(REDIRECTS).sum().cast(pl.UInt8).alias("hops"),
        (pl.col("outcome") == Outcome.REDIRECT_LOOP).any().alias("loop"),
        end.is_in([Outcome.REDIRECT_LOOP, Outcome.NO_RESPONSE]).alias("lost"),
        (pl.col("basis") == Basis.EXACT).all().alias("exact"),
        pl.when(status >= 400).then(status).alias("ends"),
    ]
    trail = (
        pl.when(pl.col("loop") & pl.col("lost"))
        .then(pl.concat_str(pl.col("circle").str.head(_LONGEST_TRAIL), pl.lit(AGAIN)))
        .otherwise(pl.col("way").str.head(_LONGEST_TRAIL))
    )
    counts = (pl.col("hops") > 1) | pl.col("ends").is_not_null()
    return heads, url, walk, counts, trail.alias("trail")
