"""Saved summaries: one file, a zip of a Parquet file for each table and what they mean."""

import json
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import polars as pl
from msgspec.structs import asdict

from analyzer.errors import StateError
from analyzer.summary.summary import SourceAccount, Summary, empty
from analyzer.summary.tallies import TALLIES

_VERSION = 1
_ABOUT = "summary.json"

_JUNK = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, LookupError,
    TypeError, ValueError,
)  # fmt: skip
"""What bytes that are no summary make of the zip reader, the JSON reader, and the reading of it."""


def save(summary: Summary, path: str | Path) -> None:
    """Write a summary to a file, whole or not at all.

    The same summary gives the same bytes. What is no regular file (a pipe) is written through.

    Raises:
        StateError: the file cannot be written.
    """
    content = _packed(summary)
    path = Path(path)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        target = path.resolve()
        unfinished = target.with_name(f".{target.name}.unfinished")
        try:
            unfinished.write_bytes(content)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise StateError(
            f"cannot write {path}: {why}", "name a file in a directory that you may write to"
        ) from error


def _packed(summary: Summary) -> bytes:
    about = {
        "version": _VERSION,
        "polars": summary.polars,
        "names": summary.names,
        "notes": summary.notes,
        "sources": [asdict(source) for source in summary.sources],
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo(_ABOUT), json.dumps(about))
        for tally in TALLIES:
            content = BytesIO()
            summary.tables[tally.name].sort(pl.all()).write_parquet(content)
            archive.writestr(zipfile.ZipInfo(f"{tally.name}.parquet"), content.getvalue())
    return packed.getvalue()


def load(path: str | Path) -> Summary:
    """Read a summary back.

    Raises:
        StateError: the file is missing, no summary, or of another version.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _unpacked(archive, path)
    except OSError as error:
        raise StateError(
            f"cannot load {path}: {error.strerror or error}", "name a file that analyzer.save wrote"
        ) from error
    except (*_JUNK, pl.exceptions.PolarsError) as error:
        raise StateError(
            f"cannot load {path}: it is no saved summary", "write one with analyzer.save"
        ) from error


def is_saved(path: str | Path) -> bool:
    """Whether a file holds a saved summary, of whatever version; a pipe is not looked into."""
    try:
        if not Path(path).is_file():
            return False
        with zipfile.ZipFile(path) as archive:
            return _ABOUT in archive.namelist()
    except (OSError, *_JUNK):
        return False


def _unpacked(archive: zipfile.ZipFile, path: str | Path) -> Summary:
    about = json.loads(archive.read(_ABOUT))
    version = about["version"]
    if version != _VERSION:
        raise _other(path, f"version {version}, not {_VERSION}")
    tables = {
        tally.name: pl.read_parquet(BytesIO(archive.read(f"{tally.name}.parquet")))
        for tally in TALLIES
    }
    if any(tables[name].schema != table.schema for name, table in empty().tables.items()):
        raise _other(path, "another version of statscan")
    return Summary(
        tables,
        tuple(about["names"]),
        tuple(SourceAccount(**source) for source in about["sources"]),
        tuple(about["notes"]),
        about["polars"],
    )


def _other(path: str | Path, what: str) -> StateError:
    return StateError(f"{path} is a summary of {what}", "summarise the logs again")
