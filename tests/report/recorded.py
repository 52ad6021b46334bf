"""The recorded samples, each read once for all tests of a worker that look at the same of it."""

from functools import cache
from pathlib import Path

import polars as pl

import analyzer
from analyzer.report.model import Report

SAMPLES = Path(__file__).parents[2] / "sample_logs"


@cache
def summary(path: Path) -> analyzer.Summary:
    """All that is counted in it."""
    return analyzer.summarise(path)


@cache
def report(path: Path) -> Report:
    """The report on its own."""
    return analyzer.build(summary(path))


@cache
def entries(path: Path) -> pl.DataFrame:
    """Its entries, labelled and related."""
    return analyzer.scan(path).collect()
