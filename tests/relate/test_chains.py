"""From links to chains, by hand."""

import polars as pl

from analyzer.relate.chains import Chain, chains
from analyzer.relate.links import LINK
from analyzer.relate.window import HOPS


def linked(*pairs: tuple[int, int]) -> pl.DataFrame:
    rows = [(one, other, True) for one, other in pairs]
    return pl.DataFrame(rows, schema=LINK, orient="row")


def test_no_links_no_chains() -> None:
    assert chains(linked()) == []


def test_links_that_meet_are_one_chain() -> None:
    found = chains(linked((0, 2), (1, 3), (2, 4)))
    assert [chain.rows for chain in found] == [[0, 2, 4], [1, 3]]


def test_a_chain_is_full_at_the_bound_and_another_goes_on() -> None:
    first, second = chains(linked(*((n, n + 1) for n in range(HOPS + 5))))
    assert first.rows == list(range(HOPS + 1))
    assert second.rows == list(range(HOPS, HOPS + 6))
    assert (first.full, second.full) == (False, True)


def test_a_chain_whose_beginning_is_out_of_sight_breaks_where_it_did_before() -> None:
    found = chains(linked((0, 1), (1, 2), (2, 3)), breaks=frozenset({2}))
    assert found == [Chain([0, 1, 2], [True, True]), Chain([2, 3], [True], full=True)]
