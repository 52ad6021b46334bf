"""What exporters really write, each departure from HAR 1.2 as a case with a name.

CASES holds a document's text, and what a reader of it would say of its first entry. Statuses,
versions, caches and sizes by exporter have tables of their own beside this.
"""

import gzip
import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analyzer.entry import Repair
from analyzer.errors import FormatError
from analyzer.formats.har import HAR
from analyzer.library import read

PLAIN = {"startedDateTime": "2024-05-01T10:00:00Z", "time": 5, "timings": {"wait": 5}, "cache": {}}
REQUEST = {"method": "GET", "url": "https://example.com/a?b=c", "httpVersion": "HTTP/1.1"}
RESPONSE = {"status": 200, "httpVersion": "HTTP/1.1", "content": {"size": 3, "mimeType": "a/b"}}


@dataclass(frozen=True)
class Case:
    """One departure.

    Args:
        log: members of the log, beside the entries.
        entry, request, response: what differs from an ordinary entry.
        said: columns of the first row, and what they must hold.
        repairs: what is counted as put right.
    """

    entry: dict[str, Any] = field(default_factory=dict)
    request: dict[str, Any] = field(default_factory=dict)
    response: dict[str, Any] = field(default_factory=dict)
    log: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()

    @property
    def text(self) -> str:
        return document(self, **self.log)


def document(*cases: Case, **log: Any) -> str:
    """A HAR of the entries of some cases."""
    entries = [
        {**PLAIN, "request": REQUEST | case.request, "response": RESPONSE | case.response}
        | case.entry
        for case in cases
    ]
    return json.dumps({"log": {"version": "1.2", "entries": entries} | log})


def _date(text: object, *repairs: Repair, **said: Any) -> Case:
    return Case({"startedDateTime": text}, said=said, repairs=repairs)


def _at(**parts: int) -> datetime:
    return datetime(2024, 5, 1, 10, tzinfo=UTC).replace(**parts)


def _url(url: object, **said: Any) -> Case:
    return Case(request={"url": url}, said=said)


def _status(status: object, text: str | None = None) -> Case:
    code = None if text else 200
    return Case(response={"status": status}, said={"status": code, "status_text": text})


def _page(said: str | None, *repairs: Repair, ref: object = "p", **log: Any) -> Case:
    return Case({"pageref": ref}, log=log, said={"page": said}, repairs=repairs)


def _timings(timings: object, /, *repairs: Repair, **said: timedelta | None) -> Case:
    return Case({"timings": timings}, said=said, repairs=repairs)


def _headers(headers: object, *repairs: Repair, kept: object) -> Case:
    return Case(response={"headers": headers}, said={"response_headers": kept}, repairs=repairs)


def _pair(name: str, value: str | None) -> dict[str, str | None]:
    return {"name": name, "value": value}


P = {"id": "p", "title": "t", "startedDateTime": "2024-05-01T10:00:00Z", "pageTimings": {}}
MS = timedelta(milliseconds=1)

CASES: dict[str, Case] = {
    "ordinary": Case(said={"time": _at(), "host": "example.com", "path": "/a", "status": 200}),
    "version 1.1": Case(log={"version": "1.1"}),
    "no version": Case(log={"version": None}),
    # pages
    "no pages, no pageref: Charles": Case(said={"page": None}),
    "pages null": _page("p", Repair.PAGE_UNLISTED, pages=None),
    "pages empty": _page("p", Repair.PAGE_UNLISTED, pages=[]),
    "page listed": _page("p", pages=[P]),
    "page listed twice": _page("p", Repair.PAGE_REPEATED, pages=[P, P]),
    "pageref dangles: Chrome": _page("q", Repair.PAGE_UNLISTED, ref="q", pages=[P]),
    "page without title and timings: Firebug": _page("p", pages=[{"id": "p"}]),
    "page that is a number": _page("1", ref=1, pages=[P | {"id": 1}]),
    "pageref missing: mitmproxy": Case(log={"pages": [P]}, said={"page": None}),
    "pageref null": _page(None, ref=None, pages=[P]),
    # dates
    "date with Z: Chrome": _date("2024-05-01T10:00:00.999Z", time=_at(microsecond=999_000)),
    "date with offset: Firefox": _date("2024-05-01T12:00:00.999+02:00", time=_at(microsecond=999_000), offset=7200),
    "offset without colon: BrowserMob": _date("2024-05-01T11:00:00.000+0100", time=_at(), offset=3600),
    "no offset": _date("2024-05-01T10:00:00", time=_at(), offset=None),
    "2 digits: Internet Explorer": _date("2024-05-01T10:00:00.25Z", time=_at(microsecond=250_000)),
    "4 digits: WebPageTest": _date("2024-05-01T10:00:00.0001+00:00", time=_at(microsecond=100)),
    "6 digits: Splash": _date("2024-05-01T10:00:00.000001Z", time=_at(microsecond=1)),
    "7 digits: Fiddler": _date("2024-05-01T12:00:00.1234567+02:00", time=_at(microsecond=123_456)),
    "no digits: capture-har": _date("2024-05-01T10:00:00Z", time=_at()),
    "3 digits: Internet Explorer": _date("2024-05-01T10:00:00.125Z", time=_at(microsecond=125_000)),
    "date NaN: Firebug": _date("NaN-NaN-NaNTNaN:NaN:NaN.NaNZ", time=None),
    "date null": _date(None, time=None),
    "date in epoch seconds": _date(1714557600, Repair.DATE, time=_at()),
    "date in epoch milliseconds": _date(1714557600250, Repair.DATE, time=_at(microsecond=250_000)),
    # statuses
    "status 0: blocked, aborted": _status(0, "0"),
    "status -1: Playwright": _status(-1, "-1"),
    "status -2: WebPageTest": _status(-2, "-2"),
    "status -999: BrowserMob": _status(-999, "-999"),
    "status 1": _status(1, "1"),
    "status as text": _status("200"),
    "status null": Case(response={"status": None}, said={"status": None, "status_text": None}),
    # methods and URLs
    "method null: WebPageTest": Case(request={"method": None}, said={"method": None}),
    "method ?: Splash": Case(request={"method": "?"}, said={"method": None}),
    "method empty": Case(request={"method": ""}, said={"method": None}),
    "method in lower case": Case(request={"method": "get"}, said={"method": "GET"}),
    "URL with a fragment": _url("https://example.com/a?b#c", path="/a", query="b"),
    "data:": _url("data:image/png;base64,AAAA", scheme="data", host=None, path="data:image/png"),
    "blob:": _url("blob:https://example.com/1-2", scheme="blob", host=None, path="blob:"),
    "about:": _url("about:blank", scheme="about", host=None, path="about:blank"),
    "websocket": _url("wss://example.com/chat", scheme="wss", host="example.com", path="/chat"),
    "websocket, plain": _url("ws://example.com/chat", scheme="ws", host="example.com", path="/chat"),
    "websocket with messages: Chrome": Case(
        {"_webSocketMessages": [{"type": "send", "time": 1.5, "opcode": 1, "data": "hunter2"}]},
        response={"status": 101, "statusText": "Switching Protocols"}, said={"status": 101},
    ),
    "relative": _url("/a/b?c=d", scheme=None, host=None, path="/a/b", query="c=d"),
    "URL empty: Splash": _url("", host=None, path=None, defect="no target"),
    "URL null": _url(None, host=None, path=None, defect="no target"),
    "URL never filled in: har-to-k6": _url("${proto}://example.com/a", path="${proto}://example.com/a"),
    # headers
    "headers as pairs: Slack": _headers([["A", "b"]], Repair.HEADERS, kept=[_pair("a", "b")]),
    "header value null": _headers([_pair("A", None)], kept=[_pair("a", None)]),
    "header names in any case": _headers([_pair("VIA", "b"), _pair("via", "c")], kept=[_pair("via", "b"), _pair("via", "c")]),
    "headers joined: Splash": _headers(
        [_pair("Via", "b\nc")], Repair.HEADER_JOINED, kept=[_pair("via", "b"), _pair("via", "c")]
    ),
    "pseudo-headers: Chrome": _headers([_pair(":status", "200")], kept=[_pair(":status", "200")]),
    "headers missing": _headers(None, kept=None),
    "headers empty": _headers([], kept=[]),
    # timings
    "timings missing: BrowserMob": _timings(None, Repair.TIMINGS, timings=None, duration=5 * MS),
    "timings empty: Firefox": _timings({}, timings=None, duration=5 * MS),
    "timings -1": _timings({"dns": -1, "wait": 5}, duration=5 * MS),
    "timings -1000: mitmproxy": _timings({"connect": -1000, "wait": 5}, duration=5 * MS),
    "timings null: mitmproxy": _timings({"ssl": None, "wait": 5}, duration=5 * MS),
    "timings of text": _timings({"wait": "5", "dns": "x"}, Repair.NUMBER, duration=5 * MS),
    "no send: Firefox": _timings({"send": -1, "wait": 5}, duration=5 * MS),
    "a comment in timings": _timings({"comment": "x", "wait": 5}, duration=5 * MS),
    "Chrome's own timings": _timings({"_blocked_queueing": 2, "wait": 5}, duration=5 * MS),
    "time null: Firefox": Case({"time": None}, said={"duration": 5 * MS}),
    "time -1": Case({"time": -1}, said={"duration": 5 * MS}),
    "time NaN": Case({"time": float("nan")}, said={"duration": 5 * MS}, repairs=(Repair.NUMBER,)),
    "time Infinity": Case({"time": float("inf")}, said={"duration": 5 * MS}, repairs=(Repair.NUMBER,)),
    "time missing": Case({"time": None, "timings": {}}, said={"duration": None}),
    "time below a millisecond": Case({"time": 0.06}, said={"duration": 0.06 * MS}),
    # sizes: unknown is null
    "size -1": Case(response={"bodySize": -1}, said={"bytes": None}),
    "size below -1: chrome-har": Case(response={"bodySize": -7}, said={"bytes": None}),
    "sizes missing": Case(said={"bytes": None, "request_bytes": None, "transfer_bytes": None}),
    "size null": Case(response={"bodySize": None}, said={"bytes": None}),
    "size 0": Case(response={"bodySize": 0, "_transferSize": 9, "content": {"size": 0}}, said={"bytes": 0}),
    # contents
    "content {}: mitmproxy": Case(response={"content": {}}, said={"media": None}),
    "mimeType null": Case(response={"content": {"mimeType": None}}, said={"media": None}),
    "mimeType x-unknown: Chrome": Case(response={"content": {"mimeType": "x-unknown"}}, said={"media": None}),
    "mimeType with charset": Case(
        response={"content": {"mimeType": "Text/HTML; charset=utf-8"}}, said={"media": "text/html"}
    ),
    "encoding utf-8: Advanced REST Client": Case(response={"content": {"encoding": "utf-8", "text": "x"}}),
    "base64 without saying so: Edge": Case(response={"content": {"text": "AAEC/w=="}}),
    "encoding base64": Case(response={"content": {"encoding": "base64", "text": "AAEC/w=="}}),
    "body beside the HAR: Playwright": Case(response={"content": {"_file": "0a1b2c.html", "size": 45}}),
    # redirects
    "redirectURL null: Charles": Case(response={"redirectURL": None}, said={"location": None}),
    "redirectURL relative": Case(response={"redirectURL": "/b"}, said={"location": "/b"}),
    "redirectionURL: Internet Explorer": Case(response={"redirectionURL": "/b"}, said={"location": "/b"}),
    # vendors
    "_initiator as text: chrome-har": Case({"_initiator": "https://example.com/"}),
    "_initiator as object: Chrome": Case({"_initiator": {"type": "script"}}),
    "connection a port": Case({"connection": "443"}),
    "connection an id": Case({"connection": "1482", "_connectionId": "7"}),
    "address empty: Chrome": Case({"serverIPAddress": ""}),
    "address in brackets: Chrome": Case({"serverIPAddress": "[::1]"}),
    "address with port: ProxyPin": Case({"serverIPAddress": "10.0.0.1:443"}),
    "no response: har-to-k6": Case({"response": None}, said={"status": None}, repairs=(Repair.RESPONSE,)),
    "half a surrogate pair": Case(
        request={"url": "https://example.com/\ud800"}, said={"path": "/\ufffd"}, repairs=(Repair.SURROGATE,)
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def frames() -> dict[str, pl.DataFrame]:
    """What becomes of each case; those that differ in their entry alone are entries of one HAR."""
    own = {name: HAR.parse(case.text.encode()) for name, case in CASES.items() if case.log}
    others = [name for name in CASES if name not in own]
    frame = HAR.parse(document(*(CASES[name] for name in others)).encode())
    return own | dict(zip(others, frame.iter_slices(1), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_an_entry_is_read_as_it_was_meant(name: str, frames: dict[str, pl.DataFrame]) -> None:
    case, frame = CASES[name], frames[name]
    assert (frame.height, frame["reject"].null_count()) == (1, 1)
    row = frame.row(0, named=True)
    assert {column: row[column] for column in case.said} == case.said
    assert tuple(row["repairs"] or ()) == case.repairs


def _zipped(text: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0a1b2c.html", b"a body beside the HAR, as Playwright saves it")
        archive.writestr("har.har", text)
    return packed.getvalue()


CONTAINERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda text: text,
    "gzip": gzip.compress,
    ".zhar": zlib.compress,
    "zip": _zipped,
    "JSONP": lambda text: b"onInputData(" + text + b");\n",
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text,
    "UTF-16": lambda text: text.decode().encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.decode().encode("utf-16-le"),
    "invalid bytes": lambda text: text.replace(b"GET", b"G\xffT"),
    "JSON in JSONP with a comment": lambda text: b"/**/har.load_1(" + text + b")",
    "entry alone": lambda text: json.dumps(json.loads(text)["log"]["entries"][0]).encode(),
    "bare log": lambda text: json.dumps(json.loads(text)["log"]).encode(),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_file_is_read_whatever_it_is_packed_in(name: str, tmp_path: Path) -> None:
    path = tmp_path / "session"
    path.write_bytes(CONTAINERS[name](CASES["ordinary"].text.encode()))
    (frame,) = read(path)
    assert frame["path"].to_list() == ["/a"]


def test_a_har_comes_through_standard_input() -> None:
    text = CASES["ordinary"].text.encode()
    command = [sys.executable, "-m", "analyzer", "-", "--to", "json"]
    done = subprocess.run(command, input=text, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout)["lines"]["entries"] == 1


def test_entries_keep_their_order_whatever_their_times() -> None:
    entries = [
        {**PLAIN, "startedDateTime": f"2024-05-01T10:00:0{second}Z", "request": REQUEST, "response": RESPONSE}
        for second in (3, 1, 2)
    ]  # fmt: skip
    frame = HAR.parse(json.dumps({"log": {"entries": entries}}).encode())
    assert frame["time"].dt.second().to_list() == [3, 1, 2]


def test_xml_is_named_as_what_it_is() -> None:
    with pytest.raises(FormatError, match=r"XML or HTML.*Internet Explorer"):
        HAR.parse(b"\xef\xbb\xbf<log><version>1.1</version><entries/></log>")
