"""The panel over time: minutes, put together to as many bins as a reader can take in."""

from collections.abc import Iterator
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

import polars as pl

from analyzer.classify.vocabulary import Class
from analyzer.report.account import Account
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row
from analyzer.units import counted

BINS = 120

_STEPS = (
    "1m", "2m", "5m", "10m", "15m", "30m", "1h", "2h", "3h", "6h", "12h",
    "1d", "7d", "30d", "365d", "3650d", "36500d",
)  # fmt: skip
_SECONDS = {"m": 60, "h": 3600, "d": 86400}
_WORDS = {"m": "minute", "h": "hour", "d": "day"}


def over_time(account: Account) -> Panel:
    """Requests of each class, in equal steps of time; steps without any are there too."""
    timed = account.table("minute").filter(pl.col("minute").is_not_null())
    unknown = account.total - int(timed["n"].sum())
    step = _step(timed)
    classes = [each.value for each in Class]
    rows = tuple(_rows(timed, step, classes, account.zone))
    says = f"Requests of each class, {counted(int(step[:-1]), _WORDS[step[-1]])} to a row."
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


def _step(timed: pl.DataFrame) -> str:
    if not timed.height:
        return _STEPS[0]
    seconds = (timed["minute"].max() - timed["minute"].min()).total_seconds()  # type: ignore[operator, union-attr]
    fitting = (step for step in _STEPS if seconds / (int(step[:-1]) * _SECONDS[step[-1]]) < BINS)
    return next(fitting, _STEPS[-1])


def _rows(timed: pl.DataFrame, step: str, classes: list[str], zone: tzinfo) -> Iterator[Row]:
    """Days begin when the zone's clocks say so, and may have 23 hours; hours are as long as hours."""
    if not timed.height:
        return
    days = step.endswith("d")
    offset = timed["minute"].min().astimezone(zone).utcoffset()  # type: ignore[union-attr]
    clock = timed["minute"].dt.replace_time_zone(None) + offset
    if days and isinstance(zone, ZoneInfo):
        clock = timed["minute"].dt.convert_time_zone(zone.key).dt.replace_time_zone(None)
    for moment, *counts in _bins(timed.with_columns(clock), step, classes).iter_rows():
        local = moment if days else (moment - offset).replace(tzinfo=UTC).astimezone(zone)
        yield Row((local.replace(tzinfo=zone) if days else local, *counts))


def _bins(timed: pl.DataFrame, step: str, classes: list[str]) -> pl.DataFrame:
    counts = (
        timed.with_columns(pl.col("minute").dt.truncate(step))
        .group_by("minute")
        .agg(pl.col("n").filter(pl.col("class") == name).sum().alias(name) for name in classes)
        .sort("minute")
    )
    return counts.upsample("minute", every=step).with_columns(pl.col(classes).fill_null(0))
