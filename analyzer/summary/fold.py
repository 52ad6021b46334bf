"""Many summaries to one, as they come: in whatever order they are merged, it is the same.

And few of many frames, for what is counted at once need not be merged.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec.structs import replace
from polars import DataFrame, concat

from analyzer.summary.summary import Summary, added, empty, merge
from analyzer.summary.tallies import TALLIES

_MANY = 10_000  # rows that are counted at once, if there are as many
_TALLY = {tally.name: tally for tally in TALLIES}
_WAITING = 2 << 20  # bytes of a table that are not added yet: to add takes time, and to wait memory
_PARTS = 5  # tables, for each of them keeps the texts of its block in memory
_MERGED_AT_ONCE = 8  # summaries of different sources
_HELD = 8 << 20  # bytes of theirs; only where nearly everything is distinct is it more


def at_once(frames: Iterator[DataFrame]) -> Iterator[DataFrame]:
    """The same rows, those of small sources together: to count a few takes as long as to count thousands.

    Args:
        frames: RELATED, or what else has the same columns in all of them.
    """
    waiting: list[DataFrame] = []
    for frame in frames:
        if frame.height >= _MANY:
            yield frame
            continue
        waiting.append(frame)
        if sum(few.height for few in waiting) >= _MANY:
            many, waiting = concat(waiting), []
            yield many
    if waiting:
        yield concat(waiting)


def fold(summaries: Iterator[Summary]) -> Summary:
    """Merge any number of them, of which few are held at a time."""
    total: list[Summary] = []
    # The blocks of one source are alike in all but their tables.
    for _, alike in groupby(summaries, _without_tables):
        together = Together()
        for summary in alike:
            together.add(summary)
        total.append(together.sum())
        if len(total) >= _MERGED_AT_ONCE or _size(total[1:]) > _HELD:
            total = [merge(total)]
    return merge(total)


class Together:
    """The sum of summaries that are alike in all but their tables, such as those of one source's blocks.

    Tables are added up only when there is something to add: most have a few rows for each block.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: dict[str, list[DataFrame]] = {}
        self._like = empty()

    def add(self, summary: Summary) -> None:
        """Add one more."""
        self._like = _without_tables(summary)
        for name, table in summary.tables.items():
            waiting = self._parts.setdefault(name, [])
            waiting.append(table)
            size = sum(part.estimated_size() for part in waiting[1:])
            if size > _WAITING or len(waiting) > _PARTS:
                waiting[:] = [added(_TALLY[name], waiting)]

    def sum(self) -> Summary:
        """All of them in one."""
        tables = {name: added(_TALLY[name], parts) for name, parts in self._parts.items()}
        return replace(self._like, tables=tables)


def _without_tables(summary: Summary) -> Summary:
    return replace(summary, tables={})


def _size(summaries: Iterable[Summary]) -> int:
    return sum(each.size for each in summaries)
