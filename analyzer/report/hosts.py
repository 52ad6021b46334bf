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
    moved, decoded = pl.col("transfers").sum(), pl.col("decodings").sum()
    known = exchange.group_by("host").agg(
        party=pl.when(pl.col("party").drop_nulls().n_unique() == 1)
        .then(pl.col("party").drop_nulls().first())
        .cast(pl.String),
        transferred=pl.when(moved > 0).then(pl.col("transferred").sum()),
        decoded=pl.when(decoded > 0).then(pl.col("decoded").sum()),
    )
    unknown = exchange.group_by("host").agg(
        transferred_unknown=pl.col("n").sum() - moved,
        decoded_unknown=pl.col("n").sum() - decoded,
    )
    drawn = account.table("drawn")
    # Of entries that were left out nobody knows whether they were open at the same time.
    whole = drawn.height == account.table("page")["n"].sum()
    for table in (
        known,
        most_at_once(drawn if whole else drawn.clear()),
        host_paces(account),
        unknown,
    ):
        hosts = hosts.join(table, on="host", how="left", nulls_equal=True, maintain_order="left")
    return hosts


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
