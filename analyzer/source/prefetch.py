"""Reading ahead: while a block is being parsed, the next one is read and unpacked."""

from collections.abc import Iterable, Iterator
from queue import Queue
from threading import Event, Semaphore, Thread
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")

# How long leaving early waits for a thread in the middle of its work, in seconds. One that waits
# for a silent pipe cannot be woken: it is a daemon, and ends with its read or with the program.
_PATIENCE = 1.0


class _End(Struct, frozen=True):
    """The last thing in the queue: what stopped the iterator, None if it simply ended."""

    error: BaseException | None


def prefetch(iterable: Iterable[T]) -> Iterator[T]:
    """Yield the same items, taken from the iterable by a thread of its own.

    While the caller is at work on an item the next one is made, and waits: one and no more, since
    blocks are large.

    Args:
        iterable: run in the thread, from the first `next` on, and closed there if it is a generator.

    Raises:
        BaseException: whatever the iterable raises, behind the items that came before.
    """
    return _Ahead[T]().items(iterable)


class _Ahead(Generic[T]):
    def __init__(self) -> None:
        self._queue: Queue[T | _End] = Queue()
        self._wanted = Semaphore(0)
        self._left = Event()

    def items(self, iterable: Iterable[T]) -> Iterator[T]:
        thread = Thread(target=self._run, args=(iterable,), name="prefetch", daemon=True)
        thread.start()
        try:
            while not isinstance(item := self._queue.get(), _End):
                self._wanted.release()
                yield item
            if item.error is not None:
                raise item.error
        finally:
            self._left.set()
            self._wanted.release()
            thread.join(_PATIENCE)

    def _run(self, iterable: Iterable[T]) -> None:
        error = None
        try:
            iterator = iter(iterable)
            for item in iterator:
                self._queue.put(item)
                del item  # it is the caller's alone
                self._wanted.acquire()
                if self._left.is_set():
                    break
            if hasattr(iterator, "close"):
                iterator.close()
        except BaseException as caught:
            error = caught
        self._queue.put(_End(error))
