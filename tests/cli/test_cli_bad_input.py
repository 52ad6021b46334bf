"""What cannot be read: one clear line, the other files all the same, and an exit code to trust."""

import gzip
import json
import os
import re
from pathlib import Path

import pytest
from running import Run, line

GOOD = "".join(line(time=f"10:00:{second:02}") for second in range(5))


def _only_line(text: str) -> str:
    lines = text.splitlines()
    assert len(lines) == 1, text
    assert lines[0].startswith("statscan: ")
    return lines[0]


def _hollow_har(folder: Path) -> Path:
    path = folder / "hollow.har"
    path.write_text(json.dumps({"log": {"version": "1.2", "entries": []}}))
    return path


def _named(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


CASES = {
    "missing": lambda folder: folder / "missing.log",
    "empty": lambda folder: _named(folder, "empty.log", b""),
    "junk": lambda folder: _named(folder, "junk.log", b"no log at all\nnor this\n"),
    "binary": lambda folder: _named(folder, "binary", os.urandom(5000)),
    "zeros": lambda folder: _named(folder, "zeros", bytes(5000)),
    "empty gzip": lambda folder: _named(folder, "empty.gz", gzip.compress(b"")),
    "gzip cut in its head": lambda folder: _named(folder, "cut.gz", gzip.compress(b"x" * 99)[:8]),
    "HAR that is no JSON": lambda folder: _named(folder, "bad.har", b'{"log": {"entries": [,,,'),
    "HAR without a log": lambda folder: _named(folder, "other.har", b'{"a": 1}'),
    "HAR without entries": _hollow_har,
}


@pytest.mark.parametrize("case", CASES)
def test_one_line_names_the_file_and_the_exit_code_is_1(
    case: str, run: Run, tmp_path: Path
) -> None:
    path = CASES[case](tmp_path)
    result = run(path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert str(path) in _only_line(result.stderr)


@pytest.mark.parametrize("case", CASES)
def test_other_files_of_the_run_are_read(case: str, run: Run, tmp_path: Path) -> None:
    path = CASES[case](tmp_path)
    good = _named(tmp_path, "good.log", GOOD.encode())
    for order in ([path, good], [good, path]):
        result = run(*order, "--to", "json")
        assert result.exit_code == 0
        assert json.loads(result.stdout)["lines"]["entries"] == 5
        assert str(path) in _only_line(result.stderr)
        problems = {each["name"]: each["problem"] for each in json.loads(result.stdout)["sources"]}
        assert problems.pop(str(good)) is None
        assert [str(path) in problem for problem in problems.values()] == [True]


def test_the_report_names_what_is_not_there(run: Run, tmp_path: Path) -> None:
    good = _named(tmp_path, "good.log", GOOD.encode())
    (tmp_path / "none").mkdir()
    lost = ["lost.log", os.fsdecode(b"caf\xe9.log"), "gone*", "none"]
    paths = [tmp_path / name for name in lost]
    result = run(good, *paths, "--to", "json")
    sources = json.loads(result.stdout)["sources"]
    assert [each["name"].rsplit("/", 1)[-1] for each in sources if each["problem"]] == [
        "caf\\udce9.log",
        "gone*",
        "lost.log",
        "none",
    ]
    assert [each["lines"] for each in sources if each["problem"]] == [0, 0, 0, 0]
    shown = run(good, *paths).stdout
    assert "lost.log: no such" in shown
    assert "cannot read" not in shown  # the name says it already
    assert "5 sources  combined  5 lines" in shown
    assert run(good, *paths, "-o", tmp_path / "report.html").exit_code == 0


def test_a_directory_without_logs(run: Run, tmp_path: Path) -> None:
    for name in ("nothing", "no-logs"):
        (tmp_path / name).mkdir()
    _named(tmp_path, "no-logs/readme.txt", b"these are not the logs\n")
    for name in ("nothing", "no-logs"):
        result = run(tmp_path / name)
        assert result.exit_code == 1
        assert str(tmp_path / name) in _only_line(result.stderr)


def test_a_directory_without_logs_is_named_beside_a_good_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "no-logs").mkdir()
    _named(tmp_path, "no-logs/readme.txt", b"these are not the logs\n")
    good = _named(tmp_path, "good.log", GOOD.encode())
    result = run(tmp_path / "no-logs", good, "--to", "json")
    assert result.exit_code == 0
    assert "no-logs" in _only_line(result.stderr)


def test_in_a_directory_of_logs_other_files_are_passed_over(run: Run, tmp_path: Path) -> None:
    _named(tmp_path, "good.log", GOOD.encode())
    _named(tmp_path, "readme.txt", b"about these logs\n")
    result = run(tmp_path, "--to", "json")
    assert result.exit_code == 0
    assert result.stderr == ""
    told = json.loads(result.stdout)
    assert told["lines"]["entries"] == 5
    (note,) = told["notes"]
    assert note.startswith(f"Passed over, as no access log or HAR: {tmp_path}/readme.txt. ")


def test_of_many_files_that_are_passed_over_three_are_named(run: Run, tmp_path: Path) -> None:
    _named(tmp_path, "good.log", GOOD.encode())
    _named(tmp_path, "empty.log", b"")
    for name in "abcde":
        _named(tmp_path, f"{name}\x1b[31m.txt", b"about these logs\n")
    result = run(tmp_path)
    assert re.search(r"Passed over,.*a.*b.*c.*\sand\s2\smore\.", result.stdout, re.DOTALL)
    assert "\x1b[31m" not in result.stdout
    assert "empty" not in result.stdout


def test_an_unreadable_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _named(tmp_path, "secret.log", GOOD.encode())
    monkeypatch.setattr("os.access", lambda *_: False)  # tests may run as root, who may read all
    result = run(path)
    assert result.exit_code == 1
    assert "permission denied" in _only_line(result.stderr)


def test_a_gzip_that_is_cut_short_counts_as_far_as_it_goes(run: Run, tmp_path: Path) -> None:
    lines = [line(f"GET /{number} HTTP/1.1") for number in range(20_000)]
    packed = gzip.compress("".join(lines).encode())
    path = _named(tmp_path, "cut.log.gz", packed[: len(packed) // 2])
    result = run(path, "--to", "json")
    assert result.exit_code == 0
    assert "cut short" in _only_line(result.stderr)
    assert 5_000 < json.loads(result.stdout)["lines"]["entries"] < 20_000


@pytest.mark.parametrize("length", [3, 5, 9, 10])
def test_a_gzip_that_is_cut_before_its_first_byte_is_not_called_empty(
    length: int, run: Run, tmp_path: Path
) -> None:
    path = _named(tmp_path, "cut.gz", gzip.compress(b"x" * 99)[:length])
    for words in ([path], ["formats", path]):
        assert "its gzip stream is cut short" in _only_line(run(*words).stderr)


def test_a_pattern_without_matches(run: Run, tmp_path: Path) -> None:
    result = run(tmp_path / "*.log")
    assert result.exit_code == 1
    assert "no file matches" in _only_line(result.stderr)


def test_a_format_that_does_not_fit_fails_loudly(run: Run, tmp_path: Path) -> None:
    path = _named(tmp_path, "good.log", GOOD.encode())
    result = run(path, "--format", "har")
    assert result.exit_code == 1
    assert "combined" in _only_line(result.stderr)


def test_rejected_lines_are_counted_and_the_first_is_quoted_harmlessly(
    run: Run, tmp_path: Path
) -> None:
    path = _named(tmp_path, "bad.log", GOOD.encode() + b"\x1b[2Jnot a line\xff\n")
    result = run(path)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "1 rejected" in result.stdout
    assert "\\x1b[2Jnot a line" in result.stdout


def test_hostile_names_are_harmless_in_errors(run: Run, tmp_path: Path) -> None:
    result = run(tmp_path / "evil\x1b[2J\nstatscan: all is well")
    assert result.exit_code == 1
    assert "\x1b" not in _only_line(result.stderr)


def test_a_name_that_is_no_unicode_is_read(run: Run, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.log"))
    path.write_text(GOOD)
    result = run(path)
    assert result.exit_code == 0, result.stderr
    assert "5 lines" in result.stdout


def test_nothing_that_cannot_be_read_leaves_an_output(run: Run, tmp_path: Path) -> None:
    outputs = [tmp_path / f"out.{kind}" for kind in ("html", "json", "csv", "ndjson", "parquet")]
    result = run(tmp_path / "missing.log", *(word for path in outputs for word in ("-o", path)))
    assert result.exit_code == 1
    assert not list(tmp_path.iterdir())
