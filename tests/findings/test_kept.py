"""What browsers fetched in vain: sessions that are wasteful, and sessions that are not."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from made_hars import Entry, built, entry, header

import analyzer
from analyzer.findings.finding import Finding

E = "https://e.example"
DATE = header("Date", "Fri, 01 May 2026 10:00:00 GMT")
FRESH = (header("Cache-Control", "max-age=600"), DATE)
DISK = {"_fromCache": "disk"}


def _found(tmp_path: Path, *entries: Entry) -> dict[str, Finding]:
    return {each.id: each for each in built(tmp_path, *entries).findings}


def _css(at: int, **its: Any) -> Entry:
    return entry(f"{E}/a.css", at, media="text/css", wait=9, **{"got": FRESH, **its})


def _pictures(n: int, media: str = "image/png", **its: Any) -> list[Entry]:
    return [
        entry(f"{E}/{number}", 5, media=media, wait=1, **{"got": [DATE], **its})
        for number in range(n)
    ]


def test_what_came_again_while_it_was_fresh_is_told(tmp_path: Path) -> None:
    found = _found(tmp_path, *(_css(at) for at in (10, 2_000, 3_000, 4_000)))["fetched-again"]
    assert found.text == (
        "3 responses (450 B) came again over the network while an earlier one for the same address was still fresh."
    )
    assert (found.basis, found.evidence[0][1]) == ("inferred", 2)


@pytest.mark.parametrize(
    "its",
    [
        {"more": DISK, "body": 0, "sent": 0},
        {"asked": [header("Pragma", "no-cache")]},
        {"got": [DATE, header("Cache-Control", "no-store")]},
    ],
)
def test_what_was_not_in_vain_is_not(tmp_path: Path, its: Entry) -> None:
    assert "fetched-again" not in _found(
        tmp_path, *(_css(at, **its) for at in (0, 2_000, 3_000, 4_000))
    )


def test_a_site_that_names_no_lifetimes_is_told(tmp_path: Path) -> None:
    found = _found(tmp_path, *_pictures(6))["no-lifetime"]
    assert found.text == (
        "6 of 6 responses that a browser could keep (900 B) are styles, scripts, pictures or fonts that do not say for "
        "how long: it has to guess, or to ask again."
    )


def test_the_conditions_list_what_was_found(tmp_path: Path) -> None:
    again = [_css(at) for at in (10, 2_000, 3_000, 4_000)]
    fonts = _pictures(2, "application/font-woff2")
    page = entry(f"{E}/", 0, wait=1, got=[DATE])
    findings = built(tmp_path, page, *again, *_pictures(4), *fonts).findings
    entries = analyzer.scan(tmp_path / "a.har").collect()
    found = {
        each.id: entries.filter(pl.sql_expr(each.where)).height for each in findings if each.where
    }
    assert found == {"fetched-again": 3, "no-lifetime": 6}


def test_a_few_are_no_habit_and_documents_may_be_silent(tmp_path: Path) -> None:
    for entries in (_pictures(4), _pictures(9, "text/html"), _pictures(9, got=FRESH)):
        assert "no-lifetime" not in _found(tmp_path, *entries)
