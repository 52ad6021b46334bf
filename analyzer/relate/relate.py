"""The stage `relate`: redirect chains and loops, and the responses that a 304 confirms.

Rows whose meaning may still depend on what comes next are held back until it is decided, so the
answer is the same wherever the input is cut.
"""

from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from analyzer.classify.classify import LABELLED, OUTCOME
from analyzer.classify.vocabulary import Outcome
from analyzer.relate.chains import Chain, chains
from analyzer.relate.follow_ups import OPENED, followed_up
from analyzer.relate.links import links
from analyzer.relate.refetching import FRESH, refetched
from analyzer.relate.relation import RELATION, Relation
from analyzer.relate.revalidation import RECENT, confirmed


class Basis(StrEnum):
    """What a relation rests on."""

    EXACT = "exact"
    INFERRED = "inferred"


BASIS = pl.Enum([basis.value for basis in Basis])

RELATED: dict[str, pl.DataType] = {
    **LABELLED,
    "visitor": pl.UInt64(),  # client and agent in one number, the same within a polars version
    "chain": pl.UInt64(),  # line of the chain's first redirect; null outside of redirects
    "hop": pl.UInt8(),  # 1 for the first redirect, counting up to where it led
    "basis": BASIS,  # how the step to this entry is known
    "prior": pl.UInt64(),  # line of the earlier entry that this one goes on with
    "relation": RELATION,  # how it does; null where there is no prior
    "saved": pl.UInt64(),  # bytes of the response that a 304 confirms, which need not be sent again
}
"""LABELLED and what this stage adds."""


_NOTHING_HELD = pl.DataFrame(
    schema={**LABELLED, "visitor": pl.UInt64(), "position": pl.UInt64(), "full": pl.Boolean()}
)
_NOTHING_RECENT = pl.DataFrame(schema=RECENT)
_NOTHING_FRESH = pl.DataFrame(schema=FRESH)
_NOTHING_OPENED = pl.DataFrame(schema=OPENED)


@dataclass(frozen=True, slots=True)
class Context:
    """What comes along from the rows before.

    Args:
        held: rows that are not given out yet, and before them those that their chains need.
        given: how many of them were given out.
        recent: full responses that a 304 to come may confirm.
        fresh: responses that may be used again without asking.
        opened: responses that an entry to come may follow up.
        position: how many rows of the source came before.
    """

    held: pl.DataFrame = field(default_factory=lambda: _NOTHING_HELD)
    given: int = 0
    recent: pl.DataFrame = field(default_factory=lambda: _NOTHING_RECENT)
    fresh: pl.DataFrame = field(default_factory=lambda: _NOTHING_FRESH)
    opened: pl.DataFrame = field(default_factory=lambda: _NOTHING_OPENED)
    position: int = 0


def relate(
    labelled: pl.DataFrame, context: Context, *, last: bool = False
) -> tuple[pl.DataFrame, Context]:
    """Relate the rows of a source to those before and after.

    Args:
        labelled: LABELLED, the next rows of the source.
        context: from the rows before; `Context()` at the beginning.
        last: nothing comes after these rows.

    Returns:
        RELATED: the rows that are decided, in order; and the context for the next call.
    """
    new = labelled.with_columns(
        visitor=pl.col("client").hash(0) ^ pl.col("agent").hash(1),
        position=pl.int_range(
            context.position, context.position + labelled.height, dtype=pl.UInt64
        ),
        full=pl.lit(value=False),
    )
    rows = pl.concat([context.held, new], rechunk=False) if context.held.height else new
    followed, waiting = links(rows)
    pairs, longer = _apart(followed, rows["outcome"])
    every = chains(longer, frozenset(context.held["full"].arg_true()))
    given = rows.height if last else _decided(every, waiting, rows.height)
    related = _label(rows, pairs, every).slice(context.given, given - context.given)
    confirmations, recent = confirmed(related, context.recent)
    again, fresh = refetched(related, context.fresh)
    ties, opened = followed_up(related, context.opened)
    related = _tied(related, confirmations, ties, again).select(RELATED.keys())
    held, before = _held(rows, pairs, every, given)
    return related, Context(held, before, recent, fresh, opened, context.position + labelled.height)


def _tied(
    related: pl.DataFrame, confirmed: pl.DataFrame, ties: pl.DataFrame, again: pl.DataFrame
) -> pl.DataFrame:
    """Write what was found into the rows; where a redirect led there, that stays."""
    prior, relation = related["prior"], related["relation"]
    saved = pl.Series("saved", [None], dtype=pl.UInt64).new_from_index(0, related.height)
    for found in (ties, confirmed, again):
        free = found.filter(prior.gather(found["row"]).is_null())
        prior = prior.scatter(free["row"], free["prior"])
        relation = relation.scatter(free["row"], free["relation"])
    saved = saved.scatter(confirmed["row"], confirmed["saved"])
    return related.with_columns(prior, relation, saved)


def _apart(followed: pl.DataFrame, outcome: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The redirects that led at once to something else, nine of ten; and the links of longer chains.

    What becomes of such a pair is known without a look at its neighbours, and so all are done at once.
    """
    pair = (outcome.gather(followed["to"]) != Outcome.REDIRECT) & ~followed["from"].is_in(
        followed["to"].implode()
    )
    return followed.filter(pair), followed.filter(~pair)


def _decided(every: list[Chain], waiting: pl.Series, height: int) -> int:
    """How many rows can be given out: those before any chain that may still go on."""
    heads = {chain.rows[-1]: chain.rows[0] for chain in every}
    return min((heads.get(row, row) for row in waiting), default=height)


def _held(
    rows: pl.DataFrame, pairs: pl.DataFrame, every: list[Chain], given: int
) -> tuple[pl.DataFrame, int]:
    """Keep what is not given out, and the beginnings of the chains that reach into it.

    Chains overlap each other: to wait for each other's ends they would wait for the last line.
    So a chain may be given out in parts, which come out the same because all of it is seen.
    """
    open_pairs = pairs.filter((pl.col("from") < given) & (pl.col("to") >= given))["from"]
    start = min(
        *(chain.rows[0] for chain in every if chain.rows[0] < given <= chain.rows[-1]),
        *open_pairs,
        given,
        given,
    )
    full = [chain.rows[0] for chain in every if chain.full and chain.rows[0] >= start]
    held = rows.slice(start)
    if full:
        held = held.with_columns(held["full"].scatter([row - start for row in full], values=True))
    return held, given - start


def _label(rows: pl.DataFrame, pairs: pl.DataFrame, every: list[Chain]) -> pl.DataFrame:
    """Write chains into their rows; a redirect that nobody was seen to follow is one of one."""
    alone = pl.col("outcome") == Outcome.REDIRECT
    rows = rows.with_columns(
        chain=pl.when(alone).then("line"),
        hop=pl.when(alone).then(pl.lit(1, pl.UInt8)),
        basis=pl.lit(None, BASIS),
        prior=pl.lit(None, pl.UInt64),
        relation=pl.lit(None, RELATION),
    )
    steps = pl.concat([_steps_of_pairs(pairs), _steps_of(every)])
    if not steps.height:
        return rows
    line, at = rows["line"], steps["row"]
    return rows.with_columns(
        rows["chain"].scatter(at, line.gather(steps["head"])),
        rows["hop"].scatter(at, steps["hop"]),
        rows["basis"].scatter(at, steps["basis"]),
        rows["prior"].scatter(at, line.gather(steps["before"])),
        rows["relation"].scatter(at, _ways(rows, at, steps["before"])),
        _outcomes(rows, every),
    )


def _ways(rows: pl.DataFrame, to: pl.Series, before: pl.Series) -> pl.Series:
    """Whether a step is the one that a form's answer takes, or any other; null for no step."""
    status, method = rows["status"].gather(before), rows["method"].gather(before)
    turned = rows["method"].gather(to) == "GET"
    form = (method == "POST") & status.is_in([301, 302, 303]) & turned
    return (
        pl.DataFrame({"step": before.is_not_null(), "form": form})
        .select(
            pl.when("form")
            .then(pl.lit(Relation.POST_REDIRECT_GET, RELATION))
            .when("step")
            .then(pl.lit(Relation.REDIRECTED, RELATION))
        )
        .to_series()
    )


_STEPS = pl.Schema(
    {
        "row": pl.UInt32(),
        "head": pl.UInt32(),
        "hop": pl.UInt8(),
        "before": pl.UInt32(),
        "basis": BASIS,
    }
)


def _steps_of_pairs(pairs: pl.DataFrame) -> pl.DataFrame:
    """Only the second row: the first is hop 1 of the chain that begins there, as if it were alone."""
    known = pl.when("exact").then(pl.lit(Basis.EXACT)).otherwise(pl.lit(Basis.INFERRED))
    head = pl.col("from")
    return pairs.select(
        row="to", head=head, hop=pl.lit(2, pl.UInt8), before=head, basis=known.cast(BASIS)
    ).cast(_STEPS)


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


def _outcomes(rows: pl.DataFrame, every: list[Chain]) -> pl.Series:
    """A redirect that is a hop of a chain, or a turn of a loop, says so."""
    outcome = rows["outcome"]
    ends = pl.Series([chain.rows[-1] for chain in every], dtype=pl.UInt32)
    open_ended = (outcome.gather(ends) == Outcome.REDIRECT).to_list()
    long = [
        (chain, open_)
        for chain, open_ in zip(every, open_ended, strict=True)
        if open_ or len(chain.rows) > 2
    ]
    if not long:
        return outcome
    circles = _circles(rows, [chain for chain, _ in long])
    hops: list[int] = []
    words: list[Outcome] = []
    for number, (chain, open_) in enumerate(long):
        word = Outcome.REDIRECT_LOOP if number in circles else Outcome.REDIRECT_CHAIN
        those = chain.rows if open_ else chain.rows[:-1]
        hops += those
        words += [word] * len(those)
    return outcome.scatter(hops, pl.Series(words, dtype=OUTCOME))


def _circles(rows: pl.DataFrame, every: list[Chain]) -> set[int]:
    """Which chains come back to a URL that they have visited."""
    visited = pl.DataFrame(
        {
            "chain": [number for number, chain in enumerate(every) for _ in chain.rows],
            "row": [row for chain in every for row in chain.rows],
        },
        schema={"chain": pl.UInt32, "row": pl.UInt32},
    )
    urls = rows.select("scheme", "host", "path", "query")[visited["row"]]
    again = visited.with_columns(urls).filter(
        pl.struct("chain", "scheme", "host", "path", "query").is_duplicated()
    )
    return set(again["chain"])
