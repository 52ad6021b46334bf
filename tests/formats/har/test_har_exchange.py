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


def test_repairs_are_counted(entry: Row) -> None:
    repairs = Repairs()
    kept = exchange(entry(response=None, timings=None, startedDateTime=1714557600), repairs)
    assert kept
    assert kept["startedDateTime"] == "2024-05-01T10:00:00+00:00"
    assert repairs == {Repair.RESPONSE: 1, Repair.TIMINGS: 1, Repair.DATE: 1}


@pytest.mark.parametrize(
    ("started", "text"),
    [
        (1714557600000, "2024-05-01T10:00:00+00:00"),
        (1714557600.25, "2024-05-01T10:00:00.250000+00:00"),
        (float("nan"), ""),
        (float("inf"), ""),
        (-1e300, ""),
        (10**400, ""),
        (None, ""),
        (True, ""),
        ("10", ""),
        ("NaN-NaN-NaNTNaN", ""),
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"),
    ],
)
def test_a_date_is_text_and_seconds_and_milliseconds_are_dates_too(
    entry: Row, started: object, text: str
) -> None:
    kept = exchange(entry(startedDateTime=started), Repairs())
    assert kept
    assert kept["startedDateTime"] == text


@pytest.mark.parametrize("number", ["?", "", [], {}, True, float("nan"), 2**70, 10**400])
def test_what_is_no_number_is_null_and_counted(entry: Row, number: object) -> None:
    repairs = Repairs()
    kept = exchange(entry(time=number), repairs)
    assert kept
    assert kept["time"] is None
    assert repairs == {Repair.NUMBER: 1}
