"""Chains in HARs whose hops lie on different pages: a form, or a login, that begins a new page."""

import json
from pathlib import Path
from typing import Any

import polars as pl

import analyzer

SITE = "https://e.example"


def _entry(second: int, page: str | None, asked: str, status: int, to: str = "", took: int = 5) -> dict[str, Any]:  # fmt: skip  # noqa: PLR0913, PLR0917
    method, path = asked.split()
    return {
        "startedDateTime": f"2026-05-01T10:00:{second:02}Z",
        "pageref": page,
        "request": {"method": method, "url": f"{SITE}{path}", "headers": []},
        "response": {"status": status, "headers": [], "redirectURL": to},
        "timings": {"wait": took},
    }


LOGIN = [
    _entry(0, "page_1", "GET /login", 200),
    _entry(5, "page_1", "POST /login", 303, "/welcome"),
    _entry(6, "page_2", "GET /welcome", 302, f"{SITE}/home"),
    _entry(6, "page_2", "GET /site.css", 200),
    _entry(7, None, "GET /home", 200),
]


def _read(tmp_path: Path, entries: list[dict[str, Any]]) -> tuple[pl.DataFrame, analyzer.Summary]:
    path = tmp_path / "session.har"
    path.write_text(json.dumps({"log": {"entries": entries}}), "utf-8")
    (frame,) = analyzer.read(path)
    return frame, analyzer.summarise(path)


def test_a_login_that_begins_a_new_page_is_one_chain(tmp_path: Path) -> None:
    frame, summary = _read(tmp_path, LOGIN)
    assert frame.select("page", "chain", "hop", "basis", "relation").rows() == [
        ("page_1", None, None, None, None),
        ("page_1", 2, 1, None, None),
        ("page_2", 2, 2, "exact", "post_redirect_get"),
        ("page_2", None, None, None, None),
        (None, 2, 3, "exact", "redirected"),
    ]
    trail = summary.tables["trail"].row(0, named=True)
    assert trail["trail"] == "e.example/login → e.example/welcome → e.example/home"
    assert (trail["hops"], trail["exact"]) == (2, True)


def test_the_order_in_the_document_does_not_matter(tmp_path: Path) -> None:
    frame, _ = _read(tmp_path, LOGIN[::-1])
    assert frame["chain"].to_list() == [4, None, 4, 4, None]
    assert frame["hop"].to_list() == [3, None, 2, 1, None]


def test_a_page_that_was_asked_for_anew_is_no_hop(tmp_path: Path) -> None:
    later = [*LOGIN[:2], _entry(40, "page_2", "GET /welcome", 200)]
    frame, _ = _read(tmp_path, later)
    assert frame["hop"].to_list() == [None, 1, None]


def test_a_slow_login_is_waited_for(tmp_path: Path) -> None:
    """The target is asked for when the redirect has come, which may take long."""
    slow = [
        _entry(5, "page_1", "POST /login", 303, "/welcome", took=30_000),
        _entry(35, "page_2", "GET /welcome", 200),
    ]
    assert _read(tmp_path, slow)[0]["hop"].to_list() == [1, 2]
    slow[0]["timings"] = {}
    assert _read(tmp_path, slow)[0]["hop"].to_list() == [1, None]
