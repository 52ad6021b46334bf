"""What a W3C log says of its own lines: `#Fields` names their columns, `#Date` their day."""

import re
from collections.abc import Iterator
from typing import NamedTuple

FIELDS, DATE = b"#Fields:", b"#Date:"
DIRECTIVE = "#(?:Fields|Date):"
"""How a line begins that explains those behind it."""

_EXPLAINING = re.compile(DIRECTIVE.encode())
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_DAY = rb"#Date:[ \t]*(?:(\d{4}-\d\d-\d\d)|(\d\d?)-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(\d{4}))"
_COMMENT = re.compile(rb"#(?<=\n#)")
_LONGEST_NAMES = 1 << 16


def explains(data: bytes) -> bool:
    """Whether a line of a block may explain others: hardly a log has a # at all, which is told ten times as fast."""
    return b"#" in data and _EXPLAINING.search(data) is not None


def said(data: bytes, directive: bytes) -> bytes | None:
    """The last line of a block that is of this kind; None where there is none."""
    start = data.rfind(b"\n" + directive) + 1  # found at the speed of memory
    return _line(data, start) if data.startswith(directive, start) else None


def _line(data: bytes, start: int) -> bytes:
    end = data.find(b"\n", start, start + _LONGEST_NAMES)
    return data[start : start + _LONGEST_NAMES if end < 0 else end]


def columns_of(line: bytes) -> tuple[str, ...]:
    """The names in a line of `#Fields`."""
    return tuple(line[len(FIELDS) :].decode("utf-8", "replace").split())


def day_of(line: bytes) -> str:
    """Of `#Date: 1998-11-19 22:48:39`, or as the draft has it, `12-Jan-1996 00:00:00`; else nothing."""
    found = re.match(_DAY, line)
    if found is None:
        return ""
    iso, day, month, year = (each.decode() for each in found.groups(b""))
    return iso or f"{year}-{_MONTHS.index(month) // 3 + 1:02}-{day:0>2}"


class Part(NamedTuple):
    """Some lines, the names of their columns, and their day."""

    columns: tuple[str, ...]
    day: str
    data: bytes


def parts(columns: tuple[str, ...], day: str, data: bytes) -> Iterator[Part]:
    """Cut a block where its columns change, or their day."""
    begin = at = 0
    while True:
        line = _line(data, at) if data.startswith((FIELDS, DATE), at) else b""
        new = (
            columns_of(line) if line.startswith(FIELDS) else columns,
            day_of(line) if line.startswith(DATE) else day,
        )
        if new != (columns, day):
            if at > begin:
                yield Part(columns, day, data[begin:at])
            (columns, day), begin = new, at
        comment = _COMMENT.search(data, at + 1)  # they are few
        if comment is None:
            yield Part(columns, day, data[begin:])
            return
        at = comment.start()
