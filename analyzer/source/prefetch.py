"""Reading ahead: while a block is being parsed, the next ones are read and unpacked."""

from collections.abc import Iterable, Iterator
from queue import Empty, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")

# How long leaving early waits for a thread in the middle of its work, in seconds. One that waits
# for a silent pipe cannot be woken: it is a daemon, and ends with its read or with the program.
_PATIENCE = 1.0


class _End(Struct, frozen=True):
    """The last thing in the queue: what stopped the iterator, None if it simply ended."""

    error: BaseException | None


def prefetch(iterable: Iterable[T], depth: int = 2) -> Iterator[T]:
    """Yield the same items, taken from the iterable by a thread of its own.

    Args:
        iterable: run in the thread, from the first `next` on, and closed there if it is a generator.
        depth: how many items wait at the most; one more is being made, and one is with the caller.

    Raises:
        BaseException: whatever the iterable raises, behind the items that came before.
    """
    return _Ahead[T](depth).items(iterable)


class _Ahead(Generic[T]):
    def __init__(self, depth: int) -> None:
        self._queue: Queue[T | _End] = Queue(max(depth, 1))
        self._left = Event()

    def items(self, iterable: Iterable[T]) -> Iterator[T]:
        thread = Thread(target=self._run, args=(iterable,), name="prefetch", daemon=True)
        thread.start()
        try:
            while not isinstance(item := self._queue.get(), _End):
                yield item
            if item.error is not None:
                raise item.error
        finally:
            self._leave()
            thread.join(_PATIENCE)

    def _run(self, iterable: Iterable[T]) -> None:
        error = None
        try:
            iterator = iter(iterable)
            for item in iterator:
                self._queue.put(item)
                if self._left.is_set():
                    break
            if hasattr(iterator, "close"):
                iterator.close()
        except BaseException as caught:
            error = caught
        if not self._left.is_set():
            self._queue.put(_End(error))

    def _leave(self) -> None:
        """Free a thread that waits to put something: it puts that one, and nothing more."""
        self._left.set()
        try:
            while True:
                self._queue.get_nowait()
        except Empty:
            pass
