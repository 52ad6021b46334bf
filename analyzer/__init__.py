"""statscan as a library: read web traffic, label what each response meant, summarise, report.

Files become frames of labelled entries (`read`), a LazyFrame of them (`scan`), or counts that can be
merged and saved (`summarise`); `build` makes those counts a report, and `html`, `json` and
`terminal` make the report text.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from analyzer.errors import FormatError, OptionError, SourceError, StateError, StatscanError

if TYPE_CHECKING:
    from analyzer.classify.signal import Signal
    from analyzer.classify.vocabulary import Class, Fault, Outcome
    from analyzer.compare import Comparison, diff
    from analyzer.enrich import ENRICHED
    from analyzer.entry import Defect, Reject
    from analyzer.library import read, scan, summarise
    from analyzer.report.build import build
    from analyzer.report.html import html
    from analyzer.report.json import json
    from analyzer.report.model import Report
    from analyzer.report.terminal import terminal
    from analyzer.summary import Summary, load, merge, save

__version__ = "0.1.0"

__all__ = [
    "ENRICHED",
    "Class",
    "Comparison",
    "Defect",
    "Fault",
    "FormatError",
    "OptionError",
    "Outcome",
    "Reject",
    "Report",
    "Signal",
    "SourceError",
    "StateError",
    "StatscanError",
    "Summary",
    "build",
    "diff",
    "html",
    "json",
    "load",
    "merge",
    "read",
    "save",
    "scan",
    "summarise",
    "terminal",
]

_HOMES = {
    "analyzer.classify.signal": ("Signal",),
    "analyzer.classify.vocabulary": ("Class", "Fault", "Outcome"),
    "analyzer.compare": ("Comparison", "diff"),
    "analyzer.enrich": ("ENRICHED",),
    "analyzer.entry": ("Defect", "Reject"),
    "analyzer.library": ("read", "scan", "summarise"),
    "analyzer.report.build": ("build",),
    "analyzer.report.html": ("html",),
    "analyzer.report.json": ("json",),
    "analyzer.report.model": ("Report",),
    "analyzer.report.terminal": ("terminal",),
    "analyzer.summary": ("Summary", "load", "merge", "save"),
}
"""Imported by the first use: `statscan --version` has no need of polars, nor `read` of matplotlib."""

if not TYPE_CHECKING:  # or else a type checker would take any name for one of these

    def __getattr__(name: str) -> object:
        """Import a name from its home."""
        for home, names in _HOMES.items():
            if name in names:
                found = globals()[name] = getattr(import_module(home), name)
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        """Also what is not imported yet."""
        return sorted({*globals(), *__all__})
