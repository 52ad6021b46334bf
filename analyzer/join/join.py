"""Which line of a log is which entry of a HAR, one to one, and what that says of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import polars as pl

from analyzer.classify.vocabulary import Outcome

MOST_SKEW = timedelta(hours=1)
"""The clocks of the two sides may be that far apart; lines further off are not looked at."""

SLACK = timedelta(seconds=2)
"""Logs have seconds, and some the end of a request; beside the time it took, a match may be this late."""


class Fate(StrEnum):
    """What became of a request that a HAR holds, or of a line that no entry belongs to."""

    ANSWERED = "answered"
    """It reached the server, whose status the browser got."""
    LOST = "answer lost"
    """It reached the server, which answered; the browser took nothing for the answer."""
    CHANGED = "changed"
    """It reached the server, and something between made another status of the answer."""
    BROWSER = "browser's cache"
    """The browser answered by itself."""
    SHARED = "shared cache"
    """A CDN or proxy answered from its store: no line belongs to it."""
    FAILED = "no response"
    """The browser got none, and no line belongs to it."""
    UNMATCHED = "not in the log"
    """No line belongs to it, and nothing says why."""
    UNSEEN = "not in the HAR"
    """A line of the same client and agent, at that time, that no entry belongs to."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Both sides in one table.

    Args:
        table: a row for each entry in order of the HAR, then for each line that none belongs to:
            `fate`, `time`, `method`, `path`, `query`, `entry`, `place` (of the line), `status` (that
            the browser got), `status_log`, `wait`, `server` and `network` (of it; null where unknown).
        skew: how far the log's clock is ahead of the browser's; None where nothing matched.
    """

    table: pl.DataFrame
    skew: timedelta | None


def join(entries: pl.DataFrame, lines: Iterable[pl.DataFrame]) -> Joined:
    """Find each entry's line by method, path and query, status, time, client and agent.

    Args:
        entries: of a HAR, as `analyzer.read` gives them out without rejects.
        lines: of a log, block by block, in the same way.
    """
    har = entries.with_columns(
        pl.int_range(1, pl.len() + 1).alias("entry"), wait=pl.col("timings").struct.field("wait")
    )
    log = _near(har, lines)
    sent = har.filter(~pl.col("outcome").is_in([Outcome.BROWSER_CACHE, Outcome.SERVICE_WORKER]))
    pairs = (
        sent.select(*_SEEN, "entry")
        .join(log, on=_KEY, nulls_equal=True, suffix="_log")
        .filter((pl.col("agent") == pl.col("agent_log")).fill_null(value=True))
        .with_columns(apart=pl.col("time_log") - pl.col("time"))
    )
    skew, client = _usual(pairs)
    matches = _one_to_one(pairs, skew, client)
    known = har.join(matches, on="entry", how="left", maintain_order="left").join(
        log.select("number", _place(), "status", "duration"), on="number", how="left", suffix="_log"
    )
    server = pl.min_horizontal(pl.col("duration_log"), pl.col("wait"))
    both = pl.col("duration_log").is_not_null() & pl.col("wait").is_not_null()
    rows = known.with_columns(
        fate=_fate(),
        server=pl.when(both).then(server),
        network=pl.when(both).then(pl.col("wait") - server),
    )
    unseen = _unseen(log, har, matches, skew, client)
    columns = [
        "fate",
        "time",
        *_KEY,
        "entry",
        "place",
        "status",
        "status_log",
        "wait",
        "server",
        "network",
    ]
    return Joined(pl.concat([rows.select(columns), unseen.select(columns)]), skew)


_TIME = pl.Datetime("us", "UTC")
_KEY = ["method", "path", "query"]
_SEEN = [*_KEY, "time", "agent", "status", "duration"]


def _near(har: pl.DataFrame, lines: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """The lines of that time which may be one of the entries, or come from the same agent."""
    first, last = har["time"].min(), har["time"].max()
    agents, keys = har["agent"].unique().drop_nulls(), har.select(_KEY).unique()
    near = pl.col("time").is_between(
        pl.lit(first, _TIME) - MOST_SKEW, pl.lit(last, _TIME) + MOST_SKEW
    )
    kept = [har.clear().select(*_SEEN, "source", "line", "client")]
    for block in lines:
        then = block.filter(near).select(*_SEEN, "source", "line", "client").with_row_index("at")
        asked = then.join(keys, on=_KEY, how="semi", nulls_equal=True)["at"]
        unread = pl.col("agent").is_null() & pl.col("path").is_null()  # 414, TLS on a plain port
        own = pl.col("agent").is_in(agents.implode()) | unread
        same = own.fill_null(value=False) | pl.col("at").is_in(asked.implode())
        kept.append(then.filter(same).drop("at"))
    return pl.concat(kept).with_row_index("number")


def _usual(pairs: pl.DataFrame) -> tuple[timedelta | None, str | None]:
    """How far apart the clocks are, and who the browser is to the server.

    Of all pairs that agree in status, too, the right ones are apart by about the same; the others
    by anything.
    """
    alike = pairs.filter((pl.col("status") == pl.col("status_log")).fill_null(value=False))
    if not alike.height:
        return None, None
    second = pl.col("apart").dt.total_seconds(fractional=True).round().cast(pl.Int64)
    votes = (
        alike.with_columns(second=second)
        .group_by("second")
        .agg(pl.col("entry").n_unique())
        .sort("entry", pl.col("second").abs(), descending=[True, False])
    )
    best = timedelta(seconds=votes["second"][0])
    agreed = alike.filter((pl.col("apart") - best).abs() <= SLACK)
    clients = (
        agreed.drop_nulls("client")
        .group_by("client")
        .agg(pl.col("entry").n_unique(), gap=(pl.col("apart") - best).abs().mean())
        .sort("entry", "gap", "client", descending=[True, False, False])
    )
    skew = agreed["apart"].median()
    assert isinstance(skew, timedelta)  # noqa: S101 - some agree with the best of them
    return skew, clients["client"][0] if clients.height else None


def _one_to_one(pairs: pl.DataFrame, skew: timedelta | None, client: str | None) -> pl.DataFrame:
    """Of the pairs that are near enough, the best first; each entry and each line once."""
    schema = {"entry": pl.Int64(), "number": pl.UInt32()}
    if skew is None:
        return pl.DataFrame(schema=schema)
    gap = (pl.col("apart") - skew).abs()
    took = pl.max_horizontal("duration", pl.lit(timedelta())).fill_null(timedelta())
    likely = pairs.filter(gap <= took + SLACK).sort(
        (pl.col("client") != pl.lit(client, pl.String)).fill_null(value=False),
        (pl.col("status") != pl.col("status_log")).fill_null(value=True),
        gap,
        "entry",
        "number",
    )
    entries: set[int] = set()
    numbers: set[int] = set()
    found = []
    for entry, number in likely.select("entry", "number").iter_rows():  # as many as a HAR has
        if entry not in entries and number not in numbers:
            entries.add(entry)
            numbers.add(number)
            found.append((entry, number))
    return _in_order(pl.DataFrame(found, schema=schema, orient="row"), pairs)


def _in_order(found: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Among requests that are all alike, the first entry has the first line."""
    alike = [*_KEY, "status", "status_log"]
    known = found.join(pairs, on=["entry", "number"])
    return known.select(
        pl.col("entry").sort_by("time", "entry").over(alike, mapping_strategy="explode"),
        pl.col("number").sort_by("time_log", "number").over(alike, mapping_strategy="explode"),
    )


def _fate() -> pl.Expr:
    """Of an entry with its line."""
    outcome = pl.col("outcome")
    same = (pl.col("status") == pl.col("status_log")).fill_null(value=False)
    return (
        pl.when(pl.col("number").is_not_null() & same).then(pl.lit(Fate.ANSWERED))
        .when(pl.col("number").is_not_null() & pl.col("status").is_null()).then(pl.lit(Fate.LOST))
        .when(pl.col("number").is_not_null()).then(pl.lit(Fate.CHANGED))
        .when(outcome.is_in([Outcome.BROWSER_CACHE, Outcome.SERVICE_WORKER])).then(pl.lit(Fate.BROWSER))
        .when(outcome == Outcome.SHARED_CACHE).then(pl.lit(Fate.SHARED))
        .when(pl.col("status").is_null()).then(pl.lit(Fate.FAILED))
        .otherwise(pl.lit(Fate.UNMATCHED))
    )  # fmt: skip


def _unseen(
    log: pl.DataFrame,
    har: pl.DataFrame,
    matches: pl.DataFrame,
    skew: timedelta | None,
    client: str | None,
) -> pl.DataFrame:
    """Lines of the browser's own, while the HAR was recorded, that no entry belongs to."""
    shift = skew or timedelta()
    first, last = har["time"].min(), har["time"].max()
    during = pl.col("time").is_between(
        pl.lit(first, _TIME) + shift - SLACK, pl.lit(last, _TIME) + shift + SLACK
    ) & (pl.col("client") == pl.lit(client, pl.String))
    agents = har["agent"].unique().drop_nulls()
    own = pl.col("agent").is_null() | pl.col("agent").is_in(agents.implode())
    return (
        log.filter(during & own)
        .join(matches, on="number", how="anti")
        .select(
            pl.lit(Fate.UNSEEN).alias("fate"), "time", *_KEY, pl.lit(None, pl.Int64).alias("entry"),
            _place(), pl.lit(None, pl.UInt16).alias("status"), pl.col("status").alias("status_log"),
            *(pl.lit(None, pl.Duration("us")).alias(name) for name in ("wait", "server", "network")),
        )
    )  # fmt: skip


def _place() -> pl.Expr:
    return pl.format("{}:{}", "source", "line").alias("place")
