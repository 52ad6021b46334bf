"""The columns that an entry gains, each worked out on the distinct values of the column it comes from."""

from collections.abc import Callable, Collection

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
    if any(name in SOFTWARE for name in missing):
        frame = _with(
            frame, "agent", lambda agents: software(agents).select(*(SOFTWARE.keys() & missing))
        )
    if "route" in missing:
        frame = _with(frame, "path", lambda paths: routes(paths).to_frame())
    return frame


def _with(
    frame: pl.DataFrame, source: str, work: Callable[[pl.Series], pl.DataFrame]
) -> pl.DataFrame:
    """The frame, and what comes of the distinct values of a column; null of null."""
    distinct = frame[source].unique().drop_nulls()
    answers = work(distinct).insert_column(0, distinct)
    rows = frame.select(source).join(answers, on=source, how="left", maintain_order="left")
    return frame.with_columns(rows.drop(source).get_columns())
