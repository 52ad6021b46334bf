"""Which entries count: --where, --since, --until and --tz."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from running import Process, Run, line


def _paths(run: Run, *args: str | Path) -> list[str]:
    result = run(*args, "--to", "ndjson")
    assert result.exit_code == 0, result.stderr
    return [json.loads(text)["path"] for text in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("where", "paths"),
    [
        ("status >= 500", ["/api/a", "/c"]),
        ("path like '/api/%'", ["/api/a", "/api/b"]),
        ("status >= 500 and path like '/api/%'", ["/api/a"]),
        ("method = 'POST' or status in (200)", ["/", "/api/b"]),
        ("outcome = 'not_found'", ["/api/b"]),
        ("fault = 'server'", ["/api/a", "/c"]),
        ("duration is null and not (class = 'server_error')", ["/", "/api/b"]),
        ("status < 100", []),
        ("path in ('/c', '/') and client not in ('::1')", ["/", "/c"]),
    ],
)
def test_where(where: str, paths: list[str], run: Run, log: Path) -> None:
    assert _paths(run, log, "--where", where) == paths


@pytest.mark.parametrize(
    "where",
    ["", "statu = 500", "status >=", "status", "path", "select 1", "status = 500; drop table x",
     "status like 'a'", "__import__('os')", "status = 'x'", "1", "time > '2026-01-01'", "'"],
)  # fmt: skip
def test_a_wrong_condition_is_one_line_and_exit_code_2(where: str, run: Run, log: Path) -> None:
    result = run(log, "--where", where)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "--where" in result.stderr


@pytest.mark.parametrize(
    "where",
    ["status = max(status)", "count(*) > 1", "row_number() over (order by status) < 3",
     "status >= 500 or (path = '/' and bytes > avg(bytes))",
     "sum(status) over (partition by client) > 3", "status % max(status) = 0",
     "rank() over (order by status) in (1, 2)", "max(path) in ('/c', '/')"],
)  # fmt: skip
def test_a_condition_on_more_than_its_own_entry_is_refused(where: str, run: Run, log: Path) -> None:
    """Its answer would depend on how the input is cut into blocks."""
    result = run(log, "--where", where)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "more than the entry" in result.stderr


@pytest.mark.parametrize("to", ["json", "ndjson"])
def test_a_condition_that_a_value_does_not_fit_is_no_internal_error(
    to: str, run: Run, log: Path
) -> None:
    result = run(log, "--where", "cast(path as int) > 5", "--to", to)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "--where 'cast(path as int) > 5' does not fit every entry" in result.stderr
    assert _paths(run, log, "--where", "try_cast(path as int) > 5") == []


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        (["--since", "2026-11-22T09:00"], ["/api/a", "/api/b", "/c"]),
        (["--until", "2026-11-22T09:00"], ["/"]),
        (["--since", "2026-11-22T09:00:00Z", "--until", "2026-11-22 10:00:01"], ["/api/a", "/api/b"]),
        (["--since", "2026-11-22"], ["/", "/api/a", "/api/b", "/c"]),
        (["--until", "2026-11-22"], []),
        (["--since", "2026-11-22T10:00+01:00"], ["/api/a", "/api/b", "/c"]),
        (["--since", "2026-11-22T10:00", "--tz", "+01:00"], ["/api/a", "/api/b", "/c"]),
        (["--since", "2026-11-22T10:00", "--tz", "Europe/Berlin"], ["/api/a", "/api/b", "/c"]),
        (["--since", "2026-11-22T05:00", "--tz", "America/New_York"], ["/api/b", "/c"]),
        (["--since", "2026-11-22T09:00", "--where", "status < 500"], ["/api/b"]),
    ],
)  # fmt: skip
def test_since_and_until(options: list[str], paths: list[str], run: Run, log: Path) -> None:
    assert _paths(run, log, *options) == paths


def test_a_while_ago(run: Run, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    text = "".join(
        line(f"GET /{hours} HTTP/1.1").replace(
            "22/Nov/2026:10:00:00", f"{now - timedelta(hours=hours):%d/%b/%Y:%H:%M:%S}"
        )
        for hours in (30, 5, 1)
    )
    path = tmp_path / "recent.log"
    path.write_text(text)
    assert _paths(run, path, "--since", "2h") == ["/1"]
    assert _paths(run, path, "--since", "1d") == ["/5", "/1"]
    assert _paths(run, path, "--since", "1d", "--until", "120min") == ["/5"]


@pytest.mark.parametrize(
    "options",
    [
        ["--since", "tomorrow"], ["--until", "2026-13-01"], ["--since", ""],
        ["--since", "0001-01-01T00:00+14:00"], ["--since", "999999w"], ["--tz", "Europe/Nowhere"],
        ["--tz", "+25:00"], ["--tz", ""], ["--tz", "../../etc/passwd"], ["--tz", "Europe"],
        ["--since", "2026-11-23", "--until", "2026-11-22"],
    ],
)  # fmt: skip
def test_a_wrong_moment_or_zone(options: list[str], run: Run, log: Path) -> None:
    result = run(log, *options)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert options[0] in result.stderr


def test_the_zone_of_the_report(run: Run, log: Path) -> None:
    for zone, first in (("+05:30", "13:30:00+05:30"), ("America/New_York", "03:00:00-05:00")):
        result = run(log, "--tz", zone, "--to", "json")
        assert json.loads(result.stdout)["span"]["first"] == f"2026-11-22T{first}"


def test_the_report_says_what_was_selected(run: Run, log: Path) -> None:
    options = ["--where", "status >= 500", "--since", "2026-11-22T08:30"]
    where = "(status >= 500) and time >= timestamptz '2026-11-22 08:30:00Z'"
    result = run(log, *options)
    assert "2 entries where (status" in " ".join(result.stdout.split())
    assert _paths(run, log, "--where", where) == _paths(run, log, *options) == ["/api/a", "/c"]


def test_the_account_of_lines_is_of_all_lines(run: Run, log: Path) -> None:
    log.write_text(log.read_text() + "junk\n")
    lines = json.loads(run(log, "--where", "status = 404", "--to", "json").stdout)["lines"]
    assert lines["total"] == 5
    assert sum(lines["rejected"].values()) == 1


@pytest.mark.parametrize(
    ("where", "word", "known"),
    [
        ("outcome = 'typo'", "'typo'", "redirect_loop"),
        ("'4xx' = class", "'4xx'", "client_error"),
        ("status = 404 or not (fault in ('client', 'me'))", "'me'", "intermediary"),
        ("array_contains(signals, 'nonsense')", "'nonsense'", ""),
    ],
)
def test_a_word_that_a_vocabulary_has_not_is_a_wrong_option(
    where: str, word: str, known: str, run: Run, log: Path
) -> None:
    result = run(log, "--where", where)
    assert result.exit_code == 2
    assert f"is never {word}" in result.stderr
    assert known in result.stderr


@pytest.mark.parametrize("where", ["outcome = 'ok'", "fault in ('client', 'none')", "media = 'x'"])
def test_words_that_are_known_and_texts_of_any_kind_pass(where: str, run: Run, log: Path) -> None:
    assert run(log, "--where", where).exit_code == 0


@pytest.mark.parametrize("option", ["--where", "--log-format"])
def test_bytes_that_are_no_text_are_refused(process: Process, tmp_path: Path, option: str) -> None:
    log = tmp_path / "a.log"
    log.write_text(line())
    refused = process(log, option, b"%h '\xff'".decode("utf-8", "surrogateescape"))
    assert refused.returncode == 2
    assert f"{option} " in refused.stderr
    assert "no UTF-8" in refused.stderr
