"""Many entries at once are what they are one by one, or they are left to be read one by one."""

import json
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.formats.har import HAR
from analyzer.formats.har.bulk import Bulk
from analyzer.formats.har.decode import one_by_one
from analyzer.formats.har.repairs import Repairs
from analyzer.formats.har.window import Window

Build = Callable[..., Any]

ODD: list[dict[str, Any]] = [
    {"time": float("nan")},
    {"time": 10**30},
    {"pageref": 10**25},
    {"request": {"url": "https://example.com/\ud800"}},
    {"request": {"headers": [["A", "b"]]}},
    {"request": {"headers": [{"name": "A"}]}},
    {"request": {"headers": [{"name": "A", "value": "b", "comment": {"c": 1}}]}},
    {"response": None},
    {"response": {"content": {"text": 'Fatal error: x in /a.php on line 3 },{"startedDateTime": 1'}}},
    {"timings": None},
    {"timings": {}},
    {"_initiator": "https://example.com/a"},
    {"_initiator": 7},
    {"_initiator": {"stack": {"callFrames": [{"url": ""}, 7, {"url": "https://example.com/b"}]}}},
    {"_initiator": {"stack": {"callFrames": [], "parent": {"callFrames": [{"url": "https://example.com/c"}]}}}},
]  # fmt: skip


def _read(monkeypatch: pytest.MonkeyPatch, data: bytes, *, at_once: bool) -> pl.DataFrame:
    with monkeypatch.context() as patch:
        if not at_once:
            patch.setattr("analyzer.formats.har.pages.Bulk", lambda: one_by_one)
        return HAR.parse(data)


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.formats.har.bulk._LEAST", 2500)


@given(
    st.lists(st.sampled_from([{}, {}, {}, *ODD]), min_size=6, max_size=24),
    st.sampled_from([None, 2]),
)
@settings(deadline=None, max_examples=30)
def test_entries_at_once_are_what_they_are_one_by_one(
    entry: Build, changes: list[dict[str, Any]], indent: int | None
) -> None:
    document = {"log": {"entries": [entry(**change) for change in changes] + [entry()]}}
    data = json.dumps(document, indent=indent).encode()
    with pytest.MonkeyPatch.context() as patch:
        once, singly = (_read(patch, data, at_once=at_once) for at_once in (True, False))
    assert once.height == len(changes) + 1
    assert once.equals(singly)


@pytest.mark.parametrize(
    "member",
    [
        '"time": 1, "time": 2',
        '"request": 7, "request": {"url": "https://example.com/b"}',
        '"request": {"url": "https://example.com/b"}, "request": {"method": "PUT"}',
        '"re\\u0071uest": {"url": "https://example.com/c"}',
        '"time": 1e400',
        '"time": -0.0',
        '"comment": "a\tb"',
        '"comment": "\\ud83d\\ude00"',
        '"time": 01',
        '"comment": "\\x"',
    ],
)
def test_json_is_read_alike(entry: Build, monkeypatch: pytest.MonkeyPatch, member: str) -> None:
    whole = json.dumps(entry())
    odd = f"{whole[:-1]}, {member}}}"
    data = f'{{"log": {{"entries": [{whole}, {odd}, {whole}, {whole}]}}}}'.encode()
    assert _read(monkeypatch, data, at_once=True).equals(_read(monkeypatch, data, at_once=False))


def test_what_nobody_reads_is_stepped_over_and_the_last_entry_is_left(entry: Build) -> None:
    secret = {"_webSocketMessages": [{"data": "hunter2"}], "request": {"postData": "hunter2"}}
    text = ",\n".join(json.dumps(entry(**secret)) for _ in range(3))
    window = Window([text.encode()], Repairs())
    several = Bulk()(window)
    assert len(several) == 2
    assert "hunter2" not in repr(several)
    assert window.text[window.at :] == text.rpartition("\n")[2]


def test_what_only_looks_like_entries_is_left_alone() -> None:
    window = Window([b'{"startedDateTime":1,' * 5_000], Repairs())
    assert Bulk()(window) == []
    assert window.at == 0
