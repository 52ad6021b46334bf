"""Many summaries to one, as they come: in whatever order they are merged, it is the same."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from analyzer.summary.summary import Summary, added, empty, merge
from analyzer.summary.tallies import TALLIES

if TYPE_CHECKING:
    from polars import DataFrame

_WAITING = 2 << 20  # bytes of a table that are not added yet: to add takes time, and to wait memory
_PARTS = 5  # tables, for each of them keeps the texts of its block in memory
_MERGED_AT_ONCE = 8  # summaries of different sources
_HELD = 8 << 20  # bytes of theirs; only where nearly everything is distinct is it more


def fold(summaries: Iterator[Summary]) -> Summary:
    """Merge any number of them, of which few are held at a time."""
    total: list[Summary] = []
    # The blocks of one source are alike in all but their tables.
    for _, alike in groupby(summaries, lambda each: replace(each, tables={})):
        total.append(_together(alike))
        if len(total) >= _MERGED_AT_ONCE or _size(total[1:]) > _HELD:
            total = [merge(total)]
    return merge(total)


def _together(alike: Iterable[Summary]) -> Summary:
    """Add tables up only when there is something to add: most of them have a few rows for each block."""
    parts: dict[str, list[DataFrame]] = {tally.name: [] for tally in TALLIES}
    whole = empty()
    for whole in alike:
        for tally in TALLIES:
            waiting = parts[tally.name]
            waiting.append(whole.tables[tally.name])
            size = sum(part.estimated_size() for part in waiting[1:])
            if size > _WAITING or len(waiting) > _PARTS:
                waiting[:] = [added(tally, waiting)]
    return replace(whole, tables={tally.name: added(tally, parts[tally.name]) for tally in TALLIES})


def _size(summaries: Iterable[Summary]) -> int:
    return sum(each.size for each in summaries)
