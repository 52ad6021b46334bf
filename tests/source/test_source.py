from pathlib import Path

import pytest

from analyzer import source as stage
from analyzer.source.source import Block, Source


def test_sources_and_blocks_are_values() -> None:
    assert Source("a", Path("a")) == Source("a", Path("a"))
    assert Block(b"a\n", 1, 1) != Block(b"a\n", 2, 1)
    with pytest.raises(AttributeError, match="immutable"):
        Source("a", None).name = "b"  # type: ignore[misc]


def test_every_public_name_is_there() -> None:
    assert all(hasattr(stage, name) for name in stage.__all__)
