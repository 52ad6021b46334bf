"""A case of each exporter in TRUST, as it writes it, under each version of HTTP that it tells apart."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from analyzer.formats.har.trust import TRUST, trust

Row = Callable[..., dict[str, Any]]
MS = timedelta(milliseconds=1)

TEXT_SIZES = {"headersSize": 300, "bodySize": 4000}
NO_TEXT = {"headersSize": -1, "bodySize": -1, "_transferSize": 4250}


@dataclass(frozen=True)
class Case:
    """What an exporter writes of a body of 4,000 bytes, and of its 9,000 once they are decoded.

    Args:
        creator, version: the exporter.
        response: its sizes.
        said: bytes of the body, and of all that crossed the network.
        http: HTTP's version, as the exporter has it.
        entry: other members of the entry.
        length: a Content-Length was sent, of the body.
        duration: of the whole, where it is not the ordinary one.
    """

    creator: str
    version: str
    response: dict[str, Any]
    said: tuple[int | None, int | None]
    http: str = "HTTP/1.1"
    entry: dict[str, Any] = field(default_factory=dict)
    length: bool = True
    duration: timedelta = 50 * MS


ONE_PAST_CONNECT = {
    "blocked": -1,
    "dns": 2,
    "connect": 10,
    "ssl": 8,
    "send": 1,
    "wait": 40,
    "receive": 9,
}

CASES: dict[str, tuple[Case, ...]] = {
    "Chrome, Edge": (
        Case("WebInspector", "537.36", TEXT_SIZES | {"_transferSize": 4300}, (4000, 4300)),
        Case("WebInspector", "537.36", NO_TEXT, (4000, 4250), http="http/2.0"),
        Case("WebInspector", "537.36", NO_TEXT, (4000, 4250), http="h3"),
        Case("WebInspector", "537.36", NO_TEXT, (None, 4250), http="h3", length=False),
    ),
    "Safari": (
        Case("WebKit Web Inspector", "1.0", TEXT_SIZES | {"_transferSize": 4300}, (4000, 4300)),
        Case("WebKit Web Inspector", "1.0", {"headersSize": 250, "bodySize": 4000, "_transferSize": 4250}, (4000, 4250), http="HTTP/2"),
    ),
    "Firefox until 59": (Case("Firefox", "43.0.4", TEXT_SIZES, (4000, 4300)),),
    "Firefox": (
        Case("Firefox", "111.0.1", {"headersSize": 300, "bodySize": 4300}, (4000, 4300), length=False),
        Case("Firefox", "111.0.1", {"headersSize": 250, "bodySize": 4250}, (4000, 4250), http="HTTP/2"),
        Case("Firefox", "133.0", {"headersSize": 250, "bodySize": 4250}, (4000, 4250), http="HTTP/3"),
    ),
    "Charles": (
        Case("Charles Proxy", "4.6.3", {"headersSize": 0, "bodySize": 9000}, (None, None), length=False),
    ),
    "mitmproxy": (
        Case(
            "mitmproxy", "1.2.3", TEXT_SIZES | {"_transferSize": 0, "content": {"size": 4000}}, (4000, 4300),
            entry={"time": 60, "timings": ONE_PAST_CONNECT}, duration=60 * MS,
        ),
        Case(
            "mitmproxy", "1.2.3", TEXT_SIZES | {"_transferSize": 0}, (4000, 4300), http="HTTP/2.0",
            entry={"time": None, "timings": ONE_PAST_CONNECT}, duration=70 * MS,
        ),
    ),
    "WebPageTest": (
        Case("WebPagetest", "2.17", TEXT_SIZES, (4000, 4300)),
        Case("WebPagetest", "18.09", {"headersSize": 300, "bodySize": 0}, (4000, 4320), entry={"_bytesIn": "4320"}),
    ),
    "Playwright": (
        Case(
            "Playwright", "1.50", TEXT_SIZES | {"_transferSize": 4300}, (4000, 4300),
            entry={"time": 69, "timings": ONE_PAST_CONNECT}, duration=62 * MS,
        ),
        Case("Playwright", "1.50", {"headersSize": 250, "bodySize": 4000, "_transferSize": 4250}, (4000, 4250), http="HTTP/2.0"),
    ),
    "chrome-har, Browsertime": (
        Case("chrome-har", "0.3.2", TEXT_SIZES | {"_transferSize": 4300}, (4000, 4300)),
        Case("chrome-har", "0.3.2", {"headersSize": -1, "bodySize": 4250, "_transferSize": 4250}, (4000, 4250), http="h2"),
        Case("Browsertime", "1.0", {"headersSize": 300, "bodySize": 9000}, (None, None), length=False),
    ),
    "any other": (
        Case("Fiddler", "4.6", TEXT_SIZES, (4000, 4300)),
        Case("Internet Explorer Network Inspector", "11", TEXT_SIZES, (4000, 4300)),
        Case("BrowserMob Proxy", "2.0", {"headersSize": -1, "bodySize": -1}, (None, None)),
        Case("", "", {"headersSize": -10, "bodySize": -10}, (None, None), http="h2"),
    ),
}  # fmt: skip


def test_every_exporter_has_its_cases() -> None:
    assert [row.exporter for row in TRUST] == [*CASES]


@pytest.mark.parametrize(
    ("exporter", "number"), [(name, n) for name, cases in CASES.items() for n in range(len(cases))]
)
def test_what_is_believed_of_each(row: Row, exporter: str, number: int) -> None:
    case = CASES[exporter][number]
    assert trust(case.creator, case.version).exporter == exporter
    headers = [{"name": "Content-Encoding", "value": "br"}]
    headers += [{"name": "Content-Length", "value": "4000"}] if case.length else []
    response = {
        "content": {"size": 9000},
        "httpVersion": case.http,
        "headers": headers,
    } | case.response
    read = row(case.creator, case.version, response=response, **case.entry)
    assert (read["bytes"], read["transfer_bytes"]) == case.said
    assert read["duration"] == case.duration


def test_a_name_that_only_mentions_an_exporter_is_not_it() -> None:
    assert trust("My Firefox helper", "1").exporter == "any other"
    assert trust("Firefox", "nightly").exporter == "Firefox"
