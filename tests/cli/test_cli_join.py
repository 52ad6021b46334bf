"""statscan join: a HAR and a log."""

import json
from pathlib import Path

from running import SAMPLES, Run, line

HAR = SAMPLES / "chromium.har"


def test_it_says_what_became_of_the_requests(run: Run, log: Path) -> None:
    result = run("join", HAR, log)
    assert result.exit_code == 0
    assert "not in the log" in result.stdout
    assert json.loads(run("join", HAR, log, "--to", "json").stdout)["join"] == 1


def test_what_cannot_be_joined(run: Run, log: Path, tmp_path: Path) -> None:
    for words, code, says in (
        ([log, log], 1, "is no HAR; name the HAR first"),
        ([HAR, tmp_path / "no.log"], 1, "no.log"),
        ([HAR, log, "-o", "out.csv"], 2, "a join holds no entries; use .html or .json"),
        ([HAR], 2, "missing argument 'LOG'"),
    ):
        result = run("join", *words)
        assert (result.exit_code, result.stdout) == (code, "")
        assert says in result.stderr


def test_a_file_of_that_name_is_read(run: Run, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("join").write_text(line())
    assert "1 line, 0 rejected" in run("join").stdout
