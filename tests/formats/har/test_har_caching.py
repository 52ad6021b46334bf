from collections.abc import Callable
from typing import Any

import polars as pl

Row = Callable[..., dict[str, Any]]
Rows = Callable[..., pl.DataFrame]

UNSENT = {"bodySize": 0, "_transferSize": 0, "headersSize": -1}


ANSWERED: list[tuple[dict[str, Any], str | None]] = [
    ({"_fromCache": "memory", "response": UNSENT}, "memory"),
    ({"_fromCache": "disk", "response": UNSENT}, "disk"),
    ({"_fetchType": "Memory Cache", "response": {"bodySize": -1}}, "memory"),
    ({"_fetchType": "Disk Cache", "response": {"bodySize": -1}}, "disk"),
    ({"_fetchType": "Network Load"}, None),
    ({"_fetchType": "Service Worker"}, "service worker"),
    ({"response": {"fromDiskCache": True}}, "disk"),
    ({"response": {"fromDiskCache": False}}, None),
    ({"response": {"fromPrefetchCache": True}}, "browser"),
    ({"response": {"_fetchedViaServiceWorker": True}}, "service worker"),
    ({"response": {"fromServiceWorker": True}}, "service worker"),
    ({"response": {"_serviceWorkerResponseSource": "cache-storage"}}, "service worker"),
    ({"_fromCache": "disk", "response": {"fromServiceWorker": True}}, "service worker"),
    ({"response": UNSENT}, "browser"),
    ({"response": {**UNSENT, "bodySize": -1}}, "browser"),
    ({"response": {"bodySize": 0}}, "browser"),  # Firebug and Internet Explorer
    ({"response": {**UNSENT, "content": {"size": 0}}}, None),  # weak
    ({"response": {**UNSENT, "status": 304}}, None),
    ({"response": {**UNSENT, "status": 0}}, None),
    ({"request": {"method": "OPTIONS"}, "response": UNSENT}, None),
    ({"request": {"method": "HEAD"}, "response": {"bodySize": 0}}, None),
    ({"request": {"url": "data:text/css,x"}, "response": UNSENT}, None),
    ({"request": {"url": "blob:https://example.com/1"}, "response": UNSENT}, None),
    ({}, None),
]


def test_who_answered_is_told_by_what_was_recorded(rows: Rows, entry: Row) -> None:
    read = rows(*(entry(**changes) for changes, _ in ANSWERED))
    assert read["cache"].to_list() == [word for _, word in ANSWERED]


def test_firefox_has_no_timings_for_what_it_had_itself(row: Row) -> None:
    cached = {"timings": {}, "response": {"bodySize": -1, "headersSize": -1, "content": {}}}
    assert row("Firefox", "133.0", **cached)["cache"] == "browser"
    assert row("another", "1", **cached)["cache"] is None


def test_firefox_needs_no_time_for_what_it_had_on_disk(row: Row) -> None:
    none = dict.fromkeys(("blocked", "dns", "connect", "ssl", "send", "wait", "receive"), 0)
    hit = {"headers": [{"name": "Age", "value": "9"}], "headersSize": 0}
    cached = {"time": 0, "timings": none, "response": hit}
    assert row("Firefox", "111.0", **cached)["cache"] == "browser"
    assert row("Firefox", "111.0", **cached | {"time": 1})["cache"] == "shared hit"
    assert row("another", "1", **cached)["cache"] == "shared hit"


SHARED: list[tuple[str, str, str | None]] = [
    ("Age", "120", "shared hit"),
    ("Age", "0", None),
    ("Age", "soon", None),
    ("X-Cache", "HIT", "shared hit"),
    ("X-Cache", "Hit from cloudfront", "shared hit"),
    ("X-Cache", "TCP_MEM_HIT", "shared hit"),
    ("X-Cache", "MISS, HIT", "shared hit"),
    ("X-Cache", "Miss from cloudfront", "shared miss"),
    ("x-cache", "RefreshHit from cloudfront", "shared hit"),
    ("CF-Cache-Status", "HIT", "shared hit"),
    ("cf-cache-status", "REVALIDATED", "shared hit"),
    ("CF-Cache-Status", "DYNAMIC", "shared miss"),
    ("X-Proxy-Cache", "HIT", "shared hit"),
    ("X-Proxy-Cache", "EXPIRED", "shared miss"),
    ("X-Cache-Status", "STALE", "shared hit"),
    ("Cache-Status", "ExampleCache; hit; ttl=376", "shared hit"),
    ("Cache-Status", '"edge"; fwd=uri-miss; stored', "shared miss"),
    ("Cache-Status", "origin; hit, edge; fwd=uri-miss", "shared hit"),
]


def test_shared_caches_tell_in_headers(rows: Rows, entry: Row) -> None:
    headers = [{"name": name, "value": value} for name, value, _ in SHARED]
    read = rows(*(entry(response={"headers": [one]}) for one in headers))
    assert read["cache"].to_list() == [word for *_, word in SHARED]


def test_a_hit_anywhere_is_a_hit_and_the_browser_goes_before_all(row: Row) -> None:
    headers = [{"name": "X-Cache", "value": "MISS"}, {"name": "Age", "value": "9"}]
    assert row(response={"headers": headers})["cache"] == "shared hit"
    assert row(_fromCache="disk", response={"headers": headers})["cache"] == "disk"
