"""What responses give away of how the server works: traces, messages of databases, pages with versions."""

from collections.abc import Iterator

import polars as pl
from msgspec import Struct

from analyzer.classify.signal import Signal
from analyzer.entry import Family
from analyzer.findings.evidence import different, places
from analyzer.findings.finding import Finding
from analyzer.summary import Summary
from analyzer.summary.condition import giving
from analyzer.units import counted

_NAMED = 3
"""Kinds, versions and files that a sentence names."""


class GivenAway(Struct, frozen=True):
    """A family, and what is said of it.

    Args:
        signal: of its entries.
        severity: where it comes with an error; otherwise it is a note.
        says: what the responses hold, before the kinds of it.
        next: what to check.
    """

    signal: Signal
    severity: str
    says: str
    next: str


GIVEN_AWAY = {
    Family.TRACE: GivenAway(
        Signal.STACK_TRACE,
        "warning",
        "a stack trace",
        "Turn off the debug mode of the application, and answer errors with a page of your own; the trace "
        "belongs in the application's log.",
    ),
    Family.DATABASE: GivenAway(
        Signal.DATABASE_ERROR,
        "warning",
        "an error message of the database",
        "See whether the request's input reached the statement as it was: use parameters, and keep the "
        "database's messages in the log.",
    ),
    Family.PAGE: GivenAway(
        Signal.DEFAULT_ERROR_PAGE,
        "note",
        "the error page of the server itself",
        "Leave the version out (server_tokens off, ServerTokens Prod and the like), or give errors a page "
        "of your own.",
    ),
}


def given_away(summary: Summary) -> Iterator[Finding]:
    """A finding for each family, of errors and of what looks like success."""
    table = summary.tables["disclosed"]
    for family, each in GIVEN_AWAY.items():
        for failed, condition in ((True, "status >= 400"), (False, "status < 400")):
            those = table.filter(pl.col("family") == family, pl.col("failed") == failed)
            if not those.height:
                continue
            those = those.sort("n", "first", descending=[True, False])
            n = int(those["n"].sum())
            yield Finding(
                id=each.signal.value.replace("_", "-"),
                severity=each.severity if failed else "note",
                title=family.value,
                text=f"{counted(n, 'response')} with {'an error' if failed else 'no error status'} "
                f"{'shows' if n == 1 else 'show'} {each.says}{_named(those, 'kind', ' (', ')')}"
                f"{_named(those, 'version', '; it names ', '')}{_named(those, 'file', '; files: ', '')}.",
                basis="exact",
                evidence=places(summary, those),
                where=f"{giving(each.signal)} and {condition}",
                next=each.next
                if failed
                else "A page about programming looks the same; see whether this one is meant to show it.",
                entries=n,
                clients=different(those["callers"]) or None,
            )


def _named(those: pl.DataFrame, column: str, before: str, behind: str) -> str:
    values = those.group_by(column).agg(pl.col("n").sum()).drop_nulls(column)
    names = values.sort("n", column, descending=[True, False])[column].to_list()
    if not names:
        return ""
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{before}{', '.join(names[:_NAMED])}{more}{behind}"
