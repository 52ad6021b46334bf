"""A browser with several addresses, among strangers."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from made_pairs import entry, line

from analyzer.join import Joined
from analyzer.join.html import html
from analyzer.join.terminal import terminal

Join = Callable[..., Joined]

V4, V6, STRANGER = "192.0.2.1", "2001:db8::1", "198.51.100.9"


@pytest.mark.parametrize("skew", [0, -40])
@pytest.mark.parametrize("parts", [(V4, V6), (V4, V4, V4, V6), (V4, V6, "203.0.113.7")])
def test_all_its_addresses_are_found(joined: Join, parts: tuple[str, ...], skew: int) -> None:
    entries = [entry(f"/{at}", at) for at in range(16)]
    lines = [line(f"/{at}", at + skew, client=parts[at % len(parts)]) for at in range(16)]
    found = joined(entries, lines)
    assert found.clocks.skew == timedelta(seconds=skew)
    assert {found.clocks.client, *found.clocks.others} == {*parts}
    assert found.clocks.matches == 16
    assert found.clocks.sure
    assert found.table["fate"].to_list() == ["answered"] * 16
    assert "16 requests agree" in terminal(found, width=200)


def test_a_stranger_who_asks_much_of_the_same_is_none_of_them(joined: Join) -> None:
    drawn = random.Random(2)  # noqa: S311 - to be the same each time
    cached = {3, 7, 8, 11}  # of these the log has the stranger's lines alone
    entries = [entry(f"/{at}", at) for at in range(16)]
    own = [line(f"/{at}", at) for at in range(16) if at not in cached]
    theirs = [line(f"/{at}", at + drawn.random(), client=STRANGER) for at in cached]
    theirs += [line(f"/x{at}", at, client=STRANGER) for at in range(12)]
    found = joined(entries, own + theirs)
    assert (found.clocks.client, found.clocks.others) == (V4, ())
    assert found.table.filter(fate="not in the log").height == len(cached)


def test_a_second_browser_that_asks_all_the_same_is_none_of_them(joined: Join) -> None:
    entries = [entry(f"/{at}", at) for at in range(16)]
    lines = [line(f"/{at}", at + apart, client=who) for at in range(16) for who, apart in ((V4, 0), (STRANGER, 1))]  # fmt: skip
    found = joined(entries, lines)
    assert found.clocks.others == ()
    assert found.table["fate"].to_list() == ["answered"] * 16


def test_a_page_and_a_terminal_name_no_more_than_a_few(joined: Join) -> None:
    pool = tuple(f"203.0.113.{at}" for at in range(6))
    entries = [entry(f"/{at}", at) for at in range(24)]
    lines = [line(f"/{at}", at, client=pool[at % len(pool)]) for at in range(24)]
    found = joined(entries, lines)
    assert len(found.clocks.others) == 5
    assert "and 5 other addresses" in html(found)
    assert "and 4 more" in " ".join(terminal(found, width=300).split())
