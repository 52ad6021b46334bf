from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as some

from analyzer.enrich.memo import Memo


def test_a_text_is_worked_on_once() -> None:
    worked: list[str] = []

    def work(texts: list[str]) -> list[int]:
        worked.extend(texts)
        return [*map(len, texts)]

    memo = Memo(work)
    assert memo(["a", "bb", "a"]) == [1, 2, 1]
    assert memo(["ccc", "bb"]) == [3, 2]
    assert sorted(worked) == ["a", "bb", "ccc"]


@given(some.lists(some.lists(some.text(max_size=3))))
def test_forgetting_changes_no_answer(asked: list[list[str]]) -> None:
    memo = Memo(lambda texts: [text.upper() for text in texts])
    with patch("analyzer.enrich.memo._MOST", 250):
        for texts in asked:
            assert memo(texts) == [text.upper() for text in texts]


def test_what_is_kept_is_bounded() -> None:
    memo = Memo(lambda texts: texts)
    with patch("analyzer.enrich.memo._MOST", 10_000):
        for number in range(200):
            memo([f"{number}-{each}" for each in range(10)])
    assert len(memo._known) <= 110


def test_several_threads_get_the_same_answers() -> None:
    memo = Memo(lambda texts: [text * 2 for text in texts])
    asked = [[str(number % 50 + at) for at in range(20)] for number in range(200)]
    with patch("analyzer.enrich.memo._MOST", 3000), ThreadPoolExecutor(4) as pool:
        assert [*pool.map(memo, asked)] == [[text * 2 for text in texts] for texts in asked]
