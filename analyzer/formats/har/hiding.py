"""What a redaction hides, and what stands for it: the same placeholder wherever the same secret is."""

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from secrets import token_bytes
from typing import Any
from urllib.parse import quote, quote_plus

import polars as pl

from analyzer.formats.har.walk import replaced, texts, whole
from analyzer.formats.placeholders import hidden, hidden_value

_PLACEHOLDER = re.compile(r"redacted-[0-9a-f]{12}")

_TELLING = re.compile(
    r"(?=[!-~]*[A-Za-z])(?=[!-~]*\d)(?!HTTP/|\d{4}-\d\d-\d\dT|(?:[\w-]+\.)+[a-z]{2,24}\Z)[!-~]{8,4096}"
)
"""A secret that is looked for everywhere. Shorter ones and plain words would be found by chance, and
where dates and hosts were replaced there would be no HAR."""

_AT_LARGE = frozenset({"header", "cookie", "parameter", "URL", "member of JSON", "text"})
"""Kinds that are looked for everywhere: bodies and vendors' texts are more than a secret."""

_NAME = re.compile(r"[\w$:.-]{0,40}")
"""What is the name of a member for certain, as nearly all are."""


class Hiding:
    """The memory of one run.

    Args:
        keep: names of headers, cookies, parameters and members whose values stay, in any case.
    """

    def __init__(self, keep: Iterable[str] = ()) -> None:
        """Make a key of its own, so that nobody can try out what a placeholder stands for."""
        self.masked: Counter[str] = Counter()
        self._keep = {name.lower() for name in keep}
        self._key = token_bytes(16)
        self._found: dict[str, str] = {}

    def hide(self, kind: str, secret: str) -> str:
        """The placeholder of a secret, which is counted as one of its kind."""
        if _PLACEHOLDER.fullmatch(secret) or not secret:
            return secret
        self.masked[kind] += 1
        secret = whole(secret)
        digest = hmac.new(self._key, secret.encode(), hashlib.sha256)
        shown = f"redacted-{digest.hexdigest()[:12]}"
        if kind in _AT_LARGE and _TELLING.fullmatch(secret):
            self._found[secret] = shown
        return shown

    def of(self, kind: str) -> Callable[[str], str]:
        """What hides secrets of that kind."""
        return partial(self.hide, kind)

    def kept(self, name: object) -> bool:
        """Whether the user wants the values of that name to stay."""
        return isinstance(name, str) and name.lower() in self._keep

    def name(self, name: str) -> str:
        """The name of a member; where objects are used as tables it may be a secret, too."""
        return name if _NAME.fullmatch(name) else hidden(name, self.of("text"))

    def pair(self, kind: str, pair: dict[str, Any], *, secret: bool = False) -> str:
        """The value of a cookie or a parameter: hidden for certain, or as its name and shape tell."""
        name, value = (str(pair.get(key) or "") for key in ("name", "value"))
        if self.kept(name):
            return value
        hide = self.of(kind)
        return hide(value) if secret else hidden_value(name, value, hide)

    def everywhere(self, value: Any) -> Any:
        """The same with what was found replaced wherever it still stands."""
        spelled = {
            way(secret): shown
            for secret, shown in self._found.items()
            for way in (str, quote, quote_plus)
        }
        if not spelled:
            return value
        longest_first = sorted(spelled, key=len, reverse=True)
        long = [*{text for text in texts(value) if len(text) >= len(longest_first[-1])}]
        clean = pl.Series(map(whole, long), dtype=pl.String).str.replace_many(
            longest_first, [spelled[each] for each in longest_first], leftmost=True
        )
        changed = {old: new for old, new in zip(long, clean, strict=True) if old != new}
        if not changed:
            return value
        self.masked["text with one of these in it"] += len(changed)
        return replaced(value, changed)
