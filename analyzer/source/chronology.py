"""Sources in order of time: `access.log.2.gz` may be older than `access.log`, whatever their names."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from analyzer.errors import SourceError
from analyzer.source.reader import Reader
from analyzer.source.source import Source

_LOOK = 32 << 10  # bytes, unpacked, in which a time is looked for


def _clf(text: str) -> datetime:
    zone = " %z" if text[-5] in "+-" else ""
    return datetime.strptime(f"{text[:11]} {text[12:]}", f"%d/%b/%Y %H:%M:%S{zone}")


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("\t", " ").replace(",", "."))


def _ctime(text: str) -> datetime:
    return datetime.strptime(text, "%a %b %d %H:%M:%S %Y")


def _epoch(text: str) -> datetime:
    return datetime.fromtimestamp(int(text[:10]), UTC)


_TIMES: dict[str, Callable[[str], datetime]] = {
    r"\d\d/[A-Z][a-z]{2}/\d{4}[: ]\d\d:\d\d:\d\d(?: [+-]\d{4})?": _clf,
    r"\d{4}-\d\d-\d\d[T \t]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?": _iso,
    r"[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}": _ctime,
    r"(?<!\d)1\d{9}(?:\d{3}|\d{6}|\d{9})?(?!\d)": _epoch,  # to the year 2033
}
"""How logs write times, and how to read them: a look at a few bytes, which knows no formats.

To read a line by its format takes 30 ms, whatever its length, and rotated files may be thousands.
"""
_ANY = re.compile("|".join(f"({pattern})" for pattern in _TIMES))


def in_time(sources: list[Source]) -> list[Source]:
    """Put files in order of the first time that each holds.

    What holds none near its beginning, and what can be read only once (a pipe, standard input),
    keeps its place.

    Args:
        sources: in order of their names.
    """
    if len(sources) < 2:
        return sources
    moments = {at: moment for at, each in enumerate(sources) if (moment := _first(each))}
    ordered = iter(sorted(moments, key=lambda at: (moments[at], at)))
    return [sources[next(ordered)] if at in moments else each for at, each in enumerate(sources)]


def _first(source: Source) -> datetime | None:
    if source.path is None or not source.path.is_file():
        return None
    try:
        with Reader(source, block_size=_LOOK) as reader:
            return first_time(next((block.data for block in reader), b""))
    except SourceError:
        return None  # reading it will say so


def first_time(data: bytes) -> datetime | None:
    """The first time in some bytes; one without a zone is taken for UTC."""
    for match in _ANY.finditer(data.decode("utf-8", "replace")):
        read = list(_TIMES.values())[(match.lastindex or 1) - 1]
        try:
            moment = read(match[0])
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue  # such as 31 February
    return None
