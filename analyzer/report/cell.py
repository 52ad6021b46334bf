"""A value of a report as a reader sees it, by the kind of its column."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from analyzer import units
from analyzer.classify.codes import class_of
from analyzer.classify.outcomes import CLASSES, FAULTS, OUTCOMES, Meaning
from analyzer.classify.vocabulary import Class
from analyzer.report.model import Kind, Value
from analyzer.report.text import visible

UNKNOWN = "unknown"
"""None is not zero, and not a dash that could stand for either."""


def _titled(meanings: Mapping[Any, Meaning]) -> Callable[[Any], str]:
    """The title that people know a label by."""
    return lambda word: meanings[word].title if word in meanings else visible(str(word))


_WRITTEN: dict[Kind, Callable[[Any], str]] = {
    Kind.COUNT: units.count,
    Kind.SIZE: units.size,
    Kind.DURATION: units.duration,
    Kind.SHARE: lambda part: units.share(part, 1),
    Kind.MOMENT: units.moment,
    Kind.CLASS: _titled(CLASSES),
    Kind.OUTCOME: _titled(OUTCOMES),
    Kind.FAULT: _titled(FAULTS),
}

NUMERIC = frozenset({Kind.COUNT, Kind.SIZE, Kind.DURATION, Kind.SHARE})
"""Kinds that are compared digit by digit, and so stand on the right."""


def written(value: Value, kind: Kind) -> str:
    """The value in words; text is made visible, but neither cut nor escaped."""
    if value is None:
        return UNKNOWN
    return _WRITTEN.get(kind, lambda text: visible(str(text)))(value)


def colour_of(value: Value, kind: Kind) -> str | None:
    """The name in the palette of what a value means, if it means any."""
    if value is None:
        return None
    if kind in {Kind.CLASS, Kind.FAULT}:
        return str(value)
    return _class(str(value)) if kind is Kind.STATUS else None


def _class(status: str) -> str:
    return class_of(int(status)) if status.isascii() and status.isdigit() else Class.NONE


def order(value: Value) -> float | str | None:
    """What a column is sorted by: numbers and moments as numbers, text as itself."""
    return value.timestamp() if isinstance(value, datetime) else value
