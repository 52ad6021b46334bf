"""TALLIES: the tables that a summary consists of. A new one is one entry here."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from analyzer.classify.classify import CLASS, FAULT, OUTCOME, SIGNAL
from analyzer.classify.signal import SUSPICIOUS
from analyzer.classify.vocabulary import Class, Outcome
from analyzer.enrich.agents import SOFTWARE
from analyzer.entry import DEFECT, REJECT, REPAIR
from analyzer.formats.secrets import MASK
from analyzer.relate.relate import BASIS
from analyzer.relate.relation import RELATION, Relation
from analyzer.summary.bounds import Bound, coarser, heaviest, sampled, smallest, whole
from analyzer.summary.loads import DRAWN_TYPES, FIRST_OF_EACH_PAGE, PAGE_TYPES, drawn_of, loads

KEYS = 30_000
"""Keys of a table of paths, clients and the like."""

HASHES = 1 << 14
"""Hashes kept to count distinct values: exact below, a standard error of 0.8 % beyond."""

SLOT_BITS = (1 << 20) - 1
"""Of a visit: a number of half-hours, for sixty years; the bits above are the visitor's."""

SLOTS = 1 << 14
"""Half-hours of visitors kept: sessions and visitors of any period are exact below, and sampled
beyond, by all half-hours of as many visitors as they leave room for."""

IDLE = timedelta(minutes=30)
"""A session ends when its visitor asks for nothing for longer than this, as analytics have it."""

_MICROSECOND = timedelta(microseconds=1)

_GROWTH = 1.02
"""Ratio of a bucket's bounds: percentiles are within 1 % of the truth."""

USED = (
    "source", "line", "reject", "raw", "time", "offset", "client", "country", "network", "agent",
    "referrer", "method", "scheme", "host", "path", "status", "status_text", "bytes", "duration", "class", "outcome", "fault",
    "signals", "user", "visitor", "chain", "hop", "basis", "relation", "saved", "defect", "repairs", "page", "loading",
    "timings", "cache", "error",
)  # fmt: skip
"""The columns of RELATED that some tally looks at: the others are not carried along."""

_PACES = 4
"""Buckets of durations that are one in the table of routes: percentiles there are within 5 %."""

REDIRECTS = [Outcome.REDIRECT, Outcome.REDIRECT_CHAIN, Outcome.REDIRECT_LOOP]
TRAIL = " → "

AGAIN = f"{TRAIL}again"
"""Ends the trail of a loop that nobody was seen to leave."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A table of counts.

    Args:
        name: its name in the summary.
        keys: the columns that its rows are told apart by, as expressions over RELATED.
        types: their types.
        measures: names of MEASURES.
        rows: which rows are counted, or what becomes of them before; all entries by default.
        bound: how it is kept small, where its keys come from outside.
        rejects: it counts the lines that are no entries, too.
        of: the tally whose table it is counted from, before that is cut to its bound, in place of
            the rows: its keys are columns of GAINED, worked out of that tally's keys. It costs only
            what their distinct values cost.
    """

    name: str
    keys: dict[str, pl.Expr]
    types: dict[str, pl.DataType]
    measures: tuple[str, ...]
    rows: Callable[[pl.LazyFrame], pl.LazyFrame] = lambda entries: entries
    bound: Bound | None = None
    rejects: bool = False
    of: str | None = None


def _columns(**types: pl.DataType) -> tuple[dict[str, pl.Expr], dict[str, pl.DataType]]:
    return {name: pl.col(name) for name in types}, types


def bucket(value: pl.Expr) -> pl.Expr:
    """The number of the logarithmic bucket that a positive value falls in; -1 for zero."""
    logarithm = value.cast(pl.Float64).log(_GROWTH).floor().cast(pl.Int16, strict=False)
    return pl.when(value > 0).then(logarithm).otherwise(-1)


def visit(visitor: pl.Expr, time: pl.Expr) -> pl.Expr:
    """A visitor and one of its slots in one number, for two take twice as long to count by."""
    slot = (time.to_physical() // (IDLE // _MICROSECOND)).cast(pl.UInt64, wrap_numerical=True)
    return (visitor & (2**64 - 1 - SLOT_BITS)) | (slot & SLOT_BITS)


def least(number: int) -> float:
    """The least value of a bucket."""
    return 0.0 if number < 0 else _GROWTH**number


def middle(number: int) -> float:
    """The value that stands for a bucket."""
    return 0.0 if number < 0 else math.sqrt(_GROWTH ** (2 * number + 1))


def pace(duration: pl.Expr) -> pl.Expr:
    """The number of the wide bucket that a duration falls in; -1 for zero."""
    return bucket(duration.dt.total_microseconds()) // _PACES


def typical(number: pl.Expr) -> pl.Expr:
    """The microseconds that stand for a wide bucket."""
    return pl.when(number < 0).then(0.0).otherwise(_GROWTH ** (_PACES * (number + 0.5)))


def _where(*conditions: pl.Expr) -> Callable[[pl.LazyFrame], pl.LazyFrame]:
    return lambda entries: entries.filter(*conditions)


def _signals(entries: pl.LazyFrame) -> pl.LazyFrame:
    return (
        entries.filter(pl.col("signals").list.len() > 0)
        .explode("signals")
        .with_columns(signal="signals")
    )


def _repairs(rows: pl.LazyFrame) -> pl.LazyFrame:
    return (
        rows.filter(pl.col("repairs").is_not_null())
        .explode("repairs")
        .with_columns(repair="repairs")
    )


def _suspicious(entries: pl.LazyFrame) -> pl.LazyFrame:
    return _signals(entries.filter(pl.col("client") != MASK)).filter(
        pl.col("signals").is_in(SUSPICIOUS)
    )


def _trails(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each chain, and each redirect into an error: `relate` gives out all hops together."""
    named = pl.concat_str(pl.col("host").fill_null(""), pl.col("path").fill_null("?"))
    # From http to https is a step like others, and looks like none where the scheme is not said.
    schemes = pl.col("scheme").drop_nulls().n_unique().over("chain", "source") > 1
    url = pl.when(schemes).then(pl.concat_str("scheme", pl.lit("://"), named)).otherwise(named)
    step = pl.col("url").sort_by("hop")
    # Most redirects are no chain: a third hop, or a word of `relate`, tells those that are.
    several = (pl.col("hop") > 2) | pl.col("outcome").is_in(REDIRECTS[1:])
    error = pl.col("status") >= 400
    end = pl.col("outcome").sort_by("hop").last()  # browsers show where they give up as no response
    return (
        entries.filter(pl.col("chain").is_not_null())
        .filter((several | error.fill_null(value=False)).any().over("chain", "source"))
        .with_columns(url=pl.coalesce(url, named))
        .group_by("chain", "source")
        .agg(
            way=step.str.join(TRAIL),
            circle=step.unique(maintain_order=True).str.join(TRAIL),
            hops=pl.col("outcome").is_in(REDIRECTS).sum().cast(pl.UInt8),
            loop=(pl.col("outcome") == Outcome.REDIRECT_LOOP).any(),
            lost=end.is_in([Outcome.REDIRECT_LOOP, Outcome.NO_RESPONSE]),
            exact=(pl.col("basis") == "exact").all(),
            ends=pl.col("status").sort_by("hop").last(),
            place=pl.col("place").min(),
        )
        .with_columns(ends=pl.when(pl.col("ends") >= 400).then("ends"))
        .filter((pl.col("hops") > 1) | pl.col("ends").is_not_null())
        .with_columns(
            trail=pl.when(pl.col("loop") & pl.col("lost"))
            .then(pl.concat_str(pl.col("circle").str.head(1000), pl.lit(AGAIN)))
            .otherwise(pl.col("way").str.head(1000))
        )
    )


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
        "reject",
        *_columns(reject=REJECT),
        ("n", "first", "example"),
        rows=_where(pl.col("reject").is_not_null()),
        rejects=True,
    ),
    Tally(
        "repair",
        *_columns(repair=REPAIR),
        ("n", "first"),
        rows=_repairs,
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
    Tally(
        "page",
        *_columns(**PAGE_TYPES),
        ("n", "bytes", "sized", "client_faults", "server_faults", "since", "ended", "first"),
        rows=loads,
        bound=heaviest(1000),
    ),
    Tally(
        "drawn",
        *_columns(**DRAWN_TYPES),
        ("n",),
        rows=drawn_of,
        bound=FIRST_OF_EACH_PAGE,
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
        rows=_where(pl.col("country").is_not_null()),
        bound=heaviest(1000),
    ),
    Tally(
        "network",
        *_columns(network=pl.String()),
        _FAULTS,
        rows=_where(pl.col("network").is_not_null()),
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
        rows=_where(pl.col("duration").is_not_null()),
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
        rows=_where(pl.col("bytes").is_not_null()),
    ),
    Tally(
        "duration",
        {"bucket": bucket(pl.col("duration").dt.total_microseconds())},
        {"bucket": pl.Int16()},
        ("n", "duration"),
        rows=_where(pl.col("duration").is_not_null()),
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
        rows=_where(pl.col("chain").is_not_null()),
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
        rows=_trails,
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
        rows=_where(pl.col("relation").is_not_null()),
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
        rows=_where(pl.col("defect").is_not_null()),
    ),
    Tally("signal", *_columns(signal=SIGNAL), ("n", "first"), rows=_signals),
    Tally(
        "suspect",
        {"client": pl.col("client"), "signal": pl.col("signal")},
        {"client": pl.String(), "signal": SIGNAL},
        ("n", "succeeded", "targets", "first"),
        rows=_suspicious,
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
        rows=_where(pl.col("client").is_not_null()),
        bound=smallest(HASHES),
    ),
    # Within a slot as long as IDLE no session can end, so its first and last moment say all.
    Tally(
        "visits",
        {"visit": visit(pl.col("visitor"), pl.col("time"))},
        {"visit": pl.UInt64()},
        ("n", "since", "until"),
        rows=_where(pl.col("client").is_not_null(), pl.col("time").is_not_null()),
        bound=sampled(SLOTS, SLOT_BITS),
    ),
)
