import os
import signal

import click
import pytest

from analyzer.errors import OptionError, SourceError
from analyzer.failure import Ended, Kept, ending, failure


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (SourceError("cannot read x: gone", "look again"), 1, "cannot read x: gone; look again"),
        (OptionError("--tz: no"), 2, "--tz: no"),
        (click.UsageError("No such option: --x."), 2, "no such option: --x; see: statscan --help"),
        (click.ClickException("Bad\nthing"), 1, "bad thing"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (Kept(KeyboardInterrupt()), 130, "interrupted"),
        (click.Abort(), 130, "interrupted"),
        (Ended(signal.SIGTERM), 143, "terminated"),
        (SystemExit(3), 3, ""),
        (SystemExit(None), 0, ""),
    ],
)
def test_each_end_has_its_code_and_line(error: BaseException, code: int, line: str) -> None:
    assert failure(error) == (code, line)


def test_what_nobody_foresaw() -> None:
    code, line = failure(Kept(OSError(5, "it\nbroke")))
    assert code == 70
    assert "OSError" in line
    assert "\n" not in line


def test_to_be_asked_to_end_is_an_exception_within_only() -> None:
    before = signal.getsignal(signal.SIGTERM)

    def run() -> None:
        with ending():
            os.kill(os.getpid(), signal.SIGTERM)
            signal.pause()

    with pytest.raises(Ended):
        run()
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_that_somebody_else_handles_is_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        with ending():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
