"""Visitors and sessions, from the half-hours in which all visitors, or a sample, were seen."""

import math
from collections.abc import Iterator
from functools import cached_property

import polars as pl
from msgspec import Struct

from analyzer.report.account import Account
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row, Sessions
from analyzer.report.over_time import clock, step_of
from analyzer.summary.buckets import IDLE, SLOT_BITS
from analyzer.units import counted, duration, share

_HASHES = 2**64
_DAYS_FROM = 3  # days; fewer are shown by the hour

_DRAWN = Chart(ChartKind.OVER_TIME, 0, (1, 2), ("neutral", "neutral"), adds=False)


class Visits(Struct, frozen=True, dict=True):
    """The table `visits`, read.

    The visitors in it are all there were, or an even sample of them: a number of any period is that
    of the sample divided by its share.

    Args:
        table: a row for each half-hour of a visitor, and one where it was cut (see `sampled`).
    """

    table: pl.DataFrame

    @cached_property
    def share(self) -> float:
        """How many of all visitors are in the sample."""
        cut = self.table.filter(pl.col("since").is_null())["visit"]
        return int(cut[0]) / _HASHES if len(cut) else 1.0

    @cached_property
    def slots(self) -> pl.DataFrame:
        """The half-hours, visitor by visitor, in order."""
        visitor = pl.col("visit") & (_HASHES - 1 - SLOT_BITS)
        seen = self.table.filter(pl.col("since").is_not_null())
        return seen.with_columns(hash=visitor).sort("hash", "since")

    @cached_property
    def each(self) -> pl.DataFrame:
        """A row for each session in the sample: `hash`, `n`, `since`, `until`."""
        idle = pl.col("since") - pl.col("until").shift(1)
        begins = (pl.col("hash") != pl.col("hash").shift(1)) | (idle > IDLE)
        return (
            self.slots.with_columns(session=begins.fill_null(value=True).cum_sum())
            .group_by("session")
            .agg(
                pl.col("hash").first(),
                pl.col("n").sum(),
                pl.col("since").min(),
                pl.col("until").max(),
            )
        )

    def all(self, sample: int) -> int:
        """How many there are where the sample holds so many."""
        return round(sample / self.share)

    def error(self, weights: pl.Series) -> float:
        """The relative standard error of a sum over all visitors.

        Args:
            weights: what each visitor in the sample adds to it.
        """
        squares = float((weights.cast(pl.Float64) ** 2).sum()) * (1 - self.share)
        return math.sqrt(squares) / float(weights.sum())


def sessions(account: Account) -> Sessions | None:
    """The sessions; None where nobody was seen, or too few were sampled to say anything."""
    visits = Visits(account.table("visits"))
    each = visits.each
    if not each.height:
        return None
    lasted = (each["until"] - each["since"]).dt.total_microseconds()
    return Sessions(
        count=visits.all(each.height),
        error=visits.error(each.group_by("hash").len()["len"]),
        requests=float(each["n"].sum()) / each.height,
        single=float((each["n"] == 1).sum()) / each.height,
        duration=int(lasted.median()),  # type: ignore[arg-type]
    )


def visitors(account: Account) -> Panel:
    """Visitors and sessions, day by day or hour by hour."""
    visits = Visits(account.table("visits"))
    seen = account.distinct("visitors")
    found = sessions(account)
    sampled = visits.share < 1
    rows = tuple(_rows(visits, account, sampled=sampled))
    error = (Column("give or take", Kind.SHARE),) if sampled else ()
    says = "No entry says who sent it and when."
    if found and seen is not None:
        # Where half of them are a single request, half last no time at all.
        lasted = f"half last longer than {duration(found.duration)}, " if found.duration else ""
        says = (
            f"{counted(seen, 'visitor')}, each a client with one agent, in "
            f"{counted(found.count, 'session')}, which end after {IDLE.seconds // 60} minutes "
            f"without a request. A session has {found.requests:.1f} requests on average, "
            f"{lasted}and {share(found.single, 1)} are a single request."
        )
    return Panel(
        "visitors",
        "Visitors",
        says,
        (
            Column("from", Kind.MOMENT),
            Column("visitors", Kind.COUNT),
            Column("sessions begun", Kind.COUNT),
            *error,
        ),
        rows,
        note=_note(visits, found),
        chart=_DRAWN if len(rows) > 1 else None,
    )


def _note(visits: Visits, found: Sessions | None) -> str:
    once = "Who comes on several days is one visitor of each, and of the whole."
    if not found or visits.share == 1:
        return once
    return (
        f"{once} Estimated from {visits.slots['hash'].n_unique():,} visitors, an even sample: "
        f"the sessions within about {share(found.error, 1)}."
    )


def _rows(visits: Visits, account: Account, *, sampled: bool) -> Iterator[Row]:
    """A visitor is in each step in which a half-hour begins or ends, a session where it begins."""
    slots = visits.slots
    if not slots.height:
        return
    days = (slots["until"].max() - slots["since"].min()).days  # type: ignore[operator, union-attr]
    step = step_of(slots["since"], "1d" if days >= _DAYS_FROM else "1h")
    by = clock(slots["since"], account.zone, step)
    seen = pl.concat(
        slots.select("hash", by.shown(slots[moment]).alias("step")) for moment in ("since", "until")
    )
    people = seen.unique().group_by("step").agg(visitors=pl.len())
    begun = visits.each.select(by.shown(visits.each["since"]).alias("step"))
    steps = people.join(begun.group_by("step").agg(begun=pl.len()), on="step", how="left")
    for shown, number, begins in steps.sort("step").upsample("step", every=step).iter_rows():
        error = (visits.error(pl.Series([1]).new_from_index(0, number)) if number else None,)
        yield Row(
            (
                by.moment(shown),
                visits.all(number or 0),
                visits.all(begins or 0),
                *(error if sampled else ()),
            )
        )
