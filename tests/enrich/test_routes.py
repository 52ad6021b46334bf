"""Paths become routes by what they are alone; what stands here is what a reader would write down."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analyzer.enrich import Routes
from analyzer.enrich.routes import FOLDS, LONGEST
from analyzer.errors import OptionError


def route(path: str | None, *patterns: str) -> str | None:
    return Routes(patterns)(pl.Series([path], dtype=pl.String))[0]


@pytest.mark.parametrize(
    ("path", "folded"), [each for fold in FOLDS for each in fold.examples.items()]
)
def test_each_fold_does_what_its_examples_say(path: str, folded: str) -> None:
    assert route(path) == folded


@pytest.mark.parametrize("fold", FOLDS, ids=lambda fold: fold.name)
def test_each_fold_has_an_example_of_its_own(fold) -> None:
    assert all(f"{{{fold.name}}}" in folded for folded in fold.examples.values())


@pytest.mark.parametrize(
    "path",
    [
        "/", "*", "", "/about", "/api/v2/users", "/internationalization", "/wp-login.php",
        "/getCustomerAccountInformationByIdentifier",
        # Percent-encoded letters are no numbers.
        "/wiki/%D0%9F%D1%80%97", "/a%20b", "/%E6%97%A5",
    ],
)  # fmt: skip
def test_what_names_no_single_object_stays(path: str) -> None:
    assert route(path) == path


@pytest.mark.parametrize(
    ("path", "folded"),
    [
        ("/12345678", "/{id}"),
        ("/2026/11/1234", "/{date}/{id}"),
        ("/a/1/b/2", "/a/{id}/b/{id}"),
        ("/kettles/7/", "/kettles/{id}/"),
        ("/x/192.168.1.1/y", "/x/{id}/y"),
        ("/static/app-4f3b2a1c.chunk.css", "/static/app-{hash}.chunk.css"),
        ("/日本/17", "/日本/{id}"),
    ],
)
def test_neighbours_do_not_disturb_each_other(path: str, folded: str) -> None:
    assert route(path) == folded


def test_no_path_has_no_route() -> None:
    assert route(None) is None


def test_what_comes_after_the_longest_path_that_is_looked_at_is_left_out() -> None:
    assert route("/a" * 40_000) == ("/a" * 40_000)[:LONGEST]


@given(some.lists(some.text(alphabet="/aB1.-_%0f9é{}", max_size=12)))
def test_a_route_depends_on_nothing_but_its_path(paths: list[str]) -> None:
    together = Routes()(pl.Series(paths, dtype=pl.String)).to_list()
    assert together == [route(path) for path in paths]


@given(some.integers(0, 10**12), some.integers(0, 10**12))
def test_paths_that_differ_in_a_number_share_a_route(one: int, other: int) -> None:
    assert route(f"/dog/{one}/toys") == route(f"/dog/{other}/toys") == "/dog/{id}/toys"


# The user's own


def test_the_first_pattern_that_fits_the_whole_path_is_the_route() -> None:
    patterns = ("/shop/{category}/{item}", "/shop/{anything}", "/shop/new")
    assert route("/shop/tea/kettle", *patterns) == "/shop/{category}/{item}"
    assert route("/shop/new", *patterns) == "/shop/{anything}"
    assert route("/shop/tea/kettle/12", *patterns) == "/shop/tea/kettle/{id}"
    assert route("/the/shop/tea/kettle", *patterns) == "/the/shop/tea/kettle"


def test_a_pattern_may_name_a_part_of_a_segment_and_holds_no_regular_expression() -> None:
    assert route("/img/red.png", "/img/{colour}.png") == "/img/{colour}.png"
    assert route("/img/redxpng", "/img/{colour}.png") == "/img/redxpng"
    assert route("/a+b/$1", "/a+b/${n}") == "/a+b/${n}"


def test_a_pattern_without_a_name_keeps_a_path_as_it_is() -> None:
    assert route("/plan/2026", "/plan/2026") == "/plan/2026"
    assert route("/plan/2027", "/plan/2026") == "/plan/{id}"


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("shop/{item}", "does not begin with a slash"),
        ("", "does not begin with a slash"),
        ("/shop/{item", "a brace without its partner"),
        ("/shop/item}", "a brace without its partner"),
        ("/shop/{}", "no name"),
        ("/shop/{1}", "no name"),
        ("/shop/{a b}", "no name"),
        ("/shop/{a}{b}", "two names side by side"),
        ("/shop?item={item}", "a question mark"),
    ],
)
def test_what_is_wrong_with_a_pattern_is_said(pattern: str, wrong: str) -> None:
    with pytest.raises(OptionError, match=wrong):
        Routes([pattern])


@given(some.text(alphabet="/ab{}?\\.*+[]()$^|", max_size=10).map(lambda rest: f"/{rest}"))
def test_any_pattern_is_refused_or_fits_itself_with_its_names_filled_in(pattern: str) -> None:
    try:
        routes = Routes([pattern])
    except OptionError:
        return
    filled = pattern.replace("{ab}", "x").replace("{a}", "x").replace("{b}", "x")
    if "{" not in filled:
        assert routes(pl.Series([filled]))[0] == pattern
