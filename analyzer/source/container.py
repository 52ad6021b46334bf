"""What a log may be packed in, told by its first bytes and never by its name."""

import zlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from zstandard import ZstdDecompressionObj

# What a hostile file may make its decoder allocate; `xz -9` needs 65 MiB, `zstd --ultra` 128 MiB.
DECODER_MEMORY = 128 << 20
# Four bytes of zstd can say "131,072 times this byte" and its decoder here knows no limit of
# output: 256 bytes make 8 MiB at the worst. 250 MB take 0.36 s so, 0.31 s with steps of 512 bytes.
_ZSTD_STEP = 256


class Decoder(Protocol):
    """One member of a stream being unpacked: the interface of `bz2` and `lzma`, and of isal."""

    @property
    def eof(self) -> bool:
        """The member has ended, and its checksum was right."""

    @property
    def needs_input(self) -> bool:
        """Nothing more comes without more input."""

    @property
    def unused_data(self) -> bytes:
        """The input behind the member's end."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Take input and give at most about `max_length` bytes; any error means damage."""


class Container(Struct, frozen=True):
    """One kind of packing.

    Args:
        name: as users know it.
        magics: what its streams begin with, any of them.
        decoders: opens a stream and gives what makes the decoder of each of its members; imports
            its library when called, so that a plain log pays for none.
        exact: the same, slower, for a second look at what was cut short, where the first decoder
            keeps back what it knew of a last incomplete portion.
    """

    name: str
    magics: tuple[bytes, ...]
    decoders: Callable[[], Callable[[], Decoder]]
    exact: Callable[[], Callable[[], Decoder]] | None = None

    def opens(self, head: bytes) -> bool:
        """Whether a stream of this kind begins here."""
        return head.startswith(self.magics)

    def may_open(self, rest: bytes) -> bool:
        """The same where `rest`, all that is left of a file, may have been cut in its magic."""
        return self.opens(rest) or any(magic.startswith(rest) for magic in self.magics)


class Foreign(Struct, frozen=True):
    """A kind of file that users name by mistake.

    Args:
        what: with its article.
        magic: the bytes that tell it.
        cure: what to do instead.
        offset: where the bytes stand.
    """

    what: str
    magic: bytes
    cure: str
    offset: int = 0


def _gzip() -> Callable[[], Decoder]:
    # On 250 MB, 7:1, on one core: this 1.5 GB/s, isal's zlib interface 1.4, its file objects and
    # its threaded reader 1.2 (reading ahead is what `prefetch` does for every kind of source).
    from isal import igzip_lib

    return partial(igzip_lib.IgzipDecompressor, flag=igzip_lib.DECOMP_GZIP)


class _Deflated:
    """A member of gzip by zlib, a third as fast as isal, which withholds up to three symbols."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        piece = self._member.decompress(self._member.unconsumed_tail + data, max_length)
        self.needs_input = not self._member.unconsumed_tail and len(piece) < max_length
        return piece


def _bzip2() -> Callable[[], Decoder]:
    from bz2 import BZ2Decompressor

    return BZ2Decompressor


def _xz() -> Callable[[], Decoder]:
    from lzma import FORMAT_XZ, LZMADecompressor

    return partial(LZMADecompressor, FORMAT_XZ, memlimit=DECODER_MEMORY)


def _zstd() -> Callable[[], Decoder]:
    from zstandard import ZstdDecompressor

    # One context for all frames: making one takes 36 us, and some writers flush a frame per line.
    context = ZstdDecompressor(max_window_size=DECODER_MEMORY)
    return lambda: _Frame(context.decompressobj())


class _Frame:
    """A frame of zstd behind the interface of the others."""

    def __init__(self, frame: "ZstdDecompressionObj") -> None:
        self._frame = frame
        self._input = b""

    @property
    def eof(self) -> bool:
        return self._frame.eof

    @property
    def needs_input(self) -> bool:
        return not self._input

    @property
    def unused_data(self) -> bytes:
        return self._frame.unused_data + self._input

    def decompress(self, data: bytes, max_length: int) -> bytes:
        source, at, pieces, size = self._input + data, 0, [], 0
        while at < len(source) and size < max_length and not self._frame.eof:
            pieces.append(self._frame.decompress(source[at : at + _ZSTD_STEP]))
            size += len(pieces[-1])
            at += _ZSTD_STEP
        self._input = source[at:]
        return b"".join(pieces)


CONTAINERS = (
    Container("gzip", (b"\x1f\x8b\x08",), _gzip, lambda: _Deflated),
    Container(
        "bzip2",  # "BZh9" alone may begin a text; a block, or the end of an empty stream, does not
        tuple(
            b"BZh%d" % level + block
            for level in range(1, 10)
            for block in (b"1AY&SY", b"\x17rE8P\x90")
        ),
        _bzip2,
    ),
    Container("xz", (b"\xfd7zXZ\0",), _xz),
    Container(
        "zstd",  # a frame, or a frame to be skipped, as parallel and seekable writers put first
        (b"\x28\xb5\x2f\xfd", *(bytes((n,)) + b"\x2a\x4d\x18" for n in range(0x50, 0x60))),
        _zstd,
    ),
)
LONGEST_MAGIC = max(len(magic) for container in CONTAINERS for magic in container.magics)

ZIP = b"PK\x03\x04"
_UNPACK = "unpack it and name the logs in it"
FOREIGN = (
    Foreign("a zip archive", ZIP, _UNPACK),
    Foreign("an empty zip archive", b"PK\x05\x06", _UNPACK),
    Foreign("a 7z archive", b"7z\xbc\xaf\x27\x1c", _UNPACK),
    Foreign("a rar archive", b"Rar!\x1a\x07", _UNPACK),
    Foreign("a tar archive", b"ustar", _UNPACK, offset=257),
    Foreign("an lz4 file", b"\x04\x22\x4d\x18", "pipe it in: lz4 -dc FILE | statscan -"),
    Foreign("a compress (.Z) file", b"\x1f\x9d", "pipe it in: zcat FILE | statscan -"),
    Foreign("a systemd journal", b"LPKSHHRH", "pipe it in: journalctl -o cat ... | statscan -"),
    Foreign("a Parquet file", b"PAR1", "name the logs that it was made from"),
    Foreign("an SQLite database", b"SQLite format 3\0", "name the access logs themselves"),
    *(
        Foreign("packed twice", magic, "unpack it once")
        for container in CONTAINERS
        for magic in container.magics
    ),
)
FOREIGN_REACH = max(kind.offset + len(kind.magic) for kind in FOREIGN)


def container_of(head: bytes) -> Container | None:
    """The container that begins with these bytes (`LONGEST_MAGIC` of them suffice), if any."""
    return next((container for container in CONTAINERS if container.opens(head)), None)


def foreign_of(head: bytes) -> Foreign | None:
    """What these first unpacked bytes (`FOREIGN_REACH` of them suffice) are instead of a log."""
    return next((kind for kind in FOREIGN if head.startswith(kind.magic, kind.offset)), None)
