"""What came just before an outage: a second look at the last moments, for what is unusual there.

It came before: more is not known.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta, tzinfo

import polars as pl

from analyzer.findings.finding import Before
from analyzer.findings.unusual import KEPT, NAMED, PLACE, REQUEST, Usual
from analyzer.summary import Summary
from analyzer.summary.condition import between
from analyzer.summary.summary import LONGEST_KEY

Again = Callable[[Sequence[tuple[datetime, datetime]]], Iterable[pl.DataFrame]]
"""The entries that a summary was made of, once more: at least those of some spans of time, each from
a moment up to another, none of which overlap; in frames with ENTRY's columns at the least."""

WINDOW = timedelta(seconds=60)
"""What sets off an outage seldom takes longer to show."""

_TICK = timedelta(microseconds=1)


def before(
    summary: Summary, firsts: Iterable[datetime], again: Again, local: tzinfo
) -> tuple[Before, ...]:
    """Look at the last moments before some faults, all of them in one more reading.

    Args:
        summary: of the whole log.
        firsts: the first fault of each outage, whose moment is looked at, too: it may have set off
            what follows.
        again: reads them.
        local: the time zone that moments are told in.
    """
    usual = Usual(summary)
    windows = [_Window(usual, first) for first in firsts]
    for frame in again(_apart((each.since, each.until + _TICK) for each in windows)):
        for each in windows:
            each.look(frame)
    return tuple(each.before(local) for each in windows)


def _apart(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The same time in spans of which none overlap, so that no entry is read twice."""
    apart: list[tuple[datetime, datetime]] = []
    for since, until in sorted(spans):
        if apart and since <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(until, apart[-1][1]))
        else:
            apart.append((since, until))
    return apart


class _Window:
    """What is seen in the moments before one fault."""

    def __init__(self, usual: Usual, first: datetime) -> None:
        self.since, self.until = first - WINDOW, first
        self._usual = usual
        self._requests, self._clients = _nothing(REQUEST), _nothing(("client",))
        self._statuses = Counter[int]()

    def look(self, frame: pl.DataFrame) -> None:
        rows = _looked_at(frame, self.since, self.until)
        if not rows.height:
            return
        self._statuses.update(rows["status"].drop_nulls().to_list())
        requests = _together([self._requests, _grouped(rows, REQUEST)], REQUEST)
        self._requests = self._usual.rarest(requests)
        clients = _together([self._clients, _grouped(rows, ("client",))], ("client",))
        ordered = clients.sort("n", *PLACE, descending=[True, False, False, False])
        self._clients = ordered.head(KEPT)

    def before(self, local: tzinfo) -> Before:
        total, when = int(self._requests["n"].sum()), between(self.since, self.until)
        found = [
            *self._usual.unusual(self._requests, total, when),
            *self._usual.busy(self._clients, total, when),
        ]
        found.sort(key=lambda pair: (pair[0], pair[1].first))
        return Before(
            self.since.astimezone(local),
            self.until.astimezone(local),
            total,
            dict(sorted(self._statuses.items())),
            tuple(candidate for _, candidate in found[:NAMED]),
        )


def _looked_at(frame: pl.DataFrame, since: datetime, until: datetime) -> pl.DataFrame:
    short = [pl.col(name).str.head(LONGEST_KEY) for name in REQUEST]
    return frame.filter(pl.col("reject").is_null(), pl.col("time").is_between(since, until)).select(
        *short, *PLACE, "status", "request_bytes"
    )


_COUNTED = {"n": pl.UInt64(), "sent": pl.UInt64()}
_SEEN = {"time": pl.Datetime("us", "UTC"), "source": pl.String(), "line": pl.UInt64()}


def _nothing(keys: tuple[str, ...]) -> pl.DataFrame:
    return pl.DataFrame(schema={**dict.fromkeys(keys, pl.String()), **_COUNTED, **_SEEN})


def _grouped(rows: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    counted_ = rows.with_columns(n=pl.lit(1, pl.UInt64), sent=pl.col("request_bytes"))
    return _together([counted_.select(*keys, *_COUNTED, *_SEEN)], keys)


def _together(parts: list[pl.DataFrame], keys: tuple[str, ...]) -> pl.DataFrame:
    """Counts added, the largest request, and the first place of each."""
    return (
        pl.concat(parts)
        .sort(*PLACE)
        .group_by(keys, maintain_order=True)
        .agg(pl.col("n").sum(), pl.col("sent").max(), *(pl.col(name).first() for name in PLACE))
    )
