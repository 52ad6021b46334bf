"""Through the values of a JSON document, whatever their shape."""

import math
from collections.abc import Iterator
from typing import Any


def texts(value: object) -> Iterator[str]:
    """Every text of a document, names of members included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


def replaced(value: Any, changed: dict[str, str]) -> Any:
    """The same with other texts in place of these, names of members included."""
    if isinstance(value, dict):
        return {changed.get(key, key): replaced(each, changed) for key, each in value.items()}
    if isinstance(value, list):
        return [replaced(each, changed) for each in value]
    return changed.get(value, value) if isinstance(value, str) else value


def whole(text: str) -> str:
    """Halves of surrogate pairs are no characters."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def finite(value: object) -> object:
    """JSON has no NaN."""
    if isinstance(value, dict):
        return {key: finite(each) for key, each in value.items()}
    if isinstance(value, list):
        return [finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
