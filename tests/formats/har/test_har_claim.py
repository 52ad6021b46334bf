import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.formats.har import HAR

HAR_HEAD = '{ "log" : {\n  "version": "1.2", "creator": {"name": "x"}, "pages": [], "entries": ['


@pytest.mark.parametrize(
    "head",
    [
        HAR_HEAD.encode(),
        HAR_HEAD.encode("utf-8-sig"),
        HAR_HEAD.encode("utf-16"),
        HAR_HEAD.encode("utf-16-le"),
        f"onInputData({HAR_HEAD}".encode(),
        zlib.compress(HAR_HEAD.encode() * 1000)[:200],
        b'{"entries":[{"startedDateTime":"2024-05-01T10:00:00Z","request":{}}]}',
        b'{"$schema":"x","log":{"version":"1.2","entries":[{"request":{',
        b'{"version":"1.2","entries":[{"request":{',
    ],
)
def test_a_har_is_claimed(head: bytes) -> None:
    assert HAR.claim(head) >= 0.8


def test_an_entry_alone_is_claimed() -> None:
    head = b'{"startedDateTime":"2024-05-01T10:00:00Z","request":{"url":"https://example.com/"}}'
    assert HAR.claim(head) >= 0.5


@pytest.mark.parametrize(
    "head",
    [
        b'{"log":\n[\n 2,1,3\n]',
        b'{"log": {"vers',
        b'<?xml version="1.0"?>\n<log><version>1.1</version><creator>',
    ],
)
def test_a_har_that_cannot_be_read_is_claimed_too_for_the_sake_of_its_error(head: bytes) -> None:
    assert 0.3 <= HAR.claim(head) < 0.8


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\n",
        b"\x1f\x8b\x08\x00",
        b"\x78\x9c\xff\xff",
        bytes(range(256)),
        b'127.0.0.1 - - [01/May/2024:10:00:00 +0000] "GET / HTTP/1.1" 200 2 "-" "log: {"\n',
        b'{"log":{"file":"a","entries":[]},"status":200}\n{"log":{"file":"a"},"status":200}\n',
        b'{"request":{"uri":"/"},"startedDateTime":"x","status":200}\r\n{"request":{"uri":"/"}}\n',
        b'{"ts":1.5,"request":{"method":"GET"},"status":200}\n',
        b'{"name":"package","log":{"level":"info"}}',
        b'[{"log":{"entries":[]}}]',
        b'{"entries":{"a":1}}',
        b"<!doctype html><html><log></html>",
    ],
)
def test_what_is_no_har_is_not_claimed(head: bytes) -> None:
    assert HAR.claim(head) == 0.0


def test_other_json_with_entries_is_claimed_faintly() -> None:
    assert HAR.claim(b'{"entries": [{"id": 1}]}') < 0.5


def test_a_bare_list_of_entries_in_a_log_of_any_size(har: Callable[..., bytes]) -> None:
    assert HAR.claim(har({"request": {}}, comment="x" * 100_000)[: 1 << 20]) == 1.0


def test_every_capture_of_the_corpora_is_claimed(corpora: Path) -> None:
    captures = [path for path in corpora.rglob("*") if path.suffix in {".har", ".zhar"}]
    assert captures
    for path in captures:
        head = path.read_bytes()[: 1 << 20]
        assert HAR.claim(head) >= (0.5 if path.stem == "brokenfile" else 0.9), path


def test_no_log_of_the_corpora_is_claimed(corpora: Path) -> None:
    logs = [path for path in (corpora.parent / "logs").rglob("*") if path.is_file()]
    assert logs
    assert {path: HAR.claim(path.read_bytes()[: 1 << 20]) for path in logs} == dict.fromkeys(
        logs, 0.0
    )


def test_the_value_describes_itself() -> None:
    assert (HAR.name, HAR.document) == ("har", True)
    assert json.dumps(HAR.title)
