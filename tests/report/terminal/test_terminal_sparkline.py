from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row
from analyzer.report.terminal.marks import marks
from analyzer.report.terminal.screen import Screen
from analyzer.report.terminal.sparkline import over_time

MORNING = datetime(2026, 11, 22, 9, 25, tzinfo=UTC)
CHART = Chart(ChartKind.OVER_TIME, 0, (1, 2), ("success", "none"))


def _panel(step: timedelta, *numbers: int | None, begin: datetime = MORNING) -> Panel:
    columns = (
        Column("from", Kind.MOMENT),
        Column("success", Kind.COUNT),
        Column("none", Kind.COUNT),
    )
    rows = tuple(Row((begin + step * at, number, 0)) for at, number in enumerate(numbers))
    return Panel("time", "Over time", "", columns, rows, chart=CHART)


def _drawn(panel: Panel, width: int = 80) -> list[str]:
    lines = over_time(panel, CHART, Screen(width))
    return ["".join(part.text for part in line).rstrip() for line in lines]


def test_a_row_is_a_mark_where_there_is_room() -> None:
    assert _drawn(_panel(timedelta(minutes=5), 0, 1, 2, 3, 4, 5, 6, 7, None, 1, 1, 1, 1)) == [
        "  success  ▁▂▃▄▅▆▇█▁▂▂▂▂  most 7 at 10:00",
        "           09:25   10:25  a mark is 5 min",
    ]


def test_rows_are_put_together_at_round_times_where_there_is_none() -> None:
    # 120 rows of 5 minutes from 09:25; 30 minutes to a mark: 09:00 has one row, 19:00 five.
    drawn = _drawn(_panel(timedelta(minutes=5), *[1] * 119, 50), width=60)
    assert drawn == [
        "  success  " + "▂" * 20 + "█" + "  most 54 at 19:00",
        "           09:00           19:00  a mark is 30 min",
    ]


def test_nothing_at_all_draws_nothing() -> None:
    assert _drawn(_panel(timedelta(minutes=5), 0, None, 0)) == []


def test_a_single_row_is_a_single_mark() -> None:
    assert _drawn(_panel(timedelta(minutes=5), 3))[0] == "  success  █  most 3 at 09:25"


def test_days_are_written_as_dates() -> None:
    begin = datetime(2026, 11, 20, tzinfo=UTC)
    drawn = _drawn(_panel(timedelta(days=1), 1, 9, 3, begin=begin))
    assert drawn == [
        "  success  ▂█▄  most 9 at 2026-11-21",
        "           2026-11-20  a mark is 1 d",
    ]


def test_a_class_is_named_in_words() -> None:
    columns = (Column("from", Kind.MOMENT), Column("none", Kind.COUNT))
    panel = Panel("time", "", "", columns, (Row((MORNING, 2)),))
    chart = Chart(ChartKind.OVER_TIME, 0, (1,), ("none",))
    line = over_time(panel, chart, Screen(80))[0]
    assert "".join(part.text for part in line) == "  no valid status  █  most 2 at 09:25"


@pytest.mark.parametrize("rows", [1, 2, 3, 59, 60, 61, 120, 121, 5000])
@pytest.mark.parametrize("step", [1, 60, 300, 7200, 86_400, 2_592_000])
@pytest.mark.parametrize("most", [8, 30, 90])
def test_marks_are_never_more_than_there_is_room_for(rows: int, step: int, most: int) -> None:
    begin = datetime(1990, 5, 3, 7, 12, 5, tzinfo=UTC)
    moments = [begin + timedelta(seconds=step) * at for at in range(min(rows, 500))]
    found = marks(moments, most)
    assert found.places[-1] < most + 1
    assert len(found.clock) == found.places[-1] + 1
    assert sum(found.sums([1] * len(moments))) == len(moments)


def test_no_hour_is_counted_twice_when_clocks_are_set_back() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    begin = datetime(2026, 10, 24, 22, tzinfo=UTC)  # midnight in Berlin; the day has 25 hours
    moments = [(begin + timedelta(hours=at)).astimezone(berlin) for at in range(25)]
    assert marks(moments, 40).sums([1] * 25) == [1] * 25
