"""Summaries of traffic that is made up line by line."""

from pathlib import Path

import pytest
from shop import Made, maker


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """The summary of some lines, in a file of that name."""
    return maker(tmp_path)
