"""What statscan says of real entries, against what a reader of them said before."""

import os
import sys
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from labels import LABELLED, compared, disagreements, scores


@pytest.fixture(scope="module")
def entries() -> pl.DataFrame:
    beside = Path(__file__).parents[3] / "shared" / "corpora"
    corpora = Path(os.environ.get("STATSCAN_CORPORA", beside))
    if not corpora.is_dir():
        pytest.skip("the corpora of real captures are not here (STATSCAN_CORPORA names them)")
    return compared(corpora)


def test_every_disagreement_is_a_known_one(entries: pl.DataFrame) -> None:
    differ = disagreements(entries).filter(pl.col("differs").is_null())
    assert differ.select("file", "line", "outcome", "said outcome").rows() == []


@pytest.mark.parametrize("aspect", ["prior", "basis"])
def test_no_step_from_entry_to_entry_is_made_up(entries: pl.DataFrame, aspect: str) -> None:
    assert set(scores(entries, aspect)["precision"]) == {1.0}


@pytest.mark.parametrize("outcome", ["broken_link", "redirect_chain", "revalidated", "unavailable"])
def test_what_calls_for_somebody_is_not_said_wrongly(entries: pl.DataFrame, outcome: str) -> None:
    said = scores(entries, "outcome").filter(pl.col("label") == outcome)
    assert said["said"].to_list() == said["right"].to_list()


def test_scores() -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("c", None), (None, "b")]
    found = pl.DataFrame(pairs, schema=["fault", "said fault"], orient="row")
    assert scores(found, "fault").rows() == [
        ("a", 2, 1, 1, 1.0, 0.5),
        ("b", 1, 3, 1, 1 / 3, 1.0),
        ("c", 1, 0, 0, None, 0.0),
    ]


def test_the_labels_are_worth_their_name() -> None:
    truth = pl.read_csv(LABELLED)
    assert truth.height >= 200
    assert truth.select("file", "line").is_unique().all()
    assert truth["reason"].null_count() == 0
    # A step needs its line, and a redirect's step says how it is known.
    steps = truth.filter(pl.col("basis").is_not_null())
    assert steps["prior"].null_count() == 0
    assert Counter(steps["basis"]) == {"exact": 34, "inferred": 24}
