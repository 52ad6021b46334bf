import bz2
import gzip
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.source.container import (
    CONTAINERS,
    FOREIGN,
    LONGEST_MAGIC,
    container_of,
    foreign_of,
)

Packed = tuple[str, Callable[[bytes], bytes]]


def test_each_container_is_told_by_what_others_write(packed: Packed) -> None:
    name, pack = packed
    for content in (b"", b"a line\n", bytes(100_000)):
        container = container_of(pack(content)[:LONGEST_MAGIC])
        assert container is not None
        assert container.name == name


def test_no_container_claims_what_another_writes() -> None:
    for container in CONTAINERS:
        for magic in container.magics:
            assert [each.name for each in CONTAINERS if each.opens(magic)] == [container.name]


@pytest.mark.parametrize(
    "head",
    [b"", b"\x1f", b"BZh9.example.net - - ", b"(/", b"P*", b"\xfd7zXZ", b"\x1f\x8b\x09"],
)
def test_what_only_resembles_a_magic_is_plain(head: bytes) -> None:
    assert container_of(head) is None


def test_a_magic_cut_by_the_end_of_a_file_may_still_open() -> None:
    gzipped = next(container for container in CONTAINERS if container.name == "gzip")
    assert [gzipped.may_open(rest) for rest in (b"\x1f", b"\x1f\x8b", b"\n", b"\x1fx")] == [
        True,
        True,
        False,
        False,
    ]


def test_every_zstd_level_of_skippable_frame_opens() -> None:
    heads = [bytes((first,)) + b"\x2a\x4d\x18\x05\0\0\0" for first in (0x50, 0x5A, 0x5F)]
    assert [getattr(container_of(head), "name", None) for head in heads] == ["zstd"] * 3


@given(content=st.binary(max_size=2000), portion=st.integers(1, 50), length=st.integers(1, 50))
def test_each_decoder_unpacks_in_any_portions(
    packed: Packed, content: bytes, portion: int, length: int
) -> None:
    name, pack = packed
    container = next(container for container in CONTAINERS if container.name == name)
    for decoders in filter(None, (container.decoders, container.exact)):
        decoder, left, came = decoders()(), pack(content) + b"rest", b""
        while not decoder.eof:
            take = left[:portion] if decoder.needs_input else b""
            left = left[len(take) :]
            came += decoder.decompress(take, length)
        assert came == content
        assert decoder.unused_data + left == b"rest"


def test_a_foreign_file_is_named() -> None:
    tar = bytes(257) + b"ustar\x0000"
    assert [getattr(foreign_of(head), "what", None) for head in (b"PK\x03\x04", tar, b"PK")] == [
        "a zip archive",
        "a tar archive",
        None,
    ]
    for twice in (gzip.compress(b""), bz2.compress(b"")):
        assert getattr(foreign_of(twice), "what", None) == "packed twice"


def test_every_foreign_kind_says_what_to_do() -> None:
    assert all(kind.what and kind.cure and kind.magic for kind in FOREIGN)
