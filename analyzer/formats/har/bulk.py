"""Many entries at once, by a decoder that steps over what nobody reads: stacks of calls, cookies.

It is several times as fast as Python's json (140 MB, 32,000 entries: 0.5 s, 1.6 s), but takes nothing
that is odd: neither NaN nor half of a character, nor headers in pairs. Such entries are left to json.
"""

import re
from typing import Any, Optional, TypedDict

import msgspec

from analyzer.formats.har.fields import FIELDS
from analyzer.formats.har.window import Window

_LEAST = 1 << 14
"""Characters that are looked at, at the least; an entry has a few thousand."""

_OPENING = re.compile(r'\{\s{0,99}"\w{1,40}"')
"""How an entry begins: nearly all of an exporter's alike, down to the blanks."""


class _Frame(TypedDict, total=False):
    """One of the calls in a stack; of its four members the one that is read."""

    url: Any


class _Stack(TypedDict, total=False):
    callFrames: list[_Frame] | None
    parent: "_Stack | None"


class _Initiator(TypedDict, total=False):
    url: Any
    stack: _Stack | None


def _part(part: str, **inner: object) -> Any:
    """An object with the fields of a part, of any types, and what is inside of it; or null."""
    known: dict[str, object] = {field.key: Any for field in FIELDS if field.part == part}
    return Optional[TypedDict(part, known | inner, total=False)]  # type: ignore[operator]  # noqa: UP045


_HEADERS = list[dict[str, str | None]] | None
_ENTRY = _part(
    "entry",
    request=_part("request", headers=_HEADERS),
    response=_part("response", headers=_HEADERS, content=_part("content", text=Any, encoding=Any)),
    timings=_part("timings"),
    _initiator=_Initiator | str | None,
)


class Bulk:
    """One run through a document; how much of it is tried at once depends on how it went before.

    An object that is whole is whole wherever one looks for its end. So text from where one entry
    begins to where another seems to can be decoded only if it is what it seems.
    """

    def __init__(self) -> None:
        """Begin with little."""
        self._reach = _LEAST
        self._decoder = msgspec.json.Decoder(list[_ENTRY])  # type: ignore[valid-type]

    def __call__(self, window: Window) -> list[object]:
        """The entries from where the window stands to the last one that begins within reach."""
        begin, end = window.at, -1
        if opening := _OPENING.match(window.text, begin):
            end = window.text.rfind(opening[0], begin + 1, begin + self._reach)
        text = window.text[begin:end].rstrip() if end > 0 else ""
        try:
            found: list[object] = self._decoder.decode(f"[{text[:-1]}]" if text[-1:] == "," else "")
        except (msgspec.DecodeError, RecursionError):
            self._reach = max(self._reach // 2, _LEAST)
            return []
        self._reach = max(2 * (end - begin), _LEAST)
        window.at = end
        return found
