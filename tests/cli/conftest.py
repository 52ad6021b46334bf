"""The command as tests run it: within this process, or as a process of its own."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from running import SAMPLES, Process, Run, command, environment, line

from analyzer.cli import main


@pytest.fixture
def samples() -> Path:
    return SAMPLES


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Within this process: quick, and enough where streams are no more than text."""
    for name in ("NO_COLOR", "COLUMNS", "STATSCAN_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*args: str | Path, given: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(arg) for arg in args], given, prog_name="statscan")

    return invoke


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """A process of its own, in an empty directory."""

    def start(
        *args: str | Path, given: str | None = "", env: dict[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command(*args),
            input=given,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment(env),
            timeout=60,
            check=False,
        )

    return start


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Four requests, an hour apart."""
    path = tmp_path / "access.log"
    path.write_text(
        line("GET / HTTP/1.1", 200, time="08:00:00")
        + line("GET /api/a HTTP/1.1", 500, time="09:00:00")
        + line("POST /api/b HTTP/1.1", 404, time="10:00:00")
        + line("GET /c HTTP/1.1", 503, time="11:00:00")
    )
    return path
