import pytest

from analyzer.formats.har.fields import BY_PART, FIELDS, LONGEST, flag, label, number, text
from analyzer.formats.har.repairs import Repairs


def test_every_field_has_a_part_and_a_column_of_its_own() -> None:
    assert sorted(key for fields in BY_PART.values() for key, _ in fields) == sorted(
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
