from datetime import UTC, datetime

import pytest

from analyzer.classify.vocabulary import Class
from analyzer.report.cell import UNKNOWN, colour_of, order, written
from analyzer.report.model import Kind, Value


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("/a\x1bb", Kind.TEXT, r"/a\x1bb"),
        (1_234_567, Kind.COUNT, "1,234,567"),
        (1_500, Kind.SIZE, "1.50 kB"),
        (12_300, Kind.DURATION, "12.3 ms"),
        (0.123, Kind.SHARE, "12.3 %"),
        (1e-9, Kind.SHARE, "<0.1 %"),
        (datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC), Kind.MOMENT, "2026-03-14 09:26:53"),
        ("a\u202eb.log:12", Kind.PLACE, r"a\u202eb.log:12"),
        (404, Kind.STATUS, "404"),
        ("\x00", Kind.STATUS, r"\x00"),
        ("client_error", Kind.CLASS, "client error"),
        ("broken_link", Kind.OUTCOME, "broken link"),
        ("none", Kind.FAULT, "nobody"),
        ("revalidated", Kind.OUTCOME, "cache hit via 304"),
    ],
)
def test_a_value_is_written_by_its_kind(value: Value, kind: Kind, text: str) -> None:
    assert written(value, kind) == text


@pytest.mark.parametrize("kind", Kind)
def test_none_is_unknown_and_not_zero(kind: Kind) -> None:
    assert written(None, kind) == UNKNOWN
    assert colour_of(None, kind) is None


@pytest.mark.parametrize(
    ("value", "kind", "colour"),
    [
        ("client", Kind.FAULT, "client"),
        ("success", Kind.CLASS, "success"),
        (204, Kind.STATUS, Class.SUCCESS),
        ("503", Kind.STATUS, Class.SERVER_ERROR),
        (777, Kind.STATUS, Class.NONE),
        ("-", Kind.STATUS, Class.NONE),
        ("\u00b2\u0661", Kind.STATUS, Class.NONE),
        ("/", Kind.TEXT, None),
        ("redirect", Kind.OUTCOME, None),
    ],
)
def test_a_colour_is_a_meaning(value: Value, kind: Kind, colour: str | None) -> None:
    assert colour_of(value, kind) == colour


def test_moments_are_ordered_as_numbers() -> None:
    assert order(datetime(1970, 1, 1, 0, 1, tzinfo=UTC)) == 60
    assert order(3) == 3
    assert order("x") == "x"
    assert order(None) is None
