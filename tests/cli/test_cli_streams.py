"""Streams and signals: terminals, pipes, colours, Ctrl-C, and the failure that nobody foresaw."""

import json
import os
import pty
import select
import signal
import subprocess
import time
import warnings
from pathlib import Path
from threading import Thread

import pytest
from running import Process, Run, command, environment, line

from analyzer.progress import PATIENCE


def _on_a_terminal(
    words: list[str | Path], env: dict[str, str] | None = None, *, errors: bool = True
) -> tuple[int, str]:
    """Run with standard output on a terminal; give the exit code and what it showed.

    Standard error too, but for tests that must not see the progress bar of a slow machine.
    """
    controller, terminal = pty.openpty()
    child = subprocess.Popen(
        command(*words), stdin=subprocess.DEVNULL, stdout=terminal,
        stderr=terminal if errors else subprocess.DEVNULL,
        env=environment({"TERM": "xterm-256color"} | (env or {})),
    )  # fmt: skip
    os.close(terminal)
    shown = b""
    while select.select([controller], [], [], 30)[0]:
        try:
            piece = os.read(controller, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(controller)
    return child.wait(30), shown.decode()


def test_colours_are_for_terminals(log: Path) -> None:
    code, shown = _on_a_terminal([log])
    assert code == 0
    assert "\x1b[" in shown


@pytest.mark.parametrize(
    ("words", "env"),
    [(["--no-color"], {}), ([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"})],
)
def test_no_colours_where_unwanted(words: list[str], env: dict[str, str], log: Path) -> None:
    for command_ in ([log], ["explain", "404"]):
        code, shown = _on_a_terminal([*command_, *words], env, errors=False)
        assert code == 0
        assert "\x1b" not in shown


def test_no_colours_in_a_pipe(process: Process, log: Path) -> None:
    assert "\x1b" not in process(log, env={"TERM": "xterm-256color"}).stdout


def test_the_report_and_a_file_are_both_for_a_person(log: Path, tmp_path: Path) -> None:
    code, shown = _on_a_terminal([log, "-o", tmp_path / "out.json"])
    assert code == 0
    assert "4 lines" in shown
    assert f"wrote {tmp_path}" in shown.replace("\r\n", "")


def test_quiet_is_quiet_on_a_terminal(log: Path, tmp_path: Path) -> None:
    assert _on_a_terminal([log, "-o", tmp_path / "out.json", "--quiet"]) == (0, "")


def test_rows_on_a_terminal_cannot_steer_it(tmp_path: Path) -> None:
    path = tmp_path / "evil.log"
    path.write_text(line(agent="\x1b[2J\u009b2J\u202e"))
    for kind in ("csv", "ndjson", "json", "html"):
        _, shown = _on_a_terminal([path, "--to", kind], errors=False)
        assert not {"\x1b", "\u009b", "\u202e"} & set(shown)


def test_a_pipe_is_80_columns_wide_or_as_wide_as_columns_says(process: Process, log: Path) -> None:
    for width, env in ((80, {}), (120, {"COLUMNS": "120"})):
        lines = process(log, env=env).stdout.splitlines()
        assert width - 25 <= max(map(len, lines)) <= width


def test_a_terminal_without_unicode_gets_ascii(process: Process, log: Path) -> None:
    for words in ([log], ["explain", "404"]):
        result = process(*words, env={"PYTHONIOENCODING": "ascii"})
        assert result.returncode == 0, result.stderr
        assert result.stdout.isascii()


def test_standard_input_is_read_when_nothing_is_named(process: Process, log: Path) -> None:
    for words in ([], ["-"]):
        result = process(*words, "--to", "json", given=log.read_text())
        assert json.loads(result.stdout)["lines"]["total"] == 4


def test_empty_standard_input(process: Process) -> None:
    result = process(given="")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1


def test_whoever_stops_reading_is_not_told(tmp_path: Path) -> None:
    path = tmp_path / "long.log"
    path.write_text(line() * 50_000)
    for kind in ("ndjson", "terminal"):
        script = f'"$@" --to {kind} | head -n 1; exit ${{PIPESTATUS[0]}}'
        done = subprocess.run(
            ["bash", "-c", script, "x", *command(path)],
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.stderr == b""
        assert done.stdout.count(b"\n") == 1
        assert done.returncode in ((141,) if kind == "ndjson" else (0, 141))


def _started(words: list[str | Path], out: Path) -> "subprocess.Popen[bytes]":
    """A run that reads from a pipe, and has begun to write."""
    child = subprocess.Popen(
        command(*words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(),
    )  # fmt: skip
    assert child.stdin
    child.stdin.write(line().encode() * 100)
    child.stdin.flush()
    deadline = time.monotonic() + 30
    while not any(path.name.startswith(".statscan") for path in out.iterdir()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.5)
    return child


@pytest.mark.parametrize(
    ("number", "code", "says"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")],
)
def test_being_stopped_leaves_nothing_behind(
    number: signal.Signals, code: int, says: str, tmp_path: Path
) -> None:
    (tmp_path / "old.json").write_text("old")
    words = ["-", *(w for k in ("json", "csv", "parquet") for w in ("-o", tmp_path / f"old.{k}"))]
    child = _started(words, tmp_path)
    child.send_signal(number)
    child.wait(20)
    _, stderr = child.communicate()
    assert child.returncode == code
    assert stderr.decode().splitlines() == [f"statscan: {says}"]
    assert [path.name for path in tmp_path.iterdir()] == ["old.json"]
    assert (tmp_path / "old.json").read_text() == "old"


def test_an_unforeseen_failure_is_one_line(
    run: Run, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the\x1b[2J moon\nfell down")

    monkeypatch.setattr("analyzer.report.build.build", fail)
    result = run(log, "-o", tmp_path / "out.json")
    assert result.exit_code == 70
    assert result.stderr.splitlines() == [
        r"statscan: internal error (RuntimeError: the\x1b[2J moon fell down); please report it, with what STATSCAN_DEBUG=1 shows"
    ]
    assert not (tmp_path / "out.json").exists()


def test_warnings_of_libraries_reach_nobody(
    run: Run, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analyzer.report import build

    original = build.build

    def warn(*args: object, **kwargs: object) -> object:
        warnings.warn("this will go away", DeprecationWarning, stacklevel=1)
        return original(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("analyzer.report.build.build", warn)
    result = run(log)
    assert result.exit_code == 0
    assert result.stderr == ""


def test_a_closed_standard_output_or_input_is_no_traceback(log: Path) -> None:
    for script in ('"$@" >&-', '"$@" 2>&-', '"$@" <&-', '"$@" <&- >&- 2>&-'):
        done = subprocess.run(
            ["bash", "-c", script, "x", *command(log)], capture_output=True, check=False, timeout=60
        )
        assert b"Traceback" not in done.stdout + done.stderr
        assert done.returncode in (0, 1)


def test_progress_is_shown_on_a_terminal_when_it_takes_long(tmp_path: Path) -> None:
    path = tmp_path / "slow.log"
    for words in ([], ["--quiet"]):
        path.unlink(missing_ok=True)
        os.mkfifo(path)
        writer = Thread(target=_slowly, args=(path,))
        writer.start()
        code, shown = _on_a_terminal([path, "--to", "json", *words])
        writer.join()
        assert code == 0
        assert ("reading" in shown.replace('"reading"', "")) == (not words)


def _slowly(pipe: Path) -> None:
    """Write a log that takes longer to come than a reader has patience."""
    with pipe.open("w") as log:
        for _ in range(10):
            log.write(line())
            log.flush()
            time.sleep(2 * PATIENCE / 10)
