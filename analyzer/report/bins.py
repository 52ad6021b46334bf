"""Time cut into as many columns as a picture can hold, at steps a clock knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(_MINUTE * number for number in (1, 2, 5, 10, 15, 30)),
    *(_HOUR * number for number in (1, 2, 3, 6, 12)),
    *(_DAY * number for number in (1, 2, 7, 14, 28, 91, 182, 364, 1820, 3640, 36_400)),
)
"""Seconds; from a day on, whole days."""

_MONDAY = datetime(2001, 1, 1)  # midnight, so that every step begins where people expect it to


@dataclass(frozen=True, slots=True)
class Bins:
    """Columns of equal width.

    Args:
        start: the first column's begin, on the clock of the first row's zone.
        step: seconds to a column.
        sums: for each series, its sum in each column.
    """

    start: datetime
    step: int
    sums: tuple[tuple[float, ...], ...]

    @property
    def edges(self) -> range:
        """Where columns begin and the last one ends, in seconds from `start`."""
        return range(0, self.step * len(self.sums[0]) + 1, self.step)

    def ticks(self, most: int) -> list[int]:
        """At most `most` seconds from `start` where a clock shows something round."""
        end = self.edges[-1]
        step = next((step for step in STEPS if end < step * most), STEPS[-1])
        return list(range(-_seconds(self.start) % step, end + 1, step))


def binned(moments: Sequence[datetime], series: Sequence[Sequence[float]], most: int) -> Bins:
    """Sums of each series in at most `most` columns, none finer than the rows themselves.

    Time runs as it did, not as the clocks did: no hour is counted twice in autumn.
    """
    wall = moments[0].replace(tzinfo=None)
    elapsed = [int((_utc(moment) - _utc(moments[0])).total_seconds()) for moment in moments]
    step = _step(elapsed, most)
    behind = _seconds(wall) % step
    places = [(seconds + behind) // step for seconds in elapsed]
    start = (wall - timedelta(seconds=behind)).replace(microsecond=0)
    return Bins(start, step, tuple(_sums(places, values) for values in series))


def _step(elapsed: Sequence[int], most: int) -> int:
    gaps = [late - early for early, late in pairwise(elapsed) if late > early]
    finest = max(min(gaps, default=_MINUTE), elapsed[-1] / (most - 1))
    return next((step for step in STEPS if step >= finest), STEPS[-1])


def _sums(places: Sequence[int], values: Sequence[float]) -> tuple[float, ...]:
    sums = [0.0] * (places[-1] + 1)
    for place, value in zip(places, values, strict=True):
        sums[place] += value
    return tuple(sums)


def _utc(moment: datetime) -> datetime:
    """Two moments of one zone differ by what their clocks show, says Python; in UTC by time."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _seconds(wall: datetime) -> int:
    return (wall - _MONDAY) // timedelta(seconds=1)
