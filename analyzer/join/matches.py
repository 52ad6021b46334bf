"""Each entry's line, once it is known how far the clocks are apart and whose lines they are."""

from datetime import timedelta

import polars as pl

from analyzer.join.clocks import SLACK

KEY = ["method", "path", "query"]
"""What both sides know of a request."""

_SLOT = SLACK * 2
"""Times are compared slot by slot, so that a request that was made a thousand times is not a million
pairs."""

_LONGEST = timedelta(hours=1)
"""A request is not looked for longer after it began, whatever it took."""


def one_to_one(entries: pl.DataFrame, lines: pl.DataFrame, skew: timedelta | None) -> pl.DataFrame:
    """Of the pairs that are near enough in time, the best first; each entry and each line once.

    Args:
        entries: those that may have reached the server.
        lines: the browser's own.
        skew: how far the lines' clock is ahead; None: nothing matches.

    Returns:
        `entry` and `number` of its line.
    """
    schema = {"entry": pl.Int64(), "number": pl.UInt32()}
    if skew is None:
        return pl.DataFrame(schema=schema)
    pairs = _near(entries, lines, skew)
    taken: set[int] = set()
    numbers: set[int] = set()
    found = []
    for entry, number in pairs.select("entry", "number").iter_rows():  # as many as a HAR has
        if entry not in taken and number not in numbers:
            taken.add(entry)
            numbers.add(number)
            found.append((entry, number))
    return _in_order(pl.DataFrame(found, schema=schema, orient="row"), pairs)


def _near(entries: pl.DataFrame, lines: pl.DataFrame, skew: timedelta) -> pl.DataFrame:
    """Pairs with the same request, likely ones first.

    The line of a request for a host that has many of them is no other host's, and its status is
    more likely the same than changed on the way.
    """
    took = pl.col("duration").fill_null(timedelta()).clip(timedelta(), _LONGEST)
    began = pl.col("time") + skew
    first, last = _slot(began - SLACK), _slot(began + took + SLACK)
    expected = entries.select(
        *KEY, "entry", "host", "time", "agent", "status", took=took, began=began,
        slot=pl.int_ranges(first, last + 1),
    ).explode("slot")  # fmt: skip
    logged = lines.select(*KEY, "number", "time", "agent", "status", slot=_slot(pl.col("time")))
    late = pl.col("time_log") - pl.col("began")
    alike = (pl.col("status") == pl.col("status_log")).fill_null(value=False)
    return (
        expected.join(logged, on=[*KEY, "slot"], nulls_equal=True, suffix="_log")
        .filter(
            (pl.col("agent") == pl.col("agent_log")).fill_null(value=True),
            late.abs() <= pl.col("took") + SLACK,
        )
        .with_columns(alike=alike, late=late.abs())
        .with_columns(pl.col("entry").filter("alike").n_unique().over("host").alias("of_host"))
        .sort("of_host", "alike", "late", "entry", "number", descending=[True, True, *[False] * 3])
    )


def _slot(time: pl.Expr) -> pl.Expr:
    return time.dt.epoch("us") // (_SLOT // timedelta(microseconds=1))


def _in_order(found: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Among requests that are all alike, the first entry has the first line."""
    alike = [*KEY, "host", "status", "status_log"]
    known = found.join(pairs, on=["entry", "number"])
    return known.select(
        pl.col("entry").sort_by("time", "entry").over(alike, mapping_strategy="explode"),
        pl.col("number").sort_by("time_log", "number").over(alike, mapping_strategy="explode"),
    )
