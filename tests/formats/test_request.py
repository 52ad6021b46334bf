"""The request line: whole, odd, and not one at all."""

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analyzer.formats.request import PARTS, _odd, split
from analyzer.formats.secrets import mask_query, mask_url, masked


def parts(request: str | None) -> dict[str, object]:
    (row,) = split(pl.Series([request], dtype=pl.String)).rows(named=True)
    return {name: value for name, value in row.items() if value is not None}


def plain(path: str, **more: str) -> dict[str, object]:
    return {"method": "GET", "path": path, "protocol": "HTTP/1.1"} | more


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("GET / HTTP/1.1", plain("/")),
        ("GET /a?b HTTP/1.1", plain("/a", query="b")),
        ("GET /a? HTTP/1.1", plain("/a", query="")),
        ("GET /a?b?c HTTP/1.1", plain("/a", query="b?c")),
        ("GET //a HTTP/1.1", plain("//a")),
        ("GET /%ZZ%00%2561 HTTP/1.1", plain("/%ZZ%00%2561")),
        ("GET /../../etc/passwd HTTP/1.1", plain("/../../etc/passwd")),
        (r"GET /\x22\xC3\xA9\xc3\xa9 HTTP/1.1", plain('/"éé')),
        (r"GET /\xff HTTP/1.1", plain(r"/\xff")),
        ("GET /a HTTP/2.0", plain("/a", protocol="HTTP/2")),
        ("GET /a HTTP/3.0", plain("/a", protocol="HTTP/3")),
        ("get /a HTTP/1.1", plain("/a", method="get")),
        ("BREW /a HTTP/1.1", plain("/a", method="BREW")),
        ("M-SEARCH * HTTP/1.1", plain("*", method="M-SEARCH")),
        ("OPTIONS * HTTP/1.1", plain("*", method="OPTIONS")),
    ],
)
def test_what_is_well_formed(request_: str, expected: dict[str, object]) -> None:
    assert parts(request_) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (
            "http://Example.com/a?b",
            {"scheme": "http", "host": "example.com", "path": "/a", "query": "b"},
        ),
        ("HTTPS://example.com:443", {"scheme": "https", "host": "example.com", "path": "/"}),
        (
            "http://example.com?b",
            {"scheme": "http", "host": "example.com", "path": "/", "query": "b"},
        ),
        ("http://u:p@example.com/", {"scheme": "http", "host": "example.com", "path": "/"}),
        ("http://[::1]:80/", {"scheme": "http", "host": "::1", "path": "/"}),
        ("http://[foo", {"path": "http://[foo"}),
        ("http://[foo]bar/", {"path": "http://[foo]bar/"}),
        ("http://a:b/", {"path": "http://a:b/"}),
        ("http:///a", {"scheme": "http", "path": "/a"}),
        ("example.com", {"path": "example.com"}),
    ],
)
def test_absolute_targets(target: str, expected: dict[str, object]) -> None:
    row = parts(f"GET {target} HTTP/1.1")
    assert row == {"method": "GET", "protocol": "HTTP/1.1"} | expected


@pytest.mark.parametrize(
    ("target", "host"),
    [("example.com:443", "example.com"), ("[::1]:443", "::1"), ("192.0.2.1:25", "192.0.2.1")],
)
def test_connect_names_a_host_and_a_port(target: str, host: str) -> None:
    row = parts(f"CONNECT {target} HTTP/1.1")
    assert row == {"method": "CONNECT", "host": host, "path": target, "protocol": "HTTP/1.1"}


def test_colours_are_none_of_a_request() -> None:
    assert parts("\x1b[31m\x1b[1mGET /a HTTP/1.1\x1b[0m") == plain("/a")


@pytest.mark.parametrize(
    ("request_", "defect", "expected"),
    [
        ("", "empty request", {}),
        ("-", "empty request", {}),
        (" ", "empty request", {}),
        ("- - -", "empty request", {}),  # Envoy's
        ("- - - ", "empty request", {}),  # ELB's
        ("- http://www.example.com:80- -", "empty request", {}),  # ALB's
        ("GET /", "no HTTP version", {"method": "GET", "path": "/"}),
        ("GET / HTTP", "no HTTP version", {"method": "GET", "path": "/ HTTP"}),
        ("get / http/1.1", "no HTTP version", {"method": "get", "path": "/ http/1.1"}),
        ("GET /a b HTTP/1.1", "space in the target", plain("/a b")),
        ("GET /a  b?c d HTTP/1.1", "space in the target", plain("/a  b", query="c d")),
        ("GET /my file.html", "space in the target", {"method": "GET", "path": "/my file.html"}),
        (
            "GET  HTTP/1.1",
            "no target",
            {"method": "GET", "protocol": "HTTP/1.1", "path": "GET  HTTP/1.1"},
        ),
        ("quit", "no target", {"method": "quit", "path": "quit"}),
        (r"\x16\x03\x01?a", "TLS on a plain port", {"path": "\x16\x03\x01?a"}),
        ("\x16\x03\x01", "TLS on a plain port", {"path": "\x16\x03\x01"}),
        (r"\x00\x01\xFE", "binary bytes", {"path": "\x00\x01\\xfe"}),
        (r"\x00 / HTTP/1.1", "binary bytes", {"path": "\x00 / HTTP/1.1"}),
    ],
)
def test_what_is_wrong_is_named_and_the_text_kept(
    request_: str, defect: str, expected: dict[str, object]
) -> None:
    assert parts(request_) == {"defect": defect} | expected


def test_a_request_of_70_kb() -> None:
    assert parts(f"GET /{'a' * 70_000} HTTP/1.1")["path"] == "/" + "a" * 70_000


def test_rows_do_not_see_each_other() -> None:
    requests = ["GET /a?b HTTP/1.1", "", r"\x16\x03?", "GET /c d?e", None, "CONNECT a:1 HTTP/1.0"]
    together = split(pl.Series(requests))
    assert dict(together.schema) == PARTS
    alone = [split(pl.Series([request], dtype=pl.String)).row(0) for request in requests]
    assert together.rows() == alone


def test_no_rows() -> None:
    assert split(pl.Series([], dtype=pl.String)).height == 0


PIECES = [*"GET :/?@[].ab1\\ ", "http://", "https://", "HTTP/1.1", "GET /", " HTTP/1.1"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(["", "GET http", "GET /"]))
@example(["http://", "@"], "")  # where a user would stand, there is a mask
def test_the_fast_ways_say_what_the_careful_one_says(pieces: list[str], begin: str) -> None:
    lines = pl.Series([f"{begin}{''.join(pieces)}", f"{begin}{''.join(pieces)} HTTP/1.1"])
    careful = _odd(lines).select(PARTS.keys())
    harmless = careful.with_columns(
        masked(careful["path"], mask_url), masked(careful["query"], mask_query)
    )
    assert split(lines).rows() == harmless.rows()
