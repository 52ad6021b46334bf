"""Recorded and real traffic: each filter lists what its finding counts; a healthy day raises no alarm."""

from functools import cache
from pathlib import Path

import pytest
import recorded
from recorded import SAMPLES

import analyzer
from analyzer.findings.finding import Finding
from analyzer.findings.findings import find
from analyzer.selection import Selection

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"

RECORDED = [*sorted(SAMPLES.glob("*.log*")), *sorted(SAMPLES.glob("*.har"))]
REAL = [*sorted(CORPORA.glob("logs/*/*")), *sorted(CORPORA.glob("har/*/*.*har"))]

DISTURBED = {path.name for path in RECORDED if path.suffix == ".log"} | {
    "chromium.har",
    "chromium-loop.har",
    "chromium-outage.har",
    "firefox.har",
    "playground_access_log.gz",
    "304.har",
    "logfile_caddy_log.0",
}
"""The recorder plays outages, a loop and a stack trace; of the real ones 152 of 2,492 got 500, 94 of
270 got 503, and 35 of 39 lines are no requests."""


@cache
def found_in(path: Path) -> tuple[Finding, ...]:
    """Once for both tests."""
    return find(recorded.summary(path))


@pytest.mark.parametrize("path", [*RECORDED, *REAL], ids=lambda path: path.name)
def test_a_filter_lists_as_many_entries_as_its_finding_counts(path: Path) -> None:
    try:
        found = found_in(path)
    except analyzer.StatscanError as error:
        pytest.skip(str(error))
    everything = recorded.entries(path)
    for one in found:
        assert one.entries, one
        if one.where is None:
            assert one.id == "rejected-lines"
            continue
        listed = everything.filter(Selection(one.where).predicate())
        assert listed.height == one.entries, one.where
        if one.id not in {"dead-end", "redirect-loop"}:  # whose evidence is where the way begins
            assert set(one.evidence) <= set(listed.select("source", "line").rows())
        seen = listed["client"].drop_nulls().n_unique()
        assert one.clients is None or one.clients <= seen


@pytest.mark.parametrize(
    "path",
    [path for path in (*RECORDED, *REAL) if path.name not in DISTURBED],
    ids=lambda path: path.name,
)
def test_ordinary_traffic_gives_no_more_than_notes(path: Path) -> None:
    try:
        found = found_in(path)
    except analyzer.StatscanError as error:
        pytest.skip(str(error))
    assert {one.severity for one in found} <= {"note"}, found
