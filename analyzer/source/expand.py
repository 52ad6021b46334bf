"""From what the user names to the files that are meant."""

import errno
import glob
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from analyzer.errors import SourceError
from analyzer.source import trouble
from analyzer.source.source import Source


def expand(paths: Iterable[str | Path]) -> tuple[list[Source], list[SourceError]]:
    """Find the sources behind files, directories, patterns and `-`, each real file once.

    Directories give their files at any depth, hidden ones left out. A pattern (`logs/*.gz`, `**`
    at any depth) counts only where no file has that very name. What is found is in natural
    order: `access.log.2` before `access.log.10`.

    Args:
        paths: as the user gave them; the string `-` is standard input.

    Returns:
        The sources in the order of the paths, and an error for each path that gave none.
    """
    search = _Search()
    for path in paths:
        search.add(path)
    return search.sources, search.errors


class _Search:
    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.errors: list[SourceError] = []
        self._seen: set[object] = set()

    def add(self, path: str | Path) -> None:
        name = str(path)
        if path == "-":
            self._keep(Source(name, None), _standard_input())
        elif glob.has_magic(name) and not os.path.lexists(name):
            self._add_matches(name)
        elif os.path.isdir(path):
            self._add_directory(name)
        else:
            self._add_file(name)

    def _add_matches(self, pattern: str) -> None:
        matches = sorted(glob.glob(pattern, recursive=True), key=_natural)
        for match in matches:
            if os.path.isdir(match):
                self._add_below(match)
            else:
                self._add_file(match)
        if not matches:
            self.errors.append(trouble.unmatched(pattern))

    def _add_directory(self, name: str) -> None:
        before = len(self.errors)
        if not self._add_below(name) and len(self.errors) == before:
            self.errors.append(trouble.without_files(name))

    def _add_below(self, directory: str) -> bool:
        """Add the regular files, and say whether there are any."""
        failures: list[OSError] = []
        files = sorted(filter(os.path.isfile, _below(directory, failures)), key=_natural)
        self.errors += [trouble.unreadable(str(error.filename), error) for error in failures]
        for file in files:
            self._add_file(file, found=True)
        return bool(files)

    def _add_file(self, name: str, *, found: bool = False) -> None:
        try:
            status = os.stat(name)
            _refuse_unreadable(name, status)
        except (OSError, ValueError) as error:
            self.errors.append(trouble.unreadable(name, error))
        else:
            self._keep(Source(_in_text(name), Path(name), found), _identity(status))

    def _keep(self, source: Source, identity: object) -> None:
        if identity not in self._seen:
            self._seen.add(identity)
            self.sources.append(source)


def _below(directory: str, failures: list[OSError]) -> Iterator[str]:
    for folder, folders, files in os.walk(directory, onerror=failures.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(folder, name) for name in files if not name.startswith("."))


def _natural(path: str) -> list[list[tuple[int, str]]]:
    """Sort key: part by part, runs of digits by their value."""
    return [
        [(int(run), "") if run.isdecimal() else (-1, run) for run in re.split(r"(\d+)", part)]
        for part in path.split(os.sep)
    ]


def _in_text(name: str) -> str:
    r"""The name as valid text: a byte of it that is no UTF-8 is written as `\xhh`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _refuse_unreadable(name: str, status: os.stat_result) -> None:
    """What opening it would say, without opening it: a FIFO would wait for its writer."""
    if stat.S_ISSOCK(status.st_mode):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
    if not os.access(name, os.R_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))


def _identity(status: os.stat_result) -> object:
    return status.st_dev, status.st_ino


def _standard_input() -> object:
    """The file behind it, so that it is not read twice under two names."""
    try:
        return _identity(os.fstat(sys.stdin.fileno()))
    except (OSError, ValueError, AttributeError):
        return "-"


def fruitless(
    paths: Iterable[str | Path], sources: list[Source], passed_over: list[Source]
) -> Iterator[SourceError]:
    """An error for each directory in which every file was passed over."""
    for path in map(Path, paths):
        below = [each for each in sources if each.found and each.path and path in each.path.parents]
        if below and all(each in passed_over for each in below):
            yield SourceError(
                f"cannot read {path}: none of its files is an access log or HAR that is known",
                "see what is understood: statscan formats",
                str(path),
            )
