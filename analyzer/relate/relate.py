"""The stage `relate`: redirect chains and loops, and the responses that a 304 confirms.

Rows whose meaning may still depend on what comes next are held back until it is decided, so the
answer is the same wherever the input is cut.
"""

import polars as pl
from msgspec import Struct, field

from analyzer.classify.classify import LABELLED, SIGNAL
from analyzer.classify.conformance import COPY_HAS_ETAG, DROPPED_ETAG
from analyzer.classify.vocabulary import Fault, Outcome
from analyzer.relate.chains import Chain, chains
from analyzer.relate.changes import LISTED
from analyzer.relate.copies import RECENT, copies
from analyzer.relate.follow_ups import OPENED, followed_up
from analyzer.relate.links import links
from analyzer.relate.refetching import FRESH, refetched
from analyzer.relate.relation import RELATION, Relation
from analyzer.relate.walks import BASIS, WALK, walked
from analyzer.rows import among, unknown, where

RELATED: dict[str, pl.DataType] = {
    **LABELLED,
    "visitor": pl.UInt64(),  # client and agent (of a log) in one number, the same within a polars version
    "chain": pl.UInt64(),  # line of the chain's first redirect; null outside of redirects
    "hop": pl.UInt8(),  # 1 for the first redirect, counting up to where it led
    "basis": BASIS,  # how the step to this entry is known
    "prior": pl.UInt64(),  # line of the entry that this one goes on with
    "relation": RELATION,  # how it does; null where there is no prior
    "changed": LISTED,  # what the redirect that led here changed, as far as it is known
    "trail": pl.String(),  # in the first row of a chain: its URLs
    "walk": WALK,  # the same: what there is to count
    "saved": pl.UInt64(),  # bytes of the response that a 304 confirms, which need not be sent again
}
"""LABELLED and what this stage adds."""


_NOTHING_HELD = pl.DataFrame(
    schema={**LABELLED, "visitor": pl.UInt64(), "position": pl.UInt64(), "full": pl.Boolean()}
)
_NOTHING_RECENT = pl.DataFrame(schema=RECENT)
_NOTHING_FRESH = pl.DataFrame(schema=FRESH)
_NOTHING_OPENED = pl.DataFrame(schema=OPENED)


class Context(Struct, frozen=True):
    """What comes along from the rows before.

    Args:
        held: rows that are not given out yet, and before them those that their chains need.
        given: how many of them were given out.
        recent: full responses that entries to come may go back to.
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
    first, after = context.position, context.position + labelled.height
    new = labelled.with_columns(
        visitor=_visitor(labelled),
        position=pl.int_range(first, after, dtype=pl.UInt64, eager=True),
        full=pl.lit(value=False),
    )
    rows = pl.concat([context.held, new], rechunk=False) if context.held.height else new
    followed, waiting = links(rows)
    pairs, longer = _apart(followed, rows["outcome"])
    every = chains(longer, frozenset(where(context.held["full"])))
    until = rows.height if last else _decided(every, waiting, rows.height)
    given = slice(context.given, until)
    entries = rows[given].rechunk()  # what was held back would hold on to the block before
    walks = walked(rows, pairs, every)[given]
    known, recent = copies(entries, context.recent)
    again, fresh = refetched(entries, context.fresh)
    ties, opened = followed_up(entries, context.opened)
    related = _tied(entries, walks, known, [known, again, ties])
    held, before = _held(rows, pairs, every, until)
    return related, Context(held, before, recent, fresh, opened, after)


def _visitor(labelled: pl.DataFrame) -> pl.Expr:
    """Who asked. A HAR is one browser's, whatever agents its recorder and its workers name."""
    visitor = pl.col("client").hash(0) ^ pl.col("agent").hash(1)
    if labelled["loading"].null_count() == labelled.height:
        return visitor
    return pl.when(pl.col("loading").is_null()).then(visitor).otherwise(pl.col("client").hash(0))


def _tied(
    entries: pl.DataFrame, walks: pl.DataFrame, known: pl.DataFrame, found: list[pl.DataFrame]
) -> pl.DataFrame:
    """Write what was found into the rows, the later over the earlier; where a redirect led, that stays."""
    prior = unknown("prior", pl.UInt64(), entries.height)
    relation = unknown("relation", RELATION, entries.height)
    saved = unknown("saved", pl.UInt64(), entries.height).scatter(known["row"], known["saved"])
    for each in found:
        prior.scatter(each["row"], each["prior"])
        relation.scatter(each["row"], each["relation"])
    led = where(walks["prior"].is_not_null())
    prior.scatter(led, walks["prior"][led])
    relation.scatter(led, walks["relation"][led])
    linked = where(relation == Relation.LINKED)
    outcome = walks["outcome"].scatter(linked, Outcome.BROKEN_LINK)
    fault = entries["fault"].scatter(linked, Fault.SERVER)
    signals = _signals(entries, known["row"].filter(known["tagged"]))
    # Column by column, for a constant that becomes a series takes a place for each row.
    related = entries.hstack(walks[["chain", "hop", "basis", "changed", "trail", "walk"]])
    for column in (outcome, fault, signals):
        related.replace_column(related.get_column_index(column.name), column)
    return related.hstack([prior, relation, saved])[[*RELATED]]


def _signals(entries: pl.DataFrame, tagged: pl.Series) -> pl.Series:
    """With that of a 304 that drops the ETag of the copy it confirms."""
    if not len(tagged):
        return entries["signals"]
    some = entries[tagged].with_columns(pl.lit(value=True).alias(COPY_HAS_ETAG))
    rows = tagged.filter(some.select(DROPPED_ETAG.rule).to_series())
    dropped = pl.lit(among(entries.height, rows))
    more = pl.concat_list("signals", pl.lit(DROPPED_ETAG.signal, SIGNAL))
    return entries.select(pl.when(dropped).then(more).otherwise("signals")).to_series()


def _apart(followed: pl.DataFrame, outcome: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The redirects that led at once to something else, nine of ten; and the links of longer chains.

    What becomes of such a pair is known without a look at its neighbours, and so all are done at once.
    """
    first, second = followed["from"], followed["to"]
    pair = (outcome[second] != Outcome.REDIRECT) & ~among(len(outcome), second)[first]
    return followed[where(pair)], followed[where(~pair)]


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
    open_pairs = pairs["from"].filter((pairs["from"] < given) & (pairs["to"] >= given))
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
