"""Frames as a LazyFrame: what polars hands down is done to each frame, and no frame too many is made."""

from collections.abc import Collection, Iterator

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from analyzer.errors import SourceError
from analyzer.lazy import lazy

SCHEMA = {"number": pl.Int64(), "word": pl.String()}
WHOLE = pl.DataFrame({"number": range(15), "word": ["one", "two", "three"] * 5}, schema=SCHEMA)


@pytest.fixture
def made() -> list[int]:
    """The frames that were asked for."""
    return []


@pytest.fixture
def five(made: list[int]) -> pl.LazyFrame:
    def frames(columns: Collection[str]) -> Iterator[pl.DataFrame]:
        for number in range(5):
            made.append(number)
            yield WHOLE.slice(number * 3, 3)

    return lazy(frames, SCHEMA, "five")


@pytest.mark.parametrize(
    "question",
    [
        lambda rows: rows,
        lambda rows: rows.select("word"),
        lambda rows: rows.filter(pl.col("word") == "two"),
        lambda rows: rows.filter(pl.col("word") == "two").select("number"),
        lambda rows: rows.filter(pl.col("word") == "two").head(3),
        lambda rows: rows.head(7).filter(pl.col("word") == "two"),
        lambda rows: rows.filter(pl.col("number") > 99),
        lambda rows: rows.head(0),
        lambda rows: rows.head(3),
        lambda rows: rows.slice(4, 6).select("word", "number"),
        lambda rows: rows.tail(4),
        lambda rows: rows.select(pl.len()),
        lambda rows: rows.group_by("word", maintain_order=True).agg(pl.col("number").sum()),
        lambda rows: rows.join(rows.head(2), on="number", maintain_order="left"),
    ],
)
@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_a_question_has_the_answer_that_it_has_of_the_whole(
    five: pl.LazyFrame, question, engine
) -> None:
    answer = question(five).collect(engine=engine)

    assert_frame_equal(answer, question(WHOLE.lazy()).collect())


def test_what_is_needed_is_said() -> None:
    asked = []

    def frames(columns: Collection[str]) -> Iterator[pl.DataFrame]:
        asked.append({*columns})
        yield WHOLE

    rows = lazy(frames, SCHEMA | {"more": pl.String()}, "asked")
    rows.filter(pl.col("word") == "two").select("number").collect()
    assert asked == [{"number", "word"}]


def test_enough_is_enough(five: pl.LazyFrame, made: list[int]) -> None:
    assert five.head(4).collect().height == 4
    assert made == [0, 1]


def test_each_collect_begins_anew(five: pl.LazyFrame, made: list[int]) -> None:
    assert_frame_equal(five.collect(), five.collect())
    assert made == [*range(5)] * 2


def test_the_columns_are_known_before_anything_is_made(five: pl.LazyFrame, made: list[int]) -> None:
    assert five.collect_schema() == SCHEMA
    assert not made


def test_filters_and_columns_are_handed_down(five: pl.LazyFrame) -> None:
    plan = five.filter(pl.col("word") == "two").select("number").explain()
    assert "PYTHON[five] SCAN" in plan
    assert "SELECTION:" in plan


def test_no_frame_at_all_is_an_empty_one() -> None:
    assert_frame_equal(lazy(lambda _: iter(()), SCHEMA, "none").collect(), WHOLE.clear())


def test_an_error_on_the_way_comes_out_as_itself() -> None:
    def frames(columns: Collection[str]) -> Iterator[pl.DataFrame]:
        yield WHOLE
        raise SourceError("a.log breaks off", "get an intact copy")

    rows = lazy(frames, SCHEMA, "broken")
    with pytest.raises(SourceError, match=r"a\.log breaks off"):
        rows.collect()
    assert rows.head(1).collect().height == 1
