"""statscan diff: two sides, the options of the main command, and what is no comparison."""

import json
from pathlib import Path

import pytest
from running import Run, line

import analyzer


@pytest.fixture
def after(tmp_path: Path) -> Path:
    path = tmp_path / "after.log"
    path.write_text(
        line("GET / HTTP/1.1", 200, time="12:00:00")
        + line("GET /new HTTP/1.1", 200, time="13:00:00")
        + line("GET /c HTTP/1.1", 503, time="14:00:00")
    )
    return path


def test_it_says_what_was_compared_and_what_changed(run: Run, log: Path, after: Path) -> None:
    result = run("diff", log, after)
    assert (result.exit_code, result.stderr) == (0, "")
    words = " ".join(result.stdout.split())
    assert "1 route appeared, with 1 of 3 requests: /new (1)." in words
    assert "2 routes vanished, with 2 of 4 requests: /api/a (1), /api/b (1)." in words


def test_it_is_written_as_the_endings_say(run: Run, log: Path, after: Path, tmp_path: Path) -> None:
    page, document = tmp_path / "d.html", tmp_path / "d.json"
    result = run("diff", log, after, "-o", page, "-o", document)
    assert result.exit_code == 0
    assert page.read_text().startswith("<!doctype html>")
    assert json.loads(document.read_text())["comparison"] == 1
    assert "wrote" in result.stderr
    assert json.loads(run("diff", log, after, "--to", "json", "-q").stdout)["tests"] == 0


def test_options_choose_on_both_sides(run: Run, log: Path, after: Path) -> None:
    result = run("diff", log, after, "--where", "status = 503", "--to", "json")
    sides = json.loads(result.stdout)
    assert (sides["before"]["selected"], sides["after"]["selected"]) == (1, 1)
    result = run("diff", log, after, "--since", "2026-11-22T09:30", "--to", "json")
    assert json.loads(result.stdout)["before"]["selected"] == 2
    result = run("diff", log, after, "--route", "/api/{any}", "--to", "json")
    keys = {each["key"] for each in json.loads(result.stdout)["changes"]}
    assert "/api/{any}" in keys


def test_a_saved_summary_is_a_side(run: Run, log: Path, after: Path, tmp_path: Path) -> None:
    saved = tmp_path / "before.summary"
    analyzer.save(analyzer.summarise(log), saved)
    assert (
        run("diff", saved, after).stdout.split("Health")[1]
        == run("diff", log, after).stdout.split("Health")[1]
    )
    result = run("diff", saved, after, "--where", "status = 503", "--tz", "UTC")
    assert result.exit_code == 2
    assert "saved summary, whose entries are counted already; leave out --where," in result.stderr


def test_standard_input_is_a_side(run: Run, log: Path, after: Path) -> None:
    assert run("diff", "-", after, given=log.read_text()).exit_code == 0
    result = run("diff", "-", "-", given=log.read_text())
    assert result.exit_code == 2
    assert "standard input can be read once" in result.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["missing.log"], (1, "missing.log")),
        (["{after}", "-o", "out.csv"], (2, "a comparison holds no entries; use .html or .json")),
        (["{after}", "-o", "{after}"], (2, "nothing ends in .log")),
        (["{after}", "--to", "csv"], (2, "'csv' is not one of")),
        (["{after}", "--since", "x"], (2, "is no moment")),
        (["{after}", "--where", "nothing = 1"], (2, "there is no column 'nothing'")),
        ([], (2, "missing argument 'AFTER'")),
    ],
)
def test_what_is_no_comparison(
    run: Run, log: Path, after: Path, words: list[str], expected: tuple[int, str]
) -> None:
    code, says = expected
    result = run("diff", log, *(word.format(after=after) for word in words))
    assert result.exit_code == code
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_an_output_must_not_be_a_side(run: Run, log: Path, tmp_path: Path) -> None:
    page = tmp_path / "side.json"
    page.write_text(log.read_text())
    assert run("diff", log, page, "-o", page).exit_code == 2
    assert page.read_text() == log.read_text()


def test_nothing_is_written_where_a_side_is_missing(run: Run, log: Path, tmp_path: Path) -> None:
    assert run("diff", log, tmp_path / "no.log", "-o", tmp_path / "d.html").exit_code == 1
    assert not (tmp_path / "d.html").exists()


def test_a_file_of_that_name_is_read(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("diff").write_text(line())
    for words in (["./diff"], ["--", "diff"], ["diff"]):
        assert "1 line, 0 rejected" in run(*words).stdout
    assert run("diff", "diff", "diff").exit_code == 0
