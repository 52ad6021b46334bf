"""Answers for texts that come again and again, kept from block to block within bounded memory."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

_MOST = 4_000_000
"""Characters of the texts that are kept; then all are forgotten. Ordinary logs hold fewer."""


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
        """The answers, in the order of the texts, which are distinct."""
        known = self._known
        if any(text not in known for text in texts):
            with self._lock:  # what another thread is at work on is not worked on twice
                known = self._extended(texts)
        return [known[text] for text in texts]

    def _extended(self, texts: list[str]) -> dict[str, Answer]:
        if self._characters > _MOST:  # others may still read the one before
            self._known, self._characters = {}, 0
        missing = [text for text in texts if text not in self._known]
        self._known.update(zip(missing, self._work(missing), strict=True))
        self._characters += sum(map(len, missing))
        return self._known
