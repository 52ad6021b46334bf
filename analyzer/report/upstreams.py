"""What a log knows of the servers behind: how fast each was, and how often it was passed over."""

import polars as pl

from analyzer.report.account import Account
from analyzer.report.paces import reached
from analyzer.summary.bounds import REST

_KEY = "upstream_address"


def of_upstreams(account: Account, upstreams: pl.DataFrame) -> pl.DataFrame:
    """These servers, how long they themselves took, and how often another had to answer for them.

    Those that never answered come last, with no requests of their own.
    """
    passed = (
        account.table("passed_over")
        .filter(~pl.col(REST))
        .select(pl.col("upstream_tried").alias(_KEY), "first", passed_over="n")
        .sort("passed_over", _KEY, descending=[True, False])
    )
    silent = passed.join(account.table(_KEY), on=_KEY, how="anti").select(
        _KEY, "first", *(pl.lit(0, pl.UInt64).alias(name) for name in _NONE)
    )
    paces = reached(account.table("upstream_pace").filter(~pl.col(REST)), [_KEY])
    upstreams = pl.concat([upstreams, silent], how="diagonal")
    for table in (paces, passed.drop("first")):
        upstreams = upstreams.join(table, on=_KEY, how="left", maintain_order="left")
    if passed.is_empty():
        return upstreams
    return upstreams.with_columns(pl.col("passed_over").fill_null(0))


_NONE = ("n", "client_faults", "server_faults", "bytes", "sized")
