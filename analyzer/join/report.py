"""Two joined sides as a report, which terminal and page draw like any other."""

import polars as pl

from analyzer.join.fates import Fate
from analyzer.join.join import Joined
from analyzer.join.sentences import clocks_said, findings
from analyzer.join.tables import tables
from analyzer.report.model import Health, Report

_SHARES = (
    ("answered", "success", (Fate.ANSWERED,)),
    ("from cache", "informational", (Fate.BROWSER, Fate.SHARED, Fate.CONFIRMED)),
    ("changed", "client_error", (Fate.CHANGED,)),
    ("no answer", "none", (Fate.LOST, Fate.FAILED)),
    ("not in log", "none", (Fate.UNMATCHED, Fate.OTHER)),
)


def report(joined: Joined) -> Report:
    """All that a reader is told; the shares are of the HAR's entries."""
    entries = joined.table.drop_nulls("entry")
    times = entries["time"].drop_nulls()
    sources = joined.sources
    return Report(
        sources=sources,
        lines=sum(each.lines for each in sources),
        entries=sum(each.entries for each in sources),
        rejected=sum(each.rejected for each in sources),
        ignored=sum(each.ignored for each in sources),
        first=times.min(),  # type: ignore[arg-type]
        last=times.max(),  # type: ignore[arg-type]
        bytes=None,
        bytes_unknown=0,
        clients=None,
        visitors=None,
        distinct_error=0.0,
        health=tuple(
            Health(
                title.replace(" ", "_"), title,
                entries.filter(pl.col("fate").is_in(fates)).height, entries.height, colour, "",
            )
            for title, colour, fates in _SHARES
        ),
        findings=tuple(findings(joined)),
        panels=tables(joined),
        notes=(clocks_said(joined.clocks),),
    )  # fmt: skip
