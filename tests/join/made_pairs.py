"""Entries and lines of which every figure is known."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

import analyzer

FORMAT = '$remote_addr [$time_local] "$request" $status $request_time "$http_user_agent"'
BEGAN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def read(path: Path, **options: Any) -> pl.DataFrame:
    return pl.concat(analyzer.read(path, rejects=False, **options))


def entry(path: str, at: float, status: int = 200, wait: float = 50, **more: Any) -> dict[str, Any]:
    moment = BEGAN + timedelta(seconds=at)
    return {
        "startedDateTime": moment.isoformat(),
        "time": wait,
        "request": {
            "method": "GET",
            "url": f"https://shop.example{path}",
            "httpVersion": "HTTP/1.1",
            "headers": [{"name": "User-Agent", "value": "Browser/1"}],
            "queryString": [],
            "cookies": [],
            "headersSize": -1,
            "bodySize": 0,
        },
        "response": {
            "status": status,
            "statusText": "",
            "httpVersion": "HTTP/1.1",
            "headers": more.get("headers", []),
            "cookies": [],
            "content": {"size": 1, "mimeType": "text/html"},
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": 1,
        },
        "cache": {},
        "timings": {"send": 0, "wait": wait, "receive": 0},
    }


def line(
    path: str, at: float, status: int = 200, took: float = 0.02, client: str = "192.0.2.1"
) -> str:
    when = f"{BEGAN + timedelta(seconds=at):%d/%b/%Y:%H:%M:%S} +0000"
    return f'{client} [{when}] "GET {path} HTTP/1.1" {status} {took:.3f} "Browser/1"\n'
