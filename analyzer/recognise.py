"""What `statscan formats FILE` says: in which format a file is, and which of its lines are not."""

from pathlib import Path

import polars as pl

from analyzer.entry import IGNORED, conform
from analyzer.errors import FormatError
from analyzer.formats import Detection, detect
from analyzer.formats.detect import ranked
from analyzer.formats.mixed import Mixed
from analyzer.report.text import visible
from analyzer.source import Reader, expand

_SHOWN = 10  # lines that failed
_WIDTH = 100  # characters of each


def recognise(path: str | Path) -> str:
    """Explain how a file is understood, by the first mebibyte of it.

    Raises:
        FormatError: it is in no format that is known.
        SourceError: it cannot be read.
    """
    sources, problems = expand([path])
    if problems:
        raise problems[0]
    with Reader(sources[0]) as reader:
        head, name = reader.head, sources[0].name
    if not head:
        raise reader.problem or FormatError(f"{name} is empty", "there is nothing to read")
    surest = detect(name, head)
    rest = [each for each in ranked(head) if each.format is not surest.format and each.claim]
    text = f"{visible(name)}: {_sure(surest)}, {surest.format.title}\n"
    if rest:
        text += f"next      {_sure(rest[0])}\n"
    return text if surest.format.document else text + _lines(surest, head)


def _sure(detection: Detection) -> str:
    return f"{detection.format.name} ({detection.claim:.0%} sure)"


def _lines(surest: Detection, head: bytes) -> str:
    whole = head[: head.rfind(b"\n") + 1] or head
    frame = conform(Mixed(surest.format).parse(whole)).with_row_index("at", offset=1)
    entries = frame.filter(pl.col("reject").is_null())
    hidden = {"at", "source", "line", "reject", "raw"}
    found = [each.name for each in entries if each.name not in hidden and each.count()]
    ignored = pl.col("reject").is_in([reason.value for reason in IGNORED])
    failed = frame.filter(pl.col("reject").is_not_null() & ~ignored)
    text = f"fields    {' '.join(found)}\n"
    text += f"looked at {frame.height:,} lines: {entries.height:,} entries, {failed.height:,} rejected\n"
    for row in failed.head(_SHOWN).iter_rows(named=True):
        text += f"  line {row['at']}: {row['reject']}: {visible(row['raw'][:_WIDTH])}\n"
    return text
