"""Sets of names as numbers, a bit for each name; and the numbers as lists of names."""

from collections.abc import Sequence

import polars as pl


def spelled(bits: pl.Series, names: Sequence[str], dtype: pl.List) -> pl.Series:
    """Numbers as lists of the names whose bits are set, in the names' order; null for null.

    Args:
        bits: numbers.
        names: that of the lowest bit first.
        dtype: of the result, a list of an Enum of these names.
    """
    masks = bits.to_list()
    # Few are distinct, so each is spelled out once; and through text, which polars takes faster.
    rows = {mask: row for row, mask in enumerate(dict.fromkeys(masks))}
    lists = [
        None if mask is None else [name for bit, name in enumerate(names) if mask >> bit & 1]
        for mask in rows
    ]
    texts = pl.Series(bits.name, lists, dtype=pl.List(pl.String))
    return texts.cast(dtype)[pl.Series([rows[mask] for mask in masks], dtype=pl.UInt32)]
