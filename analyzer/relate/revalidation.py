"""Which stored response a 304 confirms: the same visitor's last full response for the same URL."""

import polars as pl

from analyzer.relate.window import LINES

_URL = pl.struct("visitor", "host", "path", "query").hash().alias("url")

RECENT = {
    "position": pl.UInt64(),
    "url": pl.UInt64(),
    "line": pl.UInt64(),
}


def confirmed(entries: pl.DataFrame, recent: pl.DataFrame) -> tuple[pl.Series, pl.DataFrame]:
    """Tie each 304 to the earlier full response.

    Args:
        entries: LABELLED with `visitor` and `position` (the row's number in its source).
        recent: RECENT, the full responses of the rows before these.

    Returns:
        for each row the line of the response that it confirms, or null; and RECENT for the next.
    """
    narrow = entries.lazy().with_row_index("row")
    full = narrow.filter((pl.col("status") == 200) & (pl.col("method") == "GET"))
    stored = pl.concat([recent, full.select("position", _URL, "line").collect(engine="in-memory")])
    conditional = (
        narrow.filter(pl.col("status") == 304)
        .select("row", "position", _URL)
        .collect(engine="in-memory")
    )
    prior = pl.Series("prior", [None], dtype=pl.UInt64).new_from_index(0, entries.height)
    if conditional.height and stored.height:
        found = conditional.join_asof(
            stored,
            on="position",
            by="url",
            strategy="backward",
            tolerance=LINES,
            allow_exact_matches=False,
            check_sortedness=False,
        )
        prior = prior.scatter(found["row"], found["line"])
    end = int(entries["position"].max() or 0) if entries.height else 0  # type: ignore[arg-type]
    return prior, stored.filter(pl.col("position") + LINES > end) if entries.height else stored
