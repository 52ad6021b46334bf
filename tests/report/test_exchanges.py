"""Sizes, parties and stores in HARs made up by hand: every sum worked out on paper."""

from pathlib import Path

import polars as pl
import pytest
from made_hars import built, entry, header, panel, table

from analyzer.report.hosts import most_at_once
from analyzer.summary.loads import DRAWN_TYPES

HOME, CDN, OTHER = "https://www.shop.co.uk", "https://static.shop.co.uk", "https://t.example"
CSS = {"media": "text/css"}
TEN = header("Content-Length", "70")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory):
    memory = {"_fromCache": "memory"}
    return built(
        tmp_path_factory.mktemp("exchanges"),
        entry(f"{HOME}/", 0, wait=10),
        entry(f"{CDN}/a.css", 20, **CSS, sent=None, wait=20),
        entry(f"{CDN}/b.css", 20, **CSS, body=None, decoded=None, wait=30),
        entry(f"{OTHER}/t.js", 30, media="text/javascript", wait=10),
        # Stored: one says how long it was as sent, one only how long it is decoded.
        entry(f"{CDN}/c.css", 60, **CSS, body=0, sent=0, got=[TEN], more=memory),
        entry(f"{CDN}/d.css", 60, **CSS, body=0, sent=0, more=memory),
        entry(f"{CDN}/a.css", 70, **CSS, status=304, body=0, sent=40, wait=5),
        entry(f"{CDN}/e", 80, media=None, decoded=None, sent=None, body=None, page=None, wait=1),
    )


def test_content_is_told_by_kind_and_unknown_sizes_are_counted(report) -> None:
    rows = {row["content"]: row for row in table(report, "contents")}
    sizes = ("requests", "transferred", "body", "decoded")
    assert [rows["style"][each] for each in sizes] == [5, 190, 100, 1200]
    unknown = ("transferred unknown", "body unknown", "decoded unknown")
    assert [rows["style"][each] for each in unknown] == [1, 1, 1]
    assert [rows["unknown"][each] for each in sizes] == [1, None, None, None]
    assert panel(report, "contents").says == (
        "What kinds of content 8 requests were for. Transferred 490 B (2 unknown), body 300 B (2 unknown), "
        "decoded 1.80 kB (2 unknown)."
    )


def test_times_of_content_are_those_of_the_network(report) -> None:
    (style,) = [row for row in table(report, "contents") if row["content"] == "style"]
    # 20, 30 and 5 ms over the network, and two from memory in no time.
    assert style["first byte p50"] == pytest.approx(20_000, rel=0.01)
    assert style["all of it p95"] == pytest.approx(30_000, rel=0.01)


def test_parties_are_registrable_domains(report) -> None:
    rows = [
        (row["domain"], row["party"], row["hosts"], row["requests"], row["transferred"])
        for row in table(report, "parties")
    ]
    assert rows == [
        ("shop.co.uk", "first", 2, 6, 340),
        ("shop.co.uk", "unknown", 1, 1, None),
        ("t.example", "third", 1, 1, 150),
    ]
    assert panel(report, "parties").says == (
        "Whose domains 8 requests were for. First party 6 with 340 B (1 of unknown size), third party 1 with 150 B, "
        "unknown 1."
    )


def test_what_stores_spared_is_told_by_who_answered(report) -> None:
    rows = {row["answered by"]: row for row in table(report, "answered")}
    assert {who: (row["requests"], row["spared"], row["transferred"]) for who, row in rows.items()} == {
        "network": (5, 0, 450),
        "memory": (2, 370, 0),  # 70 as stated, and 300 decoded
        "revalidated": (1, 100, 40),  # the body of the 200 before
    }  # fmt: skip
    assert panel(report, "answered").says.endswith("What was stored spared 470 B of transfer.")


def test_hosts_say_whose_they_are_and_how_many_requests_they_had_at_once(report) -> None:
    rows = {row["host"]: row for row in table(report, "hosts")}
    static = rows["static.shop.co.uk"]
    assert (static["party"], static["transferred"], static["at once"]) == ("first", 190, 2)
    unknown = ("decoded", "transferred unknown", "decoded unknown")
    # Of a.css the transfer, of b.css the content, and of /e neither is known.
    assert [static[each] for each in unknown] == [1200, 2, 2]
    assert (rows["t.example"]["party"], rows["t.example"]["at once"]) == ("third", 1)
    assert static["all of it p99"] == pytest.approx(30_000, rel=0.05)


def test_one_that_begins_as_another_ends_is_not_at_once() -> None:
    ms = 1000
    drawn = pl.DataFrame(
        [
            {"source": "a", "host": "h", "time": at * ms, "duration": took * ms}
            for at, took in ((0, 10), (10, 10), (15, 10), (16, 0))
        ],
        schema=DRAWN_TYPES,
    )
    assert most_at_once(drawn).rows() == [("h", 2)]


def test_an_access_log_has_none_of_these() -> None:
    from analyzer import build, summarise

    log = Path(__file__).parents[2] / "sample_logs" / "nginx-main.log"
    panels = {each.id for each in build(summarise(log)).panels}
    assert not panels & {"contents", "parties", "answered", "phases", "cookies", "freshness"}
