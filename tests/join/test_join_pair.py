"""The recorded pairs: what is said of each entry is what the recorder knows of it by other means.

The edge between browser and origin numbered each request; the truth rests on these numbers, which the
join does not look at (sample_logs/record/pair.py).
"""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import analyzer
from analyzer.join import join

PAIR = Path(__file__).parents[2] / "sample_logs" / "pair"
EXPECTED = json.loads((PAIR.parent / "expected.json").read_text())["traffic"]

ORIGIN = {
    "answered": "answered",
    "confirmed": "confirmed",
    "changed": "changed",
    "given up": "answer lost",
    "edge": "shared cache",
    "elsewhere": "not in the log",
    "nobody": "no response",
    "browser": "browser's cache",
    "worker": "browser's cache",
}
"""The recorder's words, seen from the origin's log."""

EDGE = ORIGIN | dict.fromkeys(("confirmed", "changed", "edge", "elsewhere"), "answered")
"""And from the edge's: what it answered itself was answered, and nothing changed behind it."""

both = pytest.mark.parametrize("browser", ["chromium", "firefox"])
sides = pytest.mark.parametrize(("side", "words"), [("origin", ORIGIN), ("edge", EDGE)])


@cache
def read(name: str) -> pl.DataFrame:
    return pl.concat(analyzer.read(PAIR / name))


def told(browser: str) -> list[dict[str, Any]]:
    rows = (PAIR / f"{browser}.truth.ndjson").read_text().splitlines()
    return [json.loads(row) for row in rows]


@both
@sides
@pytest.mark.parametrize("ahead", [0, -600, 2_000])  # seconds that the log's clock is ahead
def test_each_entry_is_what_the_recorder_knows(
    browser: str, side: str, words: dict[str, str], ahead: int
) -> None:
    log = read(f"{browser}.{side}.log").with_columns(pl.col("time") + timedelta(seconds=ahead))
    found = join(read(f"{browser}.har"), [log])

    truth = told(browser)
    entries = found.table.drop_nulls("entry")
    assert entries["fate"].to_list() == [words[each["fate"]] for each in truth]
    assert entries["line"].to_list() == [each[f"{side}_line"] for each in truth]
    assert found.clocks.sure
    assert found.clocks.client == "127.0.0.1"
    assert found.clocks.skew is not None
    # nginx logs whole seconds, cut off, of the end of each request.
    assert abs(found.clocks.skew - timedelta(seconds=ahead)) < timedelta(seconds=1)


@both
@sides
def test_lines_of_nobody_else_are_missed(browser: str, side: str, words: dict[str, str]) -> None:
    del words
    log = read(f"{browser}.{side}.log")
    found = join(read(f"{browser}.har"), [log])

    known = {each[f"{side}_line"] for each in told(browser)}
    own = log.filter(pl.col("client") == "127.0.0.1", ~pl.col("line").is_in(known))
    unseen = found.table.filter(pl.col("fate") == "not in the HAR")
    assert unseen["line"].to_list() == own["line"].to_list()
    assert unseen.height, "the browser's own tools asked for something"


@both
def test_the_waiting_is_split_where_it_was(browser: str) -> None:
    """The application slept so long; what comes from afar takes at least twice one way."""
    found = join(read(f"{browser}.har"), [read(f"{browser}.origin.log")])
    way = timedelta(seconds=2 * EXPECTED[f"pair-{browser}"]["late_each_way"])

    slept = {each["entry"]: each["seconds_slept"] for each in told(browser)}
    timed = found.table.drop_nulls(["wait", "server", "network"])
    assert timed.height >= 12
    for row in timed.iter_rows(named=True):
        asleep = timedelta(seconds=slept[row["entry"]] or 0)
        assert row["server"] + row["network"] == row["wait"]
        assert asleep <= row["server"] <= asleep + timedelta(milliseconds=100)
        # Firefox has whole milliseconds.
        assert way - timedelta(milliseconds=2) <= row["network"] <= 5 * way


@both
def test_any_cut_of_the_log_gives_the_same(browser: str) -> None:
    har, log = read(f"{browser}.har"), read(f"{browser}.origin.log")
    whole = join(har, [log])
    for cut in range(0, log.height, 7):
        parts = join(har, [log[:cut], log[cut:]])
        assert parts.table.equals(whole.table)
        assert (parts.clocks, parts.sources) == (whole.clocks, whole.sources)


@both
def test_the_log_of_another_browser_is_not_taken_for_its(browser: str) -> None:
    other = {"chromium": "firefox", "firefox": "chromium"}[browser]
    found = join(read(f"{browser}.har"), [read(f"{other}.origin.log")])
    assert found.table["line"].null_count() == found.table.height
    assert found.clocks.skew is None
