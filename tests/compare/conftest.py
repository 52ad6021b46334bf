"""Summaries of traffic that is made up line by line."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from shop import FORMAT, Made

import analyzer
from analyzer import Summary


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """The summary of some lines, in a file of that name."""

    def make(*parts: str | Iterable[str], name: str = "access.log", **options: object) -> Summary:
        path = tmp_path / name
        path.write_text("".join("".join(part) for part in parts))
        return analyzer.summarise(path, log_format=FORMAT, **options)

    return make
