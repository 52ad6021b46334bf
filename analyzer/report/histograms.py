"""The panels of sizes and durations: histograms and percentiles from logarithmic buckets."""

import math
from collections.abc import Callable

import polars as pl

from analyzer.classify.signal import Signal
from analyzer.report.account import Account
from analyzer.report.model import Chart, ChartKind, Column, Kind, Panel, Row
from analyzer.summary.buckets import least, percentile
from analyzer.units import counted, duration, size, unsaid

PERCENTILES = (50, 90, 95, 99)


def sizes(account: Account) -> Panel:
    """How large bodies were."""
    table = account.table("size")
    known = int(table["n"].sum())
    says = f"The size of {counted(known, 'body', 'bodies')}{unsaid(account.total - known)}"
    if known:
        says += " " + _in_words(table, size)
    rows = _decades(table, 10)
    return Panel(
        "sizes",
        "Sizes",
        says,
        (Column("up to", Kind.SIZE), Column("responses", Kind.COUNT)),
        rows,
        share=1,
        total=known,
        chart=_columns(rows),
    )


def durations(account: Account) -> Panel:
    """How long requests took."""
    table = account.table("duration")
    known = int(table["n"].sum())
    says = f"How long {counted(known, 'request')} took. " + _in_words(table, duration)
    says += left_out(account)
    if not known:
        says = "How long requests took is not logged."
    rows = _decades(table, math.sqrt(10))
    return Panel(
        "durations",
        "Durations",
        says,
        (Column("up to", Kind.DURATION), Column("requests", Kind.COUNT)),
        rows,
        share=1,
        total=known,
        chart=_columns(rows),
    )


def left_out(account: Account) -> str:
    """What counts in no duration, in words; nothing where there was none."""
    lasting = account.signalled(Signal.LONG_LIVED)
    if not lasting:
        return ""
    return f" Left out: {counted(lasting, 'request')} that stayed open by nature (WebSockets, event streams)."


def _in_words(table: pl.DataFrame, unit: Callable[[float], str]) -> str:
    if not table.height:
        return ""
    values = (f"{percent} % up to {unit(percentile(table, percent))}" for percent in PERCENTILES)
    return ", ".join(values) + " (within 1 %)."


def _columns(rows: tuple[Row, ...]) -> Chart | None:
    return Chart(ChartKind.COLUMNS, 0, (1,), ("neutral",) * len(rows)) if rows else None


def _decades(table: pl.DataFrame, ratio: float) -> tuple[Row, ...]:
    """Buckets put together to steps of a ratio, from the smallest to the largest that occurs.

    By their least values, so that 1000 is among those up to 1000.
    """
    if not table.height:
        return ()
    steps = [
        0 if bucket < 0 else math.ceil(round(math.log(least(bucket), ratio), 9)) + 1
        for bucket in table["bucket"]
    ]
    merged = pl.DataFrame({"step": steps, "n": table["n"]}).group_by("step").agg(pl.col("n").sum())
    found = dict(merged.iter_rows())
    return tuple(
        Row((0 if step == 0 else round(ratio ** (step - 1)), found.get(step, 0)))
        for step in range(min(found), max(found) + 1)
    )
