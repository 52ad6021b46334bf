"""A report is data before it is text: plain values, nothing escaped, nothing rounded, no markup."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from analyzer import units
from analyzer.findings.finding import Finding

Value = str | int | float | datetime | None
"""None is unknown, which is not zero. Durations are microseconds, sizes bytes."""


class Kind(StrEnum):
    """What a column's values are, and so how they are written."""

    TEXT = "text"
    """From the log or ours: hostile until escaped."""
    COUNT = "count"
    SIZE = "size"
    """Bytes."""
    DURATION = "duration"
    """Microseconds."""
    SHARE = "share"
    """From 0 to 1."""
    MOMENT = "moment"
    PLACE = "place"
    """`source:line`, where an example stands."""
    STATUS = "status"
    """A status code, or the text that stood in its place."""
    CLASS = "class"
    OUTCOME = "outcome"
    FAULT = "fault"


class Column(Struct, frozen=True):
    """A column of a panel's table."""

    title: str
    kind: Kind


class ChartKind(StrEnum):
    """How a panel is drawn."""

    BARS = "bars"
    """Horizontal bars, a row each, of `value` by `label`."""
    COLUMNS = "columns"
    """Vertical bars in the rows' order: a histogram."""
    OVER_TIME = "over_time"
    """A strip for each class, each to its own scale; rows ascending in time, no step left out."""
    WATERFALL = "waterfall"
    """A row each: where it begins, and its phases; see `waterfall.py`."""


class Chart(Struct, frozen=True):
    """How to draw a panel from its own rows.

    Args:
        kind: the form.
        label: index of the column that names the bars, or holds the moments.
        values: indexes of the columns that are drawn; several are stacked.
        colours: for each row (BARS, COLUMNS) or each of `values` (OVER_TIME) the class whose colour
            it has: a `Class` or `Fault` value, or "neutral".
        log: the values span orders of magnitude.
        adds: neighbours may be added up; visitors may not, for some come again.
    """

    kind: ChartKind
    label: int
    values: tuple[int, ...]
    colours: tuple[str, ...]
    log: bool = False
    adds: bool = True


class Row(Struct, frozen=True):
    """A row of a panel's table.

    Args:
        values: one for each column.
        where: the `--where` expression that lists its entries, if there is one.
    """

    values: tuple[Value, ...]
    where: str | None = None


class Panel(Struct, frozen=True):
    """One table with its picture.

    Args:
        id: stable name, also the anchor and the key in the JSON.
        title: a heading of one or two words: "Status".
        says: one sentence in plain words of what the table shows, with its base.
        columns: the table's columns.
        rows: the table, in the order to be shown.
        share: index of the column whose share of `total` is drawn as a small bar; None for no bar.
        total: the base of the shares.
        note: what limits these numbers ("keeps the 100,000 heaviest; any count may be up to 12 too
            low"), or None.
        chart: its picture, or None.
        more: how many rows there were beyond these; 0 for none.
    """

    id: str
    title: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    share: int | None = None
    total: int = 0
    note: str | None = None
    chart: Chart | None = None
    more: int = 0


class Health(Struct, frozen=True):
    """One of the numbers that say whether all is well: "server fault 12 of 4,300".

    Args:
        id: stable name: success, redirected, cache, client_fault, server_fault ...
        title: what the reader sees.
        count: how many entries.
        total: of how many.
        colour: a `Class` or `Fault` value, or "neutral".
        where: the `--where` expression that lists them; empty where there is none.
    """

    id: str
    title: str
    count: int
    total: int
    colour: str
    where: str


class SourceLine(Struct, frozen=True):
    """What was read of one source.

    `formats` has the entries of each format, the most frequent first: a log's may have been changed.
    """

    name: str
    format: str
    lines: int
    entries: int
    rejected: int
    ignored: int
    first: datetime | None
    last: datetime | None
    problem: str | None = None
    formats: dict[str, int] = field(default_factory=dict)

    @property
    def read_as(self) -> str:
        """Its format; several of them with their entries."""
        if len(self.formats) < 2:
            return self.format
        return ", ".join(f"{name} ({number:,})" for name, number in self.formats.items())


class Reading(Struct, frozen=True):
    """How the reading itself went; None where a report was built from saved state."""

    seconds: float
    bytes: int


class Sessions(Struct, frozen=True):
    """The visits: requests of a visitor with no long pause between them.

    Args:
        count: how many.
        error: relative standard error of `count`; 0 where it is exact.
        requests: of a session, on average.
        single: share of the sessions that are one request.
        duration: from the first request to the last, the median, microseconds.
    """

    count: int
    error: float
    requests: float
    single: float
    duration: int


class Report(Struct, frozen=True):
    """All that a reader is told.

    Args:
        sources: what was read.
        lines, entries, rejected, ignored: the account; entries + rejected + ignored = lines.
        first, last: the span of the entries' times, in the zone to be shown.
        bytes: sum of the body bytes that are known, and `bytes_unknown` entries without.
        clients, visitors: distinct, approximate (relative error `distinct_error`); None where no
            entry says who sent it, as in HARs.
        health: the first screen's numbers.
        findings: ordered by how much they matter.
        panels: the tables, in order.
        reading: how fast it went.
        where: the filter that was applied, if any.
        selected: how many of the entries the filter let through; all numbers above rest on them,
            but for the account and the sources.
        counts: the plain counts of the machine's interface: "status", "class", "outcome", "fault",
            "methods", "redirects", "cache", "crawlers", "rejected".
        sessions: None where no entry says who sent it and when.
        notes: what a reader has to know about all of it, a sentence each.
        options: of the command, without which a filter would not find what the report shows.
    """

    sources: tuple[SourceLine, ...]
    lines: int
    entries: int
    rejected: int
    ignored: int
    first: datetime | None
    last: datetime | None
    bytes: int | None
    bytes_unknown: int
    clients: int | None
    visitors: int | None
    distinct_error: float
    health: tuple[Health, ...]
    findings: tuple[Finding, ...]
    panels: tuple[Panel, ...]
    reading: Reading | None = None
    where: str | None = None
    selected: int | None = None
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    sessions: Sessions | None = None
    notes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    @property
    def of_lines(self) -> bool:
        """Whether what was read has lines at all: HARs have entries."""
        return not self.sources or any(source.format != "har" for source in self.sources)

    @property
    def read_in_all(self) -> str:
        """`127 lines`, or `44 entries` where there is nothing but HARs."""
        if self.of_lines:
            return units.counted(self.lines, "line")
        return units.counted(self.lines, "entry", "entries")
