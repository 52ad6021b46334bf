"""What was fetched again though an earlier response could still be used without asking."""

import polars as pl

from analyzer.classify.classify import LABELLED
from analyzer.entry import Party, header
from analyzer.formats.har.caching import STORED
from analyzer.relate.relation import RELATION, Relation
from analyzer.relate.rows import with_last
from analyzer.relate.window import LINES

FRESH = {
    "position": pl.UInt64(),
    "key": pl.UInt64(),
    "line": pl.UInt64(),
    "received": LABELLED["time"],
    "until": LABELLED["fresh_until"],
}

_NOTHING = pl.DataFrame(schema={"row": pl.UInt32, "prior": pl.UInt64, "relation": RELATION})
_SAFE = ["GET", "HEAD", "OPTIONS", "TRACE"]

# Browsers keep apart what different sites have fetched of a third one; pages of one site share.
_KEY = (
    pl.struct(
        "visitor", "scheme", "host", "path", "query",
        pl.when(pl.col("party") == Party.THIRD).then("page"),
    )
    .hash()
    .alias("key")
)  # fmt: skip


def refetched(entries: pl.DataFrame, fresh: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tie each full response from the network to the earlier one for its URL that was still fresh.

    Not where the client asked for it afresh, as it does at a reload, or for a part. A response that
    varies by more than its coding is taken for another; and what may have changed the resource
    (POST, PUT ...) ends the use of a copy (RFC 9111 section 4.4).

    Args:
        entries: LABELLED with `visitor` and `position` (the row's number in its source).
        fresh: FRESH, the responses of the rows before these.

    Returns:
        `row`, `prior` and `relation` of what was fetched again; and FRESH for the next.
    """
    if not fresh.height and entries["fresh_until"].null_count() == entries.height:
        return _NOTHING, fresh
    numbered = entries.with_row_index("row")
    stored = pl.concat([fresh, _stored(numbered)])
    asked = numbered.filter(
        pl.col("status") == 200,
        pl.col("method") == "GET",
        ~pl.col("cache").is_in(STORED).fill_null(value=False),
        ~asks_anew(),
        header("request", "range").is_null(),
    ).select("row", "position", "time", _KEY)
    found = (
        with_last(asked.lazy(), stored.lazy(), "key")
        .filter(pl.col("time").is_between("received", "until", closed="left"))
        .select("row", prior="line", relation=pl.lit(Relation.REFETCHED, RELATION))
        .collect(engine="in-memory")
    )
    end = int(entries["position"].max() or 0) if entries.height else 0  # type: ignore[arg-type]
    return found, stored.filter(pl.col("position") + LINES > end) if entries.height else stored


def _stored(numbered: pl.DataFrame) -> pl.DataFrame:
    """The responses that may be used again, and the requests that end such a use: those with no `until`."""
    unsafe = ~pl.col("method").is_in(_SAFE)
    vary = header("response", "vary").str.to_lowercase().str.strip_chars()
    alike = vary.is_null() | (vary == "accept-encoding")
    return numbered.filter(pl.col("fresh_until").is_not_null() | unsafe).select(
        "position",
        _KEY,
        "line",
        received=pl.col("time") + pl.col("duration").fill_null(pl.duration()),
        until=pl.when(alike & ~unsafe).then("fresh_until"),
    )


def asks_anew() -> pl.Expr:
    """The request itself wants no copy: so does a reload."""
    control = header("request", "cache-control").str.contains(
        r"(?i)no-cache|no-store|max-age\s*=\s*0"
    )
    old = header("request", "pragma").str.contains("(?i)no-cache")
    return control.fill_null(value=False) | old.fill_null(value=False)
