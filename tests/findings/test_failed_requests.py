"""Findings about failed requests, against HARs of which every entry is written here."""

import json
from pathlib import Path
from typing import Any

import analyzer
from analyzer.findings.finding import Finding
from analyzer.findings.findings import find


def _entry(
    path: str, status: int = 200, error: str | None = None, **request: Any
) -> dict[str, Any]:
    return {
        "startedDateTime": "2026-05-01T10:00:00Z",
        "request": {"method": "GET", "url": f"https://e.example{path}", "headers": []} | request,
        "response": {"status": status, "headers": [], "_error": error},
        "timings": {"wait": 5},
    }


def _found(tmp_path: Path, *entries: dict[str, Any]) -> tuple[Finding, ...]:
    path = tmp_path / "a.har"
    path.write_text(json.dumps({"log": {"entries": entries}}), "utf-8")
    return find(analyzer.summarise(path))


def test_requests_that_failed_are_told_of_by_kind(tmp_path: Path) -> None:
    found = _found(
        tmp_path,
        _entry("/"),
        _entry("/a", 0, "net::ERR_NAME_NOT_RESOLVED"),
        _entry("/b", 0, "net::ERR_NAME_NOT_RESOLVED"),
        _entry("/c", 200, "net::ERR_CONTENT_LENGTH_MISMATCH"),
    )
    assert [(each.id, each.entries) for each in found] == [
        ("failed-requests", 2),
        ("failed-requests", 1),
    ]
    assert (
        found[0].text == "2 requests failed (name not resolved). The host's name led to no address."
    )
    assert found[0].evidence == ((str(tmp_path / "a.har"), 2),)
    assert found[0].where == "failure = 'name_not_resolved'"


def test_what_was_done_by_choice_is_no_finding(tmp_path: Path) -> None:
    errors = (
        "net::ERR_ABORTED",
        "net::ERR_BLOCKED_BY_CLIENT",
        "net::ERR_INTERNET_DISCONNECTED",
        "net::ERR_FAILED",
        None,
    )
    assert _found(tmp_path, *(_entry("/", 0, error) for error in errors)) == ()


def test_a_refused_preflight_names_the_request(tmp_path: Path) -> None:
    asks = [{"name": "Access-Control-Request-Method", "value": "DELETE"}]
    (found,) = _found(
        tmp_path,
        _entry("/tea", 403, method="OPTIONS", headers=asks),
        _entry("/tea", 0, method="DELETE"),
        _entry("/pot", 200, method="DELETE"),
    )
    assert found.id == "refused-preflight"
    assert "preflight of DELETE e.example/tea did not" in found.text
    assert found.evidence == ((str(tmp_path / "a.har"), 2),)
    assert found.where == (
        "relation = 'preflight_refused' and method = 'DELETE' and host = 'e.example' "
        "and path = '/tea'"
    )
