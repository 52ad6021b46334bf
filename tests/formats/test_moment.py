"""Times read by the minute are those read one by one."""

from datetime import UTC, datetime

import polars as pl
import pytest

from analyzer.formats.moment import clf

ODD = [
    *("10/Oct/2000:13:55:60 -0700", "10/Oct/2000:13:55:61 -0700", "10/Oct/2000:13:55:+5 -0700"),
    *("10/Oct/2000:13:55: 5 -0700", "10/Oct/2000:13:55x36 -0700", "10/Oct/2000:13:5: 36 -0700"),
    *("31/Feb/2000:13:55:36 -0700", "10/Oct/0000:13:55:36 -0700", "10/OCT/2000:13:55:36 -0700"),
    *("10/Oct/2000:13:55:36x-0700", "\u0661\u0660/Oct/2000:13:55:3 -0700", "-", ""),
]


@pytest.mark.parametrize("odd", ODD)
def test_a_time_does_not_depend_on_its_neighbours(odd: str) -> None:
    usual = "10/Oct/2000:13:55:36 -0700"
    alone = clf(pl.Series([odd]))["time"][0]
    by_minute = clf(pl.Series([usual, odd, usual]))["time"]
    one_by_one = clf(pl.Series(["-", odd]))["time"]
    assert by_minute.to_list() == [by_minute[0], alone, by_minute[0]]
    assert by_minute[0] == datetime(2000, 10, 10, 20, 55, 36, tzinfo=UTC)
    assert one_by_one[1] == alone


def test_offsets_are_kept_in_seconds() -> None:
    times = [f"10/Oct/2000:13:55:36 {zone}" for zone in ("+0530", "-0330", "+0000")]
    assert clf(pl.Series(times))["offset"].to_list() == [19800, -12600, 0]
    assert clf(pl.Series(times[:1] * 3))["offset"].to_list() == [19800] * 3


def test_no_times() -> None:
    assert clf(pl.Series([], dtype=pl.String))["time"].len() == 0
