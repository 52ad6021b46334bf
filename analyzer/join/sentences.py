"""What stands out between two joined sides, in sentences."""

from collections.abc import Iterator

import polars as pl

from analyzer import units
from analyzer.findings.finding import Finding
from analyzer.join.clocks import Clocks
from analyzer.join.fates import Fate
from analyzer.join.join import Joined
from analyzer.report.text import cut

_NAMED = 3
"""Requests that a sentence names."""

_LONG = 60
"""Characters of a path in it."""


def clocks_said(clocks: Clocks) -> str:
    """How far the clocks are apart, and what that rests on."""
    agree = units.counted(clocks.matches, "request agrees", "requests agree")
    rival = f"the next best guess has {units.count(clocks.rival)}"
    if clocks.skew is None:
        if not clocks.matches:
            return "No entry is like any line: the log is of another time or another server."
        return (
            f"How far the clocks are apart cannot be told: {agree} at the most, {rival}, and none at the "
            "same time; nothing was matched. A longer recording, or one of rarer requests, tells more."
        )
    off = units.duration(abs(clocks.skew.total_seconds()) * 1_000_000)
    way = "ahead of" if clocks.skew.total_seconds() > 0 else "behind"
    client = f", from {_and([clocks.client, *clocks.others])}" if clocks.client else ""
    return f"The log's times are {off} {way} the browser's: {agree} on that{client}; {rival}."


def _and(names: list[str]) -> str:
    *rest, last = (
        names[:_NAMED]
        if len(names) <= _NAMED
        else [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} more"]
    )
    return f"{', '.join(rest)} and {last}" if rest else last


def findings(joined: Joined) -> Iterator[Finding]:
    """What the two sides do not agree on, how sure that is, and whose the waiting was."""
    table = joined.table
    if not joined.clocks.sure:
        yield _finding(
            "clocks", "warning", "weak match", clocks_said(joined.clocks), table.clear(),
            "See that the log is that server's and of that time; a longer recording tells more.",
        )  # fmt: skip
    of = {fate: table.filter(pl.col("fate") == fate) for fate in Fate}
    if (changed := of[Fate.CHANGED]).height:
        yield _finding(
            "changed", "warning", "changed",
            f"{units.counted(changed.height, 'answer')} got another status on the way to the browser: "
            f"{_named(changed, became=True)}.", changed,
            "See what stands between: a proxy's error_page, a CDN's rule, a firewall.",
        )  # fmt: skip
    if (unmatched := of[Fate.UNMATCHED]).height and joined.clocks.skew is not None:
        yield _finding(
            "unmatched", "note", "not in the log",
            f"{units.counted(unmatched.height, 'request was', 'requests were')} answered, but not by "
            f"this server, and no cache says that it did: {_named(unmatched)}.", unmatched,
            "See what answers before this server does, and whether it writes another log.",
        )  # fmt: skip
    if (lost := of[Fate.LOST]).height:
        yield _finding(
            "lost", "note", "answer lost",
            f"{units.counted(lost.height, 'request')} reached the server, but the browser took no "
            f"answer: {_named(lost)}.", lost,
            "See whether the page gave up, was left, or could not read the answer (CORS).",
        )  # fmt: skip
    if (unseen := of[Fate.UNSEEN]).height:
        yield _finding(
            "unseen", "note", "not in the HAR",
            f"{units.counted(unseen.height, 'line')} of the same client and agent "
            f"{'is' if unseen.height == 1 else 'are'} of no request in the HAR: {_named(unseen)}.", unseen,
            "Another tab, a worker, the browser's own tools, or a HAR that began late.",
        )  # fmt: skip
    yield from _waiting(table)


def _waiting(table: pl.DataFrame) -> Iterator[Finding]:
    timed = table.drop_nulls(["wait", "server"])
    if not timed.height:
        return
    sums = timed.select(pl.col("wait", "server").dt.total_microseconds().sum())
    wait, server = sums.row(0)
    mostly = server * 2 > wait
    yield _finding(
        "waiting", "note", "waiting",
        f"Of {units.duration(wait)} that the browser waited for "
        f"{units.counted(timed.height, 'answer')}, {units.share(server, wait)} was the server's, the "
        "rest the network's and what stands between.", timed.sort("wait", "entry", descending=[True, False]),
        "Begin with the server: its slowest requests are in the table."
        if mostly
        else "Begin with the way: the distance, the connections, what stands between.",
    )  # fmt: skip


def _finding(  # noqa: PLR0913, PLR0917 - one for each part of it
    name: str, severity: str, title: str, text: str, table: pl.DataFrame, check: str
) -> Finding:
    places = table.drop_nulls("line").head(1).select("source", "line").rows()
    return Finding(
        name, severity, title, text, "inferred", tuple(places), None, check, table.height
    )


def _named(table: pl.DataFrame, *, became: bool = False) -> str:
    """The paths that come most often, and what became of their status."""
    keys = ["path", "status_log", "status"] if became else ["path"]
    counted = (
        table.group_by(keys, maintain_order=True)
        .len()
        .sort("len", descending=True, maintain_order=True)
    )
    words = []
    for row in counted.head(_NAMED).iter_rows(named=True):
        word = cut(row["path"] or "no path", _LONG)
        if became:
            word += f" ({row['status_log'] or 'none'} became {row['status']})"
        elif row["len"] > 1:
            word += f" ({row['len']:,})"
        words.append(word)
    more = counted.height - _NAMED
    return ", ".join(words) + (f" and {more:,} more" if more > 0 else "")
