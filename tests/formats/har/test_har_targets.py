from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

Row = Callable[..., dict[str, Any]]
Rows = Callable[..., pl.DataFrame]

PARTS = ("scheme", "host", "path", "query")


URLS = [
    ("https://Example.COM/a/b?x=1#part", ("https", "example.com", "/a/b", "x=1")),
    ("http://example.com", ("http", "example.com", "/", None)),
    ("http://example.com:8080?x", ("http", "example.com", "/", "x")),
    ("http://example.com/?", ("http", "example.com", "/", None)),
    ("HTTP://user:pass@example.com:80/a", ("http", "example.com", "/a", None)),
    ("http://user:p@ss@example.com/a", ("http", "example.com", "/a", None)),
    ("http://[2001:DB8::1]:8080/a", ("http", "2001:db8::1", "/a", None)),
    ("http://[foo", ("http", "foo", "/", None)),
    ("http://[::1", ("http", "::1", "/", None)),
    ("http:///a", ("http", None, "/a", None)),
    ("wss://example.com/live?x=1", ("wss", "example.com", "/live", "x=1")),
    ("ws://example.com", ("ws", "example.com", "/", None)),
    ("chrome-extension://abc/icon.png", ("chrome-extension", "abc", "/icon.png", None)),
    ("data:image/png;base64,aGlkZGVu?x=hidden", ("data", None, "data:image/png", None)),
    ("data:,hidden", ("data", None, "data:", None)),
    ("DATA:text/html,hidden", ("data", None, "DATA:text/html", None)),
    ("blob:https://example.com/6f1c-hidden", ("blob", None, "blob:", None)),
    ("about:blank", ("about", None, "about:blank", None)),
    ("javascript:alert('hidden')", ("javascript", None, "javascript:", None)),
    ("/a/b?x=1", (None, "authority.example", "/a/b", "x=1")),
    ("a/b", (None, "authority.example", "a/b", None)),
    ("authority.example:443", (None, "authority.example", "authority.example:443", None)),
    ("${proto}://example.com/a", (None, "authority.example", "${proto}://example.com/a", None)),
    ("  https://example.com/a ", ("https", "example.com", "/a", None)),
]


def test_a_url_is_taken_apart(rows: Rows, entry: Row) -> None:
    headers = [{"name": "Host", "value": "Authority.example:443"}]
    read = rows(*(entry(request={"url": url, "headers": headers}) for url, _ in URLS))
    assert read.select(PARTS).rows() == [parts for _, parts in URLS]
    assert read["defect"].null_count() == len(URLS)


@pytest.mark.parametrize("url", ["", " ", None, 7])
def test_a_request_without_a_url_is_an_entry_all_the_same(row: Row, url: object) -> None:
    read = row(request={"url": url})
    assert read["reject"] is None
    assert read["path"] is None
    assert read["defect"] == "no target"


def test_http2_names_its_host_in_a_pseudo_header(row: Row) -> None:
    headers = [{"name": ":authority", "value": "h2.example"}, {"name": "host", "value": "other"}]
    assert row(request={"url": "/a", "headers": headers})["host"] == "h2.example"


def test_nothing_of_a_long_data_url_is_kept_but_its_kind(row: Row) -> None:
    read = row(request={"url": "data:image/svg+xml;utf8," + "<svg>" * 300_000})
    assert read["path"] == "data:image/svg+xml"
