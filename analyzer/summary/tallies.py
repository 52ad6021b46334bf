"""TALLIES: the tables that a summary consists of. A new one is one entry here."""

import polars as pl

from analyzer.classify.classify import CLASS, FAULT, OUTCOME
from analyzer.classify.facts import lasting
from analyzer.enrich.agents import SOFTWARE
from analyzer.entry import REJECT, REPAIR
from analyzer.summary.bounds import coarser, heaviest, sampled, smallest, whole
from analyzer.summary.browsed import BROWSED
from analyzer.summary.buckets import SLOT_BITS, bucket, pace, visit
from analyzer.summary.relations import RELATIONS
from analyzer.summary.rows import passed_over, repairs
from analyzer.summary.tally import KEYS, ONE_CLIENT, Tally, columns, where

HASHES = 1 << 14
"""Hashes kept to count distinct values: exact below, a standard error of 0.8 % beyond."""

SLOTS = 1 << 14
"""Half-hours of visitors kept: sessions and visitors of any period are exact below, and sampled
beyond, by all half-hours of as many visitors as they leave room for."""

USED = (
    "source", "line", "format", "reject", "raw", "time", "offset", "client", "country", "network", "agent",
    "referrer", "method", "scheme", "host", "path", "query", "status", "status_text", "bytes", "request_bytes", "location", "duration", "class", "outcome", "fault",
    "signals", "user", "visitor", "chain", "hop", "basis", "relation", "changed", "trail", "walk", "saved", "defect", "repairs", "page", "loading",
    "timings", "cache", "error", "failure", "media", "transfer_bytes", "content_bytes", "initiator", "party", "freshness",
    "request_headers", "response_headers", "disclosed", "upstream", "upstream_address", "upstream_tried",
)  # fmt: skip
"""The columns of RELATED that some tally looks at: the others are not carried along."""


_PACED = where(~lasting())
"""How long it took says how fast the answer was."""

_FAULTS = ("n", "client_faults", "server_faults", "bytes", "sized", "first")

TALLIES: tuple[Tally, ...] = (
    Tally(
        "source",
        *columns(source=pl.String()),
        ("n", "entries", "rejected", "ignored", "since", "until", "west", "east"),
        rejects=True,
    ),
    Tally(
        "format",
        *columns(source=pl.String(), format=pl.String()),
        ("n",),
        rejects=True,
        needs="format",
    ),
    Tally(
        "reject",
        *columns(reject=REJECT),
        ("n", "first", "example"),
        needs="reject",
        rejects=True,
    ),
    Tally(
        "repair",
        *columns(repair=REPAIR),
        ("n", "first"),
        rows=repairs,
        needs="repairs",
        rejects=True,
    ),
    Tally(
        "meaning",
        *columns(
            **{
                "status": pl.UInt16(),
                "status_text": pl.String(),
                "class": CLASS,
                "outcome": OUTCOME,
                "fault": FAULT,
            }
        ),
        ("n", "bytes", "sized", "since", "until", "first"),
        bound=heaviest(2000, "status", "class", "outcome", "fault"),
    ),
    Tally("method", *columns(method=pl.String()), _FAULTS, bound=heaviest(1000)),
    Tally(
        "minute",
        {"minute": pl.col("time").dt.truncate("1m"), "class": pl.col("class")},
        {"minute": pl.Datetime("us", "UTC"), "class": CLASS},
        ("n", "bytes"),
        bound=coarser(100_000),
    ),
    Tally("host", *columns(host=pl.String()), _FAULTS, bound=heaviest(KEYS)),
    Tally(
        "path",
        *columns(host=pl.String(), path=pl.String()),
        (*_FAULTS, "duration", "timed", "slowest"),
        bound=heaviest(KEYS),
    ),
    Tally("client", *columns(client=pl.String()), _FAULTS, bound=heaviest(KEYS)),
    Tally(
        "country",
        *columns(country=pl.String()),
        _FAULTS,
        needs="country",
        bound=heaviest(1000),
    ),
    Tally(
        "network",
        *columns(network=pl.String()),
        _FAULTS,
        needs="network",
        bound=heaviest(KEYS),
    ),
    Tally("referrer", *columns(referrer=pl.String()), _FAULTS, bound=heaviest(KEYS)),
    Tally(
        "agent",
        *columns(agent=pl.String()),
        (*_FAULTS, "since", "until"),
        bound=heaviest(KEYS),
    ),
    Tally(
        "software",
        *columns(**SOFTWARE),
        _FAULTS,
        bound=heaviest(3000, "crawler_kind"),
        of="agent",
    ),
    Tally(
        "route",
        *columns(host=pl.String(), route=pl.String()),
        _FAULTS,
        bound=heaviest(KEYS),
        of="path",
    ),
    Tally(
        "pace",
        {"host": pl.col("host"), "route": pl.col("route"), "pace": pace(pl.col("duration"))},
        {"host": pl.String(), "route": pl.String(), "pace": pl.Int16()},
        ("n", "first"),
        rows=_PACED,
        needs="duration",
        bound=whole(KEYS, ("host", "route"), "pace"),
    ),
    Tally(
        "upstream_address",
        *columns(upstream_address=pl.String()),
        _FAULTS,
        needs="upstream_address",
        bound=heaviest(KEYS),
    ),
    Tally(
        "passed_over",
        *columns(upstream_tried=pl.String()),
        ("n", "first"),
        rows=passed_over,
        needs="upstream_tried",
        bound=heaviest(KEYS),
    ),
    Tally(
        "upstream_pace",
        {"upstream_address": pl.col("upstream_address"), "pace": pace(pl.col("upstream"))},
        {"upstream_address": pl.String(), "pace": pl.Int16()},
        ("n", "first"),
        # What several took together is not known of each.
        rows=where(pl.col("upstream").is_not_null(), pl.col("upstream_tried").is_null()),
        needs="upstream_address",
        bound=whole(KEYS, ("upstream_address",), "pace"),
    ),
    Tally(
        "missing",
        *columns(path=pl.String(), referrer=pl.String()),
        ("n", "callers", "first"),
        rows=where(pl.col("status").is_in([404, 410])),
        bound=heaviest(KEYS),
    ),
    Tally(
        "size",
        {"bucket": bucket(pl.col("bytes"))},
        {"bucket": pl.Int16()},
        ("n", "bytes"),
        needs="bytes",
    ),
    Tally(
        "duration",
        {"bucket": bucket(pl.col("duration").dt.total_microseconds())},
        {"bucket": pl.Int16()},
        ("n", "duration"),
        rows=_PACED,
        needs="duration",
    ),
    *RELATIONS,
    Tally(
        "clients",
        {"hash": pl.col("client").hash()},
        {"hash": pl.UInt64()},
        (),
        rows=where(ONE_CLIENT),
        bound=smallest(HASHES),
    ),
    Tally(
        "visitors",
        {"hash": pl.col("visitor")},
        {"hash": pl.UInt64()},
        (),
        needs="client",
        bound=smallest(HASHES),
    ),
    # Within a slot as long as IDLE no session can end, so its first and last moment say all.
    Tally(
        "visits",
        {"visit": visit(pl.col("visitor"), pl.col("time"))},
        {"visit": pl.UInt64()},
        ("n", "since", "until"),
        rows=where(pl.col("time").is_not_null()),
        needs="client",
        bound=sampled(SLOTS, SLOT_BITS),
    ),
    *BROWSED,
)
