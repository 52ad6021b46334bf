import gc
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.source.prefetch import prefetch


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "prefetch"]


@given(st.lists(st.integers()), st.integers(1, 5))
def test_all_items_come_in_order(items: list[int], depth: int) -> None:
    assert list(prefetch(items, depth)) == items
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


@pytest.mark.parametrize("depth", [1, 2, 5])
@pytest.mark.parametrize("taken", [1, 3])
def test_leaving_early_ends_the_thread_and_closes_the_iterator(depth: int, taken: int) -> None:
    closed = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 0
        finally:
            closed.set()

    ahead = prefetch(endless(), depth)
    for _ in range(taken):
        next(ahead)
    del ahead  # what a `break` in a loop does
    gc.collect()
    assert threads() == []
    assert closed.is_set()


def test_no_more_is_made_than_depth_and_the_one_at_hand() -> None:
    made = []
    filled = threading.Event()

    def counting() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            if len(made) == 4:
                filled.set()
            yield number

    ahead = prefetch(counting(), depth=2)
    assert next(ahead) == 0
    filled.wait()  # 0 is with us, 1 and 2 wait, 3 is made and cannot be put
    assert made == [0, 1, 2, 3]
    assert list(ahead) == list(range(1, 100))


def test_nothing_runs_before_the_first_item_is_asked_for() -> None:
    prefetch(iter([1]))
    assert threads() == []


def test_leaving_does_not_wait_for_a_source_that_is_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules[prefetch.__module__], "_PATIENCE", 0.01)
    more = threading.Event()

    def silent() -> Iterator[int]:
        yield 1
        more.wait()
        yield 2

    ahead = prefetch(silent())
    assert next(ahead) == 1
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
