"""Phases, cookies and copies in HARs made up by hand."""

from pathlib import Path

import polars as pl
from made_hars import built, entry, header, panel, table

import analyzer

E, T = "https://e.example", "https://t.example"
SECRET = "hunter2-0123456789abcdef0123456789"
CSS = "text/css"
FRESH = [header("Cache-Control", "max-age=600"), header("Date", "Fri, 01 May 2026 10:00:00 GMT")]


def test_each_phase_has_its_percentiles_and_the_first_byte_comes_before_receiving(tmp_path: Path) -> None:  # fmt: skip
    slow = entry(f"{E}/", 0, blocked=1, dns=2, connect=30, ssl=20, send=4, wait=50, receive=10)
    fast = [entry(f"{E}/{number}", 200, send=1, wait=9, receive=2) for number in range(9)]
    rows = {row["phase"]: row for row in table(built(tmp_path, slow, *fast), "phases")}
    assert {phase: (row["altogether"], row["known of"]) for phase, row in rows.items()} == {
        "blocked": (1_000, 1), "dns": (2_000, 1), "connect": (30_000, 1), "tls": (20_000, 1),
        "send": (13_000, 10), "wait": (131_000, 10), "receive": (28_000, 10),
        "first byte": (87_000 + 90_000, 10), "all of it": (97_000 + 108_000, 10),
    }  # fmt: skip
    first = rows["first byte"]
    assert abs(first["p50"] - 10_000) < 100
    assert abs(first["p95"] - 87_000) < 870
    assert abs(first["p99"] - 87_000) < 870


def test_cookies_are_told_by_name_and_protection_and_never_by_value(tmp_path: Path) -> None:
    report = built(
        tmp_path,
        entry(f"{E}/", 0, wait=1, got=[
            header("Set-Cookie", f"sid={SECRET}; Secure; HttpOnly; SameSite=Lax"),
            header("Set-Cookie", f"theme={SECRET}; Path=/"),
        ]),
        entry(f"{E}/a", 5, wait=1, asked=[header("Cookie", f"sid={SECRET}; theme={SECRET}")]),
        entry(f"{T}/t", 6, wait=1, got=[header("set-cookie", f"uid={SECRET}; Secure; SameSite=None")]),
        entry(f"{T}/u", 7, wait=1, asked=[header("cookie", f"uid={SECRET}")]),
        entry(f"{T}/v", 8, wait=1, asked=[header("cookie", f"old={SECRET}")]),
    )  # fmt: skip
    columns = ("cookie", "set", "sent", "no Secure", "no HttpOnly", "no SameSite", "party")
    assert [tuple(row[each] for each in columns) for row in table(report, "cookies")] == [
        ("sid", 1, 1, 0, 0, 0, "first"),
        ("theme", 1, 1, 1, 1, 1, "first"),
        ("uid", 1, 1, 0, 1, 0, "third"),
        ("old", 0, 1, None, None, None, "third"),
    ]
    assert panel(report, "cookies").says == (
        "Cookies were set 3 times, 1 of them by third parties, and sent 4 times. Of those set, 1 lacked Secure, "
        "2 HttpOnly and 1 SameSite."
    )
    assert "hunter2" not in analyzer.json(report) + analyzer.html(report)


def test_what_was_fetched_again_while_fresh_and_what_says_nothing_are_listed(tmp_path: Path) -> None:  # fmt: skip
    mute = [entry(f"{E}/{number}.png", 500, media="image/png", got=[header("ETag", "x")], wait=1) for number in range(4)]  # fmt: skip
    report = built(
        tmp_path,
        entry(f"{E}/", 0, wait=1),
        *(entry(f"{E}/a.css", at, media=CSS, got=FRESH, wait=9) for at in (10, 2_000, 3_000, 4_000)),
        *mute,
        entry(f"{E}/api", 600, media="application/json", got=[header("ETag", "x")], wait=1),
    )  # fmt: skip
    rows = [(row["path"], row["requests"], row["transferred"], row["why"]) for row in table(report, "unused")]  # fmt: skip
    assert rows[0] == ("e.example/a.css", 3, 450, "fetched again while fresh")
    assert {row[0] for row in rows[1:]} == {f"e.example/{number}.png" for number in range(4)}
    assert {row[3] for row in rows[1:]} == {"says nothing of how long"}
    kinds = {row["freshness"]: row["requests"] for row in table(report, "freshness")}
    assert kinds == {"stated": 4, "unsaid": 5}


def test_every_condition_lists_the_entries_of_its_row(tmp_path: Path) -> None:
    session = [
        entry(f"{E}/", 0, wait=1, got=FRESH),
        *(entry(f"{E}/a.css", at, media=CSS, got=FRESH, wait=9) for at in (10, 2_000)),
        entry(f"{E}/a.css", 3_000, media=CSS, got=FRESH, body=0, sent=0, more={"_fromCache": "disk"}),
        *(entry(f"{T}/it's.js", at, media="text/javascript", wait=9, got=FRESH[1:]) for at in (9, 99)),
        entry(f"{T}/304", 200, media=CSS, status=304, wait=9, more={"_fromCache": "memory"}),
    ]  # fmt: skip
    report = built(tmp_path, *session)
    entries = analyzer.scan(tmp_path / "a.har").collect()
    seen = set()
    for name in ("unused", "freshness", "answered", "parties", "hosts"):
        at = [column.title for column in panel(report, name).columns].index("requests")
        for row in panel(report, name).rows:
            assert row.where is not None
            assert entries.filter(pl.sql_expr(row.where)).height == row.values[at], row
            seen.add(name)
    assert len(seen) == 5


def test_an_ordinary_session_has_nothing_to_remark(tmp_path: Path) -> None:
    stored = {"_fromCache": "disk"}
    report = built(
        tmp_path,
        entry(f"{E}/", 0, wait=1),
        entry(f"{E}/a.css", 10, media=CSS, got=FRESH, wait=9),
        entry(f"{E}/a.css", 50, media=CSS, got=FRESH, body=0, sent=0, more=stored),
    )
    assert "unused" not in {each.id for each in report.panels}
