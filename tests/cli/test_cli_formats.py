"""Formats by the server's own words: --log-format and --server-config."""

import html
import json
import re
import shlex
from pathlib import Path

import pytest
from running import Run

EXTRA = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-agent}i" %D "%{Location}o"'


def test_a_format_string(run: Run, samples: Path) -> None:
    result = run(samples / "apache-combined-extra.log", "--log-format", EXTRA, "--to", "json", "-q")
    assert result.exit_code == 0
    (source,) = json.loads(result.stdout)["sources"]
    assert (source["format"], source["entries"], source["rejected"]) == ("custom", 126, 0)


def test_a_configuration(run: Run, samples: Path, tmp_path: Path) -> None:
    config = tmp_path / "httpd.conf"
    quoted = EXTRA.replace('"', '\\"')
    config.write_text(f'LogFormat "%D" short\nLogFormat "{quoted}" timed\n')
    log = samples / "apache-combined-extra.log"
    result = run(log, "--server-config", config, "--to", "json", "-q")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["sources"][0]["format"] == "timed"


def test_the_commands_of_a_report_read_the_log_alike(run: Run, samples: Path) -> None:
    log = samples / "apache-combined-extra.log"
    page = run(log, "--log-format", EXTRA, "--to", "html", "-q").stdout
    command = html.unescape(re.findall(r'data-command="([^"]+)"', page)[0])
    assert shlex.split(command)[:4] == ["statscan", str(log), "--log-format", EXTRA]
    assert run(*shlex.split(command)[1:], "-q").exit_code == 0


def test_a_line_of_any_format_is_explained(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text("10.0.0.1|200\n10.0.0.2|503 60\n")
    words = ["explain", f"{log}:2", "--log-format", "$remote_addr|$status $sent_http_retry_after"]
    result = run(*words)
    assert result.exit_code == 0
    assert re.findall(r"(?:client|status|retry_after) +(\S+)\n", result.stdout)[:3] == [
        "10.0.0.2",
        "503",
        "60",
    ]
    assert run(*words[:2]).exit_code == 1
    assert "404 is no line of a file" in run("explain", "404", "--format", "combined").stderr


def test_where_lines_stop_to_be_of_the_format_that_was_named(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text("10.0.0.1|200|/a\n10.0.0.2|503 /b\n")
    result = run("formats", log, "--log-format", "$remote_addr|$status|$request_uri")
    assert result.exit_code == 0
    assert "looked at 2 lines: 1 entry, 1 rejected\n" in result.stdout
    assert "line 2: no format matches, stops to fit at {status}, column 10\n" in result.stdout
    assert "name the FILE" in run("formats", "--format", "common").stderr


def test_standard_input_is_recognised(run: Run) -> None:
    line = '192.0.2.7 - - [22/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 12\n'
    result = run("formats", "-", given=line * 2)
    assert result.exit_code == 0
    assert "common (" in result.stdout


def test_a_log_that_is_in_no_format_of_a_configuration(run: Run, tmp_path: Path) -> None:
    (tmp_path / "httpd.conf").write_text('LogFormat "%{User-agent}i" agent\nLogFormat "%h|%>s" x\n')
    (tmp_path / "error.log").write_text("something went wrong\n" * 3)
    result = run(tmp_path / "error.log", "--server-config", tmp_path / "httpd.conf")
    assert result.exit_code == 1
    assert "is not in the format x: no line of it fits; its first line: " in result.stderr


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--log-format", "%h %{x"], 2, "--log-format: no directive at character 4"),
        (["--log-format", "comon"], 2, "write common if you mean that"),
        (["--log-format", "%h %l %u %t|%s"], 1, "stops to fit behind {time}, column "),
        (["--format", "Combined"], 2, "did you mean combined or vhost_combined?"),
        (["--log-format", "%D|%s"], 1, "is not in the format custom: it looks like combined"),
        (["--server-config", "nowhere.conf"], 2, "--server-config: cannot read nowhere.conf"),
        (["--log-format", EXTRA, "--format", "combined"], 2, "say the same in three ways"),
    ],
)
def test_what_does_not_fit_fails_in_one_line(
    options: list[str], code: int, said: str, run: Run, samples: Path
) -> None:
    result = run(samples / "apache-combined.log", *options)
    assert result.exit_code == code
    (line,) = result.stderr.splitlines()
    assert said in line


def test_the_formats_of_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    """As for any file that is to be read: exit code 1, and what to do."""
    result = run("formats", tmp_path / "missing.log")
    assert result.exit_code == 1
    assert result.stderr.endswith("missing.log: no such file or directory; check the spelling\n")
