"""Run whole commands and read what they cost: wall clock, processor time, peak of memory.

A child's peak as the kernel gives it never lies below the peak of the process that started it, so
whoever imports this must stay small: no polars, no numpy.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen
from tempfile import TemporaryFile
from threading import Event, Thread, Timer
from typing import IO

MIB = 1024 * 1024
TIMEOUT = 1800.0
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Case:
    """One command of a scenario.

    Args:
        name: unique in its scenario.
        argv: the command.
        size: bytes that it reads, unpacked.
        out: what it writes.
        entries: how many lines it understood, read from `out`; None where it does not say.
        truth: how many lines are to be understood.
        accepts: exit codes that are no failure.
    """

    name: str
    argv: list[str]
    size: int = 0
    out: Path | None = None
    entries: Callable[[Path], int] | None = None
    truth: int | None = None
    accepts: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run cost; memory in MiB, of the biggest process and of all at once.

    `said` is the last line of standard error of a run that failed.
    """

    wall: float
    cpu: float
    peak: float
    together: float
    code: int
    said: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The runs of one case."""

    case: Case
    samples: list[Sample]
    entries: int | None

    @property
    def wall(self) -> float:
        """Median of the wall clock in seconds."""
        return median(sample.wall for sample in self.samples)

    @property
    def cpu(self) -> float:
        """Median of user and system time in seconds, children included."""
        return median(sample.cpu for sample in self.samples)

    @property
    def peak(self) -> float:
        """Highest resident memory of the biggest process, in MiB."""
        return max(sample.peak for sample in self.samples)

    @property
    def together(self) -> float:
        """Highest resident memory of all processes at once, in MiB, shared pages counted twice."""
        return max(sample.together for sample in self.samples)

    @property
    def code(self) -> int:
        """The worst exit code; 137 for one that was stopped by the time limit."""
        return max(sample.code for sample in self.samples)

    @property
    def failed(self) -> bool:
        """Whether any run ended with a code that the case does not accept."""
        return any(sample.code not in self.case.accepts for sample in self.samples)

    def as_json(self) -> dict[str, object]:
        """The raw figures as plain values."""
        return {
            "name": self.case.name,
            "size": self.case.size,
            "entries": self.entries,
            "truth": self.case.truth,
            "runs": [
                {name: getattr(sample, name) for name in Sample.__slots__}
                for sample in self.samples
            ],
        }


def interleaved(
    cases: Sequence[Case], runs: int, told: Callable[[str], None] = lambda _: None
) -> dict[str, Figures]:
    """Warm each case up once, then run A B C A B C, so that a drift hits all alike."""
    for case in cases:
        told(f"warm-up: {case.name}")
        once(case.argv)
    samples: dict[str, list[Sample]] = {case.name: [] for case in cases}
    for turn in range(runs):
        for case in cases:
            told(f"run {turn + 1} of {runs}: {case.name}")
            samples[case.name].append(once(case.argv))
    return {case.name: Figures(case, samples[case.name], _understood(case)) for case in cases}


def _understood(case: Case) -> int | None:
    if case.entries is None or case.out is None:
        return None
    try:
        return case.entries(case.out)
    except (OSError, KeyError, ValueError):
        return None


def once(argv: Sequence[str], timeout: float = TIMEOUT) -> Sample:
    """Run a command once, its output thrown away, and stop it when it takes too long."""
    with TemporaryFile() as errors:
        begin = time.perf_counter()
        process = Popen(argv, stdin=DEVNULL, stdout=DEVNULL, stderr=errors, start_new_session=True)
        with _watched(process.pid, timeout) as watch:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        code = process.returncode if process.returncode >= 0 else 128 - process.returncode
        peak = usage.ru_maxrss * 1024 / MIB
        return Sample(
            wall=wall,
            cpu=usage.ru_utime + usage.ru_stime,
            peak=peak,
            together=max(peak, watch.highest / MIB),
            code=code,
            said=_last_line(errors) if code else "",
        )


def _last_line(errors: IO[bytes]) -> str:
    errors.seek(0)
    lines = errors.read().decode(errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "")[:200]


@contextmanager
def _watched(pid: int, timeout: float) -> Iterator["_Watch"]:
    limit, watch = Timer(timeout, _stop, [pid]), _Watch(pid)
    limit.start()
    watch.start()
    yield watch
    limit.cancel()
    watch.done.set()
    watch.join()


def _stop(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


class _Watch(Thread):
    """Adds up the memory of a process and its descendants, ten times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.highest, self.done = pid, 0, Event()

    def run(self) -> None:
        while not self.done.wait(0.1):
            self.highest = max(self.highest, sum(map(_resident, _family(self.pid))))


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        with suppress(OSError):
            for thread in Path(f"/proc/{parent}/task").iterdir():
                found.extend(map(int, (thread / "children").read_text().split()))
    return found


def _resident(pid: int) -> int:
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    return 0
