"""A zip archive with one HAR in it, as Playwright saves them beside the bodies of the responses."""

import zipfile
import zlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from analyzer.errors import SourceError
from analyzer.source.trouble import Damage

_PIECE = 64 << 10
_IN_MEMORY = 16 << 20
"""Bytes of an archive from a pipe that are kept in memory; more go to a temporary file."""

_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, LookupError,
    ValueError,
)  # fmt: skip
"""What the zip reader makes of damage, of encryption, and of methods that it does not know."""

_CURE = "unpack it and name what is in it"


def har_in(name: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes of the one HAR in an archive; of an archive without any, its own.

    Args:
        name: how the user calls the archive.
        pieces: of the archive: its list of members stands at its end, so all are taken.

    Raises:
        SourceError: it holds several HARs, or one that is encrypted.
    """
    with SpooledTemporaryFile(_IN_MEMORY) as packed:
        for piece in pieces:
            packed.write(piece)
        hars = _hars(packed)
        if len(hars) > 1:
            what = f"cannot read {name}: it is a zip archive with {len(hars)} HARs in it"
            raise SourceError(what, _CURE)
        packed.seek(0)
        try:
            with zipfile.ZipFile(packed).open(hars[0]) if hars else packed as member:
                while piece := member.read(_PIECE):
                    yield piece
        except _BROKEN as error:
            raise Damage(f"the zip archive cannot be unpacked ({error})") from error


def _hars(packed: IO[bytes]) -> list[zipfile.ZipInfo]:
    """Every HAR in an archive; a Mac adds to each file one of its own that is none."""
    try:
        members = zipfile.ZipFile(packed).infolist()
    except _BROKEN:
        return []
    return [
        member
        for member in members
        if member.filename.lower().endswith(".har") and not member.filename.startswith("__MACOSX/")
    ]
