"""The panel over time: minutes, put together to as many bins as a reader can take in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import cast
from zoneinfo import ZoneInfo

import polars as pl
from msgspec import Struct

from analyzer.classify.vocabulary import Class
from analyzer.report.account import Account
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row

BINS = 120

_STEPS = (
    "1m", "2m", "5m", "10m", "15m", "30m", "1h", "2h", "3h", "6h", "12h",
    "1d", "7d", "30d", "365d", "3650d", "36500d",
)  # fmt: skip
_SECONDS = {"m": 60, "h": 3600, "d": 86400}


def over_time(account: Account) -> Panel:
    """Requests of each class, in equal steps of time; steps without any are there too."""
    timed = account.table("minute").filter(pl.col("minute").is_not_null())
    unknown = account.total - int(timed["n"].sum())
    step = step_of(timed["minute"])
    classes = [each.value for each in Class]
    rows = tuple(_rows(timed, step, classes, account.zone))
    says = "Requests of each class."
    return Panel(
        "time",
        "Over time",
        says if not unknown else f"{says} {unknown:,} have no time.",
        (
            Column("from", Kind.MOMENT),
            *(Column(name.replace("_", " "), Kind.COUNT) for name in classes),
        ),
        rows,
        chart=Chart(ChartKind.OVER_TIME, 0, tuple(range(1, len(classes) + 1)), tuple(classes)),
    )


def step_of(moments: pl.Series, least: str = "1m") -> str:
    """The shortest step, from `least` on, by which the moments make no more than BINS."""
    steps = _STEPS[_STEPS.index(least) :]
    if not len(moments):
        return steps[0]
    seconds = (moments.max() - moments.min()).total_seconds()  # type: ignore[operator, union-attr]
    fitting = (step for step in steps if seconds / (int(step[:-1]) * _SECONDS[step[-1]]) < BINS)
    return next(fitting, steps[-1])


class Clock(Struct, frozen=True):
    """What the clocks of a zone show, step by step.

    Days begin when they say so, and may have 23 hours; hours are as long as hours.

    Args:
        zone: the time zone.
        step: as `step_of` gives it.
        offset: of the zone, at the first moment.
    """

    zone: tzinfo
    step: str
    offset: timedelta

    def shown(self, moments: pl.Series) -> pl.Series:
        """The steps that moments fall in, by the clock."""
        if self._days and isinstance(self.zone, ZoneInfo):
            local = moments.dt.convert_time_zone(self.zone.key).dt.replace_time_zone(None)
        else:
            local = moments.dt.replace_time_zone(None) + self.offset
        return local.dt.truncate(self.step)

    def moment(self, shown: datetime) -> datetime:
        """The moment at which the clock shows that."""
        if self._days:
            return shown.replace(tzinfo=self.zone)
        return (shown - self.offset).replace(tzinfo=UTC).astimezone(self.zone)

    @property
    def _days(self) -> bool:
        return self.step.endswith("d")


def clock(moments: pl.Series, zone: tzinfo, step: str) -> Clock:
    """The clock of a zone for some moments, of which there is at least one."""
    first = cast("datetime", moments.min())
    return Clock(zone, step, first.astimezone(zone).utcoffset() or timedelta())


def _rows(timed: pl.DataFrame, step: str, classes: list[str], zone: tzinfo) -> Iterator[Row]:
    if not timed.height:
        return
    by = clock(timed["minute"], zone, step)
    for moment, *counts in _bins(
        timed.with_columns(by.shown(timed["minute"])), step, classes
    ).iter_rows():
        yield Row((by.moment(moment), *counts))


def _bins(timed: pl.DataFrame, step: str, classes: list[str]) -> pl.DataFrame:
    counts = (
        timed.group_by("minute")
        .agg(pl.col("n").filter(pl.col("class") == name).sum().alias(name) for name in classes)
        .sort("minute")
    )
    return counts.upsample("minute", every=step).with_columns(pl.col(classes).fill_null(0))
