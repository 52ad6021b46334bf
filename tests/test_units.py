from datetime import UTC, datetime, timedelta, timezone

import pytest

from analyzer import units

NOON = datetime(2026, 11, 22, 12, 0, 7, 999_999, tzinfo=UTC)
EAST = timezone(timedelta(hours=5, minutes=30))


def test_counts() -> None:
    assert units.count(0) == "0"
    assert units.count(1_234_567) == "1,234,567"
    assert units.counted(1, "line") == "1 line"
    assert units.counted(0, "line") == "0 lines"
    assert units.counted(1_000, "entry", "entries") == "1,000 entries"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (999.6, "1.00 kB"),
        (1_000, "1.00 kB"),
        (1_234, "1.23 kB"),
        (9_994, "9.99 kB"),
        (9_995, "10.0 kB"),
        (99_949, "99.9 kB"),
        (99_950, "100 kB"),
        (999_499, "999 kB"),
        (999_500, "1.00 MB"),
        (48_123_456_789, "48.1 GB"),
        (5 * 10**18, "5,000 PB"),
    ],
)
def test_sizes(number: float, text: str) -> None:
    assert units.size(number) == text


@pytest.mark.parametrize(
    ("microseconds", "text"),
    [
        (0, "0 µs"),
        (999, "999 µs"),
        (999.7, "1.00 ms"),
        (1_000, "1.00 ms"),
        (12_345, "12.3 ms"),
        (999_499, "999 ms"),
        (999_999, "1.00 s"),
        (4_560_000, "4.56 s"),
        (59_940_000, "59.9 s"),
        (59_999_999, "1 min"),
        (60_000_000, "1 min"),
        (200_000_000, "3 min 20 s"),
        (3_599_999_999, "1 h"),
        (18_750_000_000, "5 h 12 min"),
        (86_400_000_000 * 3 + 3_600_000_000 * 4 + 59_000_000, "3 d 4 h"),
        (86_400_000_000 * 1_500, "1,500 d"),
    ],
)
def test_durations(microseconds: float, text: str) -> None:
    assert units.duration(microseconds) == text


def test_no_duration_climbs_past_its_unit() -> None:
    for exponent in range(2, 14):
        for offset in (-1, 0, 1):
            assert not units.duration(10**exponent + offset).startswith(("1,000 ", "1000 "))


def test_a_span_is_the_time_between() -> None:
    assert units.span(NOON, NOON + timedelta(hours=26)) == "1 d 2 h"
    assert units.span(NOON, NOON) == "0 µs"


@pytest.mark.parametrize(
    ("part", "total", "text"),
    [
        (0, 0, "-"),
        (0, 7, "0 %"),
        (7, 7, "100 %"),
        (1, 10_000, "<0.1 %"),
        (1, 1_000, "0.1 %"),
        (9_999, 10_000, ">99.9 %"),
        (999, 1_000, "99.9 %"),
        (37, 213, "17.4 %"),
        (0.0521, 1, "5.2 %"),
    ],
)
def test_shares_never_round_something_to_nothing(part: float, total: float, text: str) -> None:
    assert units.share(part, total) == text


def test_speed() -> None:
    assert units.speed(251_000_000, 1.37) == "183 MB/s"
    assert units.speed(10, 0) is None


def test_moments_are_cut_to_the_second_not_rounded() -> None:
    assert units.moment(NOON) == "2026-11-22 12:00:07"
    assert units.moment(datetime(33, 4, 3, tzinfo=UTC)) == "0033-04-03 00:00:00"


def test_zones() -> None:
    assert units.zone(NOON) == "UTC"
    assert units.zone(NOON.astimezone(EAST)) == "+05:30"
    assert units.zone(NOON.replace(tzinfo=None)) == ""


def test_a_period_names_the_second_date_only_where_it_differs() -> None:
    hour = timedelta(hours=1)
    assert units.period(NOON, NOON + hour) == "2026-11-22 12:00:07 to 13:00:07 UTC"
    assert units.period(NOON, NOON + 12 * hour) == "2026-11-22 12:00:07 to 2026-11-23 00:00:07 UTC"
    assert units.period(NOON.replace(tzinfo=None), NOON.replace(tzinfo=None)) == (
        "2026-11-22 12:00:07 to 12:00:07"
    )


def test_what_cannot_be_more_is_all() -> None:
    assert units.at_least(3, 7, "client") == "at least 3 clients"
    assert units.at_least(7, 7, "address", "addresses") == "7 addresses"
    assert units.at_least(1, 1, "client") == "1 client"


def test_what_does_not_say_is_told_where_there_is_any() -> None:
    assert units.unsaid(0) == "."
    assert units.unsaid(1) == "; 1 does not say."
    assert units.unsaid(2_000) == "; 2,000 do not say."
