"""The fold: summaries of rows, and summaries of summaries. Merging is associative and commutative."""

from collections.abc import Iterable
from functools import cache

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from analyzer.classify.vocabulary import Fault
from analyzer.enrich import Routes, enrich
from analyzer.errors import StateError
from analyzer.summary.place import place, renumber
from analyzer.summary.plan import plan_of, schema
from analyzer.summary.tallies import TALLIES, USED
from analyzer.summary.tally import Tally

LONGEST_KEY = 1024
"""Characters of a path, agent or referrer that tell it from another: a bound on memory."""

_KEYS_FROM_OUTSIDE = (
    "path",
    "referrer",
    "agent",
    "client",
    "network",
    "host",
    "method",
    "status_text",
    "upstream_address",
    "upstream_tried",
)
_LENGTHS = pl.col(_KEYS_FROM_OUTSIDE).str.len_bytes().max()


_NEEDED = sorted({tally.needs for tally in TALLIES if tally.needs})

_NO_ROUTE = pl.lit(None, pl.String)

AUTOMATIC = Routes()
"""No routes of the user's own."""


class SourceAccount(Struct, frozen=True):
    """What is known of a source beside its counts."""

    name: str
    format: str
    problem: str | None = None


class Summary(Struct, frozen=True):
    """All tables, by the names of TALLIES.

    Args:
        tables: keys and measures of each tally.
        names: the sources, in order of their names: what the places count.
        sources: what else is known of them.
        notes: what a reader has to know about all of it.
        polars: version whose hashes the tables of distinct values hold.
    """

    tables: dict[str, pl.DataFrame]
    names: tuple[str, ...]
    sources: tuple[SourceAccount, ...] = ()
    notes: tuple[str, ...] = ()
    polars: str = pl.__version__

    @property
    def size(self) -> int:
        """About how many bytes its tables take."""
        return sum(int(table.estimated_size()) for table in self.tables.values())


def empty() -> Summary:
    """The summary of nothing: merging it changes nothing."""
    return Summary(_no_rows(), ())


@cache
def _no_rows() -> dict[str, pl.DataFrame]:
    return {tally.name: pl.DataFrame(schema=schema(tally)) for tally in TALLIES}


def summarise(
    related: pl.DataFrame,
    sources: Iterable[SourceAccount] = (),
    *,
    names: tuple[str, ...] | None = None,
    where: pl.Expr | None = None,
    routes: Routes = AUTOMATIC,
) -> Summary:
    """Count everything that TALLIES name.

    Args:
        related: RELATED, any number of rows of any number of sources.
        sources: what is known of these sources beside their rows.
        names: of all sources that others to be merged with have, in order: what has the same of them is
            merged sooner. None for those of the rows.
        where: which entries count; the account of lines is of all of them.
        routes: what paths become.
    """
    here = sorted(related["source"].unique().drop_nulls())
    names = tuple(here) if names is None else names
    rows = _prepared(related, _numbered(here, names), routes)
    entries = rows
    if related["reject"].count() or where is not None:
        wanted = related.select(pl.col("reject").is_null() & (True if where is None else where))
        entries = rows.filter(wanted.to_series())
    nulls = rows.select(_NEEDED).null_count().row(0)
    filled = {None, *(name for name, n in zip(_NEEDED, nulls, strict=True) if n < rows.height)}
    counted = [tally for tally in TALLIES if not tally.of and tally.needs in filled]
    lazy, lazy_entries = rows.lazy(), entries.lazy()
    # In memory: polars' streaming engine takes twice as long for blocks of this size.
    tables = pl.collect_all(
        [_count(tally, lazy if tally.rejects else lazy_entries) for tally in counted],
        engine="in-memory",
    )
    whole = _no_rows() | {tally.name: table for tally, table in zip(counted, tables, strict=True)}
    whole |= {tally.name: _of(tally, whole[tally.of], routes) for tally in TALLIES if tally.of}
    bounded = {tally.name: _bounded(tally, whole[tally.name]) for tally in TALLIES}
    return Summary(bounded, names, tuple(sources))


def _of(tally: Tally, table: pl.DataFrame, routes: Routes) -> pl.DataFrame:
    """Count a tally from the table of another."""
    plan = plan_of(tally.name)
    gained = enrich(table, tally.types, routes)
    return gained.group_by(plan.merged_keys).agg(plan.sums).select(plan.columns)


def _with_short_keys(related: pl.DataFrame) -> pl.DataFrame:
    longest = related.select(_LENGTHS).row(0)
    long = [
        name
        for name, most in zip(_KEYS_FROM_OUTSIDE, longest, strict=True)
        if most and most > LONGEST_KEY
    ]
    return related.with_columns(pl.col(long).str.head(LONGEST_KEY)) if long else related


def _numbered(here: list[str], names: tuple[str, ...]) -> pl.Expr:
    """The number of each row's source, of which nearly always all rows have the same."""
    numbers = [names.index(name) for name in here]
    if len(here) < 2:
        return pl.lit(numbers[0] if numbers else 0)
    return pl.col("source").replace_strict(here, numbers, return_dtype=pl.UInt32)


def _prepared(related: pl.DataFrame, number: pl.Expr, routes: Routes) -> pl.DataFrame:
    """The columns that tallies look at, and those that several of them share, worked out once."""
    used = _with_short_keys(related.select(USED))
    timed = used["duration"].count() > 0  # only then is each row's route asked for
    routed = enrich(used, ["route"], routes) if timed else used.with_columns(route=_NO_ROUTE)
    return routed.with_columns(
        place=place(number, pl.col("line")),
        path_bytes=related["path"].str.len_bytes(),  # what it was before it was cut
        client_fault=pl.col("fault") == Fault.CLIENT,
        server_fault=pl.col("fault").is_in([Fault.SERVER, Fault.INTERMEDIARY]),
    )


def _count(tally: Tally, rows: pl.LazyFrame) -> pl.LazyFrame:
    plan = plan_of(tally.name)
    if tally.needs:
        rows = rows.filter(pl.col(tally.needs).is_not_null())
    return tally.rows(rows).group_by(plan.keys).agg(plan.counts).select(plan.counted)


def _bounded(tally: Tally, table: pl.DataFrame) -> pl.DataFrame:
    if tally.bound and table.height > tally.bound.rows * tally.bound.slack:
        return tally.bound.shrink(table, tally.bound.rows)
    return table


def merge(summaries: Iterable[Summary]) -> Summary:
    """Add summaries up, in any order; of none, the empty summary.

    Raises:
        StateError: they hold hashes of different polars versions.
    """
    several = list(summaries)
    if not several:
        return empty()
    versions = {summary.polars for summary in several}
    if len(versions) > 1:
        raise StateError(
            f"these summaries were made with polars {' and '.join(sorted(versions))}",
            "distinct visitors would be counted twice: summarise the logs again with one version",
        )
    names = tuple(sorted({name for summary in several for name in summary.names}))
    tables = [_renumbered(summary, names) for summary in several]
    # One after the other takes as long as all at once, and what has grown is cut back before the next.
    merged = {tally.name: added(tally, [each[tally.name] for each in tables]) for tally in TALLIES}
    known = {source for summary in several for source in summary.sources}
    # In an order of their own, so that it does not matter which summary came first: problems last.
    ordered = sorted(known, key=lambda source: (source.problem or "", source.format))
    accounts = {source.name: source for source in ordered}
    return Summary(
        merged,
        names,
        tuple(accounts[name] for name in sorted(accounts)),
        tuple(sorted({note for summary in several for note in summary.notes})),
        versions.pop(),
    )


def without_idle(summary: Summary) -> Summary:
    """The same, with the names of those sources alone that have rows."""
    names = tuple(summary.tables["source"]["source"].sort())
    return replace(summary, tables=_renumbered(summary, names), names=names)


def _renumbered(summary: Summary, names: tuple[str, ...]) -> dict[str, pl.DataFrame]:
    if summary.names == names:
        return summary.tables
    places = {name: number for number, name in enumerate(names)}
    numbers = [places.get(name, 0) for name in summary.names]
    return {
        name: table.with_columns(first=renumber(pl.col("first"), numbers))
        if "first" in table.columns
        else table
        for name, table in summary.tables.items()
    }


def added(tally: Tally, parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The sum of some tables of one tally, whose places count the same sources; within its bound."""
    parts = [part for part in parts if part.height]
    if len(parts) < 2:
        return parts[0] if parts else _no_rows()[tally.name]
    if tally.bound:
        parts = tally.bound.common(parts)
    plan = plan_of(tally.name)
    together = pl.concat(parts, rechunk=False).lazy()  # to count pieces takes a third more time
    table = together.group_by(plan.merged_keys).agg(plan.sums).select(plan.columns)
    return _bounded(tally, table.collect(engine="in-memory"))
