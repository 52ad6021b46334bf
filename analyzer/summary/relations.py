"""RELATIONS: those of TALLIES that count what entries mean to each other, and what single clients do."""

import polars as pl

from analyzer.classify.classify import OUTCOME, SIGNAL
from analyzer.classify.vocabulary import Class, Outcome
from analyzer.entry import DEFECT, FAMILY
from analyzer.relate.changes import CHANGE
from analyzer.relate.relation import RELATION, Relation
from analyzer.relate.walks import BASIS, REDIRECTS
from analyzer.summary.bounds import heaviest, smallest
from analyzer.summary.buckets import bucket
from analyzer.summary.rows import (
    SAMPLE,
    changes,
    claims,
    disclosures,
    failed_inputs,
    oversized,
    sampled_inputs,
    signals,
    suspicious,
    walks,
)
from analyzer.summary.tally import KEYS, ONE_CLIENT, Tally, columns, where

RELATIONS: tuple[Tally, ...] = (
    Tally(
        "redirect",
        {
            "basis": pl.col("basis"),
            "redirects": pl.col("outcome").is_in(REDIRECTS),
        },
        {"basis": BASIS, "redirects": pl.Boolean()},
        ("n", "first"),
        needs="chain",
    ),
    Tally(
        "trail",
        *columns(
            trail=pl.String(),
            hops=pl.UInt8(),
            loop=pl.Boolean(),
            exact=pl.Boolean(),
            ends=pl.UInt16(),  # the error that it ends in; null for none
        ),
        ("n", "callers", "first"),
        rows=walks,
        needs="trail",
        bound=heaviest(1000, "hops", "loop", "ends"),
    ),
    Tally(
        "change", *columns(change=CHANGE), ("n", "callers", "first"), rows=changes, needs="changed"
    ),
    Tally(
        "confirmed",
        {"seen": pl.col("relation") == Relation.CONFIRMED},
        {"seen": pl.Boolean()},
        ("n", "saved", "callers", "first"),
        rows=where(pl.col("outcome") == Outcome.REVALIDATED),
    ),
    Tally(
        "relation",
        *columns(relation=RELATION),
        ("n", "callers", "first"),
        needs="relation",
    ),
    Tally(
        "moved",  # for good, and asked for all the same
        *columns(host=pl.String(), path=pl.String(), client=pl.String()),
        ("n", "since", "until", "first"),
        rows=where(pl.col("status").is_in([301, 308]), ONE_CLIENT),
        bound=heaviest(KEYS),
    ),
    Tally(
        "temporary",  # not for good, and perhaps always the same
        *columns(host=pl.String(), path=pl.String()),
        ("n", "callers", "least_goal", "most_goal", "since", "until", "first"),
        rows=where(
            pl.col("status").is_in([302, 303, 307]), pl.col("method").is_in(["GET", "HEAD"])
        ),
        bound=heaviest(KEYS),
    ),
    Tally(
        "sent_again",
        *columns(host=pl.String(), path=pl.String(), agent=pl.String()),
        ("n", "unchanged", "wasted", "first"),
        rows=where(pl.col("relation").is_in([Relation.SENT_AGAIN, Relation.UPDATED])),
        needs="relation",
        bound=heaviest(KEYS),
    ),
    Tally(
        "given_up",
        {
            "status": pl.col("status"),
            "outcome": pl.col("outcome"),
            "bucket": pl.when(pl.col("duration").is_not_null()).then(
                bucket(pl.col("duration").dt.total_microseconds())
            ),
        },
        {"status": pl.UInt16(), "outcome": OUTCOME, "bucket": pl.Int16()},
        ("n", "callers", "first"),
        rows=where(pl.col("outcome").is_in([Outcome.CLIENT_CLOSED, Outcome.REQUEST_TIMEOUT])),
        bound=heaviest(5000, "status", "outcome"),
    ),
    Tally(
        "oversized",
        *columns(status=pl.UInt16(), client=pl.String()),
        ("n", "smallest", "largest", "first"),
        rows=oversized,
        bound=heaviest(5000, "status"),
    ),
    Tally(
        "robots",  # who asked for the rules that robots are asked to keep
        *columns(agent=pl.String()),
        ("n", "first"),
        rows=where(pl.col("path") == "/robots.txt"),
        bound=heaviest(KEYS),
    ),
    Tally(
        "claim",
        *columns(client=pl.String(), claim=pl.String(), probed=pl.Boolean()),
        ("n", "targets", "first"),
        rows=claims,
        bound=heaviest(5000),
    ),
    Tally(
        "login",
        *columns(client=pl.String()),
        ("n", "refused", "users", "first"),
        rows=where(
            (pl.col("status") == 401) | (pl.col("relation") == Relation.CHALLENGE_ANSWERED),
            ONE_CLIENT,
        ),
        bound=heaviest(KEYS),
    ),
    Tally(
        "failing",
        {
            "minute": pl.col("time").dt.truncate("1m"),
            **columns(status=pl.UInt16(), host=pl.String(), path=pl.String())[0],
        },
        {
            "minute": pl.Datetime("us", "UTC"),
            "status": pl.UInt16(),
            "host": pl.String(),
            "path": pl.String(),
        },
        ("n", "callers", "since", "until", "first"),
        rows=where(pl.col("class") == Class.SERVER_ERROR, pl.col("time").is_not_null()),
        bound=heaviest(KEYS),
    ),
    Tally(
        "failing_upstream",
        {
            "minute": pl.col("time").dt.truncate("1m"),
            "upstream_address": pl.col("upstream_address"),
        },
        {"minute": pl.Datetime("us", "UTC"), "upstream_address": pl.String()},
        ("n", "first"),
        rows=where(pl.col("class") == Class.SERVER_ERROR, pl.col("time").is_not_null()),
        needs="upstream_address",
        bound=heaviest(KEYS),
    ),
    Tally(
        "defect",
        *columns(defect=DEFECT),
        ("n", "first"),
        needs="defect",
    ),
    Tally("signal", *columns(signal=SIGNAL), ("n", "callers", "first"), rows=signals),
    Tally(
        "failed_input",
        *columns(host=pl.String(), path=pl.String(), names=pl.String()),
        ("n", "callers", "first"),
        rows=failed_inputs,
        bound=heaviest(KEYS),
    ),
    Tally(
        "input_sample",
        *columns(drawn=pl.UInt64(), host=pl.String(), path=pl.String(), names=pl.String()),
        ("n",),
        rows=sampled_inputs,
        bound=smallest(SAMPLE),
    ),
    Tally(
        "disclosed",
        *columns(
            family=FAMILY,
            kind=pl.String(),
            version=pl.String(),
            file=pl.String(),
            failed=pl.Boolean(),
        ),
        ("n", "callers", "first"),
        rows=disclosures,
        bound=heaviest(1000, "family", "failed"),
        needs="disclosed",
    ),
    Tally(
        "suspect",
        {"client": pl.col("client"), "signal": pl.col("signal")},
        {"client": pl.String(), "signal": SIGNAL},
        ("n", "succeeded", "targets", "first"),
        rows=suspicious,
        bound=heaviest(KEYS),
    ),
)
