"""What users are told when a source cannot be read, or not to its end: each wording once."""

import errno
from collections.abc import Iterable, Iterator

from analyzer.errors import SourceError
from analyzer.source.source import Source

_WHY = {
    errno.ENOENT: ("no such file or directory", "check the spelling"),
    errno.ENOTDIR: ("no such file or directory", "check the spelling"),
    errno.EACCES: ("permission denied", "run as a user who may read it, or have it copied"),
    errno.EPERM: ("permission denied", "run as a user who may read it, or have it copied"),
    errno.ENXIO: ("it is a socket, not a file", "name a file, a directory or a pipe"),
    errno.ELOOP: ("its symbolic links run in a circle", "name the file itself"),
}
_NAMED = 3  # files
_REST = "what came before was read; get an intact copy for the rest"


class Damage(Exception):  # noqa: N818 (an event on the way, which the reader turns into a SourceError)
    """The bytes end here although the stream does not; all that could be decoded has been yielded.

    Args:
        what: the clause for the user, without the file's name ("its gzip stream is cut short").
    """

    def __init__(self, what: str) -> None:
        """Take the clause."""
        super().__init__(what)
        self.what = what


def unreadable(name: str, error: OSError | ValueError) -> SourceError:
    """A file, directory or stream that cannot be opened or looked at.

    Args:
        name: how the user calls it.
        error: what the system said; a ValueError is a name that no file can have (a NUL in it).
    """
    code = error.errno if isinstance(error, OSError) and error.errno else 0
    reason = getattr(error, "strerror", None) or str(error)
    why, cure = _WHY.get(code, (reason, "check that it is a file that can be read"))
    return SourceError(f"cannot read {name}: {why}", cure, name)


def unmatched(pattern: str) -> SourceError:
    """A pattern such as `logs/*.gz` that no file matches."""
    return SourceError(f"cannot read {pattern}: no file matches", "check the pattern", pattern)


def without_files(name: str) -> SourceError:
    """A directory with nothing in it to read."""
    cure = "name the directory that holds the logs; hidden files are passed over unless named"
    return SourceError(f"cannot read {name}: the directory holds no files", cure, name)


def too_large(name: str, limit: int) -> SourceError:
    """A document above the limit, in bytes."""
    cure = "cut it into smaller documents, or raise the limit"
    return SourceError(f"cannot read {name}: it is larger than {limit:,} bytes", cure)


def foreign(name: str, what: str, cure: str) -> SourceError:
    """A kind of file that is known, and known to hold no lines to read."""
    return SourceError(f"cannot read {name}: it is {what}", cure)


def ended_early(name: str, what: str, count: int, unit: str) -> SourceError:
    """A stream that was read as far as it goes.

    Args:
        name: how the user calls it.
        what: the clause of a `Damage`.
        count: how much was read before.
        unit: of what, in the singular (`line`, `byte`).
    """
    if not count:
        return SourceError(f"{name}: {what} before its first {unit}", "get an intact copy")
    return SourceError(f"{name}: {what} after {count:,} {unit}{'s' if count > 1 else ''}", _REST)


def passed_over(sources: Iterable[Source]) -> Iterator[str]:
    """What a reader has to know of files that hold something, but no traffic, beside others that do."""
    names = sorted(source.name for source in sources if not _is_empty(source))
    if names:
        more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
        yield (
            f"Passed over, as no access log or HAR: {', '.join(names[:_NAMED])}{more}. To be told why, "
            "name the file itself."
        )


def _is_empty(source: Source) -> bool:
    try:
        return source.path is None or not source.path.stat().st_size
    except OSError:
        return False
