"""The stage as a whole: its columns, its defaults, and the rows it has nothing to say about."""

import polars as pl
import pytest
from made_entries import entries, labelled

from analyzer.classify.classify import LABELLED, classify
from analyzer.classify.codes import CODES, Code

FIRST_DIGIT = {
    1: "informational",
    2: "success",
    3: "redirection",
    4: "client_error",
    5: "server_error",
}


@pytest.mark.parametrize(
    "code", [pytest.param(code, id=str(code.number)) for code in CODES if code.number < 600]
)
def test_without_context_an_entry_is_what_its_code_says(code: Code) -> None:
    row = labelled({"status": code.number})
    assert row["class"] == FIRST_DIGIT[code.number // 100]
    assert (row["outcome"], row["fault"]) == (code.outcome, code.fault)
    itself = dict.fromkeys((413, 414, 431, 494), "oversized_request") | {101: "long_lived"}
    assert row["signals"] == ([itself[code.number]] if code.number in itself else [])


@pytest.mark.parametrize("number", [199, 299, 399, 498, 598, 550])
def test_unknown_numbers_have_their_class(number: int) -> None:
    assert labelled({"status": number})["class"] == FIRST_DIGIT[number // 100]


def test_it_adds_its_columns_and_changes_none() -> None:
    made = entries({"status": 200}, {"status": 404, "path": "/x"})
    frame = classify(made)
    assert dict(frame.schema) == LABELLED
    assert frame.select(made.columns).equals(made)


def test_a_rejected_line_has_no_labels() -> None:
    frame = classify(entries({"reject": "line is cut short", "raw": "x"}, {"status": 200}))
    assert frame.select("class", "outcome", "fault").row(0) == (None, None, None)
    assert frame.select("class", "outcome", "fault").row(1) == ("success", "ok", "none")
    assert frame["signals"].to_list() == [[], []]


def test_no_rows() -> None:
    assert dict(classify(entries({"status": 200}).clear()).schema) == LABELLED


def test_an_entry_does_not_see_its_neighbours() -> None:
    rows = [
        {"status": 401, "user": "a"},
        {"status": 302, "response_headers": []},
        {"status": 404, "host": "a", "referrer": "http://a/", "path": "/.env"},
        {"status": None, "status_text": "000"},
        {"status": 200, "method": "GET", "bytes": 0},
        {"reject": "comment"},
    ]
    together = classify(entries(*rows))
    alone = pl.concat([classify(entries(row)) for row in rows])
    assert together.rows() == alone.rows()
