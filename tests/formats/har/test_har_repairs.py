"""Every repair has a document that needs it, and no other."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from analyzer.formats.har import HAR
from analyzer.formats.har.repairs import Repair

ENTRY: dict[str, Any] = {
    "request": {"method": "GET", "url": "/"},
    "response": {"status": 200},
    "timings": {"wait": 1},
}


def _log(*changes: dict[str, Any], **log: Any) -> bytes:
    entries = [ENTRY | change for change in changes or ({},)]
    return json.dumps({"log": {"entries": entries} | log}).encode()


def _headers(headers: object) -> bytes:
    return _log({"request": {"url": "/", "headers": headers}})


NEEDED: dict[Repair, bytes] = {
    Repair.CUT: _log()[:-2],
    Repair.BROKEN: _log()[:-1] + b"?}",
    Repair.BYTES: _log(comment="?").replace(b"?", b"\xff"),
    Repair.SURROGATE: _log({"request": {"url": "/\ud800"}}),
    Repair.LOG: json.dumps({"entries": [ENTRY]}).encode(),
    Repair.PAGE_UNLISTED: _log({"pageref": "a"}),
    Repair.PAGE_REPEATED: _log(pages=[{"id": "a"}, {"id": "a"}]),
    Repair.PAGE_UNNAMED: _log(pages=[{"title": "a"}]),
    Repair.RESPONSE: _log({"response": None}),
    Repair.TIMINGS: _log({"timings": None}),
    Repair.HEADERS: _headers([["a", "b"]]),
    Repair.HEADER_UNNAMED: _headers([{"value": "b"}]),
    Repair.HEADER_JOINED: _headers([{"name": "a", "value": "b\nc"}]),
    Repair.NUMBER: _log({"time": float("nan")}),
    Repair.DATE: _log({"startedDateTime": 1714557600}),
}


def test_every_repair_has_its_document() -> None:
    assert set(NEEDED) == set(Repair)


@pytest.mark.parametrize("repair", Repair)
def test_a_repair_is_counted_once_where_it_is_needed(repair: Repair) -> None:
    assert HAR.parse(NEEDED[repair])["repairs"].to_list() == [[repair]]


def test_an_ordinary_document_needs_none(
    har: Callable[..., bytes], entry: Callable[..., dict[str, Any]]
) -> None:
    assert HAR.parse(har(entry(), entry()))["repairs"].null_count() == 2
