"""The driver's own record: one entry for each request sent, in the order of the log's lines."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

PATIENCE = 6.0  # seconds that a server may take to write the line of a request it has answered
PAUSE = 0.4  # seconds between two scenes, so that a log is not a single instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One request as sent and its response as seen; README.md says what each field means."""

    line: int
    scenario: str
    client: str
    user: str | None
    method: str | None
    host: str | None
    target: str | None
    version: str | None
    request: str
    malformed: str | None
    referer: str | None
    agent: str | None
    forwarded_for: str | None
    interim: tuple[int, ...]
    status: int
    answered: bool
    follows: int | None
    location: str | None
    etag: str | None
    last_modified: str | None
    body_bytes: int
    response_bytes: int
    sent_at: str
    seconds: float


class Journal:
    """What was sent so far, and the logs that must have grown by one line for each of it."""

    def __init__(self, *logs: Path) -> None:
        """Watch these logs, which all record the same traffic."""
        self.sent: list[Sent] = []
        self.scenario = ""
        self._logs = logs

    @contextmanager
    def scene(self, name: str) -> Iterator[None]:
        """Name what is sent inside the block."""
        self.scenario = name
        time.sleep(PAUSE)
        yield

    def add(self, sent: Sent) -> Sent:
        """Keep one exchange, once every log has a line for it and not more than that."""
        self.sent.append(sent)
        for log in self._logs:
            wait_for_lines(log, len(self.sent), f"{sent.scenario}: {sent.request}")
        return sent

    def write(self, path: Path) -> None:
        """Write the record as one JSON object a line."""
        rows = (json.dumps(asdict(sent), ensure_ascii=True) for sent in self.sent)
        path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def now() -> str:
    """The time as the record has it: UTC, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def physical_lines(log: Path) -> int:
    """What `wc -l` would say; -1 before there is a file."""
    return log.read_bytes().count(b"\n") if log.exists() else -1


def wait_for_lines(log: Path, count: int, what: str) -> None:
    """Wait until the log has exactly this many lines, or say which request broke the count."""
    deadline = time.monotonic() + PATIENCE
    while (lines := physical_lines(log)) < count and time.monotonic() < deadline:
        time.sleep(0.01)
    if lines != count:
        raise RuntimeError(f"{log.name} has {lines} lines and not {count} after {what!r}")
