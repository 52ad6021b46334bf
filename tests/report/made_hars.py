"""HARs made up by hand, for reports."""

import json
from pathlib import Path
from typing import Any

import analyzer
from analyzer.report.model import Panel, Report

Entry = dict[str, Any]


def header(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value}


_USUAL: Entry = {
    "page": "p", "status": 200, "media": "text/html", "to": "", "body": 100, "sent": 150, "decoded": 300,
    "got": (), "asked": (), "more": {},
}  # fmt: skip


def entry(url: str, at: int, **its: Any) -> Entry:
    """An entry that began so many milliseconds past ten.

    Its other members are those of `_USUAL` (`body`, `sent` and `decoded` are sizes, of which None is
    not recorded; `got` and `asked` headers), and its phases.
    """
    is_ = _USUAL | its
    phases = {phase: length for phase, length in its.items() if phase not in _USUAL}
    size = {name: -1 if is_[name] is None else is_[name] for name in ("body", "sent", "decoded")}
    return {
        "startedDateTime": f"2026-05-01T10:{at // 60_000:02}:{at // 1000 % 60:02}.{at % 1000:03}Z",
        "pageref": is_["page"],
        "time": sum(length for phase, length in phases.items() if phase != "ssl"),
        "request": {"method": "GET", "url": url, "headers": is_["asked"]},
        "response": {
            "status": is_["status"],
            "redirectURL": is_["to"],
            "headers": is_["got"],
            "bodySize": size["body"],
            "_transferSize": size["sent"],
            "content": {"mimeType": is_["media"], "size": size["decoded"]},
        },
        "timings": phases,
        **is_["more"],
    }


def built(folder: Path, *entries: Entry, loaded: float | None = None) -> Report:
    """The report of these entries; their page `p` was loaded after so many milliseconds."""
    page = {
        "id": "p",
        "title": "P",
        "startedDateTime": "2026-05-01T10:00:00.000Z",
        "pageTimings": {} if loaded is None else {"onLoad": loaded},
    }
    path = folder / "a.har"
    log = {"version": "1.2", "entries": entries, "pages": [page]}
    path.write_text(json.dumps({"log": log}), "utf-8")
    return analyzer.build(analyzer.summarise(path))


def panel(report: Report, name: str) -> Panel:
    return next(panel for panel in report.panels if panel.id == name)


def table(report: Report, name: str) -> list[Entry]:
    """The rows of a panel, by the titles of its columns."""
    found = panel(report, name)
    titles = [column.title for column in found.columns]
    return [dict(zip(titles, row.values, strict=True)) for row in found.rows]
