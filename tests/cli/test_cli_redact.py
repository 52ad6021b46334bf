"""`statscan redact`: a HAR that can be shared."""

import json
from pathlib import Path

import pytest
from running import Run, line


def test_a_recorded_har_is_redacted_and_says_the_same(
    run: Run, samples: Path, tmp_path: Path
) -> None:
    clean = tmp_path / "clean.har"
    result = run("redact", samples / "firefox.har", "-o", clean)
    assert result.exit_code == 0
    assert result.stdout == ""
    wrote, masked = result.stderr.splitlines()
    assert wrote == f"statscan: wrote {clean}"
    assert masked.startswith("statscan: masked ")
    assert " x body" in masked
    reports = [
        json.loads(run(path, "--to", "json", "-q").stdout)
        for path in (samples / "firefox.har", clean)
    ]
    for name in ("status", "outcome", "redirects", "cache", "bytes", "span", "methods"):
        assert reports[0][name] == reports[1][name], name


def test_standard_output_gets_the_har_alone(run: Run, samples: Path) -> None:
    result = run("redact", samples / "chromium-loop.har")
    assert json.loads(result.stdout)["log"]["entries"]
    assert result.stderr.startswith("statscan: masked ")


def test_what_is_no_har_is_left_alone(run: Run, tmp_path: Path) -> None:
    log, out = tmp_path / "access.log", tmp_path / "out.har"
    log.write_text(line())
    result = run("redact", log, "-o", out)
    assert result.exit_code == 1
    assert result.stderr == f"statscan: {log} is no HAR; only HARs can be redacted\n"
    assert not out.exists()


@pytest.mark.parametrize(
    "text", ['{"log": {"entries": [', '{"log": ' + '{"a":' * 900 + "1" + "}" * 901]
)
def test_what_cannot_be_read_is_one_line(text: str, run: Run, tmp_path: Path) -> None:
    har = tmp_path / "a.har"
    har.write_text(text)
    result = run("redact", har, "-o", tmp_path / "out.har")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.har"]


def test_the_har_itself_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    har = tmp_path / "a.har"
    har.write_text('{"log": {"entries": [{"request": {"url": "/"}}]}}')
    result = run("redact", har, "-o", har)
    assert result.exit_code == 2
    assert "one of the files to be read" in result.stderr
