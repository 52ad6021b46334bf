"""Many summaries to one, as they come: in whatever order they are merged, it is the same."""

from collections.abc import Iterable, Iterator

from analyzer.summary.summary import Summary, merge

_MERGED_AT_ONCE = 3  # summaries of a block; more of them cost memory, fewer cost time
_TOTALS = 2  # of so many blocks; one alone costs a tenth of all the time, four cost 20 MB
_HELD = 8 << 20  # bytes of theirs; only where nearly everything is distinct is it more


def fold(summaries: Iterator[Summary]) -> Summary:
    """Merge any number of them, of which few are held at a time.

    Small ones are merged with small ones first: the total, whose keys are most, is rarely touched.
    """
    total: list[Summary] = []
    fresh: list[Summary] = []
    for summary in summaries:
        fresh.append(summary)
        if len(fresh) >= _MERGED_AT_ONCE or _size(fresh) > _HELD:
            total.append(_one(fresh))
            fresh = []
            if len(total) > _TOTALS or _size(total[1:]) > _HELD:
                total = [merge(total)]
    return _one([*total, *fresh])


def _one(summaries: list[Summary]) -> Summary:
    return summaries[0] if len(summaries) == 1 else merge(summaries)


def _size(summaries: Iterable[Summary]) -> int:
    return sum(each.size for each in summaries)
