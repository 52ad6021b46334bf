"""What browsers fetched though they need not have, or must because nobody told them how long to keep it."""

from collections.abc import Iterator

import polars as pl

from analyzer.findings.evidence import places
from analyzer.findings.finding import Finding
from analyzer.summary import Summary
from analyzer.summary.keeping import REFETCHED, SILENCE, again, silent
from analyzer.units import counted, size

AGAIN_LEAST = 3
"""A browser that forgets now and then does no harm."""

SILENT_LEAST = 5
SILENT_SHARE = 0.1
"""Of what was asked of the network: from here on silence is a habit of the site."""


def fetched_again(summary: Summary) -> Iterator[Finding]:
    """Responses that were sent once more while the browser's copy was fresh."""
    table = again(summary.tables["freshness"]).sort("first")
    n = int(table["n"].sum())
    if n < AGAIN_LEAST:
        return
    yield Finding(
        id="fetched-again",
        severity="note",
        title="fetched again",
        text=f"{counted(n, 'response')}{_of_size(table)} came again over the network while an earlier one for the same "
        "address was still fresh.",
        basis="inferred",
        evidence=places(summary, table),
        where=REFETCHED,
        next="See whether the browser's cache was off while this was recorded, or its memory short; a service worker or "
        "a fetch with cache: reload asks again, too.",
        entries=n,
    )


def silent_resources(summary: Summary) -> Iterator[Finding]:
    """Styles, scripts, pictures and fonts that do not say how long they may be kept."""
    asked = int(summary.tables["freshness"]["n"].sum())
    table = silent(summary.tables["freshness"]).sort("first")
    n = int(table["n"].sum())
    if n < SILENT_LEAST or n < SILENT_SHARE * asked:
        return
    yield Finding(
        id="no-lifetime",
        severity="note",
        title="no lifetime",
        text=f"{n:,} of {asked:,} responses that a browser could keep{_of_size(table)} are styles, scripts, pictures or "
        "fonts that do not say for how long: it has to guess, or to ask again.",
        basis="exact",
        evidence=places(summary, table),
        where=SILENCE,
        next="Send Cache-Control: max-age with them; with a version in the name, a year and immutable.",
        entries=n,
    )


def _of_size(table: pl.DataFrame) -> str:
    return f" ({size(int(table['transferred'].sum()))})" if table["transfers"].sum() else ""
