"""BROWSED: the tables that only HARs fill. A new one is one entry here."""

import polars as pl

from analyzer.classify.failure import FAILURE
from analyzer.classify.vocabulary import Outcome
from analyzer.entry import FRESHNESS, PARTY
from analyzer.relate.relation import RELATION, Relation
from analyzer.summary.bounds import heaviest, whole
from analyzer.summary.buckets import bucket, pace
from analyzer.summary.exchanges import CONTENT, PHASE, SIDE, content, cookies, kept, times
from analyzer.summary.loads import DRAWN_TYPES, FIRST_OF_EACH_PAGE, PAGE_TYPES, drawn_of, loads
from analyzer.summary.tally import Tally, columns, where

_HAR = "loading"
"""The column that entries of HARs alone have something in."""

_TIME = pl.col("took").dt.total_microseconds()

BROWSED: tuple[Tally, ...] = (
    Tally(
        "page",
        {name: pl.col(name) for name in PAGE_TYPES},
        PAGE_TYPES,
        ("n", "bytes", "sized", "client_faults", "server_faults", "since", "ended", "first"),
        rows=loads,
        bound=heaviest(1000),
        needs=_HAR,
    ),
    Tally(
        "drawn",
        {name: pl.col(name) for name in DRAWN_TYPES},
        DRAWN_TYPES,
        ("n",),
        rows=drawn_of,
        bound=FIRST_OF_EACH_PAGE,
        needs=_HAR,
    ),
    Tally(
        "exchange",
        {name: pl.col(name) for name in ("content", "party", "answered", "host")},
        {"content": CONTENT, "party": PARTY, "answered": pl.String(), "host": pl.String()},
        (
            *("n", "bytes", "sized", "transferred", "transfers", "decoded", "decodings"),
            *("spared", "sparings", "first"),
        ),
        rows=content,
        bound=heaviest(5000, "content", "party", "answered"),
        needs=_HAR,
    ),
    Tally(
        "phase",
        {"content": pl.col("content"), "phase": pl.col("phase"), "bucket": bucket(_TIME)},
        {"content": CONTENT, "phase": PHASE, "bucket": pl.Int16()},
        ("n", "spent"),
        rows=times,
        needs=_HAR,
    ),
    Tally(
        "host_phase",
        {"host": pl.col("host"), "phase": pl.col("phase"), "pace": pace(pl.col("took"))},
        {"host": pl.String(), "phase": PHASE, "pace": pl.Int16()},
        ("n", "first"),
        rows=times,
        bound=whole(30_000, ("host", "phase"), "pace"),
        needs=_HAR,
    ),
    Tally(
        "cookie",
        {name: pl.col(name) for name in ("cookie", "side", "party")},
        {"cookie": pl.String(), "side": SIDE, "party": PARTY},
        ("n", "insecure", "scripted", "unsited", "first"),
        rows=cookies,
        bound=heaviest(2000, "side", "party"),
        needs=_HAR,
    ),
    Tally(
        "freshness",
        {
            **{name: pl.col(name) for name in ("freshness", "content", "host", "path")},
            "again": pl.col("relation").eq_missing(pl.lit(Relation.REFETCHED.value)),
        },
        {
            "freshness": FRESHNESS,
            "content": CONTENT,
            "host": pl.String(),
            "path": pl.String(),
            "again": pl.Boolean(),
        },
        ("n", "transferred", "transfers", "first"),
        rows=kept,
        bound=heaviest(2000, "freshness", "content", "again"),
        needs=_HAR,
    ),
    Tally(
        "failure",
        *columns(failure=FAILURE, error=pl.String()),
        ("n", "first"),
        rows=where(pl.col("error").is_not_null() | (pl.col("outcome") == Outcome.NO_RESPONSE)),
        bound=heaviest(1000, "failure"),
        needs=_HAR,
    ),
    Tally(
        "preflighted",
        *columns(relation=RELATION, method=pl.String(), host=pl.String(), path=pl.String()),
        ("n", "first"),
        rows=where(pl.col("relation").is_in([Relation.PREFLIGHTED, Relation.PREFLIGHT_REFUSED])),
        bound=heaviest(1000, "relation"),
        needs=_HAR,
    ),
)
