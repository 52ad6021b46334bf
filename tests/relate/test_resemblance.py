"""Which two requests of one visitor, one after the other, look like a redirect and its target."""

import polars as pl
import pytest

from analyzer.classify.classify import OUTCOME
from analyzer.relate.resemblance import could_follow

PLAIN = {
    "scheme": None,
    "host": None,
    "path": "/a",
    "query": None,
    "referrer": None,
    "method": "GET",
    "outcome": "redirect",
}
SCHEMA = dict.fromkeys(PLAIN, pl.String) | {"outcome": OUTCOME}


def follows(one: dict[str, object], other: dict[str, object]) -> bool:
    row = PLAIN | one
    beside = {f"next {name}": value for name, value in (PLAIN | {"outcome": "ok"} | other).items()}
    schema = SCHEMA | {f"next {name}": dtype for name, dtype in SCHEMA.items()}
    pair = pl.LazyFrame([row | beside], schema=schema)
    return could_follow(pair).collect().height == 1


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/articles", "/articles/"),
        ("/Shop", "/shop"),
        ("/winter", "/winter"),
        ("/a.html", "/a"),
        ("/about/index.php", "/about/"),
        ("/old-kettle", "/kettle"),
        ("/kettle", "/products/kettle.html"),
        ("/product/25828", "/m/product/25828"),
        ("/shop/", "/shop/home.html"),
        ("/by/size%2Ccolour", "/by/size,colour"),
        ("/m/black+kettle", "/black%20kettle"),
    ],
)
def test_without_a_referrer_the_paths_must_be_alike(path: str, other: str) -> None:
    assert follows({"path": path}, {"path": other})


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/scripts", "/presentations/puppet"),
        ("/product/25828", "/product/2582"),
        ("/", "/about"),
        ("/a/b", "/c"),
        ("/page/1", "/page/2"),
    ],
)
def test_a_robot_that_asks_for_one_page_after_the_other_follows_nothing(
    path: str, other: str
) -> None:
    assert not follows({"path": path}, {"path": other})


def test_a_robot_that_walks_through_a_list_follows_nothing() -> None:
    one = {"path": "/filter", "query": "f=p12129&page=14"}
    assert not follows(one, {"path": "/filter", "query": "f=p12129&page=19"})
    assert follows(one, {"path": "/filter", "query": "f=p12129&page=14&lang=en"})
    assert follows(one, {"path": "/filter/", "query": None})


def test_a_query_that_becomes_a_path() -> None:
    one = {"path": "/filter", "query": "f=b211%2Cb502&page=3"}
    assert follows(one, {"path": "/filter/b211,b502", "query": "page=3"})
    assert follows(one, {"path": "/filter/b211%2Cb502/"})
    assert not follows(one, {"path": "/filter/b211,b50"})
    assert not follows(one, {"path": "/filter/b502"})
    assert not follows(one, {"path": "/filter/"} | {"query": "f=p12129"})
    assert not follows({"path": "/filter"}, {"path": "/filter/b211"})


def test_the_same_referrer_makes_two_pages_a_pair_whatever_their_names() -> None:
    led = {"referrer": "http://www.example/"}
    assert follows({"path": "/sale"} | led, {"path": "/products/"} | led)
    assert not follows({"path": "/sale"} | led, {"path": "/products/"})
    assert not follows({"path": "/sale"} | led, {"path": "/products/", "referrer": "http://x/"})


def test_files_of_a_page_are_siblings() -> None:
    led = {"referrer": "http://www.example/"}
    assert not follows({"path": "/a.css"} | led, {"path": "/b.css"} | led)
    assert not follows({"path": "/sale"} | led, {"path": "/b.png"} | led)
    assert follows({"path": "/img/logo.png"} | led, {"path": "/static/img/logo.png"} | led)


def test_a_method_that_changes_changes_to_get() -> None:
    assert follows({"method": "POST"}, {"path": "/a/", "method": "GET"})
    assert follows({"method": "POST"}, {"path": "/a/", "method": "POST"})
    assert not follows({"method": "GET"}, {"path": "/a/", "method": "POST"})


def test_redirected_again_from_the_same_place_is_a_repetition() -> None:
    assert not follows({}, {"outcome": "redirect"})
    assert follows({}, {"outcome": "ok"})


@pytest.mark.parametrize("name", ["scheme", "host"])
def test_from_http_to_https_or_to_another_host_is_no_repetition(name: str) -> None:
    assert follows({name: "one"}, {name: "other", "outcome": "redirect"})


@pytest.mark.parametrize("missing", ["path", "method"])
def test_what_is_unknown_follows_nothing(missing: str) -> None:
    assert not follows({missing: None}, {missing: None})
