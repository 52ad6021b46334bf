import io
import zipfile
from collections.abc import Callable

import pytest

from analyzer.errors import SourceError
from analyzer.source import Reader, Source

HAR = b'{"log": {"entries": []}}'


def _zip(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.fixture
def read(tmp_path) -> Callable[[bytes], tuple[bytes, Reader]]:
    def whole(content: bytes) -> tuple[bytes, Reader]:
        path = tmp_path / "session.zip"
        path.write_bytes(content)
        with Reader(Source("session.zip", path)) as reader:
            return b"".join(reader.pieces(1 << 20)), reader

    return whole


def test_the_one_har_is_read_and_what_lies_beside_it_is_not(read) -> None:
    members = {"a.jpeg": b"JPEG", "network.HAR": HAR, "__MACOSX/._network.har": b"x"}
    content, reader = read(_zip(**members))
    assert content == HAR
    assert (reader.container, reader.problem) == ("zip", None)


def test_of_several_none_is_chosen(read) -> None:
    with pytest.raises(SourceError, match=r"session.zip: it is a zip archive with 2 HARs.*unpack"):
        read(_zip(**{"a.har": HAR, "b.har": HAR}))


def test_an_archive_without_a_har_is_named(read) -> None:
    with pytest.raises(SourceError, match=r"it is a zip archive; unpack it"):
        read(_zip(**{"access.log": b"x"}))


def test_damage_is_told(read) -> None:
    packed = bytearray(_zip(**{"a.har": bytes(range(256)) * 40}))
    packed[60] ^= 0xFF
    content, reader = read(bytes(packed))
    assert "zip archive cannot be unpacked" in str(reader.problem)
    assert len(content) < 256 * 40 + 1
