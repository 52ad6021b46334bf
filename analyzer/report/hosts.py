"""What HARs know of hosts: whose they are, what came from them, how fast, and how much at once."""

import polars as pl

from analyzer.formats.har.caching import STORED
from analyzer.report.account import Account
from analyzer.report.phases import host_paces
from analyzer.summary.bounds import REST


def of_hosts(account: Account, hosts: pl.DataFrame) -> pl.DataFrame:
    """These hosts, and of those in HARs whose they are, what came from them and how long that took."""
    exchange = account.table("exchange").filter(~pl.col(REST))
    if not exchange.height:
        return hosts
    known = exchange.group_by("host").agg(
        party=pl.when(pl.col("party").drop_nulls().n_unique() == 1)
        .then(pl.col("party").drop_nulls().first())
        .cast(pl.String),
        transferred=pl.when(pl.col("transfers").sum() > 0).then(pl.col("transferred").sum()),
    )
    at_once = account.table("drawn").pipe(most_at_once)
    return (
        hosts.join(known, on="host", how="left", nulls_equal=True, maintain_order="left")
        .join(at_once, on="host", how="left", nulls_equal=True, maintain_order="left")
        .join(host_paces(account), on="host", how="left", nulls_equal=True, maintain_order="left")
    )


def most_at_once(drawn: pl.DataFrame) -> pl.DataFrame:
    """The most requests that each host had to answer at the same time: `host`, `at_once`.

    Those from the network alone; one that ends when another begins is not at the same time.
    """
    timed = drawn.filter(
        ~pl.col("cache").is_in(STORED).fill_null(value=False),
        pl.col("time").is_not_null(),
        pl.col("duration") > pl.duration(),
    )
    begins = timed.select("source", "host", at="time", by=pl.lit(1, pl.Int32))
    ends = timed.select(
        "source", "host", at=pl.col("time") + pl.col("duration"), by=pl.lit(-1, pl.Int32)
    )
    return (
        pl.concat([begins, ends])
        .sort("source", "host", "at", "by")
        .with_columns(open=pl.col("by").cum_sum().over("source", "host"))
        .group_by("host")
        .agg(at_once=pl.col("open").max())
    )
