"""Which request followed which redirect, where Location says it, and where it does not."""

import polars as pl

from analyzer.classify.classify import LABELLED, OUTCOME
from analyzer.relate.links import links
from analyzer.relate.window import LINES


def table(*rows: dict[str, object]) -> pl.DataFrame:
    names = ("visitor", "time", "outcome", "method", "scheme", "host", "path", "query", "referrer")
    schema = {name: LABELLED.get(name, pl.UInt64()) for name in (*names, "duration", "location")}
    schema["outcome"] = OUTCOME
    plain = {"visitor": 1, "outcome": "ok", "method": "GET", "path": "/", "time": 0}
    filled = [dict.fromkeys(schema) | plain | row for row in rows]
    frame = pl.DataFrame(filled, schema=schema | {"time": pl.Int64}, orient="row")
    return frame.with_columns((pl.col("time") * 1_000_000).cast(LABELLED["time"]))


def found(*rows: dict[str, object]) -> tuple[list[tuple[int, int, bool]], list[int]]:
    pairs, waiting = links(table(*rows))
    return pairs.rows(), waiting.to_list()


def to(path: str, location: str | None = None, **more: object) -> dict[str, object]:
    return {"path": path, "outcome": "redirect", "location": location} | more


def test_a_location_finds_its_request_behind_others() -> None:
    rows = (to("/a", "/b"), {"path": "/x"}, {"path": "/b", "visitor": 2}, {"path": "/b"})
    assert found(*rows) == ([(0, 3, True)], [])


def test_a_location_on_another_host_is_another_url() -> None:
    assert found(to("/a", "http://h/b", host="g"), {"path": "/b", "host": "g"})[0] == []
    assert found(to("/a", "http://h/b", host="g"), {"path": "/b", "host": "h"})[0] == [(0, 1, True)]
    assert found(to("/a", "http://h/b"), {"path": "/b"})[0] == [(0, 1, True)]


def test_the_query_belongs_to_the_url() -> None:
    assert found(to("/a", "/b?x=1"), {"path": "/b"})[0] == []
    assert found(to("/a", "/b?x=1"), {"path": "/b", "query": "x=1"})[0] == [(0, 1, True)]


def test_of_two_redirects_to_one_request_the_last_led_there() -> None:
    assert found(to("/a", "/b"), to("/c", "/b"), {"path": "/b"})[0] == [(1, 2, True)]


def test_too_late_is_not_followed() -> None:
    assert found(to("/a", "/b"), {"path": "/b", "time": 10})[0] == [(0, 1, True)]
    assert found(to("/a", "/b"), {"path": "/b", "time": 11})[0] == []
    assert found(to("/a"), {"path": "/a/", "time": 11})[0] == []


def test_too_far_is_not_followed() -> None:
    others = [{"visitor": 2}] * LINES
    assert found(to("/a", "/b"), *others[1:], {"path": "/b"})[0] == [(0, LINES, True)]
    assert found(to("/a", "/b"), *others, {"path": "/b"}) == ([], [])
    assert found(to("/a"), *others, {"path": "/a/"})[0] == []


def test_without_a_location_only_the_very_next_request_counts() -> None:
    assert found(to("/a"), {"path": "/a/", "visitor": 2}, {"path": "/a/"})[0] == [(0, 2, False)]
    assert found(to("/a"), {"path": "/x"}, {"path": "/a/"}) == ([], [])


def test_a_redirect_waits_for_its_follower_as_long_as_one_may_come() -> None:
    assert found({}, to("/a"), to("/b", "/c", visitor=2))[1] == [2, 1]
    assert found(to("/a"), {"path": "/x"})[1] == []
    assert found(to("/a", "/b"), {"path": "/x"})[1] == [0]


def test_what_is_known_goes_before_what_is_inferred() -> None:
    assert found(to("/x/a"), to("/b", "/a", visitor=1), {"path": "/a"})[0] == [(1, 2, True)]
