from datetime import UTC, datetime

import pytest

from analyzer.report.clock import marks

DAY = 86_400


@pytest.mark.parametrize(
    ("start", "seconds", "words"),
    [
        (datetime(2026, 3, 14, 9, 26, 53), 60, ["09:27:00", "09:27:15", "09:27:30", "09:27:45"]),
        (datetime(2026, 3, 14, 9, 26), 3600, ["09:30", "09:45", "10:00", "10:15"]),
        (datetime(2026, 3, 14, 9, 26), DAY, ["12:00", "18:00", "03-15", "06:00"]),
        (
            datetime(2026, 3, 14, tzinfo=UTC),
            5 * DAY - 1,
            ["03-14", "03-15", "03-16", "03-17", "03-18"],
        ),
        (
            datetime(2026, 3, 14),
            365 * DAY,
            ["2026-06-01", "2026-08-31", "2026-11-30", "2027-03-01"],
        ),
        (datetime(1970, 1, 1), 365 * 130 * DAY, ["1970", "2099"]),
    ],
)
def test_marks_are_where_a_clock_is_round(start: datetime, seconds: int, words: list[str]) -> None:
    assert [word for _, word in marks(start, seconds, 5)] == words


@pytest.mark.parametrize("seconds", [1, 59, 61, 3599, 10_000, DAY, 3 * DAY, 40 * DAY, 4000 * DAY])
def test_marks_lie_within_and_are_few(seconds: int) -> None:
    found = marks(datetime(2026, 11, 22, 23, 59, 58), seconds, 5)
    assert 1 <= len(found) <= 5
    assert all(0 <= place <= seconds for place, _ in found)
