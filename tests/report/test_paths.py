"""Critical paths of pages made up by hand: who waits for whom, worked out on paper."""

from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some
from made_hars import Entry, built, entry, table

from analyzer.report.paths import critical_path

E = "https://e.example"


def _by(url: str) -> Entry:
    return {"_initiator": {"type": "parser", "url": url}}


def _steps(tmp_path: Path, *entries: Entry, loaded: float | None = None) -> list[tuple[Any, ...]]:
    rows = table(built(tmp_path, *entries, loaded=loaded), "critical_paths")
    return [(row["request"].removeprefix("e.example"), row["basis"], row["costs"]) for row in rows]


PAGE = [
    entry(f"{E}/old", 0, status=301, to=f"{E}/", wait=30),
    entry(f"{E}/", 40, wait=50, receive=10),
    entry(f"{E}/a.js", 95, media="text/javascript", more=_by(f"{E}/"), wait=25),
    entry(f"{E}/logo.png", 96, media="image/png", more=_by(f"{E}/"), wait=90),
    entry(f"{E}/data", 130, media="application/json", more=_by(f"{E}/a.js"), wait=70),
    entry(f"{E}/late", 300, wait=500),
]


def test_it_leads_from_the_last_before_loading_back_to_the_first(tmp_path: Path) -> None:
    """The data ended at 200 ms, and the page was loaded then; what began later it did not wait for."""
    assert _steps(tmp_path, *PAGE, loaded=200) == [
        ("/old", "navigation", 40_000),
        ("/", "redirect", 55_000),
        ("/a.js", "initiator", 35_000),
        ("/data", "initiator", 70_000),
    ]


def test_where_loading_is_not_recorded_it_is_all_of_the_page(tmp_path: Path) -> None:
    steps = _steps(tmp_path, *PAGE)
    # Nobody asked for it on record: of what had ended before, the data was the last.
    assert steps[-2:] == [("/data", "initiator", 170_000), ("/late", "inferred", 500_000)]


def test_without_initiators_it_is_inferred_from_what_ended_before(tmp_path: Path) -> None:
    plain = [{**each, "_initiator": None} for each in PAGE]
    assert _steps(tmp_path, *plain, loaded=200) == [
        ("/old", "navigation", 40_000),
        ("/", "redirect", 55_000),
        ("/a.js", "inferred", 35_000),
        ("/data", "inferred", 70_000),
    ]


def test_each_redirect_costs_the_time_until_its_target_was_asked_for(tmp_path: Path) -> None:
    api = [
        entry(f"{E}/api", 150, status=307, to=f"{E}/api/", media="application/json", wait=5),
        entry(f"{E}/api/", 165, media="application/json", wait=5),
        entry(f"{E}/gone", 170, status=302, to="https://elsewhere.example/", wait=5),
    ]
    rows = table(built(tmp_path, *PAGE, *api), "redirect_costs")
    assert [(row["redirect"], row["leads to"], row["costs"]) for row in rows] == [
        ("e.example/old", "e.example/", 40_000),
        ("e.example/api", "e.example/api/", 15_000),
    ]


def test_a_page_of_which_some_entries_were_left_out_has_none(tmp_path: Path) -> None:
    many = [entry(f"{E}/{number}", number % 1000, wait=1) for number in range(1300)]
    report = built(tmp_path, *many)
    assert "critical_paths" not in {panel.id for panel in report.panels}


_TIMES = some.none() | some.integers(0, 50)


@settings(max_examples=200)
@given(some.lists(some.tuples(_TIMES, _TIMES, some.none() | some.integers(1, 9), some.none() | some.tuples(some.integers(1, 3), some.integers(1, 3))), max_size=9), _TIMES)  # fmt: skip
def test_whatever_is_recorded_it_goes_forward_and_adds_up(made: list[Any], loaded: int | None) -> None:  # fmt: skip
    from datetime import UTC, datetime, timedelta

    began = datetime(2026, 5, 1, tzinfo=UTC)

    def after(milliseconds: int | None) -> timedelta | None:
        return None if milliseconds is None else timedelta(milliseconds=milliseconds)

    entries = [
        {
            "line": line,
            "time": None if at is None else began + timedelta(milliseconds=at),
            "duration": after(took),
            "initiator": by,
            "chain": hop and hop[0],
            "hop": hop and hop[1],
            "lasting": False,
            "document": 1,
            "wait": None,
            "started": began,
            "on_load": after(loaded),
        }
        for line, (at, took, by, hop) in enumerate(made, start=1)
    ]
    path = critical_path(entries)
    assert bool(path) == any(at is not None and took is not None for at, took, _, _ in made)
    if path:
        times = [step.entry["time"] for step in path]
        assert times == sorted(times)
        whole = path[-1].entry["time"] + path[-1].entry["duration"] - times[0]
        assert sum((step.cost for step in path), timedelta()) == whole
