"""Which stored response a 304 confirms: the same visitor's last full response for the same URL."""

import polars as pl

from analyzer.relate.relation import RELATION, Relation
from analyzer.relate.window import LINES

_URL = pl.struct("visitor", "host", "path", "query").hash().alias("url")

RECENT = {
    "position": pl.UInt64(),
    "url": pl.UInt64(),
    "line": pl.UInt64(),
    "bytes": pl.UInt64(),
}


def confirmed(entries: pl.DataFrame, recent: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tie each 304 to the earlier full response.

    Args:
        entries: LABELLED with `visitor` and `position` (the row's number in its source).
        recent: RECENT, the full responses of the rows before these.

    Returns:
        `row`, `prior`, `relation` and `saved` (the bytes of that response) of the 304s whose
        response is known; and RECENT for the next.
    """
    narrow = entries.lazy().with_row_index("row")
    full = narrow.filter((pl.col("status") == 200) & (pl.col("method") == "GET"))
    new = full.select("position", _URL, "line", "bytes").collect(engine="in-memory")
    stored = pl.concat([recent, new])
    found = (
        narrow.filter(pl.col("status") == 304)
        .select("row", "position", _URL)
        .collect(engine="in-memory")
        .join_asof(
            stored,
            on="position",
            by="url",
            strategy="backward",
            tolerance=LINES,
            allow_exact_matches=False,
            check_sortedness=False,
        )
        .filter(pl.col("line").is_not_null())
        .select(
            "row",
            pl.col("line").alias("prior"),
            pl.lit(Relation.CONFIRMED, RELATION).alias("relation"),
            pl.col("bytes").alias("saved"),
        )
    )
    end = int(entries["position"].max() or 0) if entries.height else 0  # type: ignore[arg-type]
    return found, stored.filter(pl.col("position") + LINES > end) if entries.height else stored
