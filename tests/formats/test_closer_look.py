"""Texts that are looked at all at once, and the odd ones of them again."""

import polars as pl

from analyzer.formats.look import Look, looked_at

SEEN: list[str] = []


def _closer(raw: pl.Series) -> dict[str, pl.Series]:
    SEEN.extend(raw)
    return {"length": raw.str.len_chars() * 100, "text": raw.str.to_uppercase()}


LOOK = Look(
    lambda raw: {"length": raw.str.len_chars(), "text": raw},
    lambda raw: raw.str.starts_with("!"),
    _closer,
)


def test_only_odd_texts_are_looked_at_closely() -> None:
    SEEN.clear()
    columns = LOOK(pl.Series(["ab", "!c", None, "!"]))
    assert columns["length"].to_list() == [2, 200, None, 100]
    assert columns["text"].to_list() == ["ab", "!C", None, "!"]
    assert SEEN == ["!c", "!"]


def test_columns_of_texts_do_not_see_each_other() -> None:
    plain = Look(lambda raw: {"text": raw.str.strip_chars()})
    texts = pl.DataFrame({"a": ["!x", "y"], "b": [" !x", "y "], "c": ["", ""]})
    found = looked_at(texts, {"a": LOOK, "b": plain})
    assert {name: columns["text"].to_list() for name, columns in found.items()} == {
        "a": ["!X", "y"],
        "b": ["!x", "y"],
    }


def test_no_texts() -> None:
    assert LOOK(pl.Series([], dtype=pl.String))["text"].to_list() == []
    assert looked_at(pl.DataFrame({"a": ["x"]}), {}) == {}
