"""Which line of a log is which entry of a HAR, one to one, and what that says of each."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import polars as pl
from msgspec import Struct

from analyzer.classify.vocabulary import Outcome
from analyzer.entry import IGNORED
from analyzer.join.addresses import with_others
from analyzer.join.clocks import SLACK, Clocks, clocks
from analyzer.join.fates import Fate, fate
from analyzer.join.matches import KEY, one_to_one
from analyzer.report.model import SourceLine

MOST_SKEW = timedelta(hours=1)
"""The clocks of the two sides may be that far apart; lines further off are not looked at."""

MOST_PAIRS = 200_000
"""Of entries and lines, that the skew is estimated from: those of the rarest requests, which tell most."""


class Joined(Struct, frozen=True):
    """Both sides in one table.

    Args:
        table: a row for each entry in order of the HAR, then for each line that none belongs to:
            `fate`, `time`, `host`, `method`, `path`, `query`, `entry`, `source` and `line` (of the
            log), `status` (that the browser got), `status_log`, `wait`, `server` and `network` (of it;
            null where unknown).
        clocks: how far they are apart, and what that rests on.
        sources: what was read, the HAR's first.
    """

    table: pl.DataFrame
    clocks: Clocks
    sources: tuple[SourceLine, ...] = ()


def join(entries: pl.DataFrame, lines: Iterable[pl.DataFrame]) -> Joined:
    """Find each entry's line by method, path and query, status, time, client and agent.

    Args:
        entries: of a HAR, as `analyzer.read` gives them out.
        lines: of a log, block by block, in the same way.
    """
    read: list[pl.DataFrame] = []
    (har,) = _counted([entries], read)
    har = har.with_columns(
        pl.int_range(1, pl.len() + 1).alias("entry"), wait=pl.col("timings").struct.field("wait")
    )
    log = _near(har, _counted(lines, read))
    sent = har.filter(~pl.col("outcome").is_in([Outcome.BROWSER_CACHE, Outcome.SERVICE_WORKER]))
    alike = _alike(sent, log)
    found = clocks(alike)
    found = with_others(found, alike, log.filter(_during(har, found.skew)))
    own = log.filter(pl.col("client").is_in([found.client, *found.others], nulls_equal=True))
    matches = one_to_one(sent, own, found.skew)
    known = har.drop("source", "line", "upstream").join(
        matches.join(log, on="number").select("entry", "number", *_LOGGED), on="entry", how="left",
        maintain_order="left", suffix="_log",
    )  # fmt: skip
    served = known.drop_nulls("number")["host"].unique().to_list()
    took = pl.min_horizontal(pl.coalesce("upstream", "duration_log"), "wait")
    timed = pl.all_horizontal(pl.col("wait", "duration_log", "status").is_not_null())
    server = pl.when(timed).then(took)
    rows = known.with_columns(fate(served).alias("fate"), server.alias("server"))
    others = own.join(matches, on="number", how="anti").sort("number")
    unseen = _unseen(others, har, found.skew)
    table = pl.concat(
        [rows.with_columns(network=pl.col("wait") - pl.col("server")), unseen], how="diagonal"
    )
    return Joined(table.select(COLUMNS), found, tuple(_sources(read)))


COLUMNS = [
    "fate", "time", "host", *KEY, "entry", "source", "line", "status",
    "status_log", "wait", "server", "network",
]  # fmt: skip
_TIME = pl.Datetime("us", "UTC")
_LOGGED = ["source", "line", "status", "duration", "upstream"]
_KEPT = [*KEY, "host", "time", "agent", "client", *_LOGGED]


def _counted(blocks: Iterable[pl.DataFrame], read: list[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The entries of each block; what there was of it is noted."""
    times = pl.col("time").min().alias("first"), pl.col("time").max().alias("last")
    for block in blocks:
        read.append(block.group_by("source", "reject").agg(pl.len().cast(pl.Int64), *times))
        yield block.filter(pl.col("reject").is_null())


def _sources(read: list[pl.DataFrame]) -> Iterator[SourceLine]:
    """The account of each source, in the order in which they were read."""
    ignored = pl.col("reject").is_in([reason.value for reason in IGNORED])
    counted = pl.concat(read).group_by("source", maintain_order=True).agg(
        pl.col("len").sum(),
        pl.col("len").filter(pl.col("reject").is_null()).sum().alias("entries"),
        pl.col("len").filter(ignored).sum().alias("ignored"),
        pl.col("first").filter(pl.col("reject").is_null()).min(),
        pl.col("last").filter(pl.col("reject").is_null()).max(),
    )  # fmt: skip
    for name, lines, entries, passed, first, last in counted.iter_rows():
        yield SourceLine(name, "", lines, entries, lines - entries - passed, passed, first, last)


def _near(har: pl.DataFrame, lines: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """The lines of that time and of the browser's agent, as far as that is known."""
    first, last = har["time"].min(), har["time"].max()
    near = pl.col("time").is_between(
        pl.lit(first, _TIME) - MOST_SKEW, pl.lit(last, _TIME) + MOST_SKEW
    )
    agents = har["agent"].unique().drop_nulls()
    own = pl.col("agent").is_null() | pl.col("agent").is_in(agents.implode()) | (not len(agents))
    kept = [har.clear(), *(block.filter(near & own) for block in lines)]
    return pl.concat([block.select(_KEPT) for block in kept]).with_row_index("number")


def _alike(sent: pl.DataFrame, log: pl.DataFrame) -> pl.DataFrame:
    """Pairs of entries and lines with the same request, agent and status."""
    on = [*KEY, "status"]
    counts = sent.drop_nulls("status").group_by(on).len("entries").join(
        log.group_by(on).len("lines"), on=on, nulls_equal=True
    ).with_columns(pairs=pl.col("entries").cast(pl.Int64) * pl.col("lines"))  # fmt: skip
    few = counts.sort("pairs", *on).filter(pl.col("pairs").cum_sum() <= MOST_PAIRS)
    return (
        sent.join(few.select(on), on=on, how="semi", nulls_equal=True)
        .join(log, on=on, nulls_equal=True, suffix="_log")
        .filter((pl.col("agent") == pl.col("agent_log")).fill_null(value=True))
        .select("entry", "number", client="client_log", apart=pl.col("time_log") - pl.col("time"))
    )


def _during(har: pl.DataFrame, skew: timedelta | None) -> pl.Expr:
    """Lines of the time in which the HAR was recorded."""
    first, last = har["time"].min(), har["time"].max()
    shift = skew if skew is not None else MOST_SKEW * 2  # without a skew no line is of that time
    return pl.col("time").is_between(
        pl.lit(first, _TIME) + shift - SLACK, pl.lit(last, _TIME) + shift + SLACK
    )


def _unseen(lines: pl.DataFrame, har: pl.DataFrame, skew: timedelta | None) -> pl.DataFrame:
    """Lines of the browser's own, while the HAR was recorded, that no entry belongs to."""
    return lines.filter(_during(har, skew)).select(
        pl.lit(Fate.UNSEEN.value).alias("fate"), "time", "host", *KEY, "source", "line",
        pl.col("status").alias("status_log"),
    )  # fmt: skip
