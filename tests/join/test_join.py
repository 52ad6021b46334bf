"""Entries and lines of the same requests: recorded ones, and ones of which every figure is known."""

import json as standard
import random
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import polars as pl
import pytest
from made_pairs import entry, line, read
from rich.cells import cell_len

import analyzer
from analyzer.join import join
from analyzer.join.json import json
from analyzer.join.terminal import terminal

SAMPLES = Path(__file__).parents[2] / "sample_logs"
EXPECTED = standard.loads((SAMPLES / "expected.json").read_text())["traffic"]


def served(notes: Path) -> str:
    """What nginx noted of the recording, as the lines of its combined log."""
    text = ""
    for note in map(standard.loads, notes.read_text().splitlines()):
        url, at = urlsplit(note["url"]), datetime.fromtimestamp(note["at"], UTC)
        target = f"{url.path}?{url.query}" if url.query else url.path
        request = f"{note['method']} {target} HTTP/1.1" if note["method"] else ""
        time = f"{at:%d/%b/%Y:%H:%M:%S} +0000"
        text += (
            f'127.0.0.1 - - [{time}] "{request}" {note["status"]} {note["body_bytes"]} "-" "-"\n'
        )
    return text


@pytest.mark.parametrize("shift", [timedelta(), timedelta(minutes=-7, seconds=3)])
@pytest.mark.parametrize("name", ["chromium", "firefox", "chromium-loop"])
def test_a_recorded_browser_and_its_server(name: str, shift: timedelta, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(served(SAMPLES / f"{name}.served.ndjson"))
    lines = read(log).with_columns(pl.col("time") + shift)
    found = join(read(SAMPLES / f"{name}.har"), [lines[:20], lines[20:]])

    seen, table = EXPECTED[name], found.table
    reached = table.drop_nulls(["entry", "line"])
    unread = 1 if "414" in seen["by_status"] else 0  # of which nginx read neither method nor URL
    assert reached.height == seen["requests_served"] - unread
    assert reached["line"].n_unique() == reached.height
    assert table["line"].null_count() == seen["from_cache_shown"] + unread
    assert table.filter(pl.col("fate") == "not in the HAR").height == unread
    # In order: each entry's line is that of the recorder's own list, but for neighbours in a second.
    order = reached["line"].to_list()
    assert sum(abs(at - rank) <= 3 for rank, at in enumerate(order, 1)) >= 0.9 * len(order)
    assert found.clocks.skew is not None
    assert abs(found.clocks.skew - shift) < timedelta(seconds=1)


def test_the_cached_ones_of_a_recorded_browser_are_told(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(served(SAMPLES / "chromium.served.ndjson"))
    found = join(read(SAMPLES / "chromium.har"), analyzer.read(log, rejects=False))
    cached = found.table.filter(pl.col("fate") == "browser's cache")
    assert cached.height == EXPECTED["chromium"]["from_cache_shown"]


def test_what_became_of_each(joined) -> None:
    found = joined(
        [
            entry("/", 0),
            entry("/changed", 2, status=200),
            entry("/cdn", 4, headers=[{"name": "X-Cache", "value": "HIT"}, {"name": "Age", "value": "9"}]),
            entry("/elsewhere", 6),
            entry("/last", 8, status=404),
        ],
        [line("/", 0), line("/changed", 2, status=503), line("/other", 5), line("/last", 8, status=404)],
    )  # fmt: skip
    fates = dict(found.table.select("path", "fate").iter_rows())
    assert fates == {
        "/": "answered",
        "/changed": "changed",
        "/cdn": "shared cache",
        "/elsewhere": "not in the log",
        "/last": "answered",
        "/other": "not in the HAR",
    }


def test_the_waiting_is_the_servers_and_the_networks(joined) -> None:
    table = joined([entry("/", 0, wait=50)], [line("/", 0, took=0.02)]).table
    assert table.select("wait", "server", "network").row(0) == tuple(
        timedelta(milliseconds=each) for each in (50, 20, 30)
    )
    longer = joined([entry("/", 0, wait=50)], [line("/", 0, took=0.09)]).table
    assert longer["network"].to_list() == [timedelta()]  # the log's time ends with the last byte


def test_one_to_one_among_others_who_ask_the_same(joined) -> None:
    """Polling: the same URL each 5 s, a clock 100 s ahead, and another client in between."""
    drawn = random.Random(1)  # noqa: S311 - to be the same each time
    entries = [entry("/poll", 5 * at) for at in range(12)] + [entry("/only", 30)]
    own = [line("/poll", 5 * at + 100) for at in range(12)] + [line("/only", 130)]
    others = [line("/poll", at + 100, client="192.0.2.9") for at in range(0, 60, 2)]
    lines = own + others
    drawn.shuffle(lines)
    found = joined(entries, lines)
    assert found.clocks.skew == timedelta(seconds=100)
    assert [lines[number - 1] for number in found.table["line"]] == own


def test_another_day_matches_nothing(joined) -> None:
    found = joined([entry("/", 0)], [line("/", 90_000)])
    assert found.clocks.skew is None
    assert found.table["fate"].to_list() == ["not in the log"]
    assert "another time" in terminal(found)


def test_no_line_at_all(tmp_path: Path) -> None:
    found = join(read(SAMPLES / "chromium-loop.har"), [])
    assert found.clocks.skew is None
    assert set(found.table["fate"]) == {"not in the log", "no response"}


def test_what_is_written_is_as_described_and_safe(joined) -> None:
    evil = "/<script>\x1b"
    found = joined([entry("/", 0), entry(evil, 2)], [line("/", 0)])
    schema = standard.loads((files("analyzer.join") / "join.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    text = json(found)
    assert "<" not in text
    document = standard.loads(text)
    jsonschema.validate(document, schema)
    assert document["requests"][0]["wait"] == 50_000
    for width in (60, 80, 160):
        shown = terminal(found, width=width)
        assert all(cell_len(row) <= width for row in shown.splitlines())
        assert "\x1b" not in shown
