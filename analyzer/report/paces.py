"""How long the requests of a route took: percentiles from its wide buckets."""

import polars as pl

from analyzer.report.account import Account
from analyzer.summary.bounds import REST
from analyzer.summary.buckets import typical

PERCENTILES = {"p50": 50, "p95": 95, "p99": 99}


def paces(account: Account, routes: pl.DataFrame) -> pl.DataFrame:
    """These routes, and how long at most so many percent of their requests took, in microseconds.

    Null where no duration of a route is known. By the nearest rank, within 5 %.
    """
    keys = ["host", "route"]
    ordered = (
        account.table("pace")
        .filter(~pl.col(REST))
        .sort("pace")
        .with_columns(
            hundredfold=100 * pl.col("n").cum_sum().over(keys),
            total=pl.col("n").sum().over(keys),
            microseconds=typical(pl.col("pace")),
        )
    )
    reached = (
        pl.col("microseconds")
        .filter(pl.col("hundredfold") >= percent * pl.col("total"))
        .first()
        .alias(name)
        for name, percent in PERCENTILES.items()
    )
    found = ordered.group_by(keys, maintain_order=True).agg(reached)
    return routes.join(found, on=keys, how="left", nulls_equal=True, maintain_order="left")
