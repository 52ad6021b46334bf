"""Rotated files are read in order of time, whatever they are called."""

import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.formats import FORMATS
from analyzer.pipeline import Traffic
from analyzer.source import Source, expand, in_time
from analyzer.source.chronology import first_time

LINE = '192.0.2.1 - - [{day:02}/Nov/2026:10:00:00 +0000] "GET /{day} HTTP/1.1" 200 1 "-" "x"\n'


def _log(path: Path, *days: int, before: str = "") -> Path:
    text = (before + "".join(LINE.format(day=day) for day in days)).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path


def test_the_oldest_comes_first_whatever_its_name(tmp_path: Path) -> None:
    _log(tmp_path / "access.log", 9, 10)
    _log(tmp_path / "access.log.1", 6, 7)
    _log(tmp_path / "access.log.2.gz", 3, 4, before="Server started.\n\n")
    _log(tmp_path / "access.log.10.gz", 1)
    read = [day for frame in Traffic(tmp_path).frames() for day in frame["path"].drop_nulls()]
    assert read == [f"/{day}" for day in (1, 3, 4, 6, 7, 9, 10)]


def test_what_holds_no_time_keeps_its_place(tmp_path: Path) -> None:
    new, old = _log(tmp_path / "1", 9), _log(tmp_path / "3", 1)
    timeless = tmp_path / "2"
    timeless.write_text('INFO:     192.0.2.1:1 - "GET / HTTP/1.1" 200 OK\n')
    empty, junk, cut = (tmp_path / name for name in ("4", "5", "6.gz"))
    empty.touch()
    junk.write_text("no log at all\n")
    cut.write_bytes(b"\x1f\x8b\x08\0")
    sources = [Source(str(path), path) for path in (new, timeless, old, empty, junk, cut)]
    assert [each.name[-1] for each in in_time(sources)] == ["3", "2", "1", "4", "5", "z"]
    assert in_time(sources[:1]) == sources[:1]


def test_files_of_one_time_stay_in_order_of_their_names(tmp_path: Path) -> None:
    paths = [_log(tmp_path / name, 5) for name in "abc"]
    assert [source.path for source in in_time(expand(paths)[0])] == paths


def test_several_formats_are_put_in_one_order(tmp_path: Path) -> None:
    _log(tmp_path / "a.log", 20)
    (tmp_path / "b.log").write_text(
        json.dumps({"time_iso8601": "2026-11-02T00:00:00Z", "request": "GET /", "status": 200})
    )
    _log(tmp_path / "c.log", 10)
    sources = expand([tmp_path])[0]
    assert [each.name[-5:] for each in in_time(sources)] == ["b.log", "c.log", "a.log"]


def test_a_pipe_is_not_looked_into(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    sources = [Source("pipe", tmp_path / "pipe"), Source("-", None)]
    assert in_time(sources) == sources


READ = [
    (each.name, line, fields["time"])
    for each in FORMATS
    if not each.document
    for line, fields in (*each.samples.ordinary, *each.samples.odd)
    if "time" in fields
]


APART = {"cloudfront-json", "w3c"}
"""Formats that may have other columns between the date and the clock: such files keep their places."""


@pytest.mark.parametrize(("name", "line", "time"), READ)
def test_the_time_of_every_format_is_found(name: str, line: str, time: datetime | None) -> None:
    found = first_time(line.encode())
    if found is None:
        assert time is None or name in APART
    else:
        assert time is not None
        assert found.replace(microsecond=0) == time.replace(microsecond=0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no time",
        "31/Feb/2026:10:00:00 +0000",
        "99/Abc/2026:10:00:00",
        "12345678901",
        "2026-13-01 00:00:00",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert first_time(text.encode()) is None
    assert first_time(f"{text}\n2026-11-22T10:00:00+01:00".encode()) == datetime(
        2026, 11, 22, 9, tzinfo=UTC
    )


@given(st.text(alphabet="0123456789/:-+.T ANovSunZ", max_size=60))
def test_any_text_is_looked_at_without_an_error(text: str) -> None:
    first_time(text.encode())
