"""Members of a HAR whose texts say what a reader needs: they stay, but for secrets in them."""

import re

_WORDS = r"[A-Za-z? -]{0,24}"

PLAIN: dict[str, str] = {
    **dict.fromkeys(["method", "_resourceType", "_priority", "_initialPriority"], _WORDS),
    **dict.fromkeys(["_fromCache", "_fetchType", "_securityState", "sameSite", "type"], _WORDS),
    "startedDateTime": r"[\dTtZzNa:.,+ -]{0,60}",
    "httpVersion": r"[\w./ :-]{0,12}",
    "serverIPAddress": r"[\da-fA-F.:\[\]]{0,48}",
    "connection": r"[\d.:-]{0,40}",
    "encoding": r"[\w-]{0,12}",
    "charset": r"[\w.:-]{0,20}",
}
"""What such a text looks like: any other is hidden as a whole, for it is none."""

BY_RULES = frozenset(
    [
        "version",
        "id",
        "pageref",
        "name",
        "mimeType",
        "expires",
        "lastAccess",
        "domain",
        "path",
        "title",
        "statusText",
        "eTag",
        "fileName",
        "contentType",
        "_requestId",
        "_frameref",
        "_connectionId",
    ]
)
"""Texts that look like anything; secrets in them are hidden by the rules."""

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,9})?")
"""WebPageTest writes its numbers as texts."""


def is_plain(name: str, value: str) -> bool:
    """Whether a member is HAR's own, or an exporter's, and its text looks as such a text does."""
    return name in PLAIN and re.fullmatch(PLAIN[name], value) is not None


def is_number(value: str) -> bool:
    """Whether the text is a number."""
    return _NUMBER.fullmatch(value) is not None
