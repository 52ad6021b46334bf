import math
import random
import statistics

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analyzer.enrich import GAINED
from analyzer.entry import LOADING, TIMINGS
from analyzer.relate import RELATED
from analyzer.summary.buckets import bucket, least, middle, percentile
from analyzer.summary.measures import MEASURES
from analyzer.summary.tallies import TALLIES


def bucketed(values: list[int]) -> pl.DataFrame:
    series = pl.Series("value", values, dtype=pl.UInt64)
    numbers = pl.select(bucket=bucket(pl.lit(series)))
    return numbers.group_by("bucket").agg(n=pl.len())


def nearest_rank(values: list[int], percent: int) -> int:
    """By its definition: the least value that so many percent of all do not exceed."""
    ordered = sorted(values)
    return next(
        value
        for value in ordered
        if sum(other <= value for other in ordered) * 100 >= percent * len(ordered)
    )


@given(some.integers(0, 2**64 - 1))
def test_a_bucket_stands_for_its_values_within_one_percent(value: int) -> None:
    number = bucketed([value])["bucket"].item()
    assert middle(number) == pytest.approx(value, rel=0.01)
    assert least(number) <= value * (1 + 1e-9)


@given(some.lists(some.integers(0, 10**9), min_size=1, max_size=60), some.integers(1, 100))
def test_a_percentile_is_within_one_percent_of_the_truth(values: list[int], percent: int) -> None:
    found = percentile(bucketed(values), percent)
    assert found == pytest.approx(nearest_rank(values, percent), rel=0.01)


def test_percentiles_of_many_durations_are_those_that_the_standard_library_finds() -> None:
    draw = random.Random(3)  # noqa: S311 - the same each time
    values = [round(math.exp(draw.gauss(10, 2))) for _ in range(20_000)]
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    table = bucketed(values)
    for percent in (50, 90, 95, 99):
        assert percentile(table, percent) == pytest.approx(cuts[percent - 1], rel=0.015)


def test_buckets_are_few() -> None:
    day = 24 * 3600 * 10**6
    assert bucketed([day])["bucket"].item() < 1300


# The table of tables


def test_names_are_told_apart() -> None:
    assert len({tally.name for tally in TALLIES}) == len(TALLIES)


@pytest.mark.parametrize("tally", TALLIES, ids=lambda tally: tally.name)
def test_each_tally_is_whole(tally) -> None:
    assert tally.keys.keys() == tally.types.keys()
    assert set(tally.measures) <= MEASURES.keys()
    assert len(set(tally.measures)) == len(tally.measures)
    assert not set(tally.measures) & tally.types.keys()


_CLOSED = {
    "content", "phase", "party", "freshness", "class", "relation", "change", "defect", "outcome", "fault", "signal", "reject", "repair", "basis",
}  # fmt: skip


@pytest.mark.parametrize("tally", TALLIES, ids=lambda tally: tally.name)
def test_keys_from_outside_are_bounded(tally) -> None:
    small = {"bucket", "redirects", "seen", "source", "format"}
    if not tally.types.keys() <= _CLOSED | small:
        assert tally.bound is not None


def test_every_measure_is_used() -> None:
    assert {name for tally in TALLIES for name in tally.measures} == MEASURES.keys()


def test_tallies_rest_on_the_columns_that_there_are() -> None:
    made = {
        "place",
        "signal",
        "repair",
        "change",
        "claim",
        "probed",
        "hops",
        "loop",
        "exact",
        "ends",
    }
    made |= {
        "family",
        "kind",
        "version",
        "lasting",
        "failed",
        "file",
        "names",
        "drawn",
        "content",
        "phase",
        "took",
        "answered",
        "cookie",
        "side",
    }
    made |= {field.name for struct in (LOADING, TIMINGS) for field in struct.fields}
    for tally in TALLIES:
        for key in tally.keys.values():
            assert set(key.meta.root_names()) <= RELATED.keys() | GAINED.keys() | made, tally.name
