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


def test_behind_a_proxy_the_client_is_whom_a_header_names(run: Run, tmp_path: Path) -> None:
    """The edge's lines as an origin without realip would have them: all of one proxy."""
    lines = [
        json.loads(row) for row in (SAMPLES / "pair/chromium.edge.log").read_text().splitlines()
    ]
    log = tmp_path / "origin.log"
    log.write_text(
        "".join(
            json.dumps(
                each | {"remote_addr": "10.0.0.9", "http_x_forwarded_for": each["remote_addr"]}
            )
            + "\n"
            for each in lines
        )
    )
    words = ("join", SAMPLES / "pair/chromium.har", log, "--to", "json")
    assert json.loads(run(*words).stdout)["client"] == "10.0.0.9"
    named = json.loads(run(*words, "--client-from", "x-forwarded-for").stdout)
    assert (named["client"], named["sure"]) == ("127.0.0.1", True)
    truth = (SAMPLES / "pair/chromium.truth.ndjson").read_text().splitlines()
    assert [each["place"] for each in named["requests"] if each["entry"]] == [
        number and f"{log}:{number}" for number in (json.loads(row)["edge_line"] for row in truth)
    ]


def test_a_page_is_written(run: Run, tmp_path: Path) -> None:
    pair = SAMPLES / "pair"
    out = tmp_path / "out.html"
    run("join", pair / "chromium.har", pair / "chromium.origin.log", "-o", out)
    page = out.read_text()
    assert "The same requests, seen from both sides" in page
    assert "500 became 503" in page
