"""Two accounts side by side: what is counted of the same key in both."""

from functools import cached_property

import polars as pl

from analyzer.compare.significance import ranked
from analyzer.report.account import Account
from analyzer.summary import Summary
from analyzer.summary.bounds import REST

EVERYTHING = "everything"
"""Marks the row of all keys together."""


class Sides:
    """What there was before, and after.

    Args:
        before: a summary.
        after: another one.
        zone: time zone that moments are shown in.
    """

    def __init__(self, before: Summary, after: Summary, zone: str | None = None) -> None:
        """Nothing is worked out yet."""
        self.before = Account(before, zone)
        self.after = Account(after, zone)

    @cached_property
    def _names(self) -> tuple[set[str], set[str]]:
        before, after = (
            set(side.table("host")["host"].drop_nulls()) for side in (self.before, self.after)
        )
        return before, after

    @property
    def named(self) -> bool:
        """Whether any side says which host requests were for."""
        return any(self._names)

    @property
    def hosts(self) -> bool:
        """Whether routes are told apart by their hosts.

        Not where no host is on both sides: a site moved, or only one side logs hosts, and its
        routes are the same all the same.
        """
        before, after = self._names
        return not before.isdisjoint(after)

    @property
    def keys(self) -> list[str]:
        """What tells routes apart."""
        return ["host", "route"] if self.hosts else ["route"]

    def routes(self, tally: str, measures: list[str], within: list[str]) -> pl.DataFrame:
        """A tally of routes, from both sides.

        Args:
            tally: `route` or `pace`.
            measures: of it, that add up; they become `<measure>_before` and `<measure>_after`, 0
                where the key was not seen.
            within: other keys.

        Returns:
            A row for each route (and `within`), with the first place on each side, and one that is
            marked EVERYTHING.
        """
        on = [EVERYTHING, *self.keys, *within]
        before, after = (
            self._counted(side.table(tally), measures, within).rename(
                {name: f"{name}_{when}" for name in (*measures, "first")}
            )
            for side, when in ((self.before, "before"), (self.after, "after"))
        )
        joined = after.join(before, on=on, how="full", coalesce=True, nulls_equal=True)
        return joined.with_columns(
            pl.col(f"{name}_{when}").fill_null(0).cast(pl.Int64)
            for name in measures
            for when in ("before", "after")
        )

    @cached_property
    def paces(self) -> pl.DataFrame:
        """What `ranked` says of each route's durations, with the first place on each side."""
        table = self.routes("pace", ["n"], ["pace"])
        keys = [EVERYTHING, *self.keys]
        places = table.group_by(keys).agg(pl.col("first_before", "first_after").min())
        buckets = table.rename({"pace": "bucket", "n_before": "before", "n_after": "after"})
        return ranked(buckets, keys).join(places, on=keys, nulls_equal=True)

    def _counted(self, table: pl.DataFrame, measures: list[str], within: list[str]) -> pl.DataFrame:
        sums = (pl.col(measures).sum(), pl.col("first").min())
        named = table.filter(~pl.col(REST)).group_by([*self.keys, *within]).agg(sums)
        everything = table.with_columns(pl.lit(None, pl.String).alias(key) for key in self.keys)
        together = everything.group_by([*self.keys, *within]).agg(sums)
        return pl.concat(
            [
                named.with_columns(pl.lit(value=False).alias(EVERYTHING)),
                together.with_columns(pl.lit(value=True).alias(EVERYTHING)),
            ]
        )

    def incomplete(self, tally: str) -> tuple[bool, bool]:
        """Whether the table of a side has lost keys to its bound: what it lacks may have been there."""
        before, after = (bool(side.table(tally)[REST].any()) for side in (self.before, self.after))
        return before, after

    def labels(self, column: str) -> pl.DataFrame:
        """How often each value of a column of `meaning` came: `k_before`, `k_after`."""
        before, after = (
            side.by(column).rename({"n": f"k_{when}", "first": f"first_{when}"})
            for side, when in ((self.before, "before"), (self.after, "after"))
        )
        joined = after.join(before, on=column, how="full", coalesce=True, nulls_equal=True)
        return joined.with_columns(
            pl.col("k_before", "k_after").fill_null(0).cast(pl.Int64),
            pl.lit(value=False).alias(EVERYTHING),
        )
