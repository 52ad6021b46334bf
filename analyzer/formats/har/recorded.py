"""From normalised entries to columns of what was recorded, a batch at a time."""

from collections.abc import Iterable
from itertools import islice

import polars as pl

from analyzer.entry import DISCLOSED, REJECT, REPAIR
from analyzer.formats.har.fields import FIELDS, Json
from analyzer.formats.har.headers import header_columns
from analyzer.formats.har.normalise import Entry

_AT_ONCE = 1000
"""Entries that are held as Python's objects, which are ten times as large as their columns."""

_NOTHING: Json = {"request": {}, "response": {"content": {}}, "timings": {}}
"""Stands in for what is no entry, so that its row is there."""


def recorded(entries: Iterable[Entry]) -> pl.DataFrame:
    """A column for each of FIELDS, the headers, masked, and what was put right."""
    entries = iter(entries)
    batches = []
    while batch := list(islice(entries, _AT_ONCE)):
        batches.append(_columns(batch))
    return pl.concat(batches)


def _columns(batch: list[Entry]) -> pl.DataFrame:
    whole = [_NOTHING if entry.kept is None else entry.kept for entry in batch]
    parts = {
        "entry": whole,
        "request": [entry["request"] for entry in whole],
        "response": [entry["response"] for entry in whole],
        "content": [entry["response"]["content"] for entry in whole],
        "timings": [entry["timings"] for entry in whole],
    }
    columns = {
        field.column: [part.get(field.key) for part in parts[field.part]] for field in FIELDS
    }
    beside = {
        "reject": [entry.reject for entry in batch],
        "raw": [entry.raw for entry in batch],
        "untimed": [not entry["timings"] for entry in whole],
        "disclosed": [part.get("disclosed") for part in parts["content"]],
        "repairs": [[*entry.repairs.elements()] if entry.repairs else None for entry in batch],
    }
    types: dict[str, type[pl.DataType] | pl.DataType] = {
        "reject": REJECT,
        "raw": pl.String,
        "untimed": pl.Boolean,
        "disclosed": DISCLOSED,
        "repairs": pl.List(REPAIR),
    }
    return pl.concat(
        [
            pl.DataFrame(columns, schema={field.column: field.dtype for field in FIELDS}),
            pl.DataFrame(beside, schema=types),
            *(
                header_columns(side, [part.get("headers") for part in parts[side]])
                for side in ("request", "response")
            ),
        ],
        how="horizontal",
    )
