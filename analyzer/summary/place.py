"""Places: a source and a line in one number, so that the first example of a key is a minimum.

The upper 24 bits are the number of the source among the summary's sources, which are in order of
their names; the lower 40 bits are the line. The least place is the least (source, line), and stays
so when the sources are renumbered for a merge.
"""

from collections.abc import Sequence

import polars as pl

_LINE_BITS = 40
_LINE_MASK = (1 << _LINE_BITS) - 1


def place(source: pl.Expr, line: pl.Expr) -> pl.Expr:
    """One number for both."""
    return (source.cast(pl.UInt64) * (1 << _LINE_BITS)) | line


def apart(places: pl.Series, sources: Sequence[str]) -> list[tuple[str, int] | None]:
    """Source names and lines of places; None for none."""
    return [None if at is None else (sources[at >> _LINE_BITS], at & _LINE_MASK) for at in places]


def renumber(places: pl.Expr, numbers: Sequence[int]) -> pl.Expr:
    """The same places, the sources having other numbers now.

    Args:
        places: places by the old numbers.
        numbers: for each old number the new one.
    """
    new = pl.lit(pl.Series(numbers, dtype=pl.UInt64)).gather(
        (places // (1 << _LINE_BITS)).cast(pl.UInt32)
    )
    return place(new, places & _LINE_MASK)
