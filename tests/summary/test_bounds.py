import random
from collections import Counter

import polars as pl
import pytest

from analyzer.summary.bounds import MISSED, REST, coarser, distinct, heaviest, smallest, whole
from analyzer.summary.tallies import HASHES


def counts(numbers: dict[str, int]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "key": list(numbers),
            REST: [False] * len(numbers),
            MISSED: [0] * len(numbers),
            "n": list(numbers.values()),
            "first": range(1, len(numbers) + 1),
        },
        schema={"key": pl.String, REST: pl.Boolean, MISSED: pl.UInt64, "n": pl.UInt64, "first": pl.UInt64},
    )  # fmt: skip


def added(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    return (
        pl.concat([one, other])
        .group_by("key", REST)
        .agg(pl.col(MISSED).sum(), pl.col("n").sum(), pl.col("first").min())
        .select(one.columns)
    )


# The heaviest keys


def test_the_heaviest_keys_stay_and_the_others_become_one_row() -> None:
    bound = heaviest(3)
    cut = bound.shrink(counts({"a": 5, "b": 9, "c": 1, "d": 2}), 3).sort("n", descending=True)
    assert cut.rows() == [("b", False, 0, 9, 2), ("a", False, 0, 5, 1), (None, True, 2, 3, 3)]


def test_of_two_equals_the_one_seen_first_stays() -> None:
    cut = heaviest(2).shrink(counts({"a": 5, "b": 5, "c": 5}), 2)
    assert cut.filter(~pl.col(REST))["key"].to_list() == ["a"]


def test_each_cut_adds_what_it_may_have_taken_away() -> None:
    bound = heaviest(2)
    once = bound.shrink(counts({"a": 5, "b": 3, "c": 1}), 2)
    twice = bound.shrink(added(once, counts({"b": 4, "d": 2})), 2)
    assert twice.filter(~pl.col(REST)).rows() == [("a", False, 0, 5, 1)]
    assert twice.filter(REST).select(MISSED, "n").row(0) == (3 + 4, 1 + 3 + 4 + 2)


def test_a_long_skewed_stream_keeps_its_heavy_keys_within_the_error_that_it_states() -> None:
    draw = random.Random(1)  # noqa: S311 - the same each time
    stream = draw.choices(range(2000), [1 / (rank + 1) for rank in range(2000)], k=20000)
    truth = Counter(map(str, stream))
    bound = heaviest(100)
    table = counts({})
    for begin in range(0, len(stream), 1000):
        block = counts(Counter(map(str, stream[begin : begin + 1000])))
        table = added(table, block)
        table = bound.shrink(table, bound.rows) if table.height > bound.rows else table
    assert table["n"].sum() == len(stream)
    missed = table.filter(REST)[MISSED].item()
    named = dict(table.filter(~pl.col(REST)).select("key", "n").iter_rows())
    assert all(truth[key] - missed <= n <= truth[key] for key, n in named.items())
    assert set(named) >= {key for key, n in truth.items() if n > missed}


def test_totals_within_other_keys_stay_exact() -> None:
    table = counts(dict.fromkeys("abcdef", 2)).with_columns(status=pl.Series([1, 1, 1, 2, 2, None]))
    cut = heaviest(4, "status").shrink(table, 4)
    assert cut.height == 4
    totals = cut.group_by("status").agg(pl.col("n").sum()).sort("status")
    assert totals.rows() == [(None, 2), (1, 6), (2, 4)]


# Distinct values


@pytest.mark.parametrize("many", [0, 1, 1000, HASHES - 1])
def test_few_distinct_values_are_counted_exactly(many: int) -> None:
    assert distinct(kept(many), HASHES) == many


@pytest.mark.parametrize("many", [HASHES, HASHES + 1, 50_000, 400_000])
def test_many_distinct_values_are_counted_within_four_standard_errors(many: int) -> None:
    assert distinct(kept(many), HASHES) == pytest.approx(many, rel=4 * (HASHES - 2) ** -0.5)


def kept(many: int) -> pl.Series:
    """The smallest hashes of so many client addresses, as polars hashes them."""
    address = pl.format(
        "10.{}.{}.{}", pl.col("n") // 65536, pl.col("n") // 256 % 256, pl.col("n") % 256
    )
    hashes = pl.select(n=pl.int_range(many)).select(hash=address.hash()).unique()
    return smallest(HASHES).shrink(hashes, HASHES)["hash"]


def test_the_smallest_hashes_of_parts_are_those_of_the_whole() -> None:
    bound = smallest(10)
    draw = random.Random(2)  # noqa: S311 - the same each time
    whole = pl.DataFrame(
        {"hash": [draw.getrandbits(64) for _ in range(100)]}, schema={"hash": pl.UInt64}
    )
    parts = pl.concat([bound.shrink(whole[:37], 10), bound.shrink(whole[37:], 10)])
    assert bound.shrink(parts, 10).equals(bound.shrink(whole, 10))


# Minutes


def test_too_many_minutes_become_hours_and_then_days() -> None:
    minutes = pl.select(
        minute=pl.int_range(0, 60 * 24 * 60_000_000, 60_000_000).cast(pl.Datetime("us", "UTC"))
    )
    table = minutes.with_columns(**{"class": pl.lit("success"), "n": pl.lit(1), "bytes": pl.lit(3)})
    hours = coarser(100).shrink(table, 100)
    assert (hours.height, hours["n"].sum(), hours["bytes"].sum()) == (24, 1440, 4320)
    days = coarser(10).shrink(table, 10)
    assert (days.height, days["n"].sum()) == (1, 1440)


def test_entries_without_a_time_stay_without_one() -> None:
    table = pl.DataFrame(
        {"minute": [None, None], "class": ["a", "b"], "n": [1, 2]},
        schema_overrides={"minute": pl.Datetime("us", "UTC")},
    )
    assert coarser(1).shrink(table, 1).sort("n").rows() == [(None, "a", 1), (None, "b", 2)]


def test_whole_keeps_every_row_of_the_heaviest_keys() -> None:
    table = pl.DataFrame(
        {
            "host": [None] * 6,
            "route": ["/a", "/a", "/b", "/b", "/c", None],
            "pace": [1, 2, 1, 2, 2, 1],
            REST: [False] * 5 + [True],
            MISSED: [0] * 5 + [4],
            "n": [5, 5, 2, 1, 8, 7],
            "first": [9, 1, 2, 3, 4, 5],
        },
        schema_overrides={"host": pl.String, MISSED: pl.UInt64, "n": pl.UInt64},
    )
    kept = whole(5, ("host", "route"), "pace").shrink(table, 5)
    # Of /a 10 came, of /c 8, of /b 3; two of five rows are for what is left, by pace.
    assert sorted(kept.select("route", "pace", "n", MISSED, "first").rows(), key=str) == sorted(
        [
            ("/a", 1, 5, 0, 9),
            ("/a", 2, 5, 0, 1),
            ("/c", 2, 8, 0, 4),
            (None, 1, 7 + 2, 4 + 2, 2),
            (None, 2, 1, 1, 3),
        ],
        key=str,
    )
