"""How these tests read: bytes go to a file, and blocks and the problem come back."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import zstandard

from analyzer.errors import SourceError
from analyzer.source import Block, Reader, Source

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": partial(lzma.compress, preset=0),  # as any other, without a table of 90 MB for each
    "zstd": zstandard.compress,
}


@dataclass(frozen=True)
class Outcome:
    blocks: list[Block]
    problem: SourceError | None
    container: str

    @property
    def text(self) -> bytes:
        return b"".join(block.data for block in self.blocks)

    @property
    def lines(self) -> int:
        return sum(block.lines for block in self.blocks)


Read = Callable[..., Outcome]


def read_source(source: Source, **sizes: int) -> Outcome:
    with Reader(source, **sizes) as reader:
        blocks = list(reader)
        return Outcome(blocks, reader.problem, reader.container)


@pytest.fixture(params=PACKERS, scope="session")
def packed(request: pytest.FixtureRequest) -> tuple[str, Callable[[bytes], bytes]]:
    """Each container's name, and what packs for it: never our own code."""
    return request.param, PACKERS[request.param]


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read bytes as a file called `log`, with block_size and max_line if given."""
    path = tmp_path_factory.mktemp("source") / "log"

    def outcome(content: bytes, name: str = "log", **sizes: int) -> Outcome:
        path.with_name(name).write_bytes(content)
        return read_source(Source(name, path.with_name(name)), **sizes)

    return outcome


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., Source]:
    """Make a file and give its source."""

    def made(content: bytes, name: str = "access.log") -> Source:
        (tmp_path / name).write_bytes(content)
        return Source(name, tmp_path / name)

    return made
