"""What is written: by ending, in one pass, whole and then renamed, or written through."""

import csv
import io
import json
import os
import stat
import subprocess
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from running import Process, Run, command, environment, line

KINDS = ("html", "json", "csv", "ndjson", "parquet")


def _wanted(folder: Path) -> list[str | Path]:
    return [word for kind in KINDS for word in ("-o", folder / f"out.{kind}")]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in path.read_text().splitlines()]


def test_every_kind_in_one_pass(run: Run, log: Path, tmp_path: Path) -> None:
    result = run(log, *_wanted(tmp_path))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"statscan: wrote {tmp_path / f'out.{kind}'}" for kind in KINDS
    ]
    assert "<html" in (tmp_path / "out.html").read_text()
    assert json.loads((tmp_path / "out.json").read_text())["status"] == {
        "200": 1, "404": 1, "500": 1, "503": 1,
    }  # fmt: skip
    statuses = [each["status"] for each in _lines(tmp_path / "out.ndjson")]
    assert statuses == [200, 500, 404, 503]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text())))
    assert [row["status"] for row in rows] == ["200", "500", "404", "503"]
    assert pl.read_parquet(tmp_path / "out.parquet")["status"].to_list() == statuses
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_every_kind_from_standard_input(process: Process, log: Path, tmp_path: Path) -> None:
    result = process("-", *_wanted(Path()), given=log.read_text())
    assert result.returncode == 0, result.stderr
    assert len((tmp_path / "out.ndjson").read_text().splitlines()) == 4
    assert pl.read_parquet(tmp_path / "out.parquet").height == 4
    assert json.loads((tmp_path / "out.json").read_text())["lines"]["total"] == 4


def test_parquet_holds_the_rows_of_ndjson(run: Run, samples: Path, tmp_path: Path) -> None:
    result = run(samples / "nginx-main.log", samples / "chromium.har", *_wanted(tmp_path))
    assert result.exit_code == 0
    parquet = pl.read_parquet(tmp_path / "out.parquet")
    lines = _lines(tmp_path / "out.ndjson")
    assert parquet.columns == list(lines[0])
    assert {"reject", "raw"}.isdisjoint(parquet.columns)
    plain = ["source", "line", "client", "agent", "method", "host", "path", "status", "bytes",
             "outcome", "signals", "request_headers", "chain", "hop"]  # fmt: skip
    assert parquet.select(plain).to_dicts() == [
        {name: one[name] for name in plain} for one in lines
    ]
    assert parquet["time"].to_list() == [datetime.fromisoformat(one["time"]) for one in lines]
    seconds = (parquet["duration"].dt.total_microseconds() / 1e6).to_list()
    assert seconds == [one["duration"] for one in lines]


def test_what_was_sent_is_what_is_written(run: Run, samples: Path) -> None:
    sent = _lines(samples / "nginx.sent.ndjson")
    logged = [one for one in sent if one["line"] is not None]
    result = run(samples / "nginx-main.log", "--to", "ndjson")
    written = [json.loads(text) for text in result.stdout.splitlines()]
    assert [one["line"] for one in written] == [one["line"] for one in logged]
    answered = [(one["client"], one["status"]) for one in logged if one["answered"]]
    known = {one["line"] for one in logged if one["answered"]}
    assert [(one["client"], one["status"]) for one in written if one["line"] in known] == answered


def test_only_selected_entries_are_written(run: Run, log: Path) -> None:
    log.write_text(log.read_text() + "junk\n\n")
    result = run(log, "--where", "status >= 500", "--to", "ndjson")
    assert [json.loads(text)["path"] for text in result.stdout.splitlines()] == ["/api/a", "/c"]


def test_no_entry_is_still_a_table(run: Run, log: Path, tmp_path: Path) -> None:
    result = run(log, "--where", "status = 999", *_wanted(tmp_path))
    assert result.exit_code == 0
    assert (tmp_path / "out.ndjson").read_text() == ""
    assert (tmp_path / "out.csv").read_text().startswith("source,line,format,time,")
    assert pl.read_parquet(tmp_path / "out.parquet").height == 0


def test_a_cell_is_no_formula_and_steers_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "evil.log"
    agents = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "\x1b[2Jx", "a,b", "plain", "\u009bx"]
    path.write_text("".join(line(agent=agent) for agent in agents))
    result = run(path, "--to", "csv")
    cells = [row["agent"] for row in csv.DictReader(io.StringIO(result.stdout, newline=""))]
    assert cells[:4] == ["'=HYPERLINK(1)", "'+1", "'-1", "'@SUM(1)"]
    assert cells[4].startswith("'")
    assert cells[5:] == ["\\x1b[2Jx", "a,b", "plain", "\\x9bx"]
    assert "\x1b" not in result.stdout


def test_json_lines_escape_what_steers_a_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "evil.log"
    path.write_text(line(agent="\x1b[2Jx"))
    result = run(path, "--to", "ndjson")
    assert "\x1b" not in result.stdout
    assert json.loads(result.stdout)["agent"] == "\x1b[2Jx"


@pytest.mark.parametrize("kind", ["terminal", "html", "json"])
def test_a_hostile_path_is_harmless_in_every_report(kind: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b[31m.log"
    path.write_text(line("GET /\x1b]0;owned\x07 HTTP/1.1"))
    result = run(path, "--to", kind)
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "\x07" not in result.output


def test_to_alone_has_standard_output(run: Run, log: Path, tmp_path: Path) -> None:
    result = run(log, "--to", "json", "-o", tmp_path / "out.csv", "--quiet")
    assert json.loads(result.stdout)["lines"]["total"] == 4
    assert result.stderr == ""
    assert (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("path", ["-", "/dev/stdout"])
def test_standard_output_by_name(path: str, process: Process, log: Path) -> None:
    result = process(log, "--to", "json", "-o", path)
    assert json.loads(result.stdout)["lines"]["total"] == 4
    assert result.stderr == ""


def test_standard_output_alone_does_not_say_what_it_gets(run: Run, log: Path) -> None:
    result = run(log, "-o", "-")
    assert result.exit_code == 2
    assert "--to" in result.stderr


@pytest.mark.parametrize("path", ["out.txt", "out.html.gz", "out"])
def test_an_unknown_ending(path: str, run: Run, log: Path) -> None:
    result = run(log, "-o", path)
    assert result.exit_code == 2
    for ending in KINDS:
        assert f".{ending}" in result.stderr


def test_an_output_is_not_given_twice(run: Run, log: Path, tmp_path: Path) -> None:
    assert run(log, "-o", tmp_path / "a.csv", "-o", tmp_path / "a.csv").exit_code == 2
    assert run(log, "-o", "-", "-o", "/dev/stdout", "--to", "csv").exit_code == 2


def test_a_device_is_written_through(run: Run, log: Path, tmp_path: Path) -> None:
    before = os.stat("/dev/null")
    (tmp_path / "out.parquet").symlink_to("/dev/null")
    result = run(log, "-o", "/dev/null", "--to", "json", "-o", tmp_path / "out.parquet")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert os.stat("/dev/null").st_ino == before.st_ino
    assert (tmp_path / "out.parquet").is_symlink()


@pytest.mark.parametrize("kind", KINDS)
def test_a_pipe_is_written_through(kind: str, run: Run, log: Path, tmp_path: Path) -> None:
    pipe = tmp_path / f"pipe.{kind}"
    os.mkfifo(pipe)
    read: list[bytes] = []
    thread = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    thread.start()
    result = run(log, "-o", pipe)
    thread.join(10)
    assert result.exit_code == 0
    assert read[0]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_file_is_replaced_whole_with_its_permissions(run: Run, log: Path, tmp_path: Path) -> None:
    out, link = tmp_path / "real.json", tmp_path / "link.json"
    out.write_text("old")
    out.chmod(0o640)
    link.symlink_to(out)
    before = out.stat().st_ino
    assert run(log, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert out.stat().st_ino != before
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert json.loads(out.read_text())["schema"] == 1


def test_a_new_file_has_the_permissions_of_the_umask(run: Run, log: Path, tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        assert run(log, "-o", tmp_path / "out.json").exit_code == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o640


@pytest.mark.parametrize("path", ["no/such/folder/out.json", "access.log/out.json", "folder.json"])
def test_what_cannot_be_written_is_said_before_the_reading(
    path: str, run: Run, log: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder.json").mkdir()
    result = run(tmp_path / "missing.log", log, "-o", tmp_path / path)
    assert result.exit_code == 2
    assert str(tmp_path / path) in result.stderr
    assert "missing.log" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_full_device_is_said(run: Run, log: Path, tmp_path: Path) -> None:
    for kind in KINDS:
        (tmp_path / f"full.{kind}").symlink_to("/dev/full")
        result = run(log, "-o", tmp_path / f"full.{kind}")
        assert result.exit_code == 1
        assert "no space left" in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_full_standard_output_is_said(log: Path) -> None:
    for words in ([log], [log, "--to", "ndjson"], ["explain", "404"], ["formats"], ["--help"]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                command(*words), stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
            )
        assert done.returncode == 1
        assert done.stderr.decode().splitlines() == [
            "statscan: cannot write standard output: no space left on device"
        ]


def test_an_output_is_none_of_the_inputs(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.json"
    log.write_text(line())
    (tmp_path / "link.json").symlink_to(log)
    for inputs in ([log], [tmp_path], [str(tmp_path / "*.json")]):
        for output in (log, tmp_path / "link.json"):
            result = run(*inputs, "-o", output)
            assert result.exit_code == 2
            assert "is one of the files to be read" in result.stderr
    assert log.read_text() == line()


def test_a_report_in_the_directory_that_is_read_can_be_written_again(
    run: Run, log: Path, tmp_path: Path
) -> None:
    for _ in range(2):
        result = run(tmp_path, "-o", tmp_path / "report.html", "-o", tmp_path / "report.json")
        assert result.exit_code == 0, result.stderr


def test_standard_output_that_is_an_input_is_refused(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(line())
    with log.open("ab") as out:
        done = subprocess.run(
            command(log, "--to", "csv"), stdout=out, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert log.read_text() == line()
