"""The recorded sessions against what the server in front of the browsers saw and sent."""

import json
from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import polars as pl
import pytest
import recorded
from made_hars import table
from recorded import SAMPLES

from analyzer.report.model import Report

BROWSERS = ("chromium", "firefox")
HOUR = timedelta(hours=1)
"""The server names it with styles, scripts and pictures, and nothing else."""


@cache
def served(browser: str) -> list[dict[str, Any]]:
    text = (SAMPLES / f"{browser}.served.ndjson").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def report(browser: str) -> Report:
    return recorded.report(SAMPLES / f"{browser}.har")


@cache
def network(browser: str) -> pl.DataFrame:
    """The entries that were served, in order of time."""
    entries = recorded.entries(SAMPLES / f"{browser}.har")
    stored = pl.col("cache").is_in(["memory", "disk", "browser"]).fill_null(value=False)
    return entries.filter(~stored).sort("time", "line")


@pytest.mark.parametrize("browser", BROWSERS)
def test_every_request_that_was_served_is_one_of_the_network_with_the_body_that_was_sent(browser: str) -> None:  # fmt: skip
    entries, sent = network(browser), served(browser)
    # Moments of both clocks, which are one machine's, but a request that cannot be read has no URL.
    told = sorted(sent, key=lambda each: each["at"])
    assert entries.height == len(told)

    def counted(rows: list[tuple[int, int]]) -> Counter[tuple[int, int]]:
        # Browsers leave the bodies of redirects unread, and do not know how long they were.
        return Counter((status, size) for status, size in rows if not 300 < status < 304 and status != 307)  # fmt: skip

    heads = sum(each["method"] == "HEAD" for each in told)
    assert heads == 1
    assert counted(list(entries.select("status", "bytes").rows())) == counted(
        [(each["status"], each["body_bytes"]) for each in told]
    )


@pytest.mark.parametrize("browser", BROWSERS)
def test_content_is_as_long_as_the_files_that_were_sent(browser: str) -> None:
    rows = {row["content"]: row for row in table(report(browser), "contents")}
    files = {"style": "/css/site.css", "script": "/js/site.js", "image": "/img/logo.svg"}
    for content, path in files.items():
        (sent,) = [each["body_bytes"] for each in served(browser) if each["url"].endswith(path) and each["status"] == 200]  # fmt: skip
        row = rows[content]
        assert row["body"] == sent, content
        assert row["decoded"] == sent * row["requests"], content
        assert row["decoded unknown"] == row["body unknown"] == 0


@pytest.mark.parametrize(("browser", "stored"), [("chromium", {"/css/site.css": 2, "/js/site.js": 2, "/img/logo.svg": 2}), ("firefox", {"/js/site.js": 2})])  # fmt: skip
def test_stores_spared_what_was_sent_before(browser: str, stored: dict[str, int]) -> None:
    full = {each["url"].split("8610")[-1]: each["body_bytes"] for each in served(browser) if (each["method"], each["status"]) == ("GET", 200)}  # fmt: skip
    confirmed = [each["url"].split("8610")[-1] for each in served(browser) if each["status"] == 304]
    rows = {row["answered by"]: row for row in table(report(browser), "answered")}
    local = next(row for who, row in rows.items() if who in {"memory", "browser"})
    assert local["requests"] == sum(stored.values())
    assert local["spared"] == sum(full[path] * times for path, times in stored.items())
    assert (local["transferred"], local["spared unknown"]) == (0, 0)
    assert confirmed == ["/products/", "/css/site.css"]
    assert rows["revalidated"]["spared"] == sum(full[path] for path in confirmed)
    assert rows["revalidated"]["requests"] + rows["network"]["requests"] == len(served(browser))


@pytest.mark.parametrize("browser", BROWSERS)
def test_files_are_fresh_for_the_hour_that_the_server_names(browser: str) -> None:
    """From the second that it writes into `Date`, in which it sent them."""
    named = network(browser).filter(pl.col("freshness") == "stated")
    assert set(named["path"]) == {"/css/site.css", "/js/site.js", "/img/logo.svg"}
    full = named.filter(pl.col("status") == 200)
    for path, until in full.select("path", "fresh_until").rows():
        (at,) = [each["at"] for each in served(browser) if each["url"].endswith(path) and each["status"] == 200]  # fmt: skip
        assert abs((until - HOUR).timestamp() - at) < 1.5, path
    # Each of them was sent whole but once, so nothing was fetched again.
    assert network(browser).filter(pl.col("relation") == "refetched").height == 0


@pytest.mark.parametrize("browser", BROWSERS)
def test_the_shop_is_one_party_of_two_hosts(browser: str) -> None:
    (row,) = table(report(browser), "parties")
    hosts = {each["url"].split("/")[2].split(":")[0] for each in served(browser)} - {""}
    assert (row["domain"], row["party"], row["hosts"]) == ("shop.localhost", "first", len(hosts))


def test_redirects_cost_the_time_that_passed_at_the_server() -> None:
    """The server notes the end of each response; from the first redirect to the document it is the same way."""
    pages = {row["page"].split("8610")[-1]: row for row in table(report("chromium"), "pages")}
    steps = {
        "/old-kettle": "/products/kettle.html",
        "/Shop": "/shop/home.html",
    }
    for first, document in steps.items():
        begun, ended = (
            min(each["at"] for each in served("chromium") if each["url"].endswith(path))
            for path in (first, document)
        )
        taken = (ended - begun) * 1e6
        assert abs(pages[first]["redirects"] - taken) < 10_000
        page = pages[first]["page"].split()[0]
        path = [row for row in table(report("chromium"), "critical_paths") if row["page"] == page]
        costs = [row["costs"] for row in table(report("chromium"), "redirect_costs") if row["page"] == page]  # fmt: skip
        assert sum(costs) == pages[first]["redirects"]
        assert [row["basis"] for row in path[1:]] == ["redirect"] * (len(path) - 1)
        assert sum(row["costs"] for row in path[:-1]) == pages[first]["redirects"]


def test_a_page_begins_when_its_first_request_was_served() -> None:
    (first,) = (each for each in table(report("chromium"), "pages")[:1])
    began = first["began"]
    assert isinstance(began, datetime)
    assert abs(began.timestamp() - served("chromium")[0]["at"]) < 0.05


def test_pictures_waited_for_the_document_that_names_them() -> None:
    """As the page's own HTML has it, and the Referer that the server was sent."""
    entries = network("chromium").filter(pl.col("page") == "page_1")
    by_path = {row["path"]: row for row in entries.iter_rows(named=True)}
    for path in ("/css/site.css", "/js/site.js", "/img/logo.svg"):
        (referer,) = [each["referer"] for each in served("chromium") if each["url"].endswith(path) and each["status"] == 200]  # fmt: skip
        assert referer == "http://www.shop.localhost:8610/"
        assert by_path[path]["initiator"] == by_path["/"]["line"]
