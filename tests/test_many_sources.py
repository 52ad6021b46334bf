"""Several sources at once: whatever their sizes, no core waits, and each is read as if it were alone."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

import analyzer
from analyzer import pipeline
from analyzer.pipeline import Traffic
from analyzer.report.account import Account

LINE = '10.0.0.{client} - - [22/Nov/2026:11:{minute:02}:{second:02} +0000] "GET /{path} HTTP/1.1" {status} 5 "-" "curl/8"\n'
HAR = (
    '{"log": {"version": "1.2", "creator": {"name": "by hand", "version": "1"}, "entries": [{'
    '"startedDateTime": "2026-11-22T11:30:00.000Z", "time": 5, "request": {"method": "GET", "url": '
    '"http://shop.example/har", "httpVersion": "HTTP/1.1", "headers": [], "queryString": [], "cookies": [], '
    '"headersSize": -1, "bodySize": 0}, "response": {"status": 200, "statusText": "OK", "httpVersion": '
    '"HTTP/1.1", "headers": [], "cookies": [], "content": {"size": 1, "mimeType": "text/html"}, '
    '"redirectURL": "", "headersSize": -1, "bodySize": 1}, "cache": {}, "timings": {"send": 1, "wait": 3, '
    '"receive": 1}}]}}'
)
FILES, LINES, WAIT = 12, 20, 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dozen logs a minute apart, the last two lines of each a redirect and what followed it; a HAR; junk."""
    folder = tmp_path / "logs"
    folder.mkdir()
    for number in range(FILES):
        lines = [
            LINE.format(client=at % 3, minute=number, second=at, path=at, status=200)
            for at in range(LINES - 2)
        ]
        lines.append(LINE.format(client=9, minute=number, second=40, path="old", status=302))
        lines.append(LINE.format(client=9, minute=number, second=40, path="new", status=200))
        (folder / f"access.{number:02}.log").write_text("".join(lines))
    (folder / "session.har").write_text(HAR)
    (folder / "notes.txt").write_text("these are no requests\n")
    return folder


def test_each_is_read_as_if_it_were_alone(folder: Path) -> None:
    logs = sorted(folder.glob("*.log"))
    together = analyzer.summarise(logs)
    alone = analyzer.merge(analyzer.summarise(log) for log in logs)
    assert together.names == alone.names == tuple(map(str, logs))
    for name, table in together.tables.items():
        assert sorted(map(repr, table.rows())) == sorted(map(repr, alone.tables[name].rows())), name
    account = Account(together)
    assert (account.lines, account.entries) == (FILES * LINES, FILES * LINES)
    assert together.tables["redirect"]["n"].sum() == FILES


def test_what_cannot_be_read_does_not_keep_the_others_from_it(folder: Path) -> None:
    named = [*sorted(folder.iterdir()), folder / "missing.log"]
    traffic = Traffic(named)
    summary = traffic.summary()
    assert Account(summary).entries == FILES * LINES + 1
    assert [Path(account.name).name for account in traffic.accounts] == [
        *(f"access.{number:02}.log" for number in range(FILES)),
        "session.har",
    ]
    assert len(traffic.problems) == 2
    assert {Path(name).name for name in summary.names} == {
        *(f"access.{number:02}.log" for number in range(FILES)),
        "session.har",
    }


def test_the_next_source_is_parsed_while_the_caller_is_busy_with_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = [Event() for _ in range(FILES)]
    work = pipeline.labelled

    def watched(read: Any, *args: Any, **kept: Any) -> Any:
        made = work(read, *args, **kept)
        parsed[int(Path(read.of.source.name).suffixes[0][1:])].set()
        return made

    monkeypatch.setattr(pipeline, "labelled", watched)
    frames = Traffic(folder / "*.log").frames(())
    first = next(frames)
    assert first["source"].unique().to_list() == [str(folder / "access.00.log")]
    assert parsed[1].wait(WAIT)
    assert not parsed[-1].wait(0.05)  # it would be one of many in memory


def test_a_small_source_is_related_once_and_counted_with_its_neighbours(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fixed cost of a stage, some twenty milliseconds, is not paid twice for twenty lines."""
    calls = {"relate": 0, "summarise": 0}

    def counted(name: str) -> None:
        stage = getattr(pipeline, name)

        def watched(*args: Any, **kept: Any) -> Any:
            calls[name] += 1
            return stage(*args, **kept)

        monkeypatch.setattr(pipeline, name, watched)

    for name in calls:
        counted(name)
    Traffic(folder).summary()
    assert calls == {"relate": FILES + 1, "summarise": 1}
