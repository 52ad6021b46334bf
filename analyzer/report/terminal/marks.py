"""Rows of equal time put together to the marks of a sparkline, at steps a clock knows."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_ROUND = (
    *(1, 2, 5, 10, 15, 30),
    *(_MINUTE * number for number in (1, 2, 5, 10, 15, 20, 30)),
    *(_HOUR * number for number in (1, 2, 3, 4, 6, 12)),
    *(_DAY * number for number in (1, 2, 7, 14, 28, 91, 182, 364)),
)
_MONDAY = datetime(2001, 1, 1)  # midnight: steps that are counted from here begin at round times


class Marks(Struct, frozen=True):
    """Equal steps of time.

    Args:
        start: when the first begins, on the clock of the rows.
        seconds: how long each is.
        places: for each row, the mark it belongs to.
    """

    start: datetime
    seconds: int
    places: tuple[int, ...]

    def sums(self, amounts: Sequence[float]) -> list[float]:
        """Rows' amounts put together."""
        sums = [0.0] * (self.places[-1] + 1)
        for place, amount in zip(self.places, amounts, strict=True):
            sums[place] += amount
        return sums

    def highest(self, amounts: Sequence[float]) -> list[float]:
        """Of the rows of each mark the highest amount."""
        highest = [0.0] * (self.places[-1] + 1)
        for place, amount in zip(self.places, amounts, strict=True):
            highest[place] = max(highest[place], amount)
        return highest

    @property
    def clock(self) -> list[str]:
        """When each mark begins, without what all of them share."""
        step = timedelta(seconds=self.seconds)
        begins = [self.start + step * place for place in range(self.places[-1] + 1)]
        if self.seconds >= _DAY:
            return [f"{when:%Y-%m-%d}" for when in begins]
        form = "%H:%M:%S" if self.seconds < _MINUTE else "%H:%M"
        same = begins[0].date() == begins[-1].date()
        return [when.strftime(form if same else "%m-%d %H:%M") for when in begins]


def marks(moments: Sequence[datetime], most: int) -> Marks:
    """At most `most` marks for rows that follow each other in equal steps.

    Rows are counted, not read off the clock: where clocks are set back in autumn, no hour of two
    falls into one mark.
    """
    row = max(1, round((moments[1] - moments[0]).total_seconds())) if len(moments) > 1 else _MINUTE
    least = row * len(moments) / max(1, most - 1)
    if len(moments) <= most:
        least = row
    step = next(
        (step for step in _ROUND if step >= least and not step % row), -int(-least // row) * row
    )
    first = moments[0].replace(tzinfo=None)
    behind = round((first - _MONDAY).total_seconds()) % step
    places = tuple((number * row + behind) // step for number in range(len(moments)))
    return Marks(first - timedelta(seconds=behind), step, places)
