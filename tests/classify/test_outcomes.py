from collections.abc import Mapping
from enum import StrEnum

import pytest

from analyzer.classify.outcomes import CLASSES, FAULTS, OUTCOMES, Meaning
from analyzer.classify.vocabulary import Class, Fault, Outcome

TABLES = [(CLASSES, Class), (FAULTS, Fault), (OUTCOMES, Outcome)]
MEANINGS = [meaning for table, _ in TABLES for meaning in table.values()]


@pytest.mark.parametrize(("table", "words"), TABLES)
def test_every_word_has_its_meaning_in_the_order_of_the_vocabulary(
    table: Mapping[StrEnum, Meaning], words: type[StrEnum]
) -> None:
    assert list(table) == list(words)


@pytest.mark.parametrize(("table", "words"), TABLES)
def test_no_two_words_are_told_apart_by_their_code_only(
    table: Mapping[StrEnum, Meaning], words: type[StrEnum]
) -> None:
    assert len({meaning.title for meaning in table.values()}) == len(words)
    assert len({meaning.says for meaning in table.values()}) == len(words)


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda meaning: meaning.title)
def test_a_title_fits_a_column_and_a_sentence_is_one(meaning: Meaning) -> None:
    assert 1 <= len(meaning.title) <= 20
    assert "_" not in meaning.title
    assert meaning.says.endswith(".")
    assert meaning.says[0].isupper()
    assert 20 <= len(meaning.says) <= 130
