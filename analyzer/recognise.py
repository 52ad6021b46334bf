"""What `statscan formats FILE` says: in which format a file is, and which of its lines are not."""

from pathlib import Path
from typing import Any

import polars as pl

from analyzer.entry import IGNORED, conform
from analyzer.errors import FormatError
from analyzer.formats import Detection, Format, detect
from analyzer.formats.detect import ranked
from analyzer.formats.format import Headed, Noted
from analyzer.formats.misfit import misfit
from analyzer.formats.mixed import mixed
from analyzer.report.text import visible
from analyzer.source import Reader, expand
from analyzer.units import counted

_SHOWN = 10  # lines that failed
_WIDTH = 100  # characters of each


def recognise(path: str | Path, only: Format | tuple[Format, ...] | None = None) -> str:
    """Explain how a file is understood, by the first mebibyte of it.

    Args:
        path: the file.
        only: the format that the user asked for, or those of which the surest is taken.

    Raises:
        FormatError: it is in no format that is known.
        SourceError: it cannot be read.
    """
    sources, problems = expand([path])
    if problems:
        raise problems[0]
    with Reader(sources[0]) as file:
        head, name = file.head, sources[0].name
    if not head:
        raise file.problem or FormatError(f"{name} is empty", "there is nothing to read")
    surest = detect(name, head, only)
    rest = [each for each in ranked(head) if each.format.name != surest.format.name and each.claim]
    text = f"{visible(name)}: {_sure(surest)}, {visible(surest.format.title)}\n"
    if rest:
        text += f"next      {_sure(rest[0])}\n"
    if isinstance(surest.format, Noted):
        text += "".join(f"{visible(note)}\n" for note in surest.format.notes)
    if surest.format.document:
        return text
    reader = mixed(surest.format) if only is None else surest.format
    return text + _lines(surest, reader, head)


def _sure(detection: Detection) -> str:
    return f"{detection.format.name} ({detection.claim:.0%} sure)"


def _lines(surest: Detection, reader: Format, head: bytes) -> str:
    whole = head[: head.rfind(b"\n") + 1] or head
    frame = conform(reader.parse(whole)).with_row_index("at", offset=1)
    entries = frame.filter(pl.col("reject").is_null())
    hidden = {"at", "source", "line", "format", "reject", "raw"}
    found = [each.name for each in entries if each.name not in hidden and each.count()]
    ignored = pl.col("reject").is_in([reason.value for reason in IGNORED])
    failed = frame.filter(pl.col("reject").is_not_null() & ~ignored)
    text = f"fields    {' '.join(found)}\n"
    counts = entries.group_by(pl.col("format").fill_null(surest.format.name)).len()
    read = dict(counts.sort("len", "format", descending=[True, False]).iter_rows())
    text += (
        f"looked at {counted(frame.height, 'line')}: {_entries(read)}, {failed.height:,} rejected\n"
    )
    lines = whole.split(b"\n")
    for row in failed.head(_SHOWN).iter_rows(named=True):
        format_ = surest.format
        if isinstance(format_, Headed):
            format_ = format_.after(b"\n".join(lines[: row["at"] - 1]))
        text += _failed(format_, row)
    if failed.height > _SHOWN:
        text += f"  and {failed.height - _SHOWN:,} more; to see them all: --rejects PATH\n"
    return text


def _entries(read: dict[str, int]) -> str:
    total = counted(sum(read.values()), "entry", "entries")
    if len(read) == 1:
        return total
    return f"{total} ({', '.join(f'{count:,} {name}' for name, count in read.items())})"


def _failed(format_: Format, row: dict[str, Any]) -> str:
    """Which line, why and at which field; and its text, as far as it helps."""
    what, column = misfit(format_, row["raw"], row["reject"])
    because = f"{row['reject']}, {what}" if what else row["reject"]
    begin = max(0, min(column - _WIDTH // 2, len(row["raw"]) - _WIDTH))
    text = visible(row["raw"][begin : begin + _WIDTH])
    return f"  line {row['at']:,}: {because}\n    {'…' if begin else ''}{text}\n"
