"""The tests against sums over all possible outcomes, and against figures worked out elsewhere."""

from math import comb, isclose
from statistics import NormalDist

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analyzer.compare.significance import LEAST_RANKED, holm, ranked, two_proportions


def shares(*sides: tuple[int, int, int, int]) -> list[float | None]:
    columns = ("k_before", "of_before", "k_after", "of_after")
    return two_proportions(pl.DataFrame(sides, schema=columns, orient="row")).to_list()


def fisher(k1: int, n1: int, k2: int, n2: int) -> float:
    """Fisher's exact test: all tables with the same margins that are no likelier than this one."""
    total, k = n1 + n2, k1 + k2
    chances = [comb(n1, i) * comb(n2, k - i) for i in range(max(0, k - n2), min(k, n1) + 1)]
    own = comb(n1, k1) * comb(n2, k2)
    return sum(each for each in chances if each <= own) / comb(total, k)


@pytest.mark.parametrize(
    "sides", [(10, 100, 30, 100), (12, 40, 15, 60), (5, 200, 20, 250), (60, 90, 50, 100)]
)
def test_shares_are_about_as_likely_as_the_exact_test_says(sides) -> None:
    (chance,) = shares(sides)
    assert chance is not None
    assert isclose(chance, fisher(*sides), abs_tol=0.03, rel_tol=0.5)


def test_the_textbook_on_yates() -> None:
    # Chi-square with Yates' correction of [[13, 7], [5, 15]]: 4.9495 by hand, so p = 0.0261.
    (chance,) = shares((13, 20, 5, 20))
    assert chance == pytest.approx(0.0261, abs=0.0001)


def test_too_few_requests_are_not_tested() -> None:
    assert shares((0, 10, 4, 10), (0, 3, 3, 3), (0, 0, 30, 100), (0, 100, 0, 100)) == [None] * 4
    assert shares((100, 100, 100, 100)) == [None]


@given(some.integers(1, 500), some.integers(1, 500), some.data())
def test_a_chance_is_a_chance_and_knows_no_direction(n1: int, n2: int, data) -> None:
    k1, k2 = data.draw(some.integers(0, n1)), data.draw(some.integers(0, n2))
    one, other, none = shares((k1, n1, k2, n2), (k2, n2, k1, n1), (n1 - k1, n1, n2 - k2, n2))
    assert one is None or 0 <= one <= 1
    assert (one is None) == (other is None) == (none is None)
    assert one is None or one == pytest.approx(other) == pytest.approx(none)


def buckets(before: list[int], after: list[int]) -> pl.DataFrame:
    numbers = sorted({*before, *after})
    rows = [("x", each, before.count(each), after.count(each)) for each in numbers]
    schema = {"key": pl.String, "bucket": pl.Int16, "before": pl.Int64, "after": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").sample(fraction=1, shuffle=True, seed=1)


def test_ranks_as_by_hand() -> None:
    # Of 400 pairs the one after is larger in 210 and equal in 19: U = 219.5, of which 200 are
    # expected. 19 pairs of ties: the spread is sqrt(400/12 * (41 - 19*6/1560)); z = 19 / 36.93.
    (row,) = ranked(buckets(list(range(20)), list(range(1, 21))), ["key"]).to_dicts()
    assert row["rank_chance"] == pytest.approx(0.6070, abs=0.0005)
    assert (row["before"], row["after"]) == (20, 20)


@given(
    some.lists(some.integers(0, 8), min_size=LEAST_RANKED, max_size=60),
    some.lists(some.integers(0, 8), min_size=LEAST_RANKED, max_size=60),
)
def test_ranks_by_comparing_every_pair(before: list[int], after: list[int]) -> None:
    (row,) = ranked(buckets(before, after), ["key"]).to_dicts()
    u = sum((a > b) + (a == b) / 2 for a in after for b in before)
    n1, n2, together = len(before), len(after), [*before, *after]
    total = n1 + n2
    ties = sum(together.count(each) ** 3 - together.count(each) for each in set(together))
    spread = (n1 * n2 / 12 * (total + 1 - ties / (total * (total - 1)))) ** 0.5
    if spread == 0:
        assert row["rank_chance"] is None
        return
    z = max(0.0, abs(u - n1 * n2 / 2) - 0.5) / spread
    assert row["rank_chance"] == pytest.approx(2 * (1 - NormalDist().cdf(z)), abs=1e-9)


@given(
    some.lists(some.integers(-1, 30), max_size=50), some.lists(some.integers(-1, 30), min_size=1, max_size=50)
)  # fmt: skip
def test_percentiles_are_the_nearest_rank(before: list[int], after: list[int]) -> None:
    (row,) = ranked(buckets(before, after), ["key"]).to_dicts()

    def nearest(values: list[int], percent: int) -> int | None:
        return sorted(values)[-(-percent * len(values) // 100) - 1] if values else None

    for name, values in (("before", before), ("after", after)):
        assert row[f"p50_{name}"] == nearest(values, 50)
        assert row[f"p95_{name}"] == nearest(values, 95)
        together = [*before, *after]
        limit, twentieth = nearest(together, 95), len(together) / 20
        above, reached = (
            sum(each > limit for each in together),
            sum(each >= limit for each in together),
        )
        tail = limit if reached - twentieth <= twentieth - above + 1e-9 else limit + 1
        assert row[f"tail_{name}"] == sum(each >= tail for each in values)


def test_too_few_durations_are_not_ranked() -> None:
    few = ranked(buckets([1] * 19, [9] * 100), ["key"])
    enough = ranked(buckets([1] * 20, [9] * 100), ["key"])
    assert few["rank_chance"].to_list() == [None]
    assert enough["rank_chance"][0] < 1e-9


def test_holm_as_in_his_example() -> None:
    # 0.01, 0.04, 0.03, 0.005: times 4, 3, 2, 1 in order of size, never less than the one before.
    corrected = holm(pl.Series([0.01, None, 0.04, 0.03, 0.005])).to_list()
    assert corrected == [pytest.approx(0.03), None, pytest.approx(0.06), pytest.approx(0.06), 0.02]


def test_nothing_to_correct() -> None:
    assert holm(pl.Series([None, None], dtype=pl.Float64)).to_list() == [None, None]
    assert holm(pl.Series([], dtype=pl.Float64)).to_list() == []
    assert holm(pl.Series([0.7, 0.9])).to_list() == [1.0, 1.0]
