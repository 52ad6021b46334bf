"""The laws of the fold: however traffic is cut, and in whatever order it is added, it adds up."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from made_up import UNITS, numbered, related
from msgspec.structs import replace
from polars.testing import assert_frame_equal

from analyzer.enrich import GAINED, Routes, enrich
from analyzer.enrich.agents import SOFTWARE
from analyzer.errors import StateError
from analyzer.summary import TALLIES, SourceAccount, Summary, empty, fold, merge, summarise
from analyzer.summary.bounds import MISSED, REST

FEW = settings(max_examples=30)  # of several dozen tables each

SUMS = {
    "n", "client_faults", "server_faults", "bytes", "sized", "duration", "timed", "entries",
    "ignored", "rejected", "transferred", "transfers", "decoded", "decodings", "spared", "sparings", "spent",
    "insecure", "scripted", "unsited",
}  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def _short_keys() -> Iterator[None]:
    """Keys are cut so early that some of the made-up paths become one."""
    with patch("analyzer.summary.summary.LONGEST_KEY", 8):
        yield


def assert_equal(one: Summary, other: Summary) -> None:
    assert one.names == other.names
    assert one.sources == other.sources
    assert one.tables.keys() == other.tables.keys() == {tally.name for tally in TALLIES}
    for name, table in one.tables.items():
        keys = next([*tally.types] for tally in TALLIES if tally.name == name)
        assert not table.select(pl.struct(keys).is_duplicated().any()).item(), name
        assert_frame_equal(table.sort(pl.all()), other.tables[name].sort(pl.all()))


@FEW
@given(UNITS.map(numbered), some.data())
def test_any_parts_merged_in_any_order_are_the_whole(units, data) -> None:
    several = data.draw(some.integers(1, 5))
    where = [data.draw(some.integers(0, several - 1)) for _ in units]
    parts = [
        summarise(related([unit for unit, at in zip(units, where, strict=True) if at == part]))
        for part in range(several)
    ]
    while len(parts) > 1:
        taken = [parts.pop(data.draw(some.integers(0, len(parts) - 1))) for _ in range(2)]
        parts.append(merge(taken))
    assert_equal(parts[0], summarise(related(units)))


@settings(max_examples=5)
@given(UNITS.map(numbered), some.integers(0, 20), some.sampled_from([0, 1, 1 << 20]))
def test_many_are_folded_to_the_whole(units, several, much) -> None:
    parts = (
        summarise(related([unit for at, unit in enumerate(units) if at % several == part]))
        for part in range(several)
    )
    bounds = {"_HELD": much, "_WAITING": much, "_PARTS": 1 + much, "_MERGED_AT_ONCE": 2 + much}
    with patch.multiple("analyzer.summary.fold", **bounds):
        assert_equal(fold(parts), summarise(related(units)) if several else empty())


@FEW
@given(UNITS.map(numbered), some.randoms(use_true_random=False))
def test_a_summary_is_true_to_its_rows(units, random) -> None:
    """Laws of one summary; they share it, since to draw rows and count them takes longer than to check."""
    frame = related(units)
    whole = summarise(frame)
    the_order_of_rows_does_not_matter(units, whole, random)
    nothing_is_the_identity(whole)
    every_line_is_accounted_for(units, whole)
    what_is_counted_from_another_table_is_what_the_rows_say(frame, whole)
    a_filter_leaves_the_account_of_lines_as_it_is(frame, whole)
    the_first_example_is_the_least_source_and_line(frame, whole)


def the_order_of_rows_does_not_matter(units, whole: Summary, random) -> None:
    shuffled = units.copy()
    random.shuffle(shuffled)
    assert_equal(summarise(related(shuffled)), whole)


def nothing_is_the_identity(whole: Summary) -> None:
    assert_equal(merge([whole]), whole)
    assert_equal(merge([empty(), whole]), whole)
    assert_equal(merge([whole, empty(), empty()]), whole)


def test_nothing_and_nothing_is_nothing() -> None:
    assert_equal(merge([]), empty())
    assert_equal(summarise(related([])), empty())


def every_line_is_accounted_for(units, whole: Summary) -> None:
    source = whole.tables["source"]
    assert source.select(
        (pl.col("entries") + pl.col("rejected") + pl.col("ignored") == pl.col("n")).all()
    ).item()
    assert source["n"].sum() == sum(len(rows) for _, rows in units)
    assert whole.tables["reject"]["n"].sum() == source["rejected"].sum() + source["ignored"].sum()
    every = (
        "meaning",
        "method",
        "minute",
        "host",
        "path",
        "route",
        "client",
        "referrer",
        "agent",
        "software",
    )
    for name in every:
        assert whole.tables[name]["n"].sum() == source["entries"].sum(), name


def what_is_counted_from_another_table_is_what_the_rows_say(
    frame: pl.DataFrame, whole: Summary
) -> None:
    entries = frame.filter(pl.col("reject").is_null()).with_columns(
        pl.col("agent", "path", "host").str.head(8)
    )
    enriched = enrich(entries, GAINED, Routes())
    for name, keys in (("software", [*SOFTWARE]), ("route", ["host", "route"])):
        expected = enriched.group_by(keys).agg(
            n=pl.len().cast(pl.UInt64),
            bytes=pl.col("bytes").sum(),
            client_faults=(pl.col("fault") == "client").sum().cast(pl.UInt64),
        )
        assert_frame_equal(
            whole.tables[name].select(expected.columns), expected, check_row_order=False
        )


def a_filter_leaves_the_account_of_lines_as_it_is(frame: pl.DataFrame, whole: Summary) -> None:
    some_entries = pl.col("method") == "GET"
    filtered = summarise(frame, where=some_entries)
    for name in ("source", "reject"):
        assert_frame_equal(filtered.tables[name], whole.tables[name], check_row_order=False)
    chosen = frame.filter(pl.col("reject").is_null() & some_entries)
    assert filtered.tables["meaning"]["n"].sum() == chosen.height


def the_first_example_is_the_least_source_and_line(frame: pl.DataFrame, whole: Summary) -> None:
    rows = frame.filter(pl.col("reject").is_null())
    for row in whole.tables["client"].iter_rows(named=True):
        source, line = (
            rows.filter(pl.col("client").str.head(8).eq_missing(pl.lit(row["client"])))
            .select("source", "line")
            .sort("source", "line")
            .row(0)
        )
        assert (whole.names[row["first"] >> 40], row["first"] & (1 << 40) - 1) == (source, line)


# Beyond the bounds


@contextmanager
def bounded(rows: int) -> Iterator[None]:
    """All tables that keep their heaviest keys keep no more than so many."""
    small = [
        replace(tally, bound=replace(tally.bound, rows=rows, slack=1))
        if tally.bound and REST in tally.bound.extra
        else tally
        for tally in TALLIES
    ]
    with patch("analyzer.summary.summary.TALLIES", tuple(small)):
        yield


WITHIN = {
    "meaning": ["status", "class", "outcome", "fault"],
    "software": ["crawler_kind"],
    "pace": ["pace"],
    "exchange": ["content", "party", "answered"],
    "host_phase": ["pace"],
    "cookie": ["side", "party"],
    "freshness": ["freshness", "content", "again"],
    "trail": ["hops", "loop", "ends"],
    "disclosed": ["family", "failed"],
}
"""Of these keys the totals stay exact, and each combination has a row for the rest."""


@FEW
@given(units=UNITS.map(numbered), data=some.data())
def test_beyond_the_bound_totals_are_exact_and_counts_as_near_as_they_say(units, data) -> None:
    several = data.draw(some.integers(1, 6))
    where = [data.draw(some.integers(0, several - 1)) for _ in units]
    whole = summarise(related(units))
    with bounded(3):
        total = empty()
        for part in range(several):
            those = [unit for unit, at in zip(units, where, strict=True) if at == part]
            total = merge([total, summarise(related(those))])
    for tally in ("path", "client", "referrer", "missing", *WITHIN):
        _assert_near(tally, total.tables[tally], whole.tables[tally])


def _assert_near(tally: str, table: pl.DataFrame, whole: pl.DataFrame) -> None:
    for name in SUMS & set(table.columns):
        assert table[name].sum() == whole[name].sum(), (tally, name)
    for name in {"since", "first"} & set(table.columns):
        assert table[name].min() == whole[name].min(), (tally, name)
    keys = next([*each.types] for each in TALLIES if each.name == tally)
    within = WITHIN.get(tally, [])
    if within:
        exact = [frame.group_by(within).agg(pl.col("n").sum()) for frame in (table, whole)]
        assert_frame_equal(*exact, check_row_order=False)
    else:
        assert table.height <= 3, tally
    truth = {tuple(row[key] for key in keys): row["n"] for row in whole.iter_rows(named=True)}
    rest = table.filter(REST)
    for row in table.filter(~pl.col(REST)).iter_rows(named=True):
        same = rest.filter(
            [pl.lit(value=True), *(pl.col(name).eq_missing(pl.lit(row[name])) for name in within)]
        )
        true = truth[tuple(row[key] for key in keys)]
        assert true - same[MISSED].sum() <= row["n"] <= true, tally


# Sources, and versions


def test_what_is_known_of_sources_does_not_depend_on_the_order() -> None:
    good, bad = SourceAccount("a.log", "combined"), SourceAccount("a.log", "combined", "cut short")
    other = SourceAccount("0.har", "har")
    summaries = [summarise(related([]), [source]) for source in (good, bad, other)]
    assert merge(summaries).sources == merge(reversed(summaries)).sources == (other, bad)


def test_hashes_of_different_polars_versions_are_not_mixed() -> None:
    other = replace(empty(), polars="0.1")
    with pytest.raises(StateError, match=r"made with polars 0\.1 and"):
        merge([empty(), other])
