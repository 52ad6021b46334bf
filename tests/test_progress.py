import io
import sys
from pathlib import Path
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import pytest

from analyzer import progress
from analyzer.source import Source


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _wait(terminal: io.StringIO, texts: list[str]) -> None:
    """Until they are there, or long enough to see that they never come."""
    end = monotonic() + (20 if texts else 0.5)
    while monotonic() < end and not (texts and all(text in terminal.getvalue() for text in texts)):
        sleep(0.05)


def _traffic(*sources: Source, done: int = 0) -> Any:
    return SimpleNamespace(sources=list(sources), done=done)


def test_the_total_is_the_size_of_all_files(tmp_path: Path) -> None:
    paths = [tmp_path / "a", tmp_path / "b"]
    for path in paths:
        path.write_bytes(b"x" * 10)
    sources = [Source(str(path), path) for path in paths]
    assert progress.total(_traffic(*sources)) == 20
    assert progress.total(_traffic(*sources, done=30)) == 30  # they grew
    assert progress.total(_traffic(*sources, Source("-", None))) is None
    assert progress.total(_traffic(Source("gone", tmp_path / "gone"))) is None
    assert progress.total(_traffic()) is None


@pytest.mark.parametrize(
    ("patience", "options", "shows"),
    [
        (0, {"wanted": True}, ["reading", "1.0/4.0 MB", "MB/s"]),
        (0, {"wanted": False}, []),
        (5, {"wanted": True}, []),
    ],
)
def test_a_bar_shows_for_long_work_only(
    patience: float,
    options: dict[str, bool],
    shows: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 4_000_000)
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "PATIENCE", patience)
    with progress.shown(_traffic(Source("a", path), done=1_000_000), **options):
        _wait(terminal, shows)
    assert all(text in terminal.getvalue() for text in shows)
    assert bool(terminal.getvalue()) is bool(shows)


def test_no_bar_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with progress.shown(_traffic(), wanted=True):
        sleep(0.2)
    assert stream.getvalue() == ""


def test_a_stream_has_no_total_but_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with progress.shown(_traffic(Source("-", None), done=1_000_000), wanted=True):
        _wait(terminal, ["1.0/? MB"])
    assert "1.0/? MB" in terminal.getvalue()
