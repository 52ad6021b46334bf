"""What the time of HARs' requests was spent on: percentiles of each phase, by content and by host."""

import polars as pl

from analyzer.report.account import Account
from analyzer.report.histograms import left_out
from analyzer.report.model import Column, Kind, Panel, Row
from analyzer.report.paces import reached
from analyzer.summary.bounds import REST
from analyzer.summary.buckets import percentile
from analyzer.summary.exchanges import FIRST_BYTE, PHASE, TAKEN

RANKS = (50, 95, 99)


def phases(account: Account) -> Panel | None:
    """How long each phase took."""
    table = account.table("phase")
    if not table.height:
        return None
    found = percentiles(account, None, "phase")
    sums = dict(table.group_by("phase").agg(pl.col("spent").sum()).iter_rows())
    counts = dict(table.group_by("phase").agg(pl.col("n").sum()).iter_rows())
    rows = tuple(
        Row((phase, sums[phase], *(found[phase][rank] for rank in RANKS), counts[phase]))
        for phase in PHASE.categories
        if phase in sums
    )
    return Panel(
        "phases",
        "Phases",
        "What the time of requests to the network was spent on. TLS is a part of connect; the first byte comes "
        "after all phases but receive." + left_out(account),
        (
            Column("phase", Kind.TEXT),
            Column("altogether", Kind.DURATION),
            *(Column(f"p{rank}", Kind.DURATION) for rank in RANKS),
            Column("known of", Kind.COUNT),
        ),
        rows,
        share=1,
        total=sums.get(TAKEN, 0) or max(sums.values()),
        note="Where a phase is not recorded, as connect where a connection was used again, it is not counted; some "
        "browsers record 0 in its place. Percentiles are within 1 %.",
    )


def percentiles(account: Account, phase: str | None, key: str) -> dict[str, dict[int, float]]:
    """By content, or by phase: so many percent took so many microseconds at most, within 1 %."""
    table = account.table("phase")
    if phase is not None:
        table = table.filter(pl.col("phase") == phase)
    summed = table.group_by(key, "bucket").agg(pl.col("n").sum())
    return {
        name: {rank: percentile(part, rank) for rank in RANKS}
        for (name,), part in summed.partition_by(key, as_dict=True).items()
    }


def host_paces(account: Account) -> pl.DataFrame:
    """Of each host the first byte and all of it: so many percent took so many microseconds at most."""
    table = account.table("host_phase").filter(~pl.col(REST))
    first, whole = (
        reached(table.filter(pl.col("phase") == phase), ["host"], prefix)
        for phase, prefix in ((FIRST_BYTE, "first_byte_"), (TAKEN, "taken_"))
    )
    return first.join(whole, on="host", how="full", coalesce=True, nulls_equal=True)
