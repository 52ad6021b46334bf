"""Preflights and the requests that they asked leave for, in documents that hold both."""

import json
from pathlib import Path
from typing import Any

import pytest

from analyzer.library import read

API = "https://api.example.com/v1/tea?id=1"


def _headers(**values: str) -> list[dict[str, str]]:
    return [{"name": name.replace("_", "-"), "value": value} for name, value in values.items()]


def asks(at: float, method: str = "PUT", *, status: int = 204, allowed: bool = True, url: str = API) -> dict[str, Any]:  # fmt: skip
    entry = sends(at, "OPTIONS", status=status, url=url)
    entry["request"]["headers"] += _headers(Access_Control_Request_Method=method)
    entry["response"]["headers"] += _headers(Access_Control_Allow_Origin="*") if allowed else []
    return entry


def sends(at: float, method: str = "PUT", *, status: int = 200, url: str = API) -> dict[str, Any]:
    return {
        "startedDateTime": f"2026-05-01T10:00:{at:06.3f}Z",
        "request": {"method": method, "url": url, "headers": _headers(Origin="https://e.example")},
        "response": {"status": status, "headers": []},
        "timings": {"wait": 5},
    }


def ties(tmp_path: Path, *entries: dict[str, Any]) -> list[tuple[int | None, str | None]]:
    path = tmp_path / "session.har"
    path.write_text(json.dumps({"log": {"entries": entries}}), "utf-8")
    (frame,) = read(path)
    return frame.select("prior", "relation").rows()


@pytest.mark.parametrize("later", [0, 0.001, 3])
def test_each_names_the_other_whichever_began_first(tmp_path: Path, later: float) -> None:
    assert ties(tmp_path, asks(1), sends(1 + later)) == [(2, "preflight"), (1, "preflighted")]
    assert ties(tmp_path, sends(1), asks(1 + later)) == [(2, "preflighted"), (1, "preflight")]


@pytest.mark.parametrize(
    "other",
    [
        sends(1, "POST"),
        sends(1, url="https://api.example.com/v1/tea?id=2"),
        sends(1, url="http://api.example.com/v1/tea?id=1"),
        sends(30),
    ],
)
def test_another_request_is_not_it(tmp_path: Path, other: dict[str, Any]) -> None:
    assert ties(tmp_path, asks(1), other) == [(None, None)] * 2


def test_the_nearest_one_is_it_and_each_has_one(tmp_path: Path) -> None:
    entries = [asks(1), sends(1.1), asks(2), sends(2.1), sends(2.2)]
    assert ties(tmp_path, *entries) == [
        (2, "preflight"), (1, "preflighted"), (4, "preflight"), (3, "preflighted"), (None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "refusal", [{"status": 403}, {"status": 0}, {"status": 301}, {"allowed": False}]
)
def test_a_refusal_is_told_to_the_request(tmp_path: Path, refusal: dict[str, Any]) -> None:
    found = ties(tmp_path, asks(1, **refusal), sends(1, status=0))
    assert found == [(2, "preflight"), (1, "preflight_refused")]


def test_options_that_ask_for_no_leave_are_no_preflight(tmp_path: Path) -> None:
    plain = asks(1)
    plain["request"]["headers"] = []
    assert ties(tmp_path, plain, sends(1)) == [(None, None)] * 2


def test_where_a_redirect_led_stays(tmp_path: Path) -> None:
    redirect = sends(0.5, "GET", status=302, url="https://api.example.com/old")
    redirect["response"]["redirectURL"] = API
    found = ties(tmp_path, redirect, asks(1, "GET"), sends(1.1, "GET"))
    assert found == [(None, None), (3, "preflight"), (1, "redirected")]


def test_entries_without_a_time_are_passed_over(tmp_path: Path) -> None:
    untimed = asks(1) | {"startedDateTime": None}
    assert ties(tmp_path, untimed, sends(1)) == [(None, None)] * 2
