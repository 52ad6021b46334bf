"""The panel of failures, against a HAR of which every entry is written here."""

import json
from pathlib import Path
from typing import Any

import analyzer
from analyzer.report.model import Panel


def _panel(tmp_path: Path, *errors: str | None, status: int = 0) -> Panel | None:
    entries: list[dict[str, Any]] = [
        {
            "startedDateTime": "2026-05-01T10:00:00Z",
            "request": {"method": "GET", "url": "https://e.example/", "headers": []},
            "response": {"status": status, "headers": [], "_error": error},
            "timings": {"wait": 5},
        }
        for error in errors
    ]
    path = tmp_path / "a.har"
    path.write_text(json.dumps({"log": {"entries": entries}}), "utf-8")
    built = analyzer.build(analyzer.summarise(path))
    return next((panel for panel in built.panels if panel.id == "failures"), None)


def test_what_failed_how_often_and_what_was_recorded_of_it(tmp_path: Path) -> None:
    client = "net::ERR_BLOCKED_BY_CLIENT"
    panel = _panel(
        tmp_path, None, client, f"{client}.Inspector", client, "net::ERR_FAILED", None, "?"
    )
    assert panel is not None
    assert [row.values[:4] for row in panel.rows] == [
        ("blocked by client", 3, f"{tmp_path}/a.har:2", client),
        ("not recorded", 2, f"{tmp_path}/a.har:1", None),
        ("unknown", 1, f"{tmp_path}/a.har:7", "?"),
        ("unknown", 1, f"{tmp_path}/a.har:5", "net::ERR_FAILED"),
    ]
    assert panel.total == 7
    assert [row.where for row in panel.rows] == [
        "failure = 'blocked_by_client'",
        "outcome = 'no_response' and error is null",
        "failure is null and error = '?'",
        "failure is null and error = 'net::ERR_FAILED'",
    ]


def test_the_conditions_list_what_was_counted(tmp_path: Path) -> None:
    panel = _panel(tmp_path, None, "net::ERR_ABORTED", "net::ERR_FAILED", None, "it's odd")
    assert panel is not None
    for row in panel.rows:
        listed = analyzer.read(tmp_path / "a.har", where=row.where)
        assert sum(frame.height for frame in listed) == row.values[1], row.where


def test_a_session_without_failures_has_no_such_panel(tmp_path: Path) -> None:
    assert _panel(tmp_path, None, None, status=200) is None
    assert _panel(tmp_path, None, status=700) is None
