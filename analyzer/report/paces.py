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
    found = reached(account.table("pace").filter(~pl.col(REST)), keys)
    return routes.join(found, on=keys, how="left", nulls_equal=True, maintain_order="left")


def reached(table: pl.DataFrame, keys: list[str], prefix: str = "") -> pl.DataFrame:
    """Of each key the percentiles, in microseconds: `p50` and so on, behind a prefix.

    Args:
        table: these keys, `pace` and `n`.
        keys: what it is told apart by.
        prefix: of the columns' names.
    """
    ordered = table.sort("pace").with_columns(
        hundredfold=100 * pl.col("n").cum_sum().over(keys),
        total=pl.col("n").sum().over(keys),
        microseconds=typical(pl.col("pace")),
    )
    values = (
        pl.col("microseconds")
        .filter(pl.col("hundredfold") >= percent * pl.col("total"))
        .first()
        .alias(f"{prefix}{name}")
        for name, percent in PERCENTILES.items()
    )
    return ordered.group_by(keys, maintain_order=True).agg(values)
