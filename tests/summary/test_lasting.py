"""WebSockets and event streams are long by nature: no duration of theirs counts as slow."""

import json
from pathlib import Path
from typing import Any

import analyzer


def _entry(url: str, took: float, status: int = 200, mime: str = "text/html") -> dict[str, Any]:
    return {
        "startedDateTime": "2026-05-01T10:00:00Z",
        "pageref": "p",
        "time": took,
        "request": {"method": "GET", "url": url, "headers": []},
        "response": {"status": status, "headers": [], "content": {"mimeType": mime, "size": 0}},
        "timings": {"wait": took},
    }


HOUR = 3_600_000


def test_they_are_left_out_of_durations_and_the_report_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.har"
    entries = [
        _entry("https://e.example/", 100),
        _entry("wss://e.example/chat", HOUR, 101),
        _entry("https://e.example/chat", HOUR, 101),
        _entry("ws://e.example/chat", HOUR, 0),
        _entry("https://e.example/events", HOUR, 200, "text/event-stream; charset=utf-8"),
    ]
    path.write_text(json.dumps({"log": {"entries": entries}}), "utf-8")
    summary = analyzer.summarise(path)
    assert int(summary.tables["duration"]["n"].sum()) == 1
    assert summary.tables["pace"]["route"].to_list() == ["/"]
    assert set(summary.tables["phase"]["n"]) == {1}
    assert summary.tables["host_phase"]["n"].sum() == summary.tables["phase"]["n"].sum()
    panels = {panel.id: panel for panel in analyzer.build(summary).panels}
    left_out = "Left out: 4 requests that stayed open by nature (WebSockets, event streams)."
    assert panels["durations"].says.endswith(left_out)
    assert panels["phases"].says.endswith(left_out)
    assert [row.values[0] for row in panels["critical_paths"].rows] == ["e.example/"]
    assert panels["signals"].rows[0].values[:2] == ("long lived", 4)


def test_a_slow_page_is_slow(tmp_path: Path) -> None:
    path = tmp_path / "a.har"
    path.write_text(json.dumps({"log": {"entries": [_entry("https://e.example/", HOUR)]}}), "utf-8")
    summary = analyzer.summarise(path)
    assert int(summary.tables["duration"]["n"].sum()) == 1
    assert "Left out" not in str(analyzer.build(summary).panels)
