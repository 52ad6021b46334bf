"""What relations, signals and findings add to the time of the plain summary, in one run.

python benchmarks/relations.py LOG

Plain is: parsed, labelled by status and rule, counted into every table that asks neither for a signal nor
for a neighbour. Whole is all of it, findings included. The two take turns, block by block of the same log,
so that a machine that drifts hits both alike.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

import polars as pl

from analyzer.classify import classify as classification
from analyzer.classify.classify import classify
from analyzer.entry import conform
from analyzer.findings.findings import find
from analyzer.formats import detect
from analyzer.relate import RELATED, Context, relate
from analyzer.source import Block, Reader, Source
from analyzer.summary import TALLIES, Summary, summarise
from analyzer.summary.fold import Together
from analyzer.summary.relations import RELATIONS

ASKED = 1.40
"""Of the plain summary's time, at most."""

_PLAIN = tuple(tally for tally in TALLIES if tally not in RELATIONS)
_MODULE = "analyzer.summary.summary.TALLIES"


def plain(labelled: pl.DataFrame) -> Summary:
    """The tables of a block of which each entry stands for itself."""
    missing = [name for name in RELATED if name not in labelled.columns]
    visitor = pl.col("client").hash(0) ^ pl.col("agent").hash(1)
    nothing = [pl.lit(None, RELATED[name]).alias(name) for name in missing]
    return summarise(labelled.with_columns(nothing).with_columns(visitor=visitor))


class Fold:
    """A total that grows, and what processor time that took, all threads together: no neighbour disturbs it."""

    def __init__(self, tallies: tuple[object, ...]) -> None:
        """Nothing is counted yet."""
        self.tallies = tallies
        self.together = Together()
        self.spent = 0.0

    def __call__(self, work: Callable[[], Summary]) -> None:
        """Add what some work gives."""
        with patch(_MODULE, self.tallies):
            begin = time.process_time()
            self.together.add(work())
            self.spent += time.process_time() - begin

    def total(self) -> Summary:
        """All of it."""
        begin = time.process_time()
        total = self.together.sum()
        self.spent += time.process_time() - begin
        return total


def compare(path: Path) -> tuple[float, float, Counter[str]]:
    """Processor seconds of the plain summary, of the whole, and the findings."""
    with Reader(Source(path.name, path)) as reader:
        form = detect(path.name, reader.head, None).format

        def labelled(block: Block) -> pl.DataFrame:
            frame = conform(form.parse(block.data))
            line = pl.int_range(block.line, block.line + frame.height, dtype=pl.UInt64)
            return classify(frame.with_columns(source=pl.lit(path.name), line=line))

        def alone(block: Block) -> Summary:
            with (
                patch.object(classification, "_marked", lambda bits, *_: bits),
                patch.object(classification, "_with_breaches", lambda _, bits: bits),
            ):
                return plain(labelled(block))

        context = Context()

        def related(block: Block) -> Summary:
            nonlocal context
            frame, context = relate(labelled(block), context)
            return summarise(frame)

        blocks = iter(reader)
        one, whole = _warm(next(blocks), alone, related)
        for number, block in enumerate(blocks):
            turns = [(one, alone), (whole, related)]
            for fold, work in turns if number % 2 else reversed(turns):
                fold(partial(work, block))
        whole(lambda: summarise(relate(context.held.clear(), context, last=True)[0]))
    one.total()
    total = whole.total()
    begin = time.process_time()
    found = find(total)
    return one.spent, whole.spent + time.process_time() - begin, Counter(each.id for each in found)


def _warm(
    block: Block, alone: Callable[[Block], Summary], related: Callable[[Block], Summary]
) -> tuple[Fold, Fold]:
    """The first block is not timed: it fills the caches that both find full afterwards."""
    one, whole = Fold(_PLAIN), Fold(TALLIES)
    whole(partial(related, block))
    one(partial(alone, block))
    one.spent = whole.spent = 0.0
    return one, whole


def main() -> None:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("log", type=Path, metavar="LOG")
    alone, whole, found = compare(parser.parse_args().log)
    ratio = whole / alone
    print(f"plain summary                          {alone:6.2f} s")
    print(f"with relations, signals and findings   {whole:6.2f} s")
    print(f"ratio {ratio:.2f}, asked {ASKED:.2f}: {'met' if ratio <= ASKED else 'missed'}")
    print(f"findings: {', '.join(f'{id_} {n}' for id_, n in found.items()) or 'none'}")


if __name__ == "__main__":
    main()
