"""For how long a response may be used again: by RFC 9111, worked out on paper."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

Row = Callable[..., dict[str, Any]]

RECEIVED = datetime(2024, 5, 1, 10, 0, 0, 50_000, tzinfo=UTC)
"""The ordinary entry began at ten and took 50 ms."""

NOW = "Wed, 01 May 2024 10:00:00 GMT"
MINUTE_AGO = "Wed, 01 May 2024 09:59:00 GMT"
HOUR_ON = "Wed, 01 May 2024 11:00:00 GMT"
TEN_DAYS_AGO = "Sun, 21 Apr 2024 10:00:00 GMT"


def _read(row: Row, *, method: str = "GET", status: int = 200, **headers: str) -> tuple[Any, Any]:
    listed = [{"name": name.replace("_", "-"), "value": value} for name, value in headers.items()]
    read = row(request={"method": method}, response={"status": status, "headers": listed})
    until = read["fresh_until"]
    return read["freshness"], None if until is None else (until - RECEIVED).total_seconds()


SAID: list[tuple[dict[str, str], str, float | None]] = [
        ({"Cache-Control": "max-age=3600"}, "stated", 3600),
        ({"cache-control": 'public, MAX-AGE="3600"'}, "stated", 3600),
        ({"Cache-Control": "max-age=3600", "Age": "600"}, "stated", 3000),
        ({"Cache-Control": "max-age=3600", "Date": MINUTE_AGO}, "stated", 3540),
        ({"Cache-Control": "max-age=3600", "Date": MINUTE_AGO, "Age": "600"}, "stated", 3000),
        ({"Cache-Control": "max-age=60", "Age": "600"}, "stated", -540),  # stale when it came
        ({"Cache-Control": "max-age=60", "Expires": HOUR_ON, "Date": NOW}, "stated", 60),
        ({"Expires": HOUR_ON, "Date": NOW}, "stated", 3600),
        ({"Expires": "Wednesday, 01-May-24 11:00:00 GMT", "Date": NOW}, "stated", 3600),
        ({"Expires": "Wed May  1 11:00:00 2024", "Date": NOW}, "stated", 3600),
        ({"Cache-Control": "max-age=99999999999999999", "Date": NOW}, "stated", 2**31),
        ({"Cache-Control": "max-age=60, immutable, must-revalidate, private"}, "stated", 60),
        ({"Cache-Control": "s-maxage=60", "Date": NOW}, "unsaid", None),  # a browser is no shared cache
        ({"Cache-Control": "no-store, max-age=60"}, "forbidden", None),
        ({"Cache-Control": "no-cache, max-age=60"}, "stale", None),
        ({"Cache-Control": "max-age=0"}, "stale", None),
        ({"Cache-Control": "max-age=soon"}, "stale", None),
        ({"Expires": "0"}, "stale", None),
        ({"Expires": NOW, "Date": NOW}, "stale", None),
        ({"Pragma": "no-cache"}, "stale", None),
        ({"Pragma": "no-cache", "Cache-Control": "max-age=60"}, "stated", 60),
        ({"Vary": "*", "Cache-Control": "max-age=60"}, "stale", None),
        ({"Vary": "Accept", "Cache-Control": "max-age=60"}, "stated", 60),
        # A tenth of the ten days since the last change.
        ({"Last-Modified": TEN_DAYS_AGO, "Date": NOW}, "heuristic", 86_400),
        ({"Last-Modified": "yesterday", "Date": NOW}, "unsaid", None),
        ({"ETag": '"x"'}, "unsaid", None),
        ({"Cache-Control": "x-max-age=60, no-storey"}, "unsaid", None),
]  # fmt: skip


def test_a_response_is_fresh_for_as_long_as_it_says(
    rows: Callable[..., pl.DataFrame], entry: Row
) -> None:
    listed = [
        [{"name": name, "value": value} for name, value in headers.items()]
        for headers, _, _ in SAID
    ]
    read = rows(*(entry(response={"headers": headers}) for headers in listed))
    until = (read["fresh_until"] - RECEIVED).dt.total_milliseconds() / 1000
    assert [*zip(read["freshness"], until, strict=True)] == [(word, at) for _, word, at in SAID]


def test_several_headers_say_together_what_one_would(row: Row) -> None:
    headers = [
        {"name": "Cache-Control", "value": value} for value in ("public", "max-age=60", "no-store")
    ]
    assert row(response={"headers": headers})["freshness"] == "forbidden"


@pytest.mark.parametrize(
    ("method", "status", "freshness"),
    [
        ("POST", 200, None),
        ("HEAD", 200, None),
        ("GET", 302, None),  # kept only where it says for how long
        ("GET", 500, None),
        ("GET", 301, "unsaid"),
        ("GET", 404, "unsaid"),
    ],
)
def test_of_a_silent_response_the_status_tells_whether_it_is_kept(
    row: Row, method: str, status: int, freshness: str | None
) -> None:
    assert _read(row, method=method, status=status, Date=NOW)[0] == freshness


def test_a_302_that_names_a_lifetime_is_kept(row: Row) -> None:
    assert _read(row, status=302, Cache_Control="max-age=60") == ("stated", 60)


def test_where_headers_are_not_recorded_nothing_is_known(row: Row) -> None:
    read = row(response={"headers": []})
    assert (read["freshness"], read["fresh_until"]) == (None, None)


_VALUES = some.text(max_size=40) | some.sampled_from(
    ["max-age=", "max-age=-1", "no-cache=\"set-cookie\"", "Thu, 01 Jan 0000 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "9" * 30]
)  # fmt: skip


_HEADERS = some.dictionaries(
    some.sampled_from(["Cache-Control", "Expires", "Date", "Age", "Last-Modified", "Vary"]),
    _VALUES,
)


@settings(max_examples=20)
@given(some.lists(_HEADERS, min_size=1, max_size=12))
def test_whatever_headers_say_it_is_read(
    rows: Callable[..., pl.DataFrame],
    entry: Callable[..., dict[str, Any]],
    several: list[dict[str, str]],
) -> None:
    responses = [
        {"headers": [{"name": name, "value": value} for name, value in headers.items()]}
        for headers in several
    ]
    read = rows(*(entry(response=response) for response in responses))
    assert read.height == len(several)
    for freshness, until in read.select("freshness", "fresh_until").rows():
        assert until is None or freshness in {"stated", "heuristic"}
        assert until is None or abs(until - RECEIVED) <= timedelta(seconds=2**32)
