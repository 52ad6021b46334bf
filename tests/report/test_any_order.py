"""polars promises no order of what it groups and joins: a report must not hang on one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec.structs
import pytest
import recorded
from made_hars import entry, header
from recorded import SAMPLES

import analyzer
from analyzer.compare import diff
from analyzer.compare.json import json as written
from analyzer.pipeline import Traffic
from analyzer.report.account import Account
from analyzer.report.loads import drawn_pages
from analyzer.summary import merge


def shuffled(summary: analyzer.Summary, seed: int) -> analyzer.Summary:
    tables = {
        name: table.sample(fraction=1, shuffle=True, seed=seed)
        for name, table in summary.tables.items()
    }
    return msgspec.structs.replace(summary, tables=tables)


def assert_in_one_order(*paths: Path) -> None:
    summary = merge([recorded.summary(path) for path in paths])
    report = analyzer.build(summary)
    for seed in range(3):
        again = analyzer.build(shuffled(summary, seed))
        # Page, terminal and JSON are drawn from the report alone: test_html.py draws one twice.
        assert repr(again) == repr(report)


@pytest.mark.parametrize(
    "name", ["nginx-main.log", "nginx-outage.log", "apache-vhost_combined.log", "firefox.har"]
)
def test_a_sample_is_told_the_same_however_its_tables_lie(name: str) -> None:
    assert_in_one_order(SAMPLES / name)


def test_several_sources_are_told_the_same_however_their_tables_lie() -> None:
    assert_in_one_order(*SAMPLES.glob("*.har"), *SAMPLES.glob("apache-*.log"))


def test_a_comparison_says_the_same_however_the_tables_lie() -> None:
    before, after = (
        recorded.summary(SAMPLES / name) for name in ("nginx-main.log", "nginx-outage.log")
    )
    told = written(diff(before, after))
    for seed in range(3):
        again = diff(shuffled(before, seed), shuffled(after, seed + 1))
        assert written(again) == told


def test_one_thread_says_what_several_say(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(
        "".join(
            f"10.0.{at % 251}.{at % 241} - - [22/Nov/2026:{at // 2500:02}:{at // 42 % 60:02}:00 +0000] "
            f'"GET /{at % 1009}/{at % 7} HTTP/1.1" {(200, 200, 302, 404, 503)[at % 5]} {at % 997} "-" "x/{at % 13}"\n'
            for at in range(50_000)
        )
    )
    told = []
    for threads in ("1", "4"):
        out = tmp_path / f"{threads}.json"
        subprocess.run(
            [sys.executable, "-m", "analyzer", log, SAMPLES / "nginx-main.log", "-o", out],
            env=os.environ | {"POLARS_MAX_THREADS": threads},
            check=True,
            timeout=60,
        )
        told.append(out.read_text("utf-8"))
    assert told[0] == told[1]


def har(path: Path, entries: list[dict[str, object]]) -> Path:
    path.write_text(json.dumps({"log": {"version": "1.2", "pages": [], "entries": entries}}))
    return path


def test_what_is_equal_but_for_its_host_has_its_place(tmp_path: Path) -> None:
    silent = {"media": "image/png", "got": [header("ETag", "x")], "wait": 1}
    hosts = [entry(f"https://{name}.example/a.png", 9, **silent) for name in "dbface"]
    assert_in_one_order(har(tmp_path / "a.har", hosts))


def test_a_page_is_drawn_in_one_piece_though_it_is_too_light_to_be_kept(tmp_path: Path) -> None:
    url = "https://e.example/"
    heavy = [entry(url, at, page=f"b{at // 2}") for at in range(2_000)]
    light = [entry(url, 2_000 + at, page=f"a{at}") for at in range(1_001)]
    again = [entry(url, 4_000 + at, page=f"a{at}") for at in range(2)]
    path = har(tmp_path / "a.har", [*heavy, *light, *again])
    pages = [rows[0]["page"] for rows in drawn_pages(Account(Traffic(path).summary()))]
    assert len(pages) == len(set(pages))
