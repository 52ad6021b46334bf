"""Work done on some rows alone."""

import polars as pl
import pytest

from analyzer.formats.rows import by_value, first_known, on_rows, per_distinct, per_run


def test_on_rows_changes_the_rows_of_the_mask() -> None:
    texts = pl.Series(["a", "b", None, "c"])
    mask = pl.Series([True, False, None, True])
    assert on_rows(texts, mask, lambda some: some.str.to_uppercase()).to_list() == [
        "A",
        "b",
        None,
        "C",
    ]


def test_on_rows_does_nothing_where_there_is_nothing_to_do() -> None:
    texts = pl.Series(["a"])
    assert on_rows(texts, pl.Series([False]), lambda _: 1 / 0) is texts


@pytest.mark.parametrize(
    ("before", "known"),
    [
        (None, ["x", "y"]),
        ([None, None], ["x", "y"]),
        (["a", None], ["a", "y"]),
        (["a", "b"], ["a", "b"]),
    ],
)
def test_what_comes_first_is_believed(before: list[str | None] | None, known: list[str]) -> None:
    first = None if before is None else pl.Series(before, dtype=pl.String)
    assert first_known(first, pl.Series(["x", "y"])).to_list() == known


def test_per_distinct_asks_once_for_each_text() -> None:
    asked: list[str] = []

    def change(text: str) -> str | None:
        asked.append(text)
        return None if text == "b" else text * 2

    texts = pl.Series(["a", "b", None, "a"])
    assert per_distinct(texts, change).to_list() == ["aa", None, None, "aa"]
    assert sorted(asked) == ["a", "b"]


def test_per_run_spreads_over_equal_neighbours() -> None:
    for values in (["a"] * 4 + [None, None, "a"], ["a", "b"], [], [None], ["a", None, "a"]):
        texts = pl.Series(values, dtype=pl.String)
        assert per_run(texts, lambda some: some.str.to_uppercase()).to_list() == [
            value and value.upper() for value in values
        ]


@pytest.mark.parametrize("values", [["b", "a", "b", None, "b", None], [None] * 3, ["a"] * 2, ["a"]])
def test_by_value_looks_at_each_text_once(values: list[str | None]) -> None:
    seen: list[str | None] = []

    def columns(some: pl.Series) -> dict[str, pl.Series]:
        seen.extend(some)
        return {"upper": some.str.to_uppercase()}

    spread = by_value(pl.Series(values, dtype=pl.String), columns)
    assert spread["upper"].to_list() == [value and value.upper() for value in values]
    assert sorted(filter(None, seen)) == sorted(filter(None, set(values)))
