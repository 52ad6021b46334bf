"""Which hops of a chain are turns of a loop, and what each step changed."""

from datetime import UTC, datetime

import polars as pl
import pytest

from analyzer.classify.classify import classify
from analyzer.entry import conform
from analyzer.relate import Context, relate
from analyzer.relate.changes import CHANGES, Change

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
CHAIN, LOOP = "redirect_chain", "redirect_loop"


def walked(*urls: str, last: int = 200, method: str = "GET", named: bool = True) -> pl.DataFrame:
    """Each URL redirects to the next by its Location; the last has the status `last`.

    Args:
        urls: `http://host/path?query`.
        last: status of the last.
        method: of the first request; all others are GET.
        named: the log names scheme and host.
    """
    rows = []
    for at, url in enumerate(urls):
        scheme, _, rest = url.partition("://")
        host, _, target = rest.partition("/")
        path, mark, query = target.partition("?")
        rows.append(
            {
                "line": at + 1, "time": START, "client": "192.0.2.1", "method": "GET" if at else method,
                "scheme": scheme if named else None, "host": host if named else None,
                "path": "/" + path, "query": query if mark else None,
                "status": 302 if at + 1 < len(urls) else last,
                "location": urls[at + 1] if at + 1 < len(urls) else None,
            }
        )  # fmt: skip
    return relate(classify(conform(pl.DataFrame(rows, strict=False))), Context(), last=True)[0]


A, B, C, D = (f"http://e/{letter}" for letter in "abcd")


@pytest.mark.parametrize(
    ("urls", "outcomes"),
    [
        pytest.param([A, B, C], [CHAIN, CHAIN], id="no URL twice"),
        pytest.param([A, B, A], [LOOP, LOOP], id="all of it is one turn"),
        pytest.param([A, B, B, C], [CHAIN, LOOP, CHAIN], id="a turn between two hops"),
        pytest.param([A, B, C, B, D], [CHAIN, LOOP, LOOP, CHAIN], id="a turn of two hops"),
        pytest.param([A, A, B, B], [LOOP, CHAIN, LOOP], id="two turns"),
        pytest.param([A, B, A, B, A], [LOOP] * 4, id="round and round"),
        pytest.param([A, f"{A}?x", C], [CHAIN, CHAIN], id="the query is part of the URL"),
        pytest.param(["http://e/a", "https://e/a", C], [CHAIN, CHAIN], id="so is the scheme"),
    ],
)
def test_only_the_hops_of_a_turn_are_turns(urls: list[str], outcomes: list[str]) -> None:
    related = walked(*urls)
    assert related["outcome"].to_list() == [*outcomes, "ok"]
    (loop,) = related["walk"].drop_nulls().struct.field("loop")
    assert loop == (LOOP in outcomes)


def test_a_loop_that_nobody_was_seen_to_leave_is_one_to_its_last_redirect() -> None:
    assert walked(A, B, A, B, last=302)["outcome"].to_list() == [LOOP] * 4
    assert walked(A, B, C, last=302)["outcome"].to_list() == [CHAIN] * 3


def test_where_the_log_does_not_say_the_scheme_location_does() -> None:
    """`http://e/a` to `https://e/a` to `/b` is no loop, though the log shows `/a` twice."""
    related = walked("http://e/a", "https://e/a", "https://e/b", named=False)
    assert related["outcome"].to_list() == [CHAIN, CHAIN, "ok"]


@pytest.mark.parametrize(
    ("one", "other", "changes"),
    [
        ("http://e/a", "https://e/a", ["to_https"]),
        ("https://e/a", "http://e/a", ["to_http"]),
        ("http://e/a", "http://www.e/a", ["www"]),
        ("http://www.e/a", "http://e/a", ["www"]),
        ("http://e/a", "http://f/a", ["host"]),
        ("http://e/a", "https://www.e/a/", ["to_https", "www", "slash"]),
        ("http://e/Shop", "http://e/shop", ["case"]),
        ("http://e/a", "http://e/b", ["path"]),
        ("http://e/a?x=1", "http://e/a", ["query"]),
        ("http://e/a", "http://e/a", []),
    ],
)
def test_what_a_step_changed(one: str, other: str, changes: list[str]) -> None:
    assert walked(one, other)["changed"].to_list() == [None, changes]


def test_a_form_becomes_a_get() -> None:
    assert walked(A, B, method="POST")["changed"].to_list() == [None, ["method", "path"]]


def test_what_is_not_known_on_both_sides_is_not_said_to_have_changed() -> None:
    related = walked("http://e/a", "https://www.e/a/", named=False)
    assert related["changed"].to_list() == [None, ["slash"]]


def test_every_change_has_its_rule() -> None:
    assert [each.change for each in CHANGES] == list(Change)


def test_a_redirect_into_an_error_is_a_walk_and_any_other_pair_is_none() -> None:
    (walk,) = walked(A, B, last=404)["walk"].drop_nulls().to_list()
    assert walk == {"hops": 1, "loop": False, "exact": True, "ends": 404}
    assert walked(A, B, last=404)["trail"].to_list() == ["e/a → e/b", None]
    assert walked(A, B)["walk"].null_count() == 2
