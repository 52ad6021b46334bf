from collections.abc import Iterator
from threading import Barrier, Event, Lock, get_ident

import pytest

from analyzer.engines import Workers

_PATIENCE = 10


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("way", [Workers.ahead, Workers.beside])
def test_results_come_in_order_whatever_takes_longest(count: int, way) -> None:
    released = [Event() for _ in range(20)]

    def work(number: int) -> int:
        if number % 3 == 0 and number + 1 < 20:
            released[number + 1].wait(0.01)
        released[number].set()
        return number * number

    with Workers(count) as workers:
        assert list(way(workers, work, range(20))) == [number * number for number in range(20)]


def test_the_next_item_is_worked_on_while_the_caller_is_busy() -> None:
    begun = [Event() for _ in range(3)]

    def work(number: int) -> int:
        begun[number].set()
        return number

    with Workers(1) as workers:
        results = workers.ahead(work, range(3))
        assert next(results) == 0
        assert begun[1].wait(_PATIENCE)
        assert not begun[2].wait(0.05)  # it would be one more in memory
        assert list(results) == [1, 2]


@pytest.mark.parametrize("way", [Workers.ahead, Workers.beside])
def test_no_more_is_held_than_there_are_threads(way) -> None:
    taken = given = most = 0

    def items() -> Iterator[int]:
        nonlocal taken, most
        for number in range(30):
            taken += 1
            most = max(most, taken - given)
            yield number

    with Workers(3) as workers:
        for _ in way(workers, lambda number: number, items()):
            given += 1
    assert (given, most) == (30, 4)


def test_what_no_worker_has_time_for_the_caller_does_itself() -> None:
    busy, go = Event(), Event()

    def work(number: int) -> int:
        if number:
            busy.set()
            go.wait(_PATIENCE)
        return number

    with Workers(1) as workers:
        results = workers.ahead(work, range(2))
        assert next(results) == 0
        assert busy.wait(_PATIENCE)
        assert set(workers.beside(lambda _: get_ident(), range(2))) == {get_ident()}
        go.set()
        assert list(results) == [1]


def test_a_worker_without_work_does_it_beside_the_caller() -> None:
    both = Barrier(2)

    def work(_: int) -> int:
        both.wait(_PATIENCE)  # passes only where two threads are here at once
        return get_ident()

    with Workers(2) as workers:
        threads = set(workers.beside(work, range(2)))
    assert len(threads) == 2
    assert get_ident() not in threads


@pytest.mark.parametrize("way", [Workers.ahead, Workers.beside])
def test_an_error_comes_in_its_place_and_ends_the_work(way) -> None:
    done: list[int] = []
    lock = Lock()

    def work(number: int) -> int:
        if number == 2:
            raise ValueError(number)
        with lock:
            done.append(number)
        return number

    with Workers(1) as workers:
        results = way(workers, work, range(100))
        assert [next(results), next(results)] == [0, 1]
        with pytest.raises(ValueError, match="2"):
            next(results)
        assert list(results) == []
    assert max(done) < 5
