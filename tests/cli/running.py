"""What the tests of the command share: its words, its surroundings, and lines for it to read."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from click.testing import Result

SAMPLES = Path(__file__).parents[2] / "sample_logs"

_CHANGES = {"NO_COLOR", "COLUMNS", "PYTHONUNBUFFERED"}

Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]

_LINE = '{client} - - [22/Nov/2026:{time} +0000] "{request}" {status} {bytes} "-" "{agent}"\n'


def line(
    request: str = "GET / HTTP/1.1",
    status: int = 200,
    *,
    client: str = "192.0.2.1",
    time: str = "10:00:00",
    agent: str = "test",
) -> str:
    """A line of a combined log."""
    return _LINE.format(
        client=client, time=time, request=request, status=status, bytes=100, agent=agent
    )


def command(*args: str | Path) -> Sequence[str]:
    """The words that start it as a process."""
    return [sys.executable, "-m", "analyzer", *map(str, args)]


def environment(more: dict[str, str] | None = None) -> dict[str, str]:
    """This one, without what would change the output, or how it is written."""
    kept = {name: value for name, value in os.environ.items() if name not in _CHANGES}
    return kept | (more or {})
