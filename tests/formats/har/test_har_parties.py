"""What a page is made of, and whose it is: pages made up by hand."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analyzer.formats.har.parties import site

Entries = Callable[..., dict[str, Any]]
Rows = Callable[..., pl.DataFrame]


def _asked(entry: Entries, url: str, at: int, **its: Any) -> dict[str, Any]:
    return entry(
        startedDateTime=f"2024-05-01T10:00:00.{at:03}Z",
        pageref=its.get("page", "p"),
        _initiator=its.get("by"),
        request={"url": url},
        response={
            "status": its.get("status", 200),
            "content": {"size": 1, "mimeType": its.get("media", "image/png")},
        },
    )


def _documents(frame: pl.DataFrame) -> list[int | None]:
    return frame["loading"].struct.field("document").to_list()


@pytest.mark.parametrize(
    ("host", "registrable"),
    [
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("BBC.co.uk", "bbc.co.uk"),
        ("co.uk", "co.uk"),
        ("alice.github.io", "alice.github.io"),  # everybody has a part of their own there
        ("a.b.example.com", "example.com"),
        ("www.shop.localhost", "shop.localhost"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("a..b", "a..b"),
        ("x" * 300 + ".com", "x" * 300 + ".com"),
    ],
)
def test_a_host_belongs_to_a_registrable_domain(host: str, registrable: str) -> None:
    assert site(host) == registrable


@given(
    some.text(max_size=40)
    | some.from_regex(r"[a-zé.\-]{0,30}\.(?:co\.uk|kobe\.jp|ck|xn--[a-z]{1,5})", fullmatch=True)
)
def test_a_site_is_a_part_of_its_host_and_its_own_site(host: str) -> None:
    found = site(host)
    assert found == host or host.lower().rstrip(".").endswith(found) or ip_address(host)
    assert site(found) == found


def test_a_party_is_told_by_the_document_of_the_page(entry: Entries, rows: Rows) -> None:
    frame = rows(
        _asked(entry, "https://tracker.example.net/early.js", 0),
        _asked(entry, "http://shop.co.uk/", 1, status=301, media="text/html"),
        _asked(entry, "https://www.shop.co.uk/", 2, media="text/html"),
        _asked(entry, "https://img.shop.co.uk/a.png", 3),
        _asked(entry, "https://other.co.uk/a.png", 4),
        _asked(entry, "https://other.co.uk/", 5, page="q", media="text/html"),
        _asked(entry, "https://www.shop.co.uk/a.png", 6, page="q"),
        _asked(entry, "https://www.shop.co.uk/a.png", 7, page=None),
        _asked(entry, "data:image/png;base64,AAAA", 8),
    )
    assert frame["party"].to_list() == ["third", "first", "first", "first", "third", "first", "third", None, None]  # fmt: skip
    assert _documents(frame) == [3, 3, 3, 3, 3, 6, 6, None, 3]


def test_without_a_page_a_party_is_told_by_the_referer(entry: Entries, rows: Rows) -> None:
    def asked(url: str, by: str | None, media: str = "image/png") -> dict[str, Any]:
        made = _asked(entry, url, 0, page=None, media=media)
        if by is not None:
            made["request"]["headers"] = [{"name": "referer", "value": by}]
        return made

    frame = rows(
        asked("https://www.shop.co.uk/", None, "text/html"),
        asked("https://img.shop.co.uk/a.png", "https://www.shop.co.uk/a?b#c"),
        asked("https://other.co.uk/a.png", "https://jane:pw@WWW.shop.co.uk:8443/"),
        asked("https://www.shop.co.uk/2", "https://www.shop.co.uk/", "text/html"),
        asked("https://other.co.uk/", "https://www.shop.co.uk/", "text/html"),  # a frame, or a link
        asked("https://other.co.uk/b.png", "/relative"),
        asked("https://other.co.uk/c.png", "about:blank"),
        asked("https://[2001:db8::1]/d.png", "https://[2001:db8::1]:8443/"),
    )
    assert frame["party"].to_list() == [None, "first", "third", "first", None, None, None, "first"]


def test_without_html_the_first_that_is_no_redirect_is_the_document(
    entry: Entries, rows: Rows
) -> None:
    frame = rows(
        _asked(entry, "https://e.example/later.png", 9),
        _asked(entry, "https://e.example/old", 1, status=302),
        _asked(entry, "https://e.example/new", 2),
    )
    assert _documents(frame) == [3, 3, 3]


def test_a_304_may_be_the_document(entry: Entries, rows: Rows) -> None:
    document = _asked(entry, "https://e.example/", 0, status=304, media="text/html")
    assert _documents(rows(document, _asked(entry, "https://e.example/f", 1, media="text/html"))) == [1, 1]  # fmt: skip


def test_who_asked_is_found_by_its_url(entry: Entries, rows: Rows) -> None:
    script = {"type": "script", "stack": {"callFrames": [], "parent": {"callFrames": [{"url": ""}, {"url": "https://e.example/a.js"}]}}}  # fmt: skip
    frame = rows(
        _asked(entry, "https://e.example/", 0, status=301),
        _asked(entry, "https://e.example/#top", 1, media="text/html"),
        _asked(
            entry, "https://e.example/a.js", 2, by={"type": "parser", "url": "https://e.example/"}
        ),
        _asked(entry, "https://e.example/b", 3, by=script),
        _asked(entry, "https://e.example/c", 4, by="https://e.example/a.js#x"),
        _asked(entry, "https://e.example/d", 5, by="https://elsewhere.example/"),
        _asked(entry, "https://e.example/e", 6, by="https://e.example/late"),
        _asked(entry, "https://e.example/late", 7, by={"type": "other"}),
        _asked(entry, "https://e.example/f", 8, page="q", by="https://e.example/a.js"),
    )
    assert frame["initiator"].to_list() == [None, None, 2, 3, 3, None, None, None, None]


@pytest.mark.parametrize("by", [7, [], {"stack": 1}, {"stack": {"callFrames": [1, {"url": 2}]}}, "", {"url": ["x"]}])  # fmt: skip
def test_an_initiator_of_no_known_shape_is_none(entry: Entries, rows: Rows, by: object) -> None:
    assert rows(_asked(entry, "https://e.example/", 0, by=by))["initiator"].to_list() == [None]


def test_a_stack_of_calls_may_be_as_deep_as_it_likes(entry: Entries, rows: Rows) -> None:
    stack: dict[str, Any] = {"callFrames": [{"url": "https://e.example/"}]}
    for _ in range(200):
        stack = {"parent": stack}
    asked = _asked(entry, "https://e.example/a", 1, by={"stack": stack})
    assert rows(_asked(entry, "https://e.example/", 0), asked)["initiator"].to_list() == [None] * 2
