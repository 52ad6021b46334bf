import gzip
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.source.container import LONGEST_MAGIC, container_of
from analyzer.source.trouble import Damage
from analyzer.source.unpack import unpack

Packed = tuple[str, Callable[[bytes], bytes]]
CONTENT = b"".join(b"%d %d a line that repeats\n" % (n, n * n) for n in range(20_000))


def unpacked(content: bytes, *, rewinds: bool = True, size: int = 5000) -> tuple[bytes, str]:
    """All that comes, and the damage that ends it."""

    def pieces() -> Iterator[bytes]:
        return iter([content[at : at + size] for at in range(0, len(content), size)])

    container = container_of(content[:LONGEST_MAGIC])
    assert container is not None
    came = []
    try:
        for piece in unpack(pieces(), container, pieces if rewinds else None):
            came.append(piece)  # noqa: PERF402 (what came before the damage counts)
    except Damage as damage:
        return b"".join(came), damage.what
    return b"".join(came), ""


@given(
    contents=st.lists(st.binary(), min_size=1),
    padding=st.binary(max_size=20).map(lambda junk: bytes(len(junk))),
    size=st.integers(1, 100),
)
def test_several_members_and_padding_are_one_stream(
    packed: Packed, contents: list[bytes], padding: bytes, size: int
) -> None:
    _, pack = packed
    stream = b"".join(map(pack, contents)) + padding
    assert unpacked(stream, size=size) == (b"".join(contents), "")


@given(content=st.binary(max_size=500), where=st.floats(0, 1), size=st.integers(1, 100))
def test_a_cut_stream_gives_a_prefix_and_says_so(
    packed: Packed, content: bytes, where: float, size: int
) -> None:
    name, pack = packed
    stream = pack(content)
    cut = min(LONGEST_MAGIC + int(where * len(stream)), len(stream) - 1)
    came, damage = unpacked(stream[:cut], size=size)
    assert content.startswith(came)
    assert damage == f"its {name} stream is cut short"


def test_a_cut_gzip_gives_all_that_zlib_gets_from_it() -> None:
    whole = gzip.compress(CONTENT)
    for cut in (30, *range(17_000, 17_050), -9, -8, -1):
        stream = whole[:cut]
        expected = zlib.decompressobj(wbits=31).decompress(stream)
        assert unpacked(stream) == (expected, "its gzip stream is cut short"), cut
        from_pipe, damage = unpacked(stream, rewinds=False)
        assert damage == "its gzip stream is cut short"
        assert expected.startswith(from_pipe)
        assert len(expected) - len(from_pipe) <= 3, cut


def salvaged_by_zlib(stream: bytes) -> bytes:
    decoder, came = zlib.decompressobj(wbits=31), bytearray()
    try:
        for at in range(len(stream)):
            came += decoder.decompress(stream[at : at + 1])
    except zlib.error:
        pass
    return bytes(came)


@pytest.mark.parametrize("where", [100, 17_000, 40_000, 50_001, -6])
def test_damage_costs_nothing_that_zlib_could_still_decode(where: int) -> None:
    stream = bytearray(gzip.compress(CONTENT))
    stream[where] ^= 0xFF
    came, damage = unpacked(bytes(stream))
    assert damage.startswith("its gzip stream is damaged")
    expected = salvaged_by_zlib(bytes(stream))
    assert came.startswith(expected)
    assert expected


def test_damage_in_the_middle_keeps_the_beginning(packed: Packed) -> None:
    name, pack = packed
    whole = b"".join(map(pack, (CONTENT, CONTENT)))
    half = len(pack(CONTENT))
    stream = whole[: half + 20] + b"\xff" * 200 + whole[half + 220 :]
    came, damage = unpacked(stream)
    assert came.startswith(CONTENT)
    assert damage.startswith(f"its {name} stream is damaged (")


def test_what_a_pipe_loses_by_damage_is_bounded() -> None:
    stream = bytearray(gzip.compress(CONTENT))
    stream[-6] ^= 0xFF  # the checksum: all is decoded before it is found wrong
    came, _ = unpacked(bytes(stream), rewinds=False)
    assert CONTENT.startswith(came)
    assert len(came) >= len(CONTENT) - (64 << 10)
    assert unpacked(bytes(stream))[0] == CONTENT


def test_something_else_behind_the_end_is_told(packed: Packed) -> None:
    name, pack = packed
    behind = b"192.0.2.1 - - plain lines appended to a packed file\n"
    came, damage = unpacked(pack(CONTENT) + behind)
    assert came == CONTENT
    assert damage == f"something that is no {name} stream follows, left out,"


def test_a_member_cut_within_its_magic_is_a_cut() -> None:
    stream = gzip.compress(CONTENT)
    assert unpacked(stream + stream[:2]) == (CONTENT, "its gzip stream is cut short")


def test_a_frame_to_be_skipped_is_skipped(packed: Packed) -> None:
    name, pack = packed
    if name == "zstd":
        skipped = b"\x5a\x2a\x4d\x18\x05\0\0\0hello"
        assert unpacked(skipped + pack(CONTENT) + skipped) == (CONTENT, "")


@given(content=st.binary(max_size=300))
def test_no_bytes_raise_anything_else(packed: Packed, content: bytes) -> None:
    _, pack = packed
    unpacked(pack(b"")[:LONGEST_MAGIC] + content)
