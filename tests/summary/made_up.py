"""Rows of RELATED made up by Hypothesis: entries, lines that are none, and whole redirect chains."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import strategies as some

from analyzer.classify.failure import Failure
from analyzer.classify.signal import Signal
from analyzer.classify.vocabulary import Class, Fault, Outcome
from analyzer.entry import Defect, Freshness, Reject, Repair
from analyzer.relate import RELATED
from analyzer.relate.changes import Change
from analyzer.relate.relation import Relation

Unit = tuple[str, list[dict[str, Any]]]
"""A source, and rows of it that stand or fall together."""

SOURCES = ("b.log", "a.log", "old/c.log")
_BEGIN = datetime(2026, 3, 28, 22, 59, tzinfo=UTC)

_COOKIE = some.sampled_from(
    [
        {"name": "set-cookie", "value": "a; Secure; HttpOnly; SameSite=Lax"},
        {"name": "set-cookie", "value": "b"},
        {"name": "content-length", "value": "12"},
    ]
)
_ENTRY = some.fixed_dictionaries(
    {
        "time": some.none() | some.integers(0, 200_000).map(lambda s: _BEGIN + timedelta(seconds=s)),
        "offset": some.sampled_from([0, 0, 19800]),
        "client": some.sampled_from([None, "10.0.0.1", "10.0.0.2", "2001:db8::1"]),
        "country": some.sampled_from([None, "DE", "FR"]),
        "network": some.sampled_from([None, "AS64500 Example", "AS64501"]),
        "agent": some.sampled_from([None, "curl/8", "CCBot/2", "MyBot/2", "Mozilla/5.0 ü"]),
        "referrer": some.sampled_from([None, "https://example.org/", "https://a.example/\x1b[1m"]),
        "method": some.sampled_from([None, "GET", "POST"]),
        "host": some.sampled_from([None, "a.example", "b.example"]),
        "path": some.sampled_from([None, "/", "/x", "/y", "/ü", "/longer/a", "/longer/b", "/x/1", "/x/22"]),
        "status": some.sampled_from([None, 200, 301, 304, 401, 404, 410, 503]),
        "status_text": some.sampled_from([None, "-", "999"]),
        "bytes": some.none() | some.integers(0, 10**12),
        "duration": some.none() | some.integers(0, 10**10).map(lambda us: timedelta(microseconds=us)),
        "upstream": some.none() | some.integers(0, 10**7).map(lambda us: timedelta(microseconds=us)),
        "upstream_address": some.sampled_from([None, None, "1.2.3.4", "web.1", "unix:/run/app"]),
        "upstream_tried": some.sampled_from([None, None, "1.2.3.4", "web.1, b : c"]),
        "class": some.sampled_from([each.value for each in Class]),
        "outcome": some.sampled_from([Outcome.OK.value, Outcome.NOT_FOUND.value, Outcome.REVALIDATED.value, Outcome.NO_RESPONSE.value]),
        "fault": some.sampled_from([each.value for each in Fault]),
        "signals": some.lists(some.sampled_from([each.value for each in Signal]), max_size=2, unique=True),
        "media": some.sampled_from([None, "text/html", "text/css", "application/x-made-up", "text/event-stream"]),
        "cache": some.sampled_from([None, None, "memory", "shared hit"]),
        "party": some.sampled_from([None, "first", "third"]),
        "freshness": some.sampled_from([None, *(each.value for each in Freshness)]),
        "transfer_bytes": some.none() | some.integers(0, 10**9),
        "content_bytes": some.none() | some.integers(0, 10**9),
        "response_headers": some.none() | some.lists(_COOKIE, max_size=2),
        "request_headers": some.none() | some.just([{"name": "cookie", "value": "a; b"}]),
        "repairs": some.none() | some.lists(some.sampled_from([each.value for each in Repair]), min_size=1, max_size=3),
        "page": some.sampled_from([None, "page_1", "page_2"]),
        "loading": some.none() | some.just({"title": "a", "started": _BEGIN, "on_load": timedelta(seconds=1)}),
        "timings": some.none() | some.just({"wait": timedelta(seconds=1)}),
        "relation": some.none() | some.sampled_from([each.value for each in Relation]),
        "changed": some.none() | some.lists(some.sampled_from([each.value for each in Change]), max_size=2, unique=True),
        "saved": some.none() | some.integers(0, 10**9),
        "defect": some.sampled_from([None, None, Defect.TLS.value]),
        "user": some.sampled_from([None, "alice", "bob"]),
        "error": some.sampled_from([None, None, "net::ERR_ABORTED", "?"]),
        "failure": some.none() | some.sampled_from([each.value for each in Failure]),
    }
)  # fmt: skip
_REJECT = some.fixed_dictionaries(
    {
        "reject": some.sampled_from([each.value for each in Reject]),
        "raw": some.sampled_from(["junk", "", "\x00\x1b", "zz"]),
    }
)


def _walk(made: tuple[list[dict[str, Any]], str, str]) -> dict[str, Any]:
    """What `relate` writes into the first row of a chain."""
    rows, outcome, basis = made
    loop = outcome == Outcome.REDIRECT_LOOP.value
    walk = {"hops": len(rows), "loop": loop, "exact": basis == "exact", "ends": rows[-1]["status"]}
    return {"trail": " → ".join(str(row["path"]) for row in rows), "walk": walk}


_HOPS = some.tuples(
    some.lists(_ENTRY, min_size=2, max_size=4),
    some.sampled_from([Outcome.REDIRECT_CHAIN.value, Outcome.REDIRECT_LOOP.value]),
    some.sampled_from(["exact", "inferred"]),
).map(
    lambda made: [
        {**row, "outcome": made[1], "hop": hop, "basis": made[2] if hop > 1 else None, "chain": 0}
        | (_walk(made) if hop == 1 else {})
        for hop, row in enumerate(made[0], start=1)
    ]
)

_UNIT = some.tuples(
    some.sampled_from(SOURCES),
    _ENTRY.map(lambda row: [row]) | _REJECT.map(lambda row: [row]) | _HOPS,
)

UNITS = some.lists(_UNIT, max_size=3) | some.lists(_UNIT, min_size=10, max_size=15)


def numbered(units: list[Unit]) -> list[Unit]:
    """Give every row its source and line, and every chain its first line."""
    lines = dict.fromkeys(SOURCES, 0)
    given = []
    for source, rows in units:
        first = lines[source] + 1
        placed = [
            {**row, "source": source, "line": first + at} | ({"chain": first} if "chain" in row else {})
            for at, row in enumerate(rows)
        ]  # fmt: skip
        lines[source] += len(rows)
        given.append((source, placed))
    return given


def related(units: list[Unit]) -> pl.DataFrame:
    """The frame of some units."""
    rows = [row for _, part in units for row in part]
    frame = pl.DataFrame(
        {name: [row.get(name) for row in rows] for name in RELATED}, schema=RELATED
    )
    return frame.with_columns(
        visitor=pl.when(pl.col("reject").is_null()).then(pl.struct("client", "agent").hash())
    )
