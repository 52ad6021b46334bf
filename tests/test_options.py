from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from analyzer.errors import OptionError
from analyzer.options import condition, moment, zone

BERLIN = ZoneInfo("Europe/Berlin")
TEN = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "rules", "expected"),
    [
        ("2026-11-22T10:00", UTC, TEN),
        ("2026-11-22 10:00:00", UTC, TEN),
        ("20261122T1000", UTC, TEN),
        ("2026-11-22T10:00Z", BERLIN, TEN),
        ("2026-11-22T11:00", BERLIN, TEN),
        ("2026-07-22T12:00", BERLIN, datetime(2026, 7, 22, 10, tzinfo=UTC)),
        ("2026-11-22T15:30+05:30", UTC, TEN),
        ("2026-11-22", BERLIN, datetime(2026, 11, 21, 23, tzinfo=UTC)),
        ("22/Nov/2026:11:00:00 +0100", UTC, TEN),
        ("[22/Nov/2026:11:00:00 +0100]", UTC, TEN),
        ("22/Nov/2026:11:00:00", BERLIN, TEN),
    ],
)
def test_moments(text: str, rules: timezone, expected: datetime) -> None:
    assert moment("--since", text, rules) == expected
    assert moment("--since", text, rules).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("30s", 30),
        ("90min", 5400),
        ("90m", 5400),
        ("2h", 7200),
        ("7d", 604_800),
        ("1w", 604_800),
        ("0h", 0),
    ],
)
def test_moments_before_now(text: str, ago: int) -> None:
    away = datetime.now(UTC) - moment("--since", text, UTC)
    assert abs(away - timedelta(seconds=ago)) < timedelta(seconds=5)


def test_a_day_by_its_name_begins_at_midnight_of_the_zone() -> None:
    today, yesterday = (moment("--since", text, BERLIN) for text in ("today", "yesterday"))
    now = datetime.now(BERLIN)
    assert today.astimezone(BERLIN).date() in {now.date(), (now - timedelta(minutes=1)).date()}
    for each in (today, yesterday):
        assert each.utcoffset() == timedelta(0)
        assert each.astimezone(BERLIN).time().isoformat() == "00:00:00"
    assert timedelta(hours=23) <= today - yesterday <= timedelta(hours=25)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "32/Nov/2026:10:00:00 +0000",
        "22/Nov/2026",
        "1M",
        "2h ago",
        "-2h",
        "12:00",
        "2026-02-30",
        "1.5h",
        "\uff12h",
    ],
)
def test_no_moments(text: str) -> None:
    with pytest.raises(OptionError, match="--until"):
        moment("--until", text, UTC)


@pytest.mark.parametrize(
    ("text", "name", "offset"),
    [
        ("UTC", "UTC", 0), ("z", "UTC", 0), ("+00:00", "UTC", 0), ("-00", "UTC", 0),
        ("+02:00", "+02:00", 120), ("+0530", "+05:30", 330), ("-03", "-03:00", -180),
        ("Europe/Berlin", "Europe/Berlin", 60),
    ],
)  # fmt: skip
def test_zones(text: str, name: str, offset: int) -> None:
    found = zone(text)
    assert found.name == name
    assert TEN.astimezone(found.rules).utcoffset() == timedelta(minutes=offset)


@pytest.mark.parametrize(
    "text", ["", "Mars", "+15:00", "-13", "+2", "/etc/passwd", "a\0b", "Europe"]
)
def test_no_zones(text: str) -> None:
    with pytest.raises(OptionError, match="--tz"):
        zone(text)


def test_a_zone_that_is_nearly_right_is_proposed() -> None:
    with pytest.raises(OptionError, match="Europe/Berlin"):
        zone("europe/berlim")


def test_nothing_selected_is_no_condition() -> None:
    assert condition(None, None, None) is None
    assert condition("status = 1 or true", None, None) == "status = 1 or true"


def test_the_condition_selects_what_the_options_do() -> None:
    later = TEN + timedelta(microseconds=5)
    times = [TEN - timedelta(microseconds=1), TEN, TEN + timedelta(microseconds=4), later]
    frame = pl.DataFrame({"time": times, "status": [200, 404, 200, 200]})
    said = condition("status = 200 or status = 404", TEN, later)
    assert said is not None
    assert frame.filter(pl.sql_expr(said))["time"].to_list() == times[1:3]
