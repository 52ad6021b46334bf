"""The report for machines: one JSON document, described word by word in `summary.schema.json`.

How long the reading took is left out, so that the same traffic gives the same document.
"""

import json as standard
import math
from collections.abc import Mapping
from datetime import datetime

from analyzer import __version__
from analyzer.enrich.crawlers import CrawlerKind
from analyzer.findings.finding import Before, Finding, Outage
from analyzer.report.model import Health, Panel, Report, Sessions, SourceLine, Value
from analyzer.report.text import encodable as _text

SCHEMA = 1
"""Number of the document's form: it grows when a key changes its meaning or goes away."""

_REDIRECTS = ("hops", "chains", "loops", "exact", "inferred")
_CACHE = ("browser", "revalidated", "shared")

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def json(report: Report) -> str:
    """Write a report as strict JSON, in ASCII: what a log holds can neither break nor paint it.

    It can stand between the script tags of a page as it is. Halves of surrogate pairs, which are
    no characters, are spelled out as text.
    """
    return strict(document(report))


def strict(found: Json) -> str:
    """Any document as such a text."""
    text = standard.dumps(found, indent=2, allow_nan=False)
    return text.replace("<", "\\u003c").replace("\x7f", "\\u007f") + "\n"


def document(report: Report) -> dict[str, Json]:
    """What is written of a report."""
    return {
        "statscan": __version__,
        "schema": SCHEMA,
        "lines": {
            "total": report.lines,
            "entries": report.entries,
            "rejected": _counts(report, "rejected"),
            "ignored": report.ignored,
        },
        **_filter(report),
        "notes": [_text(note) for note in report.notes],
        "sources": [_source(source) for source in report.sources],
        "span": {"first": _value(report.first), "last": _value(report.last)},
        "bytes": report.bytes,
        "bytes_unknown": report.bytes_unknown,
        "clients": report.clients,
        "visitors": report.visitors,
        "distinct_error": _value(report.distinct_error),
        "sessions": _sessions(report.sessions),
        "status": _counts(report, "status"),
        "class": _counts(report, "class"),
        "outcome": _counts(report, "outcome"),
        "fault": _counts(report, "fault"),
        "methods": _counts(report, "methods"),
        "redirects": _counts(report, "redirects", _REDIRECTS),
        "cache": _counts(report, "cache", _CACHE),
        "crawlers": _counts(report, "crawlers", tuple(CrawlerKind)),
        "health": [_health(one) for one in report.health],
        "panels": {panel.id: _panel(panel) for panel in report.panels},
        "findings": [finding_of(finding) for finding in report.findings],
    }


def _filter(report: Report) -> dict[str, Json]:
    if report.where is None:
        return {}
    return {"where": _text(report.where), "selected": report.selected}


def _counts(report: Report, name: str, always: tuple[str, ...] = ()) -> Json:
    zeros: dict[str, Json] = dict.fromkeys(always, 0)
    return zeros | {_text(key): number for key, number in report.counts.get(name, {}).items()}


def _sessions(found: Sessions | None) -> Json:
    if found is None:
        return None
    return {
        "count": found.count,
        "error": _value(found.error),
        "requests": _value(found.requests),
        "single": _value(found.single),
        "duration": found.duration,
    }


def _source(source: SourceLine) -> Json:
    return {
        "name": _text(source.name),
        "format": source.format or None,
        "formats": {_text(name): number for name, number in source.formats.items()},
        "lines": source.lines,
        "entries": source.entries,
        "rejected": source.rejected,
        "ignored": source.ignored,
        "first": _value(source.first),
        "last": _value(source.last),
        "problem": _value(source.problem),
    }


def _health(one: Health) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "count": one.count,
        "total": one.total,
        "where": _text(one.where),
    }


def _panel(panel: Panel) -> Json:
    return {
        "title": panel.title,
        "says": _text(panel.says),
        "columns": [{"title": each.title, "kind": each.kind.value} for each in panel.columns],
        "rows": [
            {"values": [_value(value) for value in row.values], "where": _value(row.where)}
            for row in panel.rows
        ],
        "more": panel.more,
        "total": None if panel.share is None else panel.total,
        "note": _value(panel.note),
    }


def finding_of(finding: Finding) -> Json:
    """What is written of a finding."""
    return {
        "id": finding.id,
        "severity": finding.severity,
        "title": finding.title,
        "text": _text(finding.text),
        "basis": finding.basis,
        "evidence": [{"source": _text(name), "line": line} for name, line in finding.evidence],
        "where": _value(finding.where),
        "next": _text(finding.next),
        "entries": finding.entries,
        "clients": finding.clients,
        "outage": _outage(finding.outage),
    }


def _outage(found: Outage | None) -> Json:
    if found is None:
        return None
    return {
        "first": _value(found.first),
        "last": _value(found.last),
        "requests": found.requests,
        "failed": found.failed,
        "usual": {"requests": found.usual_requests, "failed": found.usual_failed},
        "statuses": _statuses(found.statuses),
        "routes": [{"route": _text(route), "failed": number} for route, number in found.routes],
        "upstreams": [
            {
                "upstream": _text(one.address),
                "failed": one.failed,
                "others": one.others,
                "every_other": one.every,
                "where": _text(one.where),
            }
            for one in found.upstreams
        ],
        "before": _before(found.before),
    }


def _before(found: Before | None) -> Json:
    if found is None:
        return None
    return {
        "since": _value(found.since),
        "until": _value(found.until),
        "requests": found.requests,
        "statuses": _statuses(found.statuses),
        "candidates": [
            {
                "client": _value(one.client),
                "method": _value(one.method),
                "host": _value(one.host),
                "path": _value(one.path),
                "requests": one.requests,
                "why": [_text(reason) for reason in one.why],
                "first": {"source": _text(one.first[0]), "line": one.first[1]},
                "where": _text(one.where),
            }
            for one in found.candidates
        ],
    }


def _statuses(found: Mapping[int, int]) -> Json:
    return {str(status): number for status, number in found.items()}


def _value(value: Value) -> Json:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
