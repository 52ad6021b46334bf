import polars as pl
from hypothesis import given
from hypothesis import strategies as some

from analyzer.summary.place import apart, place, renumber

LINES = some.integers(1, 2**40 - 1)
PLACES = some.lists(some.tuples(some.integers(0, 9), LINES), min_size=1, max_size=20)


def placed(pairs: list[tuple[int, int]]) -> pl.Series:
    frame = pl.DataFrame(pairs, schema={"source": pl.UInt32, "line": pl.UInt64}, orient="row")
    return frame.select(at=place(pl.col("source"), pl.col("line"))).to_series()


@given(PLACES)
def test_a_place_can_be_taken_apart(pairs) -> None:
    names = [f"{number}.log" for number in range(10)]
    assert apart(placed(pairs), names) == [(names[source], line) for source, line in pairs]


@given(PLACES)
def test_the_least_place_is_the_least_source_and_line(pairs) -> None:
    assert placed(pairs).arg_min() == pairs.index(min(pairs))


@given(PLACES, some.sets(some.integers(0, 40), min_size=10, max_size=10))
def test_sources_can_be_renumbered_and_places_stay_in_order(pairs, numbers) -> None:
    numbers = sorted(numbers)
    moved = pl.select(renumber(pl.lit(placed(pairs)), numbers)).to_series()
    assert moved.to_list() == placed([(numbers[source], line) for source, line in pairs]).to_list()
    assert moved.arg_min() == placed(pairs).arg_min()


def test_no_place_is_no_place() -> None:
    assert apart(pl.Series([None, 7], dtype=pl.UInt64), ["a.log"]) == [None, ("a.log", 7)]


def test_a_number_of_sources_and_lines_that_nobody_has() -> None:
    assert apart(placed([(2**24 - 1, 2**40 - 1)]), range(2**24)) == [(2**24 - 1, 2**40 - 1)]
