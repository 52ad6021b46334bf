"""The cores of this machine. polars lets go of the interpreter's lock, so threads are enough."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

WORKERS = max(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)


def in_order(
    pool: Executor, work: Callable[[Given], Made], items: Iterable[Given]
) -> Iterator[Made]:
    """Do the work on several items at once, and give out the results in the items' order.

    No more items are taken than there are workers, so memory stays bounded.
    """
    waiting: deque[Future[Made]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= WORKERS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
