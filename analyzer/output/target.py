"""Where output goes: a file is written whole, then renamed; anything else is written through."""

import os
import re
import stat
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from analyzer.errors import OptionError, StatscanError
from analyzer.report.text import visible

_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")


class Target(Protocol):
    """An open output, as a context manager: left by an exception, it was never there.

    Attributes:
        path: how the user calls it.
    """

    path: str

    def __enter__(self) -> Self:
        """Open it."""

    def write(self, piece: bytes) -> None:
        """Append to it."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Complete it, or take it back."""


def target(path: str) -> Target:
    """The output behind a path; nothing is opened before `with`.

    Raises:
        OptionError: it is a directory, or nobody may write there.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return File(path, None)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error
    if stat.S_ISDIR(status.st_mode):
        raise OptionError(f"cannot write {path}: it is a directory", "name a file in it")
    if not os.access(path, os.W_OK):
        raise OptionError(f"cannot write {path}: permission denied", "name another path")
    if stat.S_ISREG(status.st_mode) and not _DESCRIPTOR.fullmatch(path):
        return File(path, stat.S_IMODE(status.st_mode))
    return Through(path)


def unwritable(path: str, error: OSError | ValueError) -> OptionError:
    """What cannot be opened for writing, found out before anything is read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        folder = os.path.dirname(os.path.realpath(path))
        if os.path.isdir(folder):  # of a file system that is none, such as /proc
            return OptionError(f"cannot write {path}: no file can be there", "name another path")
        return OptionError(
            f"cannot write {path}: there is no directory {folder}", "create it first"
        )
    why = getattr(error, "strerror", None) or str(error)
    return OptionError(f"cannot write {path}: {why.lower()}", "name another path")


def failed(path: str, error: OSError) -> StatscanError:
    """What cannot be written to its end: the device is full, or gone."""
    return StatscanError(f"cannot write {path}: {(error.strerror or str(error)).lower()}")


class _Written:
    """What all outputs share: a failure to write names the path."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._file: BinaryIO | None = None

    def _opened(self) -> BinaryIO:
        raise NotImplementedError

    def write(self, piece: bytes) -> None:
        try:
            self._file = self._file or self._opened()
            self._file.write(piece)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise failed(self.path, error) from error

    def _close(self) -> None:
        try:
            if self._file is not None:
                self._file.close()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise failed(self.path, error) from error


class File(_Written):
    """A regular file, there already or not; symbolic links lead to it."""

    def __init__(self, path: str, mode: int | None) -> None:
        """Take the path, and the permissions of the file that is there."""
        super().__init__(path)
        self._mode = mode
        self._real = Path(os.path.realpath(path))
        self._part = self._real.parent / f".statscan-{os.urandom(8).hex()}"

    @property
    def folder(self) -> Path:
        """The directory that the file is in."""
        return self._real.parent

    def _opened(self) -> BinaryIO:
        return self._part.open("xb")

    def __enter__(self) -> Self:
        """Begin the new file beside the old one.

        Raises:
            OptionError: that cannot be done there.
        """
        try:
            self._file = self._opened()
            if self._mode is not None:
                self._part.chmod(self._mode)
        except OSError as error:
            self._part.unlink(missing_ok=True)
            raise unwritable(self.path, error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Put it in the old one's place."""
        try:
            self._close()
            if kind is None:
                self._part.replace(self._real)
        except OSError as failure:
            raise failed(self.path, failure) from failure
        finally:
            self._part.unlink(missing_ok=True)


class Through(_Written):
    """A device, a pipe, another program: what is written is gone. Opened by the first piece."""

    def _opened(self) -> BinaryIO:
        if number := _DESCRIPTOR.fullmatch(self.path):
            return os.fdopen(os.dup(int(number[1])), "wb")
        return open(self.path, "wb")

    def __enter__(self) -> Self:
        """Nothing yet: opening a pipe waits for its reader."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self._close()


class Standard:
    """Standard output.

    Args:
        raw: where a terminal is there, what is written may steer it: it is ours, not a log's.
    """

    path = "standard output"

    def __init__(self, *, raw: bool = False) -> None:
        """Nothing is written yet."""
        self._raw = raw

    def __enter__(self) -> Self:
        """Nothing: it is open."""
        return self

    def write(self, piece: bytes) -> None:
        """Write at once.

        Raises:
            BrokenPipeError: nobody reads any more.
        """
        if sys.stdout is None:
            return
        guarded = not self._raw and sys.stdout.isatty()
        left = memoryview(_harmless(piece) if guarded else piece)
        try:
            while left:  # under PYTHONUNBUFFERED a write may take only a part
                left = left[sys.stdout.buffer.write(left) :]
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise failed(self.path, error) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Nothing: it stays open."""


def _harmless(piece: bytes) -> bytes:
    lines = piece.decode("utf-8", "backslashreplace").split("\n")
    return "\n".join(map(visible, lines)).encode()
