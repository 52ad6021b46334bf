"""Where the time of a run goes: each stage by itself, one block after the other.

python benchmarks/stages.py LOG
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import polars as pl

from analyzer.classify.classify import classify
from analyzer.entry import conform
from analyzer.formats import detect
from analyzer.formats.format import Headed
from analyzer.relate import Context, relate
from analyzer.source import Block, Reader, Source
from analyzer.summary import merge, summarise

Made = TypeVar("Made")

AT_ONCE = 4
"""Summaries that are merged together, as the program does."""


class Watch:
    """Processor time of the whole process, all threads of polars included, by stage."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.spent: Counter[str] = Counter()

    def __call__(self, stage: str, work: Callable[..., Made], *given: object) -> Made:
        """Do some work on a stage's account."""
        begin = time.process_time()
        made = work(*given)
        self.spent[stage] += time.process_time() - begin  # type: ignore[assignment]
        return made


def stages(path: Path) -> tuple[Counter[str], int]:
    """Run a log through all stages, and say what each took in seconds, and how many lines it has."""
    watch, context, total, lines = Watch(), Context(), [], 0
    with Reader(Source(path.name, path)) as reader:
        form = detect(path.name, reader.head, None).format
        blocks = iter(reader)
        while block := watch("read", next, blocks, None):
            context, summary = _one(watch, form.parse, block, context)
            if isinstance(form, Headed):  # a W3C log's #Fields hold for the blocks behind, too
                form = watch("parse", form.after, block.data)
            total.append(summary)
            lines += block.lines
            if len(total) > AT_ONCE:
                total = [watch("merge", merge, total)]
        watch("merge", merge, total)
    return watch.spent, lines


def _one(watch: Watch, parse: Callable, block: Block, context: Context) -> tuple:
    frame = conform(watch("parse", parse, block.data))
    lines = pl.int_range(block.line, block.line + block.lines, dtype=pl.UInt64)
    frame = frame.with_columns(source=pl.lit("log"), line=lines)
    labelled = watch("classify", classify, frame)
    related, context = watch("relate", relate, labelled, context)
    return context, watch("summarise", summarise, related)


def main() -> None:
    """Print what each stage took, as seconds of processor time and as a share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=Path, metavar="LOG")
    path = parser.parse_args().log
    spent, lines = stages(path)
    whole = sum(spent.values())
    print(f"{lines:,} lines of {path.name}: processor seconds of each stage\n")
    for stage, seconds in spent.items():
        print(f"{stage:10} {seconds:7.2f} {seconds / whole:6.0%}")
    print(f"{'together':10} {whole:7.2f}")


if __name__ == "__main__":
    main()
