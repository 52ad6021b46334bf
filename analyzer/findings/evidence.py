"""What findings rest on: places, and how many different values there were."""

import polars as pl

from analyzer.summary import Summary
from analyzer.summary.place import apart


def places(summary: Summary, table: pl.DataFrame) -> tuple[tuple[str, int], ...]:
    """Where the first rows of a tally's table came from: the evidence of a finding."""
    return tuple(at for at in apart(table["first"].head(3), summary.names) if at is not None)


def different(bits: pl.Series) -> int:
    """At least how many values such sets of 64 (see MEASURES) have seen together."""
    return int(bits.bitwise_or() or 0).bit_count()  # type: ignore[arg-type]
