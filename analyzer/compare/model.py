"""A comparison is data before it is text, as a report is."""

from msgspec import Struct

from analyzer.findings.finding import Finding
from analyzer.report.model import Kind, Panel, Report


class Change(Struct, frozen=True):
    """One value, before and after. None is unknown, which is not zero.

    Args:
        aspect: what was compared: `server_faults`, `median` ...
        key: a label, or a route with its host; None for all routes together.
        kind: of the values: a share from 0 to 1, microseconds or bytes.
        before, after: the values.
        requests_before, requests_after: of a share of all requests those that have it, otherwise
            those that the value is worked out from.
        chance: that such a difference comes of chance alone, corrected for all that were tested; None
            where too little is known for a test.
        word: `appeared`, `slower` ...; of what has a chance only where that is small and the
            difference large enough to matter. Empty otherwise.
        certain: it was tested, and is not left to chance.
        where: the `--where` expression that lists its entries.
    """

    aspect: str
    key: str | None
    kind: Kind
    before: float | None
    after: float | None
    requests_before: int | None
    requests_after: int | None
    chance: float | None
    word: str
    certain: bool
    where: str | None


class Comparison(Struct, frozen=True):
    """All that a reader is told of two summaries.

    Args:
        before, after: the report of each.
        findings: what changed, ordered by how much it matters.
        changes: of each aspect the first ones, in the order of the panels.
        panels: the same as tables.
        tests: how many differences were tested; `chance` is corrected for that.
        same: no value of any aspect differs.
        notes: what a reader has to know about all of it.
    """

    before: Report
    after: Report
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    panels: tuple[Panel, ...]
    tests: int
    same: bool
    notes: tuple[str, ...] = ()

    @property
    def calm(self) -> str:
        """What is said where there is no finding."""
        return "Nothing changed." if self.same else "Nothing stands out."
