"""From entries to columns of what was recorded, a batch at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice

import polars as pl

from analyzer.entry import DISCLOSED, REJECT, REPAIR
from analyzer.formats.har.exchange import NOTHING, Exchange
from analyzer.formats.har.fields import FIELDS, NAMES, Reader
from analyzer.formats.har.headers import header_columns
from analyzer.formats.har.normalise import Entry
from analyzer.formats.har.repairs import Repairs

_AT_ONCE = 1000
"""Entries that are held as Python's objects, which are ten times as large as their columns."""


def recorded(entries: Iterable[Entry]) -> pl.DataFrame:
    """A column for each of FIELDS, the headers, masked, and what was put right."""
    entries = iter(entries)
    batches = []
    while batch := list(islice(entries, _AT_ONCE)):
        batches.append(_columns(batch))
    return pl.concat(batches)


def _columns(batch: list[Entry]) -> pl.DataFrame:
    kept = [entry.kept or NOTHING for entry in batch]
    repairs = [entry.repairs for entry in batch]
    headers = [
        header_columns(side, [getattr(parts, f"{side}_headers") for parts in kept], repairs)
        for side in ("request", "response")
    ]
    fields = pl.DataFrame(
        dict(_fields(kept, repairs)), schema={field.column: field.dtype for field in FIELDS}
    )
    beside = pl.DataFrame(
        {
            "reject": [entry.reject for entry in batch],
            "raw": [entry.raw for entry in batch],
            "untimed": [not parts.timings for parts in kept],
            "disclosed": [parts.disclosed for parts in kept],
            "repairs": [[*own.elements()] if own else None for own in repairs],
        },
        schema={
            "reject": REJECT,
            "raw": pl.String,
            "untimed": pl.Boolean,
            "disclosed": DISCLOSED,
            "repairs": pl.List(REPAIR),
        },
    )
    return pl.concat([fields, beside, *headers], how="horizontal")


def _fields(kept: list[Exchange], repairs: list[Repairs]) -> Iterator[tuple[str, list[object]]]:
    """The values of each field."""
    parts = {part: [getattr(each, part) for each in kept] for part in NAMES}
    there = {part: set[str]().union(*recorded) for part, recorded in parts.items()}
    nowhere: list[object] = [None] * len(kept)
    for field in FIELDS:
        if field.key in there[field.part]:
            values = [recorded.get(field.key) for recorded in parts[field.part]]
            yield field.column, _read(field.read, values, repairs)
        else:
            yield field.column, nowhere


def _read(read: Reader, values: list[object], repairs: list[Repairs]) -> list[object]:
    """Only where something is to be put right, it is looked at in which entry."""
    mended = Repairs()
    found = [None if value is None else read(value, mended) for value in values]
    if mended:
        for value, own in zip(values, repairs, strict=True):
            if value is not None:
                read(value, own)
    return found
