"""What a client already had: confirmed by a 304, sent again, or the page that links to nowhere."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from analyzer.entry import HEADERS
from analyzer.relate.copies import RECENT, copies
from analyzer.relate.window import LINES

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
NONE = pl.DataFrame(schema=RECENT)


def table(start: int, *rows: dict[str, object]) -> pl.DataFrame:
    plain = {
        "visitor": 1,
        "host": None,
        "path": "/a",
        "query": None,
        "status": 200,
        "method": "GET",
        "bytes": 7,
        "time": START,
        "signals": [],
    }
    filled = [
        plain | {"position": number, "line": number + 1} | row
        for number, row in enumerate(rows, start)
    ]
    return pl.DataFrame(
        filled,
        schema={
            "visitor": pl.UInt64,
            "host": pl.String,
            "path": pl.String,
            "query": pl.String,
            "status": pl.UInt16,
            "method": pl.String,
            "position": pl.UInt64,
            "line": pl.UInt64,
            "bytes": pl.UInt64,
            "time": pl.Datetime("us", "UTC"),
            "cache": pl.String,
            "outcome": pl.String,
            "referrer": pl.String,
            "signals": pl.List(pl.String),
            "request_headers": HEADERS,
            "response_headers": HEADERS,
        },
    )


def told(found: pl.DataFrame) -> list[tuple[int, int, int]]:
    """Row, line of the earlier response, bytes that were not sent again."""
    return found.filter(pl.col("relation") == "confirmed").select("row", "prior", "saved").rows()


def test_the_last_full_response_of_the_same_visitor_for_the_same_url() -> None:
    rows = ({}, {"bytes": 9}, {"status": 304, "bytes": 0}, {"status": 304, "visitor": 2})
    found, _ = copies(table(0, *rows), NONE)
    assert told(found) == [(2, 2, 9)]


def test_only_a_get_with_a_body_can_be_copies() -> None:
    rows = ({"method": "HEAD"}, {"status": 206}, {"method": "POST"}, {"status": 304})
    assert told(copies(table(0, *rows), NONE)[0]) == []


def test_what_was_seen_in_an_earlier_block_counts_within_the_window_and_is_forgotten_behind() -> (
    None
):
    _, recent = copies(table(0, {}), NONE)
    inside, _ = copies(table(LINES, {"status": 304}), recent)
    outside, _ = copies(table(LINES + 1, {"status": 304}), recent)
    assert (told(inside), told(outside)) == ([(0, 1, 7)], [])
    _, later = copies(table(LINES, {"path": "/b"}), recent)
    assert later["line"].to_list() == [LINES + 1]


def test_no_rows_change_nothing() -> None:
    _, recent = copies(table(0, {}), NONE)
    found, same = copies(table(1), recent)
    assert told(found) == []
    assert same.rows() == recent.rows()


# Sent again


def again(*rows: dict[str, object]) -> list[tuple[int, int, str]]:
    """Row, line of the earlier response, and what became of it."""
    found, _ = copies(table(0, *rows), NONE)
    return found.select("row", "prior", "relation").rows()


def etag(value: str) -> dict[str, object]:
    return {"response_headers": [{"name": "etag", "value": value}]}


@pytest.mark.parametrize(
    ("second", "said"),
    [
        pytest.param({}, "sent_again", id="the same size"),
        pytest.param({"bytes": 8}, "updated", id="another size"),
        pytest.param(etag('"1"'), "sent_again", id="an ETag that was not recorded before"),
        pytest.param({"cache": "shared hit"}, "sent_again", id="a shared cache sends, too"),
    ],
)
def test_a_full_response_once_more(second: dict[str, object], said: str) -> None:
    assert again({}, second) == [(1, 1, said)]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"path": "/b"}, id="another URL"),
        pytest.param({"query": "v=2"}, id="another query"),
        pytest.param({"visitor": 2}, id="another visitor"),
        pytest.param({"cache": "memory"}, id="out of the browser's own cache"),
        pytest.param({"bytes": None}, id="nobody knows how much"),
        pytest.param({"bytes": 0}, id="nothing was sent"),
        pytest.param({"method": "HEAD"}, id="no body"),
        pytest.param(
            {"request_headers": [{"name": "cache-control", "value": "no-cache"}]},
            id="asked for anew, as developer tools do with the cache turned off",
        ),
    ],
)
def test_what_is_not_sent_again(second: dict[str, object]) -> None:
    assert again({}, second) == []


def test_an_etag_tells_of_a_change_that_the_size_does_not() -> None:
    assert again(etag('"1"'), etag('"2"')) == [(1, 1, "updated")]
    assert again(etag('"1"'), etag('"1"')) == [(1, 1, "sent_again")]


def test_each_is_compared_with_the_one_before_across_blocks_and_within_the_window() -> None:
    assert again({}, {"bytes": 9}, {"bytes": 9}) == [(1, 1, "updated"), (2, 2, "sent_again")]
    _, recent = copies(table(0, {}), NONE)
    for position, ties in ((LINES, [(0, 1)]), (LINES + 1, [])):
        found, _ = copies(table(position, {}), recent)
        assert found.select("row", "prior").rows() == ties


# Broken links where no host is logged

MISSING = {"path": "/gone", "status": 404, "outcome": "not_found", "referrer": "http://e/a"}


@pytest.mark.parametrize(
    ("page", "missing", "said"),
    [
        pytest.param({}, {}, True, id="the visitor was on that page"),
        pytest.param({}, {"referrer": "http://e/a?x=1"}, False, id="another query"),
        pytest.param({"query": "x=1"}, {"referrer": "https://e/a?x=1#top"}, True, id="the same"),
        pytest.param({"visitor": 2}, {}, False, id="another visitor was"),
        pytest.param({"path": "/"}, {"referrer": "http://e/"}, False, id="each site has a /"),
        pytest.param({}, {"signals": ["probed_path"]}, False, id="a scanner names any page"),
        pytest.param({}, {"referrer": None}, False, id="no referrer"),
        pytest.param({"status": 404}, {}, False, id="that is not there either"),
        pytest.param({}, {"host": "e"}, False, id="where hosts are logged they tell"),
        pytest.param({}, {"time": START + timedelta(hours=2)}, False, id="hours later"),
    ],
)
def test_the_page_that_links_to_nowhere(
    page: dict[str, object], missing: dict[str, object], *, said: bool
) -> None:
    assert again(page, MISSING | missing) == ([(1, 1, "linked")] if said else [])
