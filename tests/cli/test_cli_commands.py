"""The words of the command: explain, formats, help, version, completion, and files of such names."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import Process, Run, command, environment, line


def test_version(run: Run) -> None:
    from analyzer import __version__

    assert run("--version").stdout == f"statscan {__version__}\n"


def test_help_names_every_option_and_command(run: Run) -> None:
    for word in ("--help", "-h"):
        result = run(word)
        assert result.exit_code == 0
        for name in ("--output", "--to", "--format", "--where", "--since", "--until", "--tz",
                     "--quiet", "--no-color", "--version", "explain TOPIC", "formats", "_STATSCAN_COMPLETE=zsh_source"):  # fmt: skip
            assert name in result.stdout
        assert max(map(len, result.stdout.splitlines())) <= 100


@pytest.mark.parametrize("topic", ["404", "4xx", "redirect-chain", "server", "redirect chain"])
def test_explain(topic: str, run: Run) -> None:
    result = run("explain", *topic.split())
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 2


def test_explain_something_unknown(run: Run) -> None:
    result = run("explain", "redirect-chian\x1b[2J")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_explain_without_a_topic(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("explain")
    assert result.exit_code == 2
    assert "missing argument 'TOPIC'" in result.stderr


def test_formats(run: Run) -> None:
    from analyzer.formats import FORMATS

    lines = run("formats").stdout.splitlines()
    assert [text.split()[0] for text in lines] == [each.name for each in FORMATS]
    assert all(each.title in text for each, text in zip(FORMATS, lines, strict=True))


@pytest.mark.parametrize(
    "words", [["./explain"], ["--", "explain"], ["explain"], ["./formats"], ["--", "formats"]]
)
def test_a_file_that_is_called_like_a_command(
    words: list[str], run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("explain").write_text(line())
    Path("formats").write_text(line())
    result = run(*words)
    assert result.exit_code == 0
    assert "1 line" in result.stdout


def test_with_a_topic_explain_explains_even_beside_such_a_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("explain").write_text(line())
    assert "404 Not Found" in run("explain", "404").stdout


@pytest.mark.parametrize(
    "words",
    [["--nonsense"], ["--to", "pdf"], ["--format", "nonsense"], ["--where"], ["formats", "."]],
)
def test_a_wrong_option_is_one_line_and_exit_code_2(words: list[str], run: Run, log: Path) -> None:
    result = run(*words) if words[0] == "formats" else run(log, *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("statscan: ")


def test_formats_of_one_run_may_differ(run: Run, samples: Path) -> None:
    expected = json.loads((samples / "expected.json").read_text())["traffic"]
    result = run(samples / "nginx-main.log", samples / "apache-common.log",
                 samples / "nginx-combined.log.1.gz", samples / "chromium.har", "--to", "json")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    report = json.loads(result.stdout)
    assert {each["format"] for each in report["sources"]} == {"main", "common", "combined", "har"}
    lines = {Path(each["name"]).name: each["lines"] for each in report["sources"]}
    assert lines["nginx-main.log"] == expected["nginx"]["lines"]
    assert lines["nginx-combined.log.1.gz"] == expected["nginx-rotated"]["lines"]


def test_the_samples_statuses_are_those_that_were_sent(run: Run, samples: Path) -> None:
    sent = json.loads((samples / "expected.json").read_text())["traffic"]["nginx"]["by_status"]
    report = json.loads(run(samples / "nginx-main.log", "--to", "json").stdout)
    valid = {code: n for code, n in sent.items() if len(code) == 3}
    assert report["status"] == valid | {"none": sum(sent.values()) - sum(valid.values())}


def test_polars_is_not_imported_for_what_needs_none() -> None:
    code = (
        "import sys; from analyzer.cli import main\n"
        "try: main(sys.argv[1:], prog_name='statscan')\n"
        "except SystemExit: pass\n"
        "sys.exit('polars' in sys.modules)"
    )
    for words in (["--version"], ["--help"], ["--nonsense"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, check=False
        )
        assert done.returncode == 0, words


def _completions(process: Process, words: str, current: int) -> list[str]:
    env = {"_STATSCAN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(current)}
    result = process(env=env)
    assert result.stderr == ""
    return result.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_offered_for(shell: str, process: Process) -> None:
    result = process(env={"_STATSCAN_COMPLETE": f"{shell}_source"})
    assert "_STATSCAN_COMPLETE" in result.stdout
    assert shell + "_complete" in result.stdout


@pytest.mark.parametrize(
    ("words", "current", "some"),
    [
        ("statscan acc", 1, "file,acc"),
        ("statscan ex", 1, "plain,explain"),
        ("statscan --w", 1, "plain,--where"),
        ("statscan --to n", 2, "plain,ndjson"),
        ("statscan -o rep", 2, "file,rep"),
        ("statscan --format com", 2, "plain,combined"),
        ("statscan explain 40", 2, "plain,404"),
        ("statscan explain redir", 2, "plain,redirect-loop"),
        ("statscan explain --no", 2, "plain,--no-color"),
    ],
)
def test_completion(words: str, current: int, some: str, process: Process) -> None:
    assert some in _completions(process, words, current)


def test_completion_offers_commands_at_the_first_word_only(process: Process) -> None:
    assert _completions(process, "statscan a.log ex", 2) == ["file,ex"]


def test_bash_takes_the_completion(process: Process, tmp_path: Path) -> None:
    source = process(env={"_STATSCAN_COMPLETE": "bash_source"}).stdout
    script = f"{source}\ncomplete -p statscan"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "statscan" in done.stdout


def test_no_file_and_no_standard_input_is_a_short_usage() -> None:
    controller, terminal = os.openpty()
    try:
        done = subprocess.run(
            command(),
            stdin=terminal,
            capture_output=True,
            text=True,
            env=environment(),
            check=False,
        )
    finally:
        os.close(controller)
        os.close(terminal)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Usage: statscan [OPTIONS] FILE..." in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_line_is_explained_by_its_place(run: Run, samples: Path) -> None:
    result = run("explain", f"{samples / 'nginx-main.log'}:48")
    assert result.exit_code == 0
    assert "redirect loop" in result.stdout
    missing = run("explain", f"{samples / 'nginx-main.log'}:4800")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "has no line 4,800" in missing.stderr
    nowhere = run("explain", "nowhere.log:7")
    assert (nowhere.exit_code, nowhere.stdout) == (1, "")
    assert "nowhere.log" in nowhere.stderr


@pytest.mark.parametrize("code", ["-1", "-999"])
def test_a_code_below_zero_is_explained(code: str, run: Run) -> None:
    result = run("explain", code)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code} No Response\n")
