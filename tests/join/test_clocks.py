"""What a skew rests on: enough entries that agree, and clearly more than on anything else."""

from datetime import timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from analyzer.join.clocks import Clocks, clocks

SCHEMA = {"entry": pl.Int64, "number": pl.UInt32, "client": pl.String, "apart": pl.Duration("us")}


def pairs(*rows: tuple[int, int, str | None, float]) -> pl.DataFrame:
    """Entry, line, client, and seconds apart."""
    return pl.DataFrame(
        [(*row[:3], timedelta(seconds=row[3])) for row in rows], schema=SCHEMA, orient="row"
    )


def test_nothing_alike_is_no_skew() -> None:
    assert clocks(pairs()) == Clocks(None, None, 0, 0, sure=False)


def test_three_that_agree_are_enough() -> None:
    found = clocks(pairs((1, 1, "a", 600.2), (2, 2, "a", 599.9), (3, 3, "a", 600.0)))
    assert found == Clocks(timedelta(seconds=600), "a", 3, 0, sure=True)


def test_one_or_two_may_be_alike_by_chance() -> None:
    for rows in ([(1, 1, "a", 600.0)], [(1, 1, "a", 600.0), (2, 2, "a", 600.0)]):
        found = clocks(pairs(*rows))
        assert found == Clocks(None, None, len(rows), 0, sure=False)


def test_clocks_that_agree_need_no_proof_and_are_called_weak() -> None:
    found = clocks(pairs((1, 1, "a", 0.4)))
    assert found == Clocks(timedelta(seconds=0.4), "a", 1, 0, sure=False)


def test_where_the_best_is_weak_the_same_time_is_preferred() -> None:
    found = clocks(pairs((1, 1, "a", 900.0), (2, 2, "a", 900.0), (1, 3, "b", 0.5)))
    assert (found.skew, found.client, found.sure) == (timedelta(seconds=0.5), "b", False)


def test_a_request_that_everybody_makes_says_little() -> None:
    """Three polls are like any of a hundred lines: at every second all three have one."""
    busy = [(entry, line, "a", float(line - 50)) for entry in (1, 2, 3) for line in range(100)]
    found = clocks(pairs(*busy))
    assert not found.sure
    rare = [(entry, 1_000 + entry, "a", 1_800.0) for entry in (4, 5, 6)]
    found = clocks(pairs(*busy, *rare))
    assert (found.skew, found.matches, found.sure) == (timedelta(seconds=1800), 3, True)


def test_two_clients_with_the_same_requests_cannot_be_told_apart() -> None:
    twins = [
        (entry, 10 * entry + at, who, 60.0)
        for entry in (1, 2, 3)
        for at, who in ((0, "a"), (1, "b"))
    ]
    found = clocks(pairs(*twins))
    assert (found.skew, found.matches, found.rival, found.sure) == (None, 3, 3, False)


def test_a_client_whose_requests_repeat_themselves_is_known_and_its_skew_is_weak() -> None:
    """Ten polls, a second apart each ten: shifted by one, nine of them still have a line."""
    polls = [
        (entry, line, "a", 500.0 + 10 * (line - entry)) for entry in range(10) for line in range(10)
    ]
    chance = [(1, 100 + at, "b", 7.0 * at + 1_000) for at in range(5)]
    found = clocks(pairs(*polls, *chance))
    assert (found.skew, found.client, found.matches) == (timedelta(seconds=500), "a", 10)
    assert (found.rival, found.sure) == (9, False)


def test_clocks_that_agree_are_no_excuse_where_much_more_speaks_for_others() -> None:
    """Chance at the same time: one of two hundred, where many speak for each of two clients."""
    many = [
        (entry, 10 * entry + at, who, 60.0)
        for entry in range(9)
        for at, who in ((0, "a"), (1, "b"))
    ]
    assert clocks(pairs(*many, (1, 500, "c", 0.0))).skew is None


def test_a_log_without_clients_has_one() -> None:
    found = clocks(pairs(*((entry, entry, None, 5.0) for entry in range(4))))
    assert found == Clocks(timedelta(seconds=5), None, 4, 0, sure=True)


ROWS = st.lists(
    st.tuples(
        st.integers(1, 5), st.integers(1, 5), st.sampled_from(["a", "b", None]), st.integers(-9, 9)
    ),
    unique_by=lambda row: row[:2],
)


@given(ROWS, st.randoms())
def test_the_order_of_the_pairs_says_nothing(rows, drawn) -> None:
    shuffled = rows.copy()
    drawn.shuffle(shuffled)
    assert clocks(pairs(*rows)) == clocks(pairs(*shuffled))
