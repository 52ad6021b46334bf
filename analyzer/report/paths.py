"""The critical path of a page: the requests that its loading waited for, one after the other."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from analyzer.report.account import Account
from analyzer.report.heaviest import FIRST, ROWS
from analyzer.report.loads import (
    begin_of,
    drawn_pages,
    first_byte,
    microseconds,
    target_of,
)
from analyzer.report.model import Column, Kind, Panel, Row
from analyzer.units import counted

_SLACK = timedelta(milliseconds=1)
"""Browsers write milestones and beginnings by clocks that differ by as much."""

_NAVIGATION, _REDIRECT, _RECORDED, _INFERRED = "navigation", "redirect", "initiator", "inferred"

Entry = dict[str, Any]


class Step(Struct, frozen=True):
    """A request of the path.

    Args:
        entry: a row of the table `drawn`.
        why: what the step to it rests on.
        cost: from its beginning to that of the next; of the last, to its end.
    """

    entry: Entry
    why: str
    cost: timedelta


def critical_path(entries: list[Entry]) -> list[Step]:
    """The path of one page, from its beginning to what it waited for last.

    The last is the request that ended last before the page was loaded (`onLoad`; all of them, where
    that is not known). Before each comes the redirect that led there, or the request that made the
    browser ask for it, as recorded; or else, inferred, what ended last before it began (of the page's
    document its beginning is enough). Nothing waits for what stays open by nature.

    Args:
        entries: the page's rows of the table `drawn`, with `started` and `on_load` of the page.
    """
    timed = [
        each
        for each in entries
        if each["time"] is not None and each["duration"] is not None and not each["lasting"]
    ]
    if not timed:
        return []
    last = _gate(timed)
    by_line = {each["line"]: each for each in timed}
    by_hop = {(each["chain"], each["hop"]): each for each in timed if each["chain"] is not None}
    path = [(last, _NAVIGATION)]
    while (found := _before(path[-1][0], timed, by_line, by_hop)) is not None:
        before, why = found
        path[-1] = (path[-1][0], why)
        path.append((before, _NAVIGATION))
    path.reverse()
    ends = [entry["time"] for entry, _ in path[1:]] + [_end(last)]
    return [
        Step(entry, why, end - entry["time"]) for (entry, why), end in zip(path, ends, strict=True)
    ]


def _gate(timed: list[Entry]) -> Entry:
    started, loaded = timed[0]["started"], timed[0]["on_load"]
    done = timed
    if started is not None and loaded is not None:
        limit = started + loaded + _SLACK
        done = [each for each in timed if _end(each) <= limit] or timed
    return max(done, key=lambda each: (_end(each), -each["line"]))


def _before(
    entry: Entry,
    timed: list[Entry],
    by_line: dict[int, Entry],
    by_hop: dict[tuple[int, int], Entry],
) -> tuple[Entry, str] | None:
    """What an entry waited for, and how that is known; None for the page's first."""
    if entry["chain"] is not None and entry["hop"] > 1:
        hop = by_hop.get((entry["chain"], entry["hop"] - 1))
        if hop is not None and _earlier(hop, entry):
            return hop, _REDIRECT
    if entry["line"] == entry["document"]:
        return None
    cause = by_line.get(entry["initiator"])
    if cause is not None and _earlier(cause, entry):
        return cause, _RECORDED
    there = [
        (came, each["line"], each)
        for each in timed
        if _earlier(each, entry) and (came := _there(each, entry["time"] + _SLACK)) is not None
    ]
    return (max(there)[2], _INFERRED) if there else None


def _there(entry: Entry, by: datetime) -> datetime | None:
    """When it had come, if by then; of the page's document its beginning does, for browsers read on."""
    if (end := _end(entry)) <= by:
        return end
    first = first_byte(entry) if entry["line"] == entry["document"] else None
    return first if first is not None and first <= by else None


def _earlier(one: Entry, other: Entry) -> bool:
    """Every step leads back in time, so the way ends."""
    return bool((one["time"], one["line"]) < (other["time"], other["line"]))


def _end(entry: Entry) -> datetime:
    end: datetime = entry["time"] + entry["duration"]
    return end


def critical_paths(account: Account) -> Panel | None:
    """The critical path of each page."""
    rows = list(_rows(account))
    if not rows:
        return None
    return _costs(
        "critical_paths",
        "Critical paths",
        "What each page's loading waited for, one after the other, to the last request that ended before it was loaded; "
        "a request costs what it keeps the next one waiting. A step is known by a redirect or the initiator that the "
        "browser recorded, or inferred: what came last before.",
        (
            Column("request", Kind.TEXT),
            Column("costs", Kind.DURATION),
            Column("status", Kind.STATUS),
            Column("basis", Kind.TEXT),
            Column("starts after", Kind.DURATION),
            Column("takes", Kind.DURATION),
            Column("page", Kind.TEXT),
            FIRST,
        ),
        rows,
    )


def redirect_costs(account: Account) -> Panel | None:
    """What each redirect of a browser cost: from its beginning to that of the request that followed it."""
    rows = []
    for entries in drawn_pages(account):
        hops = {(each["chain"], each["hop"]): each for each in entries if each["chain"] is not None}
        for (chain, hop), entry in hops.items():
            target = hops.get((chain, hop + 1))
            if target is None or entry["time"] is None or target["time"] is None:
                continue
            values = (
                target_of(entry),
                microseconds(target["time"] - entry["time"]),
                entry["status"],
                target_of(target),
                entry["page"],
                f"{entry['source']}:{entry['line']}",
            )
            rows.append(Row(values))
    if not rows:
        return None
    rows.sort(key=lambda row: -float(str(row.values[1])))
    return _costs(
        "redirect_costs",
        "Redirect costs",
        f"What each of {counted(len(rows), 'redirect')} cost that a browser followed: from its beginning to that of the "
        "request for where it led.",
        (
            Column("redirect", Kind.TEXT),
            Column("costs", Kind.DURATION),
            Column("status", Kind.STATUS),
            Column("leads to", Kind.TEXT),
            Column("page", Kind.TEXT),
            FIRST,
        ),
        rows,
    )


def _rows(account: Account) -> Iterator[Row]:
    for entries in drawn_pages(account):
        if entries[0]["page"] is None or entries[0]["cut"]:
            continue
        begin = begin_of(entries[0]["started"], entries[0]["since"])
        for step in critical_path(entries):
            entry = step.entry
            yield Row(
                (
                    target_of(entry),
                    microseconds(step.cost),
                    entry["status"] or entry["error"],
                    step.why,
                    microseconds(entry["time"] - begin) if begin else None,
                    microseconds(entry["duration"]),
                    entry["page"],
                    f"{entry['source']}:{entry['line']}",
                )
            )


def _costs(name: str, title: str, says: str, columns: tuple[Column, ...], rows: list[Row]) -> Panel:
    """A panel of rows whose second value is what they cost."""
    return Panel(
        name,
        title,
        says,
        columns,
        tuple(rows[:ROWS]),
        share=1,
        total=int(sum(float(str(row.values[1])) for row in rows)),
        more=max(0, len(rows) - ROWS),
    )
