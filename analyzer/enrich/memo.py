"""Answers for texts that come again and again, kept from block to block within bounded memory."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

_MOST = 8_000_000
"""Characters of the texts that are kept, with what each costs beside them; then all are forgotten.
Some 60,000 ordinary paths."""

_EACH = 100


class Memo(Generic[Answer]):
    """Works on many texts at once, and on each only once for as long as it is remembered.

    Args:
        work: an answer for each text.
    """

    def __init__(self, work: Callable[[list[str]], list[Answer]]) -> None:
        """Nothing is known yet."""
        self._work = work
        self._known: dict[str, Answer] = {}
        self._characters = 0
        self._lock = Lock()

    def __call__(self, texts: list[str]) -> list[Answer]:
        """The answers, in the order of the texts."""
        try:
            return [*map(self._known.__getitem__, texts)]
        except KeyError:
            with self._lock:  # what another thread is at work on is not worked on twice
                known = self._extended(texts)
            return [*map(known.__getitem__, texts)]

    def _extended(self, texts: list[str]) -> dict[str, Answer]:
        if self._characters > _MOST:  # others may still read the one before
            self._known, self._characters = {}, 0
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(missing, self._work(missing), strict=True))
        self._characters += sum(_EACH + len(text) for text in missing)
        return self._known
