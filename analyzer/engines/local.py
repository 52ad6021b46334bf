"""The cores of this machine. polars lets go of the interpreter's lock, so threads are enough."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers(ThreadPoolExecutor):
    """Threads beside the caller's own.

    Whatever they are given, results come in the order of what they were made of, and no more of
    it is held at a time than there are cores: memory stays bounded.

    Args:
        count: of threads; with the caller's own there is one for each core.
    """

    def __init__(self, count: int = max(1, CORES - 1)) -> None:
        """Start no thread before there is work."""
        super().__init__(count)
        self._count = count
        self._counting = Lock()
        self._unfinished = 0

    def ahead(self, work: Callable[[Given], Made], items: Iterable[Given]) -> Iterator[Made]:
        """Do work for each item while the caller is busy with what came of those before."""
        return self._in_order(items, lambda item: self._begin(work, item))

    def beside(self, work: Callable[[Given], Made], items: Iterable[Given]) -> Iterator[Made]:
        """Do work for each item: a worker that has nothing to do, or else the caller itself."""

        def begin(item: Given) -> Future[Made]:
            if self._unfinished < self._count:
                return self._begin(work, item)
            done = Future[Made]()
            try:
                done.set_result(work(item))
            except Exception as error:  # comes in its turn, behind the results before it
                done.set_exception(error)
            return done

        return self._in_order(items, begin)

    def _in_order(
        self, items: Iterable[Given], begin: Callable[[Given], Future[Made]]
    ) -> Iterator[Made]:
        waiting: deque[Future[Made]] = deque()
        try:
            for item in items:
                waiting.append(begin(item))
                del item  # it is large
                if len(waiting) > self._count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def _begin(self, work: Callable[[Given], Made], item: Given) -> Future[Made]:
        with self._counting:
            self._unfinished += 1
        future = self.submit(work, item)
        future.add_done_callback(self._finish)
        return future

    def _finish(self, _: Future[Made]) -> None:
        with self._counting:
            self._unfinished -= 1
