"""The columns that an entry gains, each worked out on the distinct values of the column it comes from."""

from collections.abc import Collection

import polars as pl

from analyzer.enrich.agents import SOFTWARE, software
from analyzer.enrich.routes import Routes
from analyzer.relate import RELATED

GAINED: dict[str, pl.DataType] = {
    **SOFTWARE,  # of the agent; browser, system and device are null for crawlers
    "route": pl.String(),  # the path with ids, hashes and the like folded
}

ENRICHED: dict[str, pl.DataType] = {**RELATED, **GAINED}
"""RELATED and what an entry gains."""


def enrich(frame: pl.DataFrame, wanted: Collection[str], routes: Routes) -> pl.DataFrame:
    """Add those of GAINED that are wanted.

    Args:
        frame: with the columns `agent` and `path`, as far as something that comes from them is wanted.
        wanted: names of columns; those that are there already, or are none of GAINED, are left alone.
        routes: what paths become.
    """
    missing = [name for name in GAINED if name in wanted and name not in frame.columns]
    if from_agent := [name for name in missing if name in SOFTWARE]:
        # A block has far more rows than agents.
        agents = frame["agent"].unique().drop_nulls()
        answers = software(agents).select(from_agent).insert_column(0, agents)
        rows = frame.select("agent").join(answers, on="agent", how="left", maintain_order="left")
        frame = frame.with_columns(rows.drop("agent").get_columns())
    if "route" in missing:
        frame = frame.with_columns(routes(frame["path"]))
    return frame
