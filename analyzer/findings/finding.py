"""What a finding is: one thing that deserves attention, with its evidence and the next step."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

Place = tuple[str, int]
"""Source and line."""


class Candidate(Struct, frozen=True):
    """Requests of one client that came just before an outage and are unusual for the log.

    They are no culprits: that they came before is all that is known.

    Args:
        client: who sent them; None where that is unknown.
        method, host, path: what they asked for; all three None for a burst of one client.
        requests: how many.
        why: what is unusual about them, in words.
        first: where the first of them stands.
        where: the `--where` expression that lists them.
    """

    client: str | None
    method: str | None
    host: str | None
    path: str | None
    requests: int
    why: tuple[str, ...]
    first: Place
    where: str


class Before(Struct, frozen=True):
    """The last moments before an outage, read a second time.

    Args:
        since, until: from when to when; `until` is the first fault.
        requests: how many there were.
        statuses: what they were answered with.
        candidates: the most unusual first; none where nothing was unusual.
    """

    since: datetime
    until: datetime
    requests: int
    statuses: Mapping[int, int]
    candidates: tuple[Candidate, ...]


class Upstream(Struct, frozen=True):
    """A server behind that was asked for something that failed in an outage.

    Args:
        address: as logged.
        failed: how many of the outage's faults it was asked for, at the end.
        others: how many other requests of the whole log it was asked for.
        every: how many other requests of the whole log name a server behind.
        where: the `--where` expression that lists those that failed.
    """

    address: str
    failed: int
    others: int
    every: int
    where: str


class Outage(Struct, frozen=True):
    """What differs during an outage from the rest of the log.

    Args:
        first, last: its first and its last fault.
        requests, failed: within its minutes.
        usual_requests, usual_failed: within all others.
        statuses: what failed requests were answered with, the most frequent first.
        routes: what they asked for, host and path with ids and the like folded, the most frequent
            first; the first few.
        more_routes: how many others there are.
        upstreams: the servers behind that were asked, those with the most faults first; the first
            few, and none where the log names none.
        before: None where nobody looked.
    """

    first: datetime
    last: datetime
    requests: int
    failed: int
    usual_requests: int
    usual_failed: int
    statuses: Mapping[int, int]
    routes: tuple[tuple[str, int], ...]
    more_routes: int
    upstreams: tuple[Upstream, ...]
    before: Before | None


class Finding(Struct, frozen=True):
    """Something that deserves attention.

    Args:
        id: stable name.
        severity: "alarm", "warning" or "note".
        title: two words: "broken link".
        text: one sentence in plain words, with its numbers.
        basis: "exact" or "inferred".
        evidence: places, as (source, line).
        where: the `--where` expression that lists its entries, all and no others.
        next: what to check next.
        weight: of two changes of one severity the heavier is first.
        entries: how many `where` lists (without one: how many lines it touches); None for unknown.
        clients: how many clients it touches, at the least; None for unknown.
        every_client: `clients` are all of them.
        before: what came just before, in words; None where that is not asked.
        outage: what is known of it in numbers; None for all else.
    """

    id: str
    severity: str
    title: str
    text: str
    basis: str
    evidence: tuple[Place, ...]
    where: str | None
    next: str
    weight: int = 0
    entries: int | None = None
    clients: int | None = None
    every_client: bool = False
    before: str | None = None
    outage: Outage | None = None
