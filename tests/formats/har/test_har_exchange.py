from collections.abc import Callable
from typing import Any

import pytest

from analyzer.formats.har.exchange import exchange, headers
from analyzer.formats.har.repairs import Repair, Repairs

Row = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("recorded", "kept", "counted"),
    [
        (None, None, {}),
        ([], [], {}),
        ([{"name": "A", "value": "b"}], [("A", "b")], {}),
        ([{"name": "A", "value": "ä\U0001f600"}], [("A", "ä\U0001f600")], {}),
        ([["A", "b"], ("C", "d")], [("A", "b"), ("C", "d")], {Repair.HEADERS: 2}),
        ({"A": "b", "C": None}, [("A", "b"), ("C", None)], {Repair.HEADERS: 1}),
        ("A: b", None, {Repair.HEADERS: 1}),
        ([{"name": "A", "value": None}], [("A", None)], {}),
        ([{"name": "A"}], [("A", None)], {}),
        ([{"name": "A", "value": 7}], [("A", "7")], {}),
        ([{"name": "A", "value": ["b"]}], [("A", None)], {}),
        ([{"name": "A", "value": "b\nc"}], [("A", "b"), ("A", "c")], {Repair.HEADER_JOINED: 1}),
        ([{"name": "A", "value": "\ud800"}], [("A", "\ufffd")], {Repair.SURROGATE: 1}),
        ([{"value": "b"}, "x", None, 7, ["a"]], [], {Repair.HEADER_UNNAMED: 5}),
        ([{"name": "", "value": "b"}], [], {Repair.HEADER_UNNAMED: 1}),
        ([{"name": 7, "value": "b"}], [], {Repair.HEADER_UNNAMED: 1}),
    ],
)
def test_headers_are_names_and_values_whatever_their_shape(
    recorded: object, kept: list[tuple[str, str | None]] | None, counted: dict[Repair, int]
) -> None:
    repairs = Repairs()
    read = headers(recorded, repairs)
    assert (read and [(header["name"], header["value"]) for header in read]) == kept
    assert repairs == counted


def test_bodies_cookies_and_what_vendors_add_are_not_read(entry: Row) -> None:
    built = entry(
        _secret="hunter2",
        _webSocketMessages=[{"data": "hunter2"}],
        request={
            "postData": {"text": "hunter2", "params": [{"name": "a", "value": "hunter2"}]},
            "cookies": [{"name": "a", "value": "hunter2"}],
            "queryString": [{"name": "a", "value": "hunter2"}],
        },
        response={"content": {"text": "hunter2", "encoding": "utf-8"}, "cookies": [{"value": "hunter2"}]},
    )  # fmt: skip
    assert "hunter2" not in repr(exchange(built, Repairs()))


def test_what_is_missing_is_counted(entry: Row) -> None:
    repairs = Repairs()
    kept = exchange(entry(response=None, timings=None), repairs)
    assert kept
    assert (kept.response, kept.content, kept.timings) == ({}, {}, {})
    assert repairs == {Repair.RESPONSE: 1, Repair.TIMINGS: 1}


def test_of_a_body_there_is_what_it_gives_away(entry: Row) -> None:
    content = {"mimeType": "text/plain", "text": "psycopg2.errors.UndefinedTable: hunter2"}
    kept = exchange(entry(response={"content": content}), Repairs())
    assert kept
    assert kept.content == {"mimeType": "text/plain"}
    assert [each["kind"] for each in kept.disclosed or ()] == ["PostgreSQL"]
