from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from analyzer.entry import ENTRY
from analyzer.formats.har import HAR

Row = Callable[..., dict[str, Any]]
Rows = Callable[..., pl.DataFrame]


def test_an_ordinary_entry_becomes_a_row_of_the_schema(row: Row, rows: Rows, entry: Row) -> None:
    assert dict(rows(entry()).schema) == ENTRY
    read = row(pageref="page_1")
    assert read["time"] == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert read["duration"] == timedelta(milliseconds=50)
    known = {name for name, value in read.items() if value is not None}
    assert known == {
        *("time", "offset", "method", "scheme", "host", "path", "query", "protocol", "status"),
        *("bytes", "transfer_bytes", "request_bytes", "duration", "timings", "media", "page"),
        *("request_headers", "response_headers", "loading", "repairs"),
        *("content_bytes", "party", "freshness"),
    }


def test_rows_stand_in_the_order_of_the_document(rows: Rows, entry: Row) -> None:
    dates = ["2024-05-01T10:00:02Z", "2024-05-01T10:00:00Z", "NaN", "2024-05-01T10:00:01Z"]
    frame = rows(*(entry(startedDateTime=date) for date in dates))
    assert frame["time"].dt.second().to_list() == [2, 0, None, 1]


BROKEN: list[object] = [
    *(None, 7, "hunter2", True, [], ["hunter2"], {}),
    *({"response": {}}, {"request": None}, {"request": ""}, {"request": ["hunter2"]}),
    {"request": 7, "startedDateTime": "hunter2"},
]


def test_what_holds_no_request_is_rejected_in_its_place(rows: Rows, entry: Row) -> None:
    frame = rows(entry(), *(each for broken in BROKEN for each in (broken, entry())))
    assert frame[1::2]["reject"].to_list() == ["HAR entry holds no request"] * len(BROKEN)
    for rejected in frame[1::2].rows(named=True):
        assert {name for name, value in rejected.items() if value is not None} == {"reject", "raw"}
        assert "hunter2" not in rejected["raw"]
    assert set(frame[::2]["reject"]) == {None}
    assert frame[2::2].rows() == [frame.row(0)] * len(BROKEN)


def test_a_document_of_rejects_only_is_read(rows: Rows) -> None:
    assert rows(1, 2, None)["reject"].null_count() == 0


def test_a_request_that_is_a_bare_url_will_do(rows: Rows) -> None:
    read = rows({"request": "https://example.com/a"}).row(0, named=True)
    assert (read["reject"], read["host"], read["path"]) == (None, "example.com", "/a")
    assert read["request_headers"] is None


STATUSES: list[tuple[object, int | None, str | None]] = [
    (200, 200, None),
    ("404", 404, None),
    (503.0, 503, None),
    (599, 599, None),
    (0, None, "0"),
    (-1, None, "-1"),
    (-2, None, "-2"),
    (-999, None, "-999"),
    (1, None, "1"),
    (99, None, "99"),
    (600, None, "600"),
    (70_000, None, "70000"),
    (200.5, None, "200.5"),
    (None, None, None),
    ("", None, None),
    (True, None, None),
    ("blocked", None, "blocked"),
    ([200], None, None),
]


def test_a_status_is_valid_or_its_text_is_kept(rows: Rows, entry: Row) -> None:
    read = rows(*(entry(response={"status": recorded}) for recorded, _, _ in STATUSES))
    texts = read.select("status", "status_text").rows()
    assert texts == [(status, text) for _, status, text in STATUSES]


PROTOCOLS: list[tuple[object, str | None]] = [
    ("HTTP/1.0", "HTTP/1.0"),
    ("HTTP/1.1", "HTTP/1.1"),
    ("http/1.1", "HTTP/1.1"),
    ("HTTP 1.1", "HTTP/1.1"),
    ("1.1", "HTTP/1.1"),
    ("h2", "HTTP/2"),
    ("h2c", "HTTP/2"),
    ("HTTP/2", "HTTP/2"),
    ("HTTP/2.0", "HTTP/2"),
    ("http/2.0", "HTTP/2"),
    ("2 2", "HTTP/2"),
    ("h3", "HTTP/3"),
    ("HTTP/3", "HTTP/3"),
    ("h3-29", "HTTP/3"),
    *((odd, None) for odd in ("spdy/3.1", "spdy", "unknown", "HTTP", "", "me:", "ori", ": /")),
    (None, None),
    (2, None),
]


def test_a_protocol_has_one_spelling(rows: Rows, entry: Row) -> None:
    for silent in (False, True):
        said = [{"httpVersion": recorded} for recorded, _ in PROTOCOLS]
        read = rows(
            *(entry(request=one, response={"httpVersion": ""} if silent else one) for one in said)
        )
        assert read["protocol"].to_list() == [protocol for _, protocol in PROTOCOLS]


METHODS: list[tuple[object, str | None]] = [
    *(("GET", "GET"), ("post", "POST"), ("M-SEARCH", "M-SEARCH")),
    *(("", None), ("?", None), (None, None)),
]


def test_a_method_is_upper_case_or_unknown(rows: Rows, entry: Row) -> None:
    read = rows(*(entry(request={"method": recorded}) for recorded, _ in METHODS))
    assert read["method"].to_list() == [method for _, method in METHODS]


MEDIA: list[tuple[object, str | None]] = [
    ("text/html; charset=utf-8", "text/html"),
    ("Text/HTML;charset=utf-8", "text/html"),
    (" image/svg+xml", "image/svg+xml"),
    ("application/vnd.api+json", "application/vnd.api+json"),
    ("x-unknown", None),
    ("", None),
    (None, None),
    (7, None),
]


def test_a_media_type_stands_without_its_parameters(rows: Rows, entry: Row) -> None:
    said = [{"content": {"mimeType": mime}, "headers": []} for mime, _ in MEDIA]
    read = rows(*(entry(response=response) for response in said))
    assert read["media"].to_list() == [media for _, media in MEDIA]


def test_the_header_names_the_media_type_where_the_content_does_not(row: Row) -> None:
    assert row(response={"content": {}})["media"] == "text/html"


@pytest.mark.parametrize("time", [None, -1, float("nan"), "?"])
def test_an_unknown_time_is_the_sum_of_the_phases_tls_inside_connect(
    row: Row, time: object
) -> None:
    timings = {"blocked": -1, "dns": 2, "connect": 10, "ssl": 7, "send": 1, "wait": 40}
    read = row(time=time, timings={**timings, "receive": 9.5, "comment": "x"})
    assert read["duration"] == timedelta(milliseconds=2 + 10 + 1 + 40 + 9.5)
    assert read["timings"] == {
        "blocked": None,
        "dns": timedelta(milliseconds=2),
        "connect": timedelta(milliseconds=10),
        "tls": timedelta(milliseconds=7),
        "send": timedelta(milliseconds=1),
        "wait": timedelta(milliseconds=40),
        "receive": timedelta(milliseconds=9.5),
    }
    assert row(time=time, timings=None)["duration"] is None


def test_mitmproxy_counts_tls_beside_connect(row: Row) -> None:
    read = row("mitmproxy", "10", timings={"connect": 20, "ssl": 30})
    assert read["timings"]["connect"] == timedelta(milliseconds=50)
    assert row(timings={"connect": 50, "ssl": 30})["timings"]["connect"] == timedelta(
        milliseconds=50
    )


def test_timings_that_say_nothing_are_unknown(rows: Rows, entry: Row) -> None:
    silent = (None, {}, [], "?", {"wait": None}, {"wait": -1000})
    read = rows(*(entry() | {"timings": timings} for timings in silent))
    assert read["timings"].to_list() == [None] * len(silent)


LOCATIONS: list[tuple[dict[str, Any], str | None]] = [
    ({"redirectURL": "/a?token=hunter2#x"}, "/a?token=***#x"),
    ({"redirectURL": "", "redirectionURL": "/b"}, "/b"),
    ({"redirectURL": None, "headers": [{"name": "LOCATION", "value": "c"}]}, "c"),
    ({"status": 201, "headers": [{"name": "location", "value": "/new"}]}, "/new"),
    ({"redirectURL": ""}, None),
]


def test_a_location_is_kept_as_sent(rows: Rows, entry: Row) -> None:
    read = rows(*(entry(response=response) for response, _ in LOCATIONS))
    assert read["location"].to_list() == [location for _, location in LOCATIONS]


def test_agent_and_referrer_are_the_request_headers(row: Row) -> None:
    headers = [
        {"name": "User-Agent", "value": "Mozilla/5.0"},
        {"name": "referer", "value": "https://example.com/?session=hunter2"},
        {"name": "Referer", "value": "second"},
    ]
    read = row(request={"headers": headers})
    assert read["agent"] == "Mozilla/5.0"
    assert read["referrer"] == "https://example.com/?session=***"


ERRORS: list[tuple[dict[str, Any], str | None]] = [
    ({"response": {"status": 0, "_error": "net::ERR_ABORTED"}}, "net::ERR_ABORTED"),
    ({"_error": "Connect call failed"}, "Connect call failed"),
    ({"response": {"_failureText": "net::ERR_FAILED"}}, "net::ERR_FAILED"),
    ({"_wasAborted": True}, "aborted"),
    ({"_charlesStatus": "FAILED"}, "FAILED"),
    ({"_charlesStatus": "COMPLETE"}, None),
    ({"response": {"_error": ""}}, None),
    ({"response": {"_error": None}}, None),
]


def test_why_there_is_no_response_is_told(rows: Rows, entry: Row) -> None:
    read = rows(*(entry(**changes) for changes, _ in ERRORS))
    assert read["error"].to_list() == [error for _, error in ERRORS]


def test_headers_unknown_and_headers_none_are_two_things(row: Row) -> None:
    assert row(request={"headers": None})["request_headers"] is None
    assert row(request={"headers": []})["request_headers"] == []
    assert row(response={"headers": []})["response_headers"] == []


def test_where_nothing_was_exchanged_an_empty_list_records_nothing(row: Row) -> None:
    assert row(response={"status": 0, "headers": []})["response_headers"] is None
    assert row(_fromCache="memory", request={"headers": []})["request_headers"] is None


def test_a_page_that_reads_like_a_url_is_masked(row: Row) -> None:
    assert row(pageref="https://example.com/?token=hunter2")["page"].endswith("token=***")


def test_an_entry_of_little_more_than_a_url_is_read() -> None:
    frame = HAR.parse(b'{"log": {"entries": [{"request": {"url": "https://example.com/"}}]}}')
    read = frame.row(0, named=True)
    known = {name for name, value in read.items() if value is not None}
    assert known == {"scheme", "host", "path", "loading", "repairs"}
