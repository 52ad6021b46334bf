"""HARS, and HUGE: large documents, of few entries with their bodies, or of many small ones."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

SIZE = 200 * 10**6
_HEADERS = (
    "date",
    "server",
    "content-type",
    "cache-control",
    "vary",
    "etag",
    "via",
    "expires",
    "x-id",
    "age",
    "alt-svc",
    "content-language",
    "last-modified",
    "link",
    "nel",
    "permissions-policy",
    "referrer-policy",
    "report-to",
    "server-timing",
    "strict-transport-security",
    "x-cache",
    "x-content-type-options",
)


def bodies(out: Path) -> int:
    """200 MB of 2,000 entries: nearly all of it is what the responses held."""
    return _write(out, 2_000, '<p class="a">abc \\ d</p>\n' * (SIZE // 2_000 // 32))


def small(out: Path) -> int:
    """200 MB of 32,000 entries without a body: headers, and stacks of scripts, as Chrome writes them."""
    return _write(out, 32_000, "")


def huge(out: Path) -> int:
    """2 GB of 20,000 entries with their bodies: more than any text may have that a browser opens."""
    return _write(out, 20_000, '<p class="a">abc \\ d</p>\n' * (10 * SIZE // 20_000 // 32))


HARS = {"har of bodies": bodies, "har of small entries": small}
HUGE = {"huge har": huge}


def _write(out: Path, entries: int, body: str) -> int:
    with out.open("w") as sink:
        sink.write('{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},')
        sink.write('"pages":[],"entries":[')
        sink.writelines(_entries(entries, body))
        sink.write("]}}")
    return out.stat().st_size


def _entries(entries: int, body: str) -> Iterator[str]:
    chance = random.Random(7)
    for number in range(entries):
        frames = [
            {
                "functionName": f"f{i}",
                "scriptId": str(i),
                "url": f"https://cdn{i}.example/app.{i}.js",
            }
            for i in range(30)
        ]
        headers = [
            {"name": name, "value": f"{name} {chance.randrange(500):030}"} for name in _HEADERS
        ]
        entry = {
            "startedDateTime": f"2026-05-01T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}.5Z",
            "time": 50.5,
            "_initiator": {"type": "script", "stack": {"callFrames": frames}},
            "request": {
                "method": "GET",
                "url": f"https://h{number % 90}.example/item/{number % 4000}?q={number}",
                "httpVersion": "h2",
                "headers": headers,
                "queryString": [{"name": "q", "value": str(number)}],
                "cookies": [],
                "headersSize": -1,
                "bodySize": 0,
            },
            "response": {
                "status": 200,
                "httpVersion": "h2",
                "headers": headers,
                "cookies": [],
                "content": {"size": len(body), "mimeType": "text/html", "text": body},
                "redirectURL": "",
                "headersSize": -1,
                "bodySize": -1,
                "_transferSize": 1500,
            },
            "cache": {},
            "timings": {
                "blocked": 1.5,
                "dns": -1,
                "connect": -1,
                "send": 1,
                "wait": 40,
                "receive": 9,
            },
        }
        yield ("," if number else "") + json.dumps(entry)
