import pytest

from analyzer.formats.har.fields import FIELDS, LONGEST, NAMES, date, flag, label, number, text
from analyzer.formats.har.repairs import Repair, Repairs


def test_every_field_has_a_part_and_a_column_of_its_own() -> None:
    assert sorted(name for names in NAMES.values() for name in names) == sorted(
        field.key for field in FIELDS
    )
    assert len({field.column for field in FIELDS}) == len(FIELDS)


@pytest.mark.parametrize(
    ("value", "read"), [(7, 7), (0.06, 0.06), (-1, -1), ("12", 12), (" 7.5 ", 7.5), (None, None)]
)
def test_a_number_is_read_quoted_or_not(value: object, read: float | None) -> None:
    repairs = Repairs()
    assert number(value, repairs) == read
    assert not repairs


@pytest.mark.parametrize(
    ("value", "read"),
    [("a", "a"), (7, "7"), (7.0, "7"), (7.5, "7.5"), ("", None), (True, None), ([], None)],
)
def test_a_label_may_be_a_number(value: object, read: str | None) -> None:
    assert label(value, Repairs()) == read


def test_text_is_bounded_and_whole() -> None:
    assert len(text("x" * 10_000_000, Repairs()) or "") == LONGEST
    assert text("\ud83d\ude00\ud800", Repairs()) == "\U0001f600\ufffd"


def test_a_flag_is_up_for_true_alone() -> None:
    assert [flag(value, Repairs()) for value in (True, 1, "true", None)] == [True, *[False] * 3]


@pytest.mark.parametrize(
    ("started", "read"),
    [
        (1714557600, "2024-05-01T10:00:00+00:00"),
        (1714557600000, "2024-05-01T10:00:00+00:00"),
        (1714557600.25, "2024-05-01T10:00:00.250000+00:00"),
        (float("nan"), ""),
        (float("inf"), ""),
        (-1e300, ""),
        (10**400, ""),
        (True, ""),
        ("10", ""),
        ("NaN-NaN-NaNTNaN", ""),
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"),
        ("2024-05-01T10:00:00\ud800", "2024-05-01T10:00:00\ufffd"),
    ],
)
def test_a_date_is_text_and_seconds_and_milliseconds_are_dates_too(
    started: object, read: str
) -> None:
    assert date(started, Repairs()) == read


@pytest.mark.parametrize("value", ["?", "", [], {}, True, float("nan"), 2**70, 10**400])
def test_what_is_no_number_is_null_and_counted(value: object) -> None:
    repairs = Repairs()
    assert number(value, repairs) is None
    assert repairs == {Repair.NUMBER: 1}
