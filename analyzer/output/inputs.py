"""An output must not be one of the inputs: it would be lost, or read while it grows."""

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from analyzer.errors import FormatError, OptionError, StatscanError
from analyzer.output.kinds import STANDARD


def refuse_inputs(outputs: Sequence[str], inputs: Sequence[str]) -> None:
    """See to it that nothing is read that is about to be written.

    Args:
        outputs: paths to be written, `-` for standard output.
        inputs: what the user named to be read.

    Raises:
        OptionError: an output is a file that is to be read.
    """
    files = {_identity(path): path for path in outputs}
    files.pop(None, None)
    if not files:
        return
    from analyzer.source import expand

    for source in expand(inputs)[0]:
        path = files.get(_identity(source.name if source.path else None))
        if path is None or (source.found and not _is_traffic(source.name)):
            continue
        where = "standard output" if path == STANDARD else f"the output {path}"
        raise OptionError(f"{where} is one of the files to be read", "write to another path")


def _identity(path: str | None) -> tuple[int, int] | None:
    """The regular file behind a path; None for anything else."""
    try:
        if path is None:
            return None
        status = os.fstat(sys.stdout.fileno()) if path == STANDARD else os.stat(path)
    except (OSError, ValueError, AttributeError):  # no such file, or a stream in memory
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _is_traffic(path: str) -> bool:
    """An old report in a directory of logs is passed over by the reading, and may be replaced."""
    from analyzer.formats import detect
    from analyzer.source import Reader, Source

    try:
        with Reader(Source(path, Path(path), found=True)) as reader:
            return bool(reader.head and detect(path, reader.head))
    except FormatError:
        return False
    except StatscanError:
        return True
