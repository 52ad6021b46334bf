"""ASPECTS: what is compared. A new one is one entry here.

Each gives a frame with these columns: those of its keys, EVERYTHING, `before` and `after` (the
values), `n_before` and `n_after` (the requests behind them), `chance` (uncorrected; null where
nothing could be tested), `matters` (large enough to be told), `weight` (how many requests it touches),
`first_before` and `first_after` (a place on each side).
"""

from collections.abc import Callable
from functools import partial

import polars as pl
from msgspec import Struct

from analyzer.compare.sides import EVERYTHING, Sides
from analyzer.compare.significance import LEAST_RANKED, two_proportions
from analyzer.report.model import Kind
from analyzer.summary.buckets import typical

COLUMNS = (
    EVERYTHING, "before", "after", "n_before", "n_after", "chance", "matters", "weight",
    "first_before", "first_after",
)  # fmt: skip

LEAST_RATIO = 1.2
"""Of two shares or mean sizes; a smaller difference is told to nobody, however certain it is."""

LEAST_PACE = 1.15
"""Of two percentiles of durations; their buckets alone may put them 8 % apart."""


class Told(Struct, frozen=True):
    """What is said of a change.

    Args:
        severity: of the finding; None for a change that only the table tells.
        next: what to check.
    """

    severity: str
    next: str


class Aspect(Struct, frozen=True):
    """One thing that is compared.

    Args:
        id: stable name, also of the panel.
        title: a heading of one or two words.
        says: a sentence about the panel.
        noun: what changed, as the beginning of a sentence: "The median duration".
        key: what its keys are.
        kind: of the values.
        compare: gives the frame.
        words: for what rose, and for what fell.
        told: what is said of both; empty for what only the table tells.
        among: the condition that all its entries meet.
        comes_and_goes: what was not there before has appeared.
    """

    id: str
    title: str
    says: str
    noun: str
    key: Kind
    kind: Kind
    compare: Callable[[Sides], pl.DataFrame]
    words: tuple[str, str]
    told: tuple[Told, ...] = ()
    among: str | None = None
    comes_and_goes: bool = False

    def keys(self, sides: Sides) -> list[str]:
        """The columns of an entry that tell its keys apart."""
        return sides.keys if self.key is Kind.TEXT else [self.id]


def _ratio(least: float) -> pl.Expr:
    """Whether the larger value is at least so many times the smaller one."""
    smaller = pl.min_horizontal("before", "after")
    return pl.max_horizontal("before", "after") >= least * smaller


def _shares(table: pl.DataFrame, of: tuple[int, int]) -> pl.DataFrame:
    """Shares of all requests."""
    known = table.with_columns(of_before=pl.lit(of[0]), of_after=pl.lit(of[1]))
    return known.with_columns(
        two_proportions(known),
        n_before="k_before",
        n_after="k_after",
        before=pl.col("k_before") / pl.when(pl.col("of_before") > 0).then("of_before"),
        after=pl.col("k_after") / pl.when(pl.col("of_after") > 0).then("of_after"),
    ).with_columns(
        matters=_ratio(LEAST_RATIO),
        weight=(pl.col("after") - pl.col("before")).abs() * max(of),
    )


def _labels(column: str, sides: Sides) -> pl.DataFrame:
    return _shares(sides.labels(column), (sides.before.total, sides.after.total))


def _traffic(sides: Sides) -> pl.DataFrame:
    table = sides.routes("route", ["n"], []).filter(~pl.col(EVERYTHING))
    counted = table.rename({"n_before": "k_before", "n_after": "k_after"})
    return _known(sides, "route", _shares(counted, (sides.before.total, sides.after.total)))


def _faults(measure: str, sides: Sides) -> pl.DataFrame:
    """Of the requests for a route, those that met a fault; routes without any are left out."""
    table = sides.routes("route", ["n", measure], []).rename(
        {f"{measure}_before": "k_before", f"{measure}_after": "k_after"}
    )
    known = table.filter(pl.col("k_before") + pl.col("k_after") > 0).with_columns(
        of_before="n_before", of_after="n_after"
    )
    found = known.with_columns(
        two_proportions(known),
        before=pl.col("k_before") / pl.when(pl.col("n_before") > 0).then("n_before"),
        after=pl.col("k_after") / pl.when(pl.col("n_after") > 0).then("n_after"),
    ).with_columns(
        matters=_ratio(LEAST_RATIO),
        weight=(pl.col("after") - pl.col("before")).abs() * pl.col("n_after"),
    )
    return _known(sides, "route", found)


def _sizes(sides: Sides) -> pl.DataFrame:
    """Mean sizes. A mean alone says nothing of chance: no test."""
    table = sides.routes("route", ["bytes", "sized"], [])
    found = table.with_columns(
        n_before="sized_before",
        n_after="sized_after",
        before=pl.col("bytes_before") / pl.when(pl.col("sized_before") > 0).then("sized_before"),
        after=pl.col("bytes_after") / pl.when(pl.col("sized_after") > 0).then("sized_after"),
        chance=pl.lit(None, pl.Float64),
    ).with_columns(matters=_ratio(LEAST_RATIO), weight=pl.min_horizontal("n_before", "n_after"))
    enough = pl.col("weight") >= LEAST_RANKED
    return _known(sides, "route", found.with_columns(pl.col("matters") & enough))


def _paces(percentile: str, sides: Sides) -> pl.DataFrame:
    """How long a route's requests took: the middle by ranks, the tail by what exceeds a limit."""
    found = sides.paces
    tail = found.rename({"tail_before": "k_before", "tail_after": "k_after"}).with_columns(
        of_before="before", of_after="after"
    )
    chance = found["rank_chance"] if percentile == "p50" else two_proportions(tail)
    return _known(
        sides,
        "pace",
        found.rename({"before": "n_before", "after": "n_after"})
        .with_columns(
            chance.alias("chance"),
            before=typical(pl.col(f"{percentile}_before")),
            after=typical(pl.col(f"{percentile}_after")),
        )
        .with_columns(matters=_ratio(LEAST_PACE), weight=pl.min_horizontal("n_before", "n_after")),
    )


def _known(sides: Sides, tally: str, found: pl.DataFrame) -> pl.DataFrame:
    """Where a table has lost keys to its bound, what it lacks is unknown, and not zero."""
    for when, lost in zip(("before", "after"), sides.incomplete(tally), strict=True):
        unknown = (pl.col(f"n_{when}") == 0) & lost
        found = found.with_columns(
            pl.when(~unknown).then(pl.col(name)).alias(name)
            for name in (when, f"n_{when}", "chance")
        )
    return found


_DEPLOYED = (
    "See what was deployed or configured between the two, and what the server's error log says."
)
_NOTHING = "Nothing, if that was the aim; otherwise see that these requests still reach the server."
_SERVER = "fault in ('server', 'intermediary')"

ASPECTS: tuple[Aspect, ...] = (
    Aspect(
        "server_faults", "Server faults", "Of the requests for each route, those that met a fault of the server or of a proxy.",
        "The share of server faults", Kind.TEXT, Kind.SHARE, partial(_faults, "server_faults"), ("broken", "mended"),
        (Told("alarm", _DEPLOYED), Told("note", _NOTHING)), _SERVER,
    ),
    Aspect(
        "client_faults", "Client faults", "Of the requests for each route, those that were the client's fault.",
        "The share of client faults", Kind.TEXT, Kind.SHARE, partial(_faults, "client_faults"), ("refused", "accepted"),
        (Told("warning", "See whether an address, a form or a permission changed, or another kind of client came."), Told("note", _NOTHING)),
        "fault = 'client'",
    ),
    Aspect(
        "median", "Median durations", "How long half of the requests for each route took at the most.",
        "The median duration", Kind.TEXT, Kind.DURATION, partial(_paces, "p50"), ("slower", "faster"),
        (Told("warning", "See what was deployed between the two, and what these requests wait for: a query, another service, a lock."), Told("note", _NOTHING)),
        "duration is not null",
    ),
    Aspect(
        "tail", "Slowest durations", "How long 95 % of the requests for each route took at the most.",
        "The 95th percentile of durations", Kind.TEXT, Kind.DURATION, partial(_paces, "p95"), ("slower", "faster"),
        (Told("warning", "See what the slowest of these requests have in common: a client, a moment, a parameter."), Told("note", _NOTHING)),
        "duration is not null",
    ),
    Aspect(
        "size", "Mean sizes", "How large the bodies were that each route sent, on average; a mean alone cannot be tested.",
        "The mean size", Kind.TEXT, Kind.SIZE, _sizes, ("larger", "smaller"),
        (Told("note", "See whether compression is still on, and whether the content is meant to be larger."), Told("note", "See that nothing is missing in what is sent.")),
        "bytes is not null",
    ),
    Aspect(
        "traffic", "Routes", "What share of all requests each route had.",
        "The share of all requests", Kind.TEXT, Kind.SHARE, _traffic, ("more", "fewer"), comes_and_goes=True,
    ),
    *(
        Aspect(
            column, title, f"What share of all requests each {column} had.", "The share of all requests",
            kind, Kind.SHARE, partial(_labels, column), ("more", "fewer"), comes_and_goes=True,
        )
        for column, title, kind in (
            ("status", "Status", Kind.STATUS),
            ("class", "Class", Kind.CLASS),
            ("outcome", "Outcome", Kind.OUTCOME),
            ("fault", "Fault", Kind.FAULT),
        )
    ),
)  # fmt: skip
