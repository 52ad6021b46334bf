"""Which servers behind were asked for what failed in an outage, against what they are asked for otherwise."""

import polars as pl

from analyzer.findings.bursts import Burst
from analyzer.findings.finding import Upstream
from analyzer.summary import Summary
from analyzer.summary.condition import having
from analyzer.units import counted, share

_SHOWN = 3
_LISTED = 10  # in the JSON


def behind(summary: Summary, burst: Burst, where: str) -> tuple[Upstream, ...]:
    """Those that failed most often first; none where the log names none.

    Args:
        summary: of the whole log.
        burst: the outage.
        where: lists its faults.
    """
    key = "upstream_address"
    failed = burst.upstreams.group_by(key).agg(failed=pl.col("n").sum())
    if failed.is_empty():
        return ()
    asked = summary.tables[key].filter(~pl.col("rest"))
    table = asked.join(failed, on=key, how="left").with_columns(pl.col("failed").fill_null(0))
    table = table.with_columns(others=pl.col("n") - pl.min_horizontal("n", "failed"))
    every = int(summary.tables[key]["n"].sum()) - int(failed["failed"].sum())
    rows = table.filter(pl.col("failed") > 0).sort("failed", key, descending=[True, False])
    return tuple(
        Upstream(address, number, others, every, f"{where} and {having(key, address)}")
        for address, number, others in rows.select(key, "failed", "others")
        .head(_LISTED)
        .iter_rows()
    )


def asked(upstreams: tuple[Upstream, ...], faults: int) -> str:
    """The same in words, as a sentence behind others."""
    if not upstreams:
        return ""
    told = [
        f"{one.address} for {one.failed:,} of these {faults:,} and "
        + (f"{share(one.others, one.every)} of all others" if one.every else "for no other")
        for one in upstreams[:_SHOWN]
    ]
    more = len(upstreams) - _SHOWN
    return f" Asked behind it: {'; '.join(told)}" + (
        f"; and {counted(more, 'other server')}." if more > 0 else "."
    )
