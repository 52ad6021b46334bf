"""Answers for texts that come again and again, kept from block to block within bounded memory."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar, cast

Answer = TypeVar("Answer")

_MOST = 2_000_000
"""Characters of the texts that are kept, with what each costs beside them; then all are forgotten.
Some 10,000 ordinary agents."""

_EACH = 100


class Memo(Generic[Answer]):
    """Works on many texts at once, and on each only once for as long as it is remembered.

    Args:
        work: an answer for each text; None is none.
    """

    def __init__(self, work: Callable[[list[str]], list[Answer]]) -> None:
        """Nothing is known yet."""
        self._work = work
        self._known: dict[str, Answer] = {}
        self._cost = 0
        self._lock = Lock()

    def __call__(self, texts: list[str]) -> list[Answer]:
        """The answers, in the order of the texts."""
        found = [*map(self._known.get, texts)]
        if None not in found:
            return cast("list[Answer]", found)
        with self._lock:  # what another thread is at work on is not worked on twice
            if self._cost > _MOST:
                self._known, self._cost = {}, 0
            self._extend([*{text for text in texts if text not in self._known}])
            return [*map(self._known.__getitem__, texts)]

    def _extend(self, texts: list[str]) -> None:
        self._known.update(zip(texts, self._work(texts), strict=True))
        self._cost += sum(_EACH + len(text) for text in texts)
