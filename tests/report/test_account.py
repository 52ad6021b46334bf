from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from analyzer.errors import OptionError
from analyzer.relate import RELATED
from analyzer.report.account import Account
from analyzer.summary import Summary, empty, summarise

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def summary(*rows: dict[str, object]) -> Summary:
    full = [{"source": "a.log", "line": at, **row} for at, row in enumerate(rows, start=1)]
    frame = pl.DataFrame(
        {name: [row.get(name) for row in full] for name in RELATED}, schema=RELATED
    )
    return summarise(frame)


def entry(**columns: object) -> dict[str, object]:
    return {
        "time": NOON, "offset": 0, "status": 200, "class": "success", "outcome": "ok",
        "fault": "none", "method": "GET", **columns,
    }  # fmt: skip


def test_every_line_is_accounted_for() -> None:
    account = Account(
        summary(
            entry(),
            {"reject": "comment"},
            {"reject": "blank line"},
            {"reject": "time is not a date"},
        )
    )
    assert (account.lines, account.entries, account.rejected, account.ignored) == (4, 1, 1, 2)
    assert (account.total, account.requests) == (1, "1 request")
    assert account.counts["rejected"] == {"time is not a date": 1}


def test_the_counts_of_nothing_are_zeros() -> None:
    counts = Account(empty()).counts
    assert counts["status"] == counts["methods"] == counts["rejected"] == {}
    for name in ("class", "outcome", "fault", "redirects", "cache"):
        assert set(counts[name].values()) == {0}


def test_statuses_and_methods_that_are_none_are_counted_as_such() -> None:
    counts = Account(
        summary(entry(status=None, method=None), entry(status=None, status_text="999"), entry())
    ).counts
    assert counts["status"] == {"200": 1, "none": 2}
    assert counts["methods"] == {"GET": 2, "none": 1}


def test_redirects_are_hops_and_chains_and_loops_and_steps() -> None:
    def hop(
        chain: int, number: int, basis: str | None, outcome: str, hops: int = 0
    ) -> dict[str, object]:
        walk = {"hops": hops, "loop": outcome == "redirect_loop", "exact": True, "ends": None}
        return entry(
            status=302, outcome=outcome, chain=chain, hop=number, basis=basis,
            trail="/a → /b" if hops else None, walk=walk if hops else None,
        )  # fmt: skip

    counts = Account(
        summary(
            hop(1, 1, None, "redirect"), hop(1, 2, "exact", "ok"),
            hop(3, 1, None, "redirect_chain", 2), hop(3, 2, "inferred", "redirect_chain"),
            hop(3, 3, "exact", "not_found"),
            hop(6, 1, None, "redirect_loop", 2), hop(6, 2, "exact", "redirect_loop"),
            hop(8, 1, None, "redirect"),
        )
    ).redirects  # fmt: skip
    assert counts == {"hops": 6, "chains": 2, "loops": 1, "exact": 3, "inferred": 1}


def test_who_answered_from_a_store() -> None:
    stores = ("browser_cache", "service_worker", "shared_cache", "revalidated", "revalidated", "ok")
    account = Account(summary(*(entry(outcome=store) for store in stores)))
    assert account.cache == {"browser": 2, "revalidated": 2, "shared": 1}


def test_places_are_source_and_line() -> None:
    account = Account(summary(entry(), entry(status=404)))
    rare = account.by("status").filter(pl.col("status") == 404)
    assert account.place(rare["first"].item()) == "a.log:2"
    assert account.place(None) is None


def test_the_most_frequent_is_first_and_ties_are_broken() -> None:
    account = Account(summary(entry(status=404), entry(), entry(status=404), entry(status=201)))
    assert account.by("status").select("status", "n").rows() == [(404, 2), (200, 1), (201, 1)]


# Time zones


@pytest.mark.parametrize(
    ("offsets", "zone"),
    [
        ([], UTC),
        ([None], UTC),
        ([0, 0], UTC),
        ([19800, 19800], timezone(timedelta(hours=5, minutes=30))),
        ([-12600], timezone(-timedelta(hours=3, minutes=30))),
        ([3600, 7200], UTC),
        ([99 * 3600], UTC),
    ],
)
def test_the_zone_is_the_logs_own_where_they_agree(offsets, zone) -> None:
    assert Account(summary(*(entry(offset=offset) for offset in offsets))).zone == zone


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("UTC", UTC),
        ("+02:00", timezone(timedelta(hours=2))),
        ("-03:30", timezone(-timedelta(hours=3, minutes=30))),
        ("Europe/Berlin", ZoneInfo("Europe/Berlin")),
    ],
)
def test_or_the_one_that_was_asked_for(name, zone) -> None:
    account = Account(summary(entry(offset=19800)), name)
    assert account.zone == zone
    local = account.local(NOON)
    assert local == NOON
    assert local is not None
    assert local.utcoffset() == NOON.astimezone(zone).utcoffset()
    assert account.local(None) is None


@pytest.mark.parametrize("name", ["Mars/Olympus", "+2", "../etc/passwd", "-", "+99:00"])
def test_a_zone_that_there_is_not(name: str) -> None:
    with pytest.raises(OptionError, match="no time zone"):
        _ = Account(empty(), name).zone
