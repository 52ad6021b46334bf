"""Visitors and sessions against a count that a reader would make by hand, and by brute force."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace
from polars.testing import assert_frame_equal

from analyzer.relate import RELATED
from analyzer.report.account import Account
from analyzer.report.visits import Visits, sessions, visitors
from analyzer.summary import TALLIES, Summary, empty, merge, summarise, summary
from analyzer.summary.bounds import sampled
from analyzer.summary.buckets import SLOT_BITS

BEGIN = datetime(2026, 3, 28, 22, 10, tzinfo=UTC)
SCATTERED = 0x9E37_79B9_7F4A_7C15
"""Odd, so that its multiples are scattered evenly over all hashes."""

Request = tuple[int, int]
"""The visitor's number, and seconds after BEGIN."""


def frame(requests: list[Request]) -> pl.DataFrame:
    rows = len(requests)
    return pl.DataFrame(
        {
            "source": ["a.log"] * rows,
            "line": range(1, rows + 1),
            "client": [f"192.0.2.{who}" for who, _ in requests],
            "time": [BEGIN + timedelta(seconds=at) for _, at in requests],
            "visitor": [who * SCATTERED % 2**64 for who, _ in requests],
        },
        schema={name: RELATED[name] for name in ("source", "line", "client", "time", "visitor")},
    ).select(
        pl.col(name) if name in ("source", "line", "client", "time", "visitor") else pl.lit(None, dtype).alias(name)
        for name, dtype in RELATED.items()
    )  # fmt: skip


def by_hand(requests: list[Request]) -> list[tuple[int, int]]:
    """Requests and seconds of each session, by the definition alone."""
    found = []
    for _, own in groupby(sorted(requests), key=lambda request: request[0]):
        moments = [at for _, at in own]
        begin = 0
        for number, (early, late) in enumerate(pairwise([*moments, 10**12]), start=1):
            if late - early > 30 * 60:
                found.append((number - begin, early - moments[begin]))
                begin = number
    return sorted(found)


def account(*summaries: Summary, zone: str = "UTC") -> Account:
    return Account(merge(summaries), zone)


REQUESTS = some.lists(
    some.tuples(some.integers(1, 6), some.integers(0, 200) | some.integers(0, 30).map(lambda n: n * 900)),
    max_size=60,
)  # fmt: skip


@contextmanager
def bounded(rows: int) -> Iterator[None]:
    tallies = [
        replace(tally, bound=sampled(rows, SLOT_BITS)) if tally.name == "visits" else tally
        for tally in TALLIES
    ]
    with patch("analyzer.summary.summary.TALLIES", tuple(tallies)):
        yield


@contextmanager
def alone(rows: int = 1000) -> Iterator[None]:
    """No more than so many visits are kept, and nothing else is counted."""
    none = {"visits": empty().tables["visits"]}
    with bounded(rows):
        own = tuple(tally for tally in summary.TALLIES if tally.name == "visits")
        with patch.object(summary, "TALLIES", own), patch.object(summary, "_no_rows", lambda: none):
            yield


@given(REQUESTS)
def test_sessions_are_those_that_the_definition_makes(requests) -> None:
    with alone():
        visits = Visits(summarise(frame(requests)).tables["visits"])
    each = visits.each.select("n", (pl.col("until") - pl.col("since")).dt.total_seconds())
    assert sorted(each.rows()) == by_hand(requests)
    assert visits.share == 1


@settings(max_examples=60)
@given(some.sampled_from([1, 3, 8, 1000]), REQUESTS, some.data())
def test_any_cut_in_any_order_keeps_the_same_sample(rows: int, requests, data) -> None:
    several = data.draw(some.integers(1, 4))
    where = [data.draw(some.integers(0, several - 1)) for _ in requests]
    with alone(rows):
        parts = [
            summarise(frame([one for one, at in zip(requests, where, strict=True) if at == part]))
            for part in range(several)
        ]
        while len(parts) > 1:
            taken = [parts.pop(data.draw(some.integers(0, len(parts) - 1))) for _ in range(2)]
            parts.append(merge(taken))
        whole = summarise(frame(requests)).tables["visits"]
    found = parts[0].tables["visits"]
    assert_frame_equal(found, whole, check_row_order=False)
    assert found.filter(pl.col("since").is_not_null()).height <= rows


@settings(max_examples=40)
@given(REQUESTS)
def test_whoever_is_in_the_sample_is_there_wholly(requests) -> None:
    with alone(5):
        kept = summarise(frame(requests)).tables["visits"].filter(pl.col("since").is_not_null())
    with alone():
        whole = summarise(frame(requests)).tables["visits"]
    visitor = pl.col("visit") & (2**64 - 1 - SLOT_BITS)
    those = whole.filter(visitor.is_in(kept.select(visitor).to_series().implode()))
    assert_frame_equal(kept, those, check_row_order=False)


def test_a_sample_tells_of_all_within_the_error_that_it_states() -> None:
    requests = [
        (who, who % 7 * 3600 * visit) for who in range(1, 8001) for visit in range(who % 3 + 1)
    ]
    with bounded(1000):
        found = sessions(account(summarise(frame(requests))))
    truth = by_hand(requests)
    assert found is not None
    assert 0.02 < found.error < 0.06
    assert found.count == pytest.approx(len(truth), rel=3 * found.error)
    assert found.requests == pytest.approx(len(requests) / len(truth), rel=0.1)


def test_days_are_told_apart_by_the_clock_and_whoever_comes_again_is_no_other() -> None:
    day = 24 * 3600
    # BEGIN is 22:10 in UTC, and 23:10 in Berlin; the first visitor stays over its midnight.
    requests = [
        (1, 0),
        (1, 1700),
        (1, 3400),
        (2, 60),
        (1, 3 * day),
        (3, 4 * day),
        (3, 4 * day + 10),
    ]
    panel = visitors(account(summarise(frame(requests)), zone="Europe/Berlin"))
    assert [(f"{row.values[0]:%d %H:%M %z}", *row.values[1:]) for row in panel.rows] == [
        ("28 00:00 +0100", 2, 2),
        ("29 00:00 +0100", 1, 0),
        ("30 00:00 +0200", 0, 0),
        ("31 00:00 +0200", 0, 0),
        ("01 00:00 +0200", 1, 1),
        ("02 00:00 +0200", 1, 1),
    ]
    assert "3 visitors" in panel.says
    assert "4 sessions" in panel.says
    assert "half last longer than 5.00 s, and 50.0 % are a single request" in panel.says


def test_that_half_last_no_time_goes_without_saying() -> None:
    panel = visitors(account(summarise(frame([(1, 0), (2, 0), (3, 0), (3, 10)]))))
    assert "A session has 1.3 requests on average, and 66.7 % are a single" in panel.says


def test_where_there_are_many_each_row_says_how_sure_it_is() -> None:
    with bounded(500):
        panel = visitors(account(summarise(frame([(who, who) for who in range(5000)]))))
    assert [column.title for column in panel.columns][-1] == "give or take"
    ((_, number, begun, error),) = [row.values for row in panel.rows[:1]]
    assert number == begun == pytest.approx(3000, rel=0.3)
    assert 0.03 < error < 0.1
    assert "Estimated from 500 visitors" in panel.note


def test_who_is_unknown_is_no_visitor() -> None:
    nobody = frame([(1, 0)]).with_columns(client=pl.lit(None, pl.String))
    found = account(summarise(nobody))
    assert sessions(found) is None
    assert visitors(found).rows == ()
    assert visitors(found).says == "No entry says who sent it and when."
