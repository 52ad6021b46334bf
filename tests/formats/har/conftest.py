"""Building HARs in tests: an ordinary entry, changed where a test says so."""

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analyzer.formats.har import HAR

ORDINARY: dict[str, Any] = {
    "startedDateTime": "2024-05-01T10:00:00.000Z",
    "time": 50,
    "request": {
        "method": "GET",
        "url": "https://example.com/a?b=c",
        "httpVersion": "HTTP/1.1",
        "headers": [{"name": "Host", "value": "example.com"}],
        "queryString": [],
        "cookies": [],
        "headersSize": 100,
        "bodySize": 0,
    },
    "response": {
        "status": 200,
        "statusText": "OK",
        "httpVersion": "HTTP/1.1",
        "headers": [{"name": "Content-Type", "value": "text/html"}],
        "cookies": [],
        "content": {"size": 1000, "mimeType": "text/html"},
        "redirectURL": "",
        "headersSize": 200,
        "bodySize": 1000,
    },
    "cache": {},
    "timings": {"blocked": -1, "dns": -1, "connect": -1, "send": 1, "wait": 40, "receive": 9},
}


@pytest.fixture(scope="session")
def entry() -> Callable[..., dict[str, Any]]:
    """An ordinary entry; `response={"status": 404}` changes a part, `time=None` a member."""

    def build(**changes: Any) -> dict[str, Any]:
        built = copy.deepcopy(ORDINARY)
        for key, change in changes.items():
            if change and isinstance(change, dict) and isinstance(built.get(key), dict):
                built[key] |= change
            else:
                built[key] = change
        return built

    return build


@pytest.fixture(scope="session")
def har() -> Callable[..., bytes]:
    """The bytes of a HAR of these entries; keywords are members of its log."""

    def build(*entries: Any, **log: Any) -> bytes:
        whole = {"version": "1.2", "creator": {"name": "test", "version": "1"}, "entries": entries}
        return json.dumps({"log": whole | log}).encode()

    return build


@pytest.fixture(scope="session")
def rows(har: Callable[..., bytes]) -> Callable[..., pl.DataFrame]:
    """The frame that these entries become."""

    def build(*entries: Any, **log: Any) -> pl.DataFrame:
        return HAR.parse(har(*entries, **log))

    return build


@pytest.fixture(scope="session")
def row(
    rows: Callable[..., pl.DataFrame], entry: Callable[..., dict[str, Any]]
) -> Callable[..., dict[str, Any]]:
    """The row that an entry with these changes becomes; `creator` names the exporter."""

    def build(creator: str = "test", version: str = "1", **changes: Any) -> dict[str, Any]:
        made = {"name": creator, "version": version}
        return rows(entry(**changes), creator=made).row(0, named=True)

    return build


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Real captures of other projects; a checkout of statscan does not bring them."""
    beside = Path(__file__).parents[3] / ".." / "shared" / "corpora"
    folder = Path(os.environ.get("STATSCAN_CORPORA", beside)) / "har"
    if not folder.is_dir():
        pytest.skip("the corpora of real captures are not here (STATSCAN_CORPORA names them)")
    return folder
