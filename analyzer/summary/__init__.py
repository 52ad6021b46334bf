"""TALLIES: keys and measures that add up, so that one summary serves any amount of traffic."""

from analyzer.summary.fold import at_once, fold
from analyzer.summary.state import is_saved, load, save
from analyzer.summary.summary import (
    SourceAccount,
    Summary,
    empty,
    merge,
    summarise,
    without_idle,
)
from analyzer.summary.tallies import TALLIES

__all__ = [
    "TALLIES",
    "SourceAccount",
    "Summary",
    "at_once",
    "empty",
    "fold",
    "is_saved",
    "load",
    "merge",
    "save",
    "summarise",
    "without_idle",
]
