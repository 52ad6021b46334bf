"""A summary, read for a report: its tables, its totals, and places in words."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cached_property
from typing import cast
from zoneinfo import ZoneInfo

import polars as pl

from analyzer.classify.signal import Signal
from analyzer.classify.vocabulary import Class, Fault, Outcome
from analyzer.enrich.crawlers import CrawlerKind
from analyzer.entry import IGNORED
from analyzer.errors import OptionError
from analyzer.summary import Summary
from analyzer.summary.bounds import distinct
from analyzer.summary.place import apart
from analyzer.summary.tallies import HASHES
from analyzer.units import counted

_FROM_BROWSER = [Outcome.BROWSER_CACHE, Outcome.SERVICE_WORKER]

_FARTHEST = 14 * 3600
"""Seconds from UTC; no time zone is farther."""


class Account:
    """What panels ask a summary for.

    Args:
        summary: the summary.
        zone: IANA name or fixed offset (`+02:00`) of the time zone that moments are shown in;
            None for the logs' own where they agree, or else UTC.
    """

    def __init__(self, summary: Summary, zone: str | None = None) -> None:
        """Take the summary; nothing is worked out yet."""
        self.summary = summary
        self._zone = zone

    def table(self, tally: str) -> pl.DataFrame:
        """A tally's table."""
        return self.summary.tables[tally]

    def by(self, *columns: str, **named: pl.Expr) -> pl.DataFrame:
        """How often each combination of these columns of `meaning` came, the most frequent first."""
        keys = [*columns, *named]
        return (
            self.table("meaning")
            .with_columns(**named)
            .group_by(keys)
            .agg(pl.col("n").sum(), pl.col("first").min())
            .sort("n", *keys, descending=[True, *(False for _ in keys)])
        )

    def count(self, column: str, *values: str) -> int:
        """How many entries have one of these values in a column of `meaning`."""
        return sum(self._counted[column].get(value, 0) for value in values)

    @cached_property
    def _counted(self) -> dict[str, dict[str, int]]:
        """Asked some sixty times for a report: a filter of polars for each took a tenth of its time."""
        meaning = self.table("meaning")
        return {column: _pairs(meaning, column) for column in ("class", "outcome", "fault")}

    def distinct(self, tally: str) -> int | None:
        """How many there are; unknown where there are entries, but none of them says."""
        hashes = self.table(tally)["hash"]
        return None if self.total and not len(hashes) else distinct(hashes, HASHES)

    def place(self, at: int | None) -> str | None:
        """`access.log:12`."""
        where = apart(pl.Series([at], dtype=pl.UInt64), self.summary.names)[0]
        return where and f"{where[0]}:{where[1]}"

    @cached_property
    def total(self) -> int:
        """The entries that all numbers rest on: those that a filter let through."""
        return int(self.table("meaning")["n"].sum())

    @property
    def requests(self) -> str:
        """The same in words."""
        return counted(self.total, "request")

    def _lines(self, column: str) -> int:
        return int(self.table("source")[column].sum())

    @property
    def lines(self) -> int:
        """Physical lines, and entries of HARs."""
        return self._lines("n")

    @property
    def entries(self) -> int:
        """Lines that are entries."""
        return self._lines("entries")

    @property
    def rejected(self) -> int:
        """Lines that should have been entries."""
        return self._lines("rejected")

    @property
    def ignored(self) -> int:
        """Lines that are no entries by rule."""
        return self._lines("ignored")

    @cached_property
    def formats(self) -> dict[str, dict[str, int]]:
        """The entries of each format, by source; the most frequent format first."""
        table = self.table("format").sort("n", "format", descending=[True, False])
        found: dict[str, dict[str, int]] = {}
        for row in table.iter_rows(named=True):
            found.setdefault(row["source"], {})[row["format"]] = row["n"]
        return found

    @cached_property
    def redirects(self) -> dict[str, int]:
        """Hops, chains and loops, and how many steps are known exactly or inferred."""
        steps, walks = self.table("redirect"), self.table("trail")
        which = {
            "hops": steps.filter("redirects"),
            "chains": walks.filter(pl.col("hops") > 1),
            "loops": walks.filter("loop"),
            "exact": steps.filter(pl.col("basis") == "exact"),
            "inferred": steps.filter(pl.col("basis") == "inferred"),
        }
        return {name: int(rows["n"].sum()) for name, rows in which.items()}

    @cached_property
    def cache(self) -> dict[str, int]:
        """Who answered from a store."""
        return {
            "browser": self.count("outcome", *_FROM_BROWSER),
            "revalidated": self.count("outcome", Outcome.REVALIDATED),
            "shared": self.count("outcome", Outcome.SHARED_CACHE),
        }

    @cached_property
    def crawlers(self) -> dict[str, int]:
        """Requests of each kind of crawler; those of whose agent nothing is known are in none."""
        table = self.table("software").filter(pl.col("crawler_kind").is_not_null())
        return dict.fromkeys(CrawlerKind, 0) | _pairs(table, "crawler_kind")

    def signalled(self, signal: Signal) -> int:
        """How many entries give a signal."""
        return int(self.table("signal").filter(pl.col("signal") == signal.value)["n"].sum())

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """The plain counts of the machine's interface. Keys of closed vocabularies are all there."""
        meaning = self.table("meaning").with_columns(
            status=pl.col("status").cast(pl.String).fill_null("none")
        )
        methods = self.table("method").filter(~pl.col("rest"))
        reasons = self.table("reject")
        return {
            "status": _pairs(meaning, "status"),
            "class": {each.value: self.count("class", each) for each in Class},
            "outcome": {each.value: self.count("outcome", each) for each in Outcome},
            "fault": {each.value: self.count("fault", each) for each in Fault},
            "methods": _pairs(methods.with_columns(pl.col("method").fill_null("none")), "method"),
            "redirects": self.redirects,
            "cache": self.cache,
            "crawlers": self.crawlers,
            "rejected": _pairs(
                reasons.filter(~pl.col("reject").is_in([each.value for each in IGNORED])), "reject"
            ),
        }

    @cached_property
    def zone(self) -> tzinfo:
        """The time zone that moments are shown in."""
        if self._zone:
            return _named(self._zone)
        source = self.table("source")
        west, east = source["west"].min(), source["east"].max()
        return UTC if west is None or west != east else _fixed(int(west))  # type: ignore[arg-type]

    def local(self, moment: datetime | None) -> datetime | None:
        """A moment in that zone."""
        return moment and moment.astimezone(self.zone)


def _pairs(table: pl.DataFrame, key: str) -> dict[str, int]:
    counted_ = table.group_by(key).agg(pl.col("n").sum()).sort(key)
    return dict(zip(counted_[key].cast(pl.String), counted_["n"], strict=True))


def _named(zone: str) -> tzinfo:
    """The time zone of an IANA name, or of an offset: `+05:30`."""
    if zone == "UTC":
        return UTC  # needs no database of time zones, which small systems lack
    try:
        if zone[0] in "+-":
            return cast("tzinfo", datetime.strptime(zone, "%z").tzinfo)
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise OptionError(
            f"there is no time zone {zone!r}", "write Europe/Berlin or +02:00"
        ) from None


def _fixed(seconds: int) -> tzinfo:
    """An offset from UTC; what no clock on Earth shows is UTC."""
    return timezone(timedelta(seconds=seconds)) if 0 < abs(seconds) <= _FARTHEST else UTC
