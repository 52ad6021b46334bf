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
        },
    )


def test_the_last_full_response_of_the_same_visitor_for_the_same_url() -> None:
    prior, _ = confirmed(table(0, {}, {}, {"status": 304}, {"status": 304, "visitor": 2}), NONE)
    assert prior.to_list() == [None, None, 2, None]


def test_only_a_get_with_a_body_can_be_confirmed() -> None:
    rows = ({"method": "HEAD"}, {"status": 206}, {"method": "POST"}, {"status": 304})
    assert confirmed(table(0, *rows), NONE)[0].to_list() == [None] * 4


def test_what_was_seen_in_an_earlier_block_counts_within_the_window_and_is_forgotten_behind() -> (
    None
):
    _, recent = confirmed(table(0, {}), NONE)
    inside, _ = confirmed(table(LINES, {"status": 304}), recent)
    outside, _ = confirmed(table(LINES + 1, {"status": 304}), recent)
    assert (inside.to_list(), outside.to_list()) == ([1], [None])
    _, later = confirmed(table(LINES, {"path": "/b"}), recent)
    assert later["line"].to_list() == [LINES + 1]


def test_no_rows_change_nothing() -> None:
    _, recent = confirmed(table(0, {}), NONE)
    prior, same = confirmed(table(1), recent)
    assert prior.len() == 0
    assert same.rows() == recent.rows()
