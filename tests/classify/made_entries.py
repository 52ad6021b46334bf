"""Entries of which only some columns are known."""

from collections.abc import Mapping

import polars as pl

from analyzer.classify.classify import classify
from analyzer.entry import ENTRY, conform


def entries(*rows: Mapping[str, object]) -> pl.DataFrame:
    """ENTRY, with null for all that is not given."""
    names = dict.fromkeys(name for row in rows for name in row)
    return conform(
        pl.DataFrame(
            {name: [row.get(name) for row in rows] for name in names},
            schema={name: ENTRY[name] for name in names},
        )
    )


def labelled(row: Mapping[str, object]) -> dict[str, object]:
    """One entry, classified."""
    (labels,) = classify(entries(row)).rows(named=True)
    return labels
