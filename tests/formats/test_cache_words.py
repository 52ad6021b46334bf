"""Who answered, in the words of all who write it into a log."""

import json

import polars as pl
import pytest

from analyzer.entry import conform
from analyzer.formats import parts
from analyzer.formats.json_lines import JsonFormat
from analyzer.formats.registry import FORMATS
from analyzer.formats.strings.compiled import compiled

HIT, MISS = "shared hit", "shared miss"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("HIT", HIT), ("MISS", MISS), ("-", None),
        ("EXPIRED", MISS), ("STALE", HIT), ("UPDATING", HIT), ("REVALIDATED", HIT), ("BYPASS", MISS),  # nginx
        ("DYNAMIC", MISS),  # Cloudflare
        ("Hit from cloudfront", HIT), ("RefreshHit from cloudfront", HIT), ("Miss from cloudfront", MISS),
        ("Error from cloudfront", None),
        ("TCP_MEM_HIT", HIT), ("TCP_MISS", MISS), ("HIT from proxy.example:3128", HIT),  # Squid
        ("MISS, HIT", HIT), ("MISS, MISS", MISS),  # Fastly: one word for each cache on the way
        ("hit-for-pass", None), ("HitPass", None), ("hitmiss", MISS),  # Varnish: no hits
        ("ExampleCache; hit; ttl=376", HIT), ("ExampleCache;hit", HIT),  # RFC 9211
        ("ExampleCache; fwd=stale; stored", MISS), ("ExampleCache; fwd=uri-miss", MISS),
        ('Origin; hit; ttl=30, "Edge; 1"; fwd=miss', HIT),
    ],
)  # fmt: skip
def test_words(said: str, meant: str | None) -> None:
    assert parts.cache(pl.Series([said]))["cache"].to_list() == [meant]


@pytest.mark.parametrize(("age", "meant"), [("17", HIT), ("0", None), ("-", None), ("1d", None)])
def test_age(age: str, meant: str | None) -> None:
    assert parts.age(pl.Series([age]))["cache"].to_list() == [meant]


@pytest.mark.parametrize(
    ("text", "line", "meant"),
    [
        ('$status "$sent_http_cf_cache_status"', '200 "HIT"', HIT),
        ('$status "$upstream_http_x_cache"', '200 "Hit from cloudfront"', HIT),
        ('$status "$sent_http_cache_status"', '200 "a; fwd=stale"', MISS),
        ('$status "$sent_http_age"', '200 "12"', HIT),
        ('$status "$upstream_cache_status" "$sent_http_age"', '200 "MISS" "12"', MISS),
        ('%>s "%{CF-Cache-Status}o"', '200 "MISS"', MISS),
        ('%>s "%{Age}o"', '200 "12"', HIT),
        ('%>s "%{Cache-Status}o"', '200 "a; hit"', HIT),
    ],
)
def test_format_strings(text: str, line: str, meant: str) -> None:
    row = conform(compiled(text).parse(line.encode())).row(0, named=True)
    assert (row["status"], row["cache"]) == (200, meant)


@pytest.mark.parametrize(
    ("headers", "meant"),
    [
        ({"X-Cache": ["HIT"]}, HIT),
        ({"Cf-Cache-Status": ["DYNAMIC"], "Age": ["9"]}, MISS),
        ({"Cache-Status": ["Souin; fwd=uri-miss; stored"]}, MISS),
        ({"Age": ["9"]}, HIT),
        ({"Age": ["0"]}, None),
        ({"Server": ["Caddy"]}, None),
    ],
)
def test_headers_of_json_lines(headers: dict[str, list[str]], meant: str | None) -> None:
    (caddy,) = (each for each in FORMATS if each.name == "caddy")
    assert isinstance(caddy, JsonFormat)
    line = {
        "ts": 1_800_000_000, "status": 200, "size": 1, "resp_headers": headers,
        "request": {"remote_ip": "10.0.0.1", "method": "GET", "uri": "/", "proto": "HTTP/1.1"},
    }  # fmt: skip
    row = conform(caddy.parse(json.dumps(line).encode() + b"\n")).row(0, named=True)
    assert (row["status"], row["cache"]) == (200, meant)
