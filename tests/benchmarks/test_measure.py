"""The measuring itself: the order of the runs, and what a run is said to have cost."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from measure import Case, interleaved, once


def test_cases_take_turns_after_one_warm_up_each(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    cases = [Case(name, ["/bin/sh", "-c", f"printf {name} >> {trace}"]) for name in "AB"]
    results = interleaved(cases, runs=2)
    assert trace.read_text() == "AB" + "ABAB"
    assert [len(figures.samples) for figures in results.values()] == [2, 2]


def test_a_run_is_charged_its_own_time_and_memory() -> None:
    held = "x = bytearray(100_000_000); x[::4096] = bytes(len(x[::4096])); import time; time.sleep(0.3)"
    sample = once([sys.executable, "-c", held])
    assert sample.wall >= 0.3
    assert 0 < sample.cpu < sample.wall + 1
    assert sample.peak > 95
    assert sample.together >= sample.peak


def test_a_failure_and_a_run_that_takes_too_long_show_in_the_exit_code() -> None:
    assert once(["/bin/sh", "-c", "exit 3"]).code == 3
    assert once(["/bin/sh", "-c", "sleep 60"], timeout=0.2).code == 137
