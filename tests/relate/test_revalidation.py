"""Which full response a 304 confirms."""

import polars as pl

from analyzer.relate.revalidation import RECENT, confirmed
from analyzer.relate.window import LINES

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
        },
    )


def told(found: pl.DataFrame) -> list[tuple[int, int, int]]:
    """Row, line of the earlier response, bytes that were not sent again."""
    return found.select("row", "prior", "saved").rows()


def test_the_last_full_response_of_the_same_visitor_for_the_same_url() -> None:
    rows = ({}, {"bytes": 9}, {"status": 304, "bytes": 0}, {"status": 304, "visitor": 2})
    found, _ = confirmed(table(0, *rows), NONE)
    assert told(found) == [(2, 2, 9)]


def test_only_a_get_with_a_body_can_be_confirmed() -> None:
    rows = ({"method": "HEAD"}, {"status": 206}, {"method": "POST"}, {"status": 304})
    assert told(confirmed(table(0, *rows), NONE)[0]) == []


def test_what_was_seen_in_an_earlier_block_counts_within_the_window_and_is_forgotten_behind() -> (
    None
):
    _, recent = confirmed(table(0, {}), NONE)
    inside, _ = confirmed(table(LINES, {"status": 304}), recent)
    outside, _ = confirmed(table(LINES + 1, {"status": 304}), recent)
    assert (told(inside), told(outside)) == ([(0, 1, 7)], [])
    _, later = confirmed(table(LINES, {"path": "/b"}), recent)
    assert later["line"].to_list() == [LINES + 1]


def test_no_rows_change_nothing() -> None:
    _, recent = confirmed(table(0, {}), NONE)
    found, same = confirmed(table(1), recent)
    assert told(found) == []
    assert same.rows() == recent.rows()
