"""KINDS: what can be written, and how a path's ending names it."""

from collections.abc import Sequence
from enum import StrEnum
from os.path import splitext

from msgspec import Struct

from analyzer.errors import OptionError

STANDARD = "-"
"""How the command line names standard output."""

_ALSO_STANDARD = frozenset({STANDARD, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})


class Kind(StrEnum):
    """What is written: the report, the labelled entries, or the rejected lines as they are."""

    TERMINAL = "terminal"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    NDJSON = "ndjson"
    PARQUET = "parquet"
    REJECTS = "rejects"


ROWS = frozenset({Kind.CSV, Kind.NDJSON, Kind.PARQUET})
"""The kinds that hold entries, not the report."""

ENDINGS = {f".{kind}": kind for kind in Kind if kind not in {Kind.TERMINAL, Kind.REJECTS}}
"""The kind that a path asks for by its ending."""

STREAMED = tuple(kind for kind in Kind if kind not in {Kind.PARQUET, Kind.REJECTS})
"""What --to can ask for: a Parquet file has its table of contents at its end."""


class Wanted(Struct, frozen=True):
    """One output that was asked for.

    Args:
        path: as the user gave it; `-` for standard output.
        kind: what it gets.
    """

    path: str
    kind: Kind


def wanted(paths: Sequence[str], to: Kind | None, rejects: str | None = None) -> list[Wanted]:
    """What the options --output, --to and --rejects ask for.

    A path without an ending (a pipe, a device, `-`) gets what --to says; if there is none,
    standard output does.

    Raises:
        OptionError: a path does not say what it gets, or is named twice.
    """
    asked = [Wanted(_plain(path), _kind(path, to)) for path in paths]
    if to is not None and all(splitext(path)[1] for path in paths):
        asked.append(Wanted(STANDARD, to))
    if rejects is not None:
        asked.append(Wanted(_plain(rejects), Kind.REJECTS))
    for number, one in enumerate(asked):
        if one.path in {other.path for other in asked[:number]}:
            option = "--rejects" if one.kind is Kind.REJECTS else "--output"
            raise OptionError(f"{option} {one.path} is written already", "name another path")
    return asked


def _plain(path: str) -> str:
    return STANDARD if path in _ALSO_STANDARD else path


def _kind(path: str, to: Kind | None) -> Kind:
    ending = splitext(path)[1]
    if not ending and to is not None:
        return to
    try:
        return ENDINGS[ending.lower()]
    except KeyError:
        raise _unknown(path, ending) from None


def _unknown(path: str, ending: str) -> OptionError:
    if not ending:
        cure = f"end it in one of {_known()}, or add --to"
        return OptionError(f"--output {path} does not say what to write", cure)
    return OptionError(f"--output {path}: nothing ends in {ending}", f"use one of {_known()}")


def _known() -> str:
    return ", ".join(ENDINGS)
