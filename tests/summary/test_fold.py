"""What is counted at once, and what is merged."""

import sys
from collections.abc import Iterator

import polars as pl
import pytest

from analyzer.summary import at_once


def test_frames_are_counted_together_only_while_they_are_small(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules[at_once.__module__], "_MANY", 10)
    sizes = [3, 12, 4, 2, 5, 30, 1, 1]

    def frames() -> Iterator[pl.DataFrame]:
        for number, size in enumerate(sizes):
            yield pl.DataFrame({"frame": [number] * size})

    seen = [frame["frame"].unique().sort().to_list() for frame in at_once(frames())]
    assert seen == [[1], [0, 2, 3, 4], [5], [6, 7]]
