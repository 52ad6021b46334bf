from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from analyzer.formats.har.dates import instant, milliseconds, offset


def _at(hour: int, microsecond: int = 0) -> datetime:
    return datetime(2024, 5, 1, hour, 30, 15, microsecond, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at", "east"),
    [
        ("2024-05-01T10:30:15Z", _at(10), 0),
        ("2024-05-01T10:30:15z", _at(10), 0),
        ("2024-05-01T10:30:15.999Z", _at(10, 999_000), 0),
        ("2024-05-01T10:30:15.12Z", _at(10, 120_000), 0),
        ("2024-05-01T10:30:15.1234Z", _at(10, 123_400), 0),
        ("2024-05-01T10:30:15.123456Z", _at(10, 123_456), 0),
        ("2024-05-01T10:30:15.123456+00:00", _at(10, 123_456), 0),
        ("2024-05-01T10:30:15.1234567+02:00", _at(8, 123_456), 7200),
        ("2024-05-01T10:30:15,5+0100", _at(9, 500_000), 3600),
        ("2024-05-01T10:30:15-0330", _at(14).replace(minute=0), -12600),
        ("2024-05-01T10:30:15+02", _at(8), 7200),
        ("2024-05-01 10:30:15.250 +02:00", _at(8, 250_000), 7200),
        ("2024-05-01T10:30Z", _at(10).replace(second=0), 0),
        ("2024-05-01T10:30:15.5", _at(10, 500_000), None),
        ("NaN-NaN-NaNTNaN:NaN:NaN.NaN+NaN:NaN", None, None),
        ("2024-13-01T10:30:15Z", None, 0),
        ("2024-05-01T10:30:15+99:99", None, None),
        ("01/02/2024", None, None),
        ("10", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_date_is_read_in_every_shape(
    text: str | None, at: datetime | None, east: int | None
) -> None:
    frame = pl.DataFrame({"text": [text]}, schema={"text": pl.String})
    frame = frame.select(at=instant(pl.col("text")), east=offset(pl.col("text")))
    assert frame.row(0) == (at, east)


@pytest.mark.parametrize(
    ("number", "duration"),
    [
        (0.0, timedelta(0)),
        (0.06, timedelta(microseconds=60)),
        (1.5, timedelta(microseconds=1500)),
        (3_600_000.0, timedelta(hours=1)),
        (-1.0, None),
        (-1000.0, None),
        (-0.25, None),
        (float("nan"), None),
        (float("inf"), None),
        (1e300, None),
        (None, None),
    ],
)
def test_milliseconds_are_a_duration_unless_unknown(
    number: float | None, duration: timedelta | None
) -> None:
    frame = pl.DataFrame({"ms": [number]}, schema={"ms": pl.Float64})
    assert frame.select(milliseconds(pl.col("ms"))).item() == duration
