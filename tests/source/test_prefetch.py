import gc
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.source.prefetch import prefetch


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "prefetch"]


@given(st.lists(st.integers()))
def test_all_items_come_in_order(items: list[int]) -> None:
    assert list(prefetch(items)) == items
    assert threads() == []


def test_an_error_comes_behind_the_items_before_it() -> None:
    def failing() -> Iterator[int]:
        yield 1
        yield 2
        raise ZeroDivisionError("third")

    ahead = prefetch(failing())
    assert [next(ahead), next(ahead)] == [1, 2]
    with pytest.raises(ZeroDivisionError, match="third"):
        next(ahead)
    assert threads() == []


@pytest.mark.parametrize("taken", [1, 3])
def test_leaving_early_ends_the_thread_and_closes_the_iterator(taken: int) -> None:
    closed = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 0
        finally:
            closed.set()

    ahead = prefetch(endless())
    for _ in range(taken):
        next(ahead)
    del ahead  # what a `break` in a loop does
    gc.collect()
    assert threads() == []
    assert closed.is_set()


def test_one_is_made_ahead_and_no_more() -> None:
    made = []

    def counting() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    ahead = prefetch(counting())
    for number in range(3):
        assert next(ahead) == number
        while len(made) < number + 2:  # one is with us, and the next is being made
            time.sleep(0.001)
    time.sleep(0.05)  # time enough for one more
    assert made == [0, 1, 2, 3]
    assert list(ahead) == list(range(3, 100))


def test_nothing_runs_before_the_first_item_is_asked_for() -> None:
    prefetch(iter([1]))
    assert threads() == []


def test_leaving_does_not_wait_for_a_source_that_is_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules[prefetch.__module__], "_PATIENCE", 0.01)
    asked, more = threading.Event(), threading.Event()

    def silent() -> Iterator[int]:
        yield 1
        asked.set()
        more.wait()
        yield 2

    ahead = prefetch(silent())
    assert next(ahead) == 1
    asked.wait()
    del ahead
    gc.collect()
    (blocked,) = threads()
    more.set()
    blocked.join()


SILENT = """
from analyzer.source import Reader, Source, prefetch
print("waiting", flush=True)
with Reader(Source("-", None)) as reader:
    for block in prefetch(reader):
        pass
"""
BEGUN = """
from analyzer.source import prefetch
def silent():
    yield "waiting"
    import sys
    open(0, "rb", buffering=0).read()
for item in prefetch(silent()):
    print(item, flush=True)
"""


@pytest.mark.parametrize("program", [SILENT, BEGUN])
def test_ctrl_c_ends_a_program_that_waits_for_a_silent_pipe(program: str) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout is not None
    assert run.stdout.readline() == b"waiting\n"
    run.send_signal(signal.SIGINT)
    code = run.wait()  # its standard input is still open: nothing but the signal can end it
    _, errors = run.communicate()
    assert code in (1, -signal.SIGINT, 130)
    assert b"KeyboardInterrupt" in errors
    assert b"Fatal" not in errors
