"""The shape of something that is no entry, to be quoted without what it says."""

import json
import re
from itertools import islice

LONGEST = 200

_NAME = re.compile(r"[A-Za-z_$][A-Za-z_]{0,29}")
_MOST = 8
"""Members that are shown of an object or a list."""


def snippet(value: object) -> str:
    """JSON of the value's shape, cut: names and plain words stay, strings and numbers are masked."""
    return json.dumps(_shape(value, depth=2))[:LONGEST]


def _shape(value: object, *, depth: int) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict | list) and depth == 0:
        return "..."
    if isinstance(value, dict):
        return {
            name if _NAME.fullmatch(name) else "***": _shape(member, depth=depth - 1)
            for name, member in islice(value.items(), _MOST)
        }
    if isinstance(value, list):
        return [_shape(member, depth=depth - 1) for member in value[:_MOST]]
    return "***"
