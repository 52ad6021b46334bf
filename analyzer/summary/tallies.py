"""TALLIES: the tables that a summary consists of. A new one is one entry here."""

from collections.abc import Callable

import polars as pl

from analyzer.classify.classify import CLASS, FAULT, OUTCOME, SIGNAL
from analyzer.classify.vocabulary import Class, Outcome
from analyzer.enrich.agents import SOFTWARE
from analyzer.entry import DEFECT, REJECT, REPAIR
from analyzer.formats.secrets import MASK
from analyzer.relate.relate import BASIS
from analyzer.relate.relation import RELATION, Relation
from analyzer.summary.bounds import coarser, heaviest, sampled, smallest, whole
from analyzer.summary.browsed import BROWSED
from analyzer.summary.buckets import SLOT_BITS, bucket, pace, visit
from analyzer.summary.rows import REDIRECTS, repairs, signals, suspicious, trails
from analyzer.summary.tally import Tally

KEYS = 30_000
"""Keys of a table of paths, clients and the like."""

HASHES = 1 << 14
"""Hashes kept to count distinct values: exact below, a standard error of 0.8 % beyond."""

SLOTS = 1 << 14
"""Half-hours of visitors kept: sessions and visitors of any period are exact below, and sampled
beyond, by all half-hours of as many visitors as they leave room for."""

USED = (
    "source", "line", "format", "reject", "raw", "time", "offset", "client", "country", "network", "agent",
    "referrer", "method", "scheme", "host", "path", "status", "status_text", "bytes", "duration", "class", "outcome", "fault",
    "signals", "user", "visitor", "chain", "hop", "basis", "relation", "saved", "defect", "repairs", "page", "loading",
    "timings", "cache", "error", "media", "transfer_bytes", "content_bytes", "initiator", "party", "freshness",
    "request_headers", "response_headers",
)  # fmt: skip
"""The columns of RELATED that some tally looks at: the others are not carried along."""


def _columns(**types: pl.DataType) -> tuple[dict[str, pl.Expr], dict[str, pl.DataType]]:
    return {name: pl.col(name) for name in types}, types


def _where(*conditions: pl.Expr) -> Callable[[pl.LazyFrame], pl.LazyFrame]:
    return lambda entries: entries.filter(*conditions)


_ONE_CLIENT = pl.col("client") != MASK
"""It is known, and no mask, which stands for any of them."""

_FAULTS = ("n", "client_faults", "server_faults", "bytes", "sized", "first")

TALLIES: tuple[Tally, ...] = (
    Tally(
        "source",
        *_columns(source=pl.String()),
        ("n", "entries", "rejected", "ignored", "since", "until", "west", "east"),
        rejects=True,
    ),
    Tally(
        "format",
        *_columns(source=pl.String(), format=pl.String()),
        ("n",),
        rejects=True,
        needs="format",
    ),
    Tally(
        "reject",
        *_columns(reject=REJECT),
        ("n", "first", "example"),
        needs="reject",
        rejects=True,
    ),
    Tally(
        "repair",
        *_columns(repair=REPAIR),
        ("n", "first"),
        rows=repairs,
        needs="repairs",
        rejects=True,
    ),
    Tally(
        "meaning",
        *_columns(
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
    Tally("method", *_columns(method=pl.String()), _FAULTS, bound=heaviest(1000)),
    Tally(
        "minute",
        {"minute": pl.col("time").dt.truncate("1m"), "class": pl.col("class")},
        {"minute": pl.Datetime("us", "UTC"), "class": CLASS},
        ("n", "bytes"),
        bound=coarser(100_000),
    ),
    Tally("host", *_columns(host=pl.String()), _FAULTS, bound=heaviest(KEYS)),
    Tally(
        "path",
        *_columns(host=pl.String(), path=pl.String()),
        (*_FAULTS, "duration", "timed", "slowest"),
        bound=heaviest(KEYS),
    ),
    Tally("client", *_columns(client=pl.String()), _FAULTS, bound=heaviest(KEYS)),
    Tally(
        "country",
        *_columns(country=pl.String()),
        _FAULTS,
        needs="country",
        bound=heaviest(1000),
    ),
    Tally(
        "network",
        *_columns(network=pl.String()),
        _FAULTS,
        needs="network",
        bound=heaviest(KEYS),
    ),
    Tally("referrer", *_columns(referrer=pl.String()), _FAULTS, bound=heaviest(KEYS)),
    Tally("agent", *_columns(agent=pl.String()), _FAULTS, bound=heaviest(KEYS)),
    Tally(
        "software",
        *_columns(**SOFTWARE),
        _FAULTS,
        bound=heaviest(3000, "crawler_kind"),
        of="agent",
    ),
    Tally(
        "route",
        *_columns(host=pl.String(), route=pl.String()),
        _FAULTS,
        bound=heaviest(KEYS),
        of="path",
    ),
    Tally(
        "pace",
        {"host": pl.col("host"), "route": pl.col("route"), "pace": pace(pl.col("duration"))},
        {"host": pl.String(), "route": pl.String(), "pace": pl.Int16()},
        ("n", "first"),
        needs="duration",
        bound=whole(KEYS, ("host", "route"), "pace"),
    ),
    Tally(
        "missing",
        *_columns(path=pl.String(), referrer=pl.String()),
        ("n", "first"),
        rows=_where(pl.col("status").is_in([404, 410])),
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
        needs="duration",
    ),
    Tally(
        "redirect",
        {
            "outcome": pl.col("outcome"),
            "begins": pl.col("hop") == 1,
            "basis": pl.col("basis"),
            "redirects": pl.col("outcome").is_in(REDIRECTS),
        },
        {"outcome": OUTCOME, "begins": pl.Boolean(), "basis": BASIS, "redirects": pl.Boolean()},
        ("n", "first"),
        needs="chain",
    ),
    Tally(
        "trail",
        *_columns(
            trail=pl.String(),
            hops=pl.UInt8(),
            loop=pl.Boolean(),
            exact=pl.Boolean(),
            ends=pl.UInt16(),  # the error that it ends in; null for none
        ),
        ("n", "first"),
        rows=trails,
        needs="chain",
        bound=heaviest(1000),
    ),
    Tally(
        "confirmed",
        {"seen": pl.col("relation") == Relation.CONFIRMED},
        {"seen": pl.Boolean()},
        ("n", "saved", "first"),
        rows=_where(pl.col("outcome") == Outcome.REVALIDATED),
    ),
    Tally(
        "relation",
        *_columns(relation=RELATION),
        ("n", "first"),
        needs="relation",
    ),
    Tally(
        "moved",  # for good, and asked for all the same
        *_columns(host=pl.String(), path=pl.String(), client=pl.String()),
        ("n", "since", "until", "first"),
        rows=_where(pl.col("status").is_in([301, 308]), _ONE_CLIENT),
        bound=heaviest(KEYS),
    ),
    Tally(
        "login",
        *_columns(client=pl.String()),
        ("n", "refused", "users", "first"),
        rows=_where(
            (pl.col("status") == 401) | (pl.col("relation") == Relation.CHALLENGE_ANSWERED),
            _ONE_CLIENT,
        ),
        bound=heaviest(KEYS),
    ),
    Tally(
        "failing",
        {
            "minute": pl.col("time").dt.truncate("1m"),
            **_columns(status=pl.UInt16(), host=pl.String(), path=pl.String())[0],
        },
        {
            "minute": pl.Datetime("us", "UTC"),
            "status": pl.UInt16(),
            "host": pl.String(),
            "path": pl.String(),
        },
        ("n", "callers", "since", "until", "first"),
        rows=_where(pl.col("class") == Class.SERVER_ERROR, pl.col("time").is_not_null()),
        bound=heaviest(KEYS),
    ),
    Tally(
        "defect",
        *_columns(defect=DEFECT),
        ("n", "first"),
        needs="defect",
    ),
    Tally("signal", *_columns(signal=SIGNAL), ("n", "first"), rows=signals),
    Tally(
        "suspect",
        {"client": pl.col("client"), "signal": pl.col("signal")},
        {"client": pl.String(), "signal": SIGNAL},
        ("n", "succeeded", "targets", "first"),
        rows=suspicious,
        bound=heaviest(KEYS),
    ),
    Tally(
        "clients",
        {"hash": pl.col("client").hash()},
        {"hash": pl.UInt64()},
        (),
        rows=_where(_ONE_CLIENT),
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
        rows=_where(pl.col("time").is_not_null()),
        needs="client",
        bound=sampled(SLOTS, SLOT_BITS),
    ),
    *BROWSED,
)
