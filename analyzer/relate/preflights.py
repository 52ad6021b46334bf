"""Which request a preflight asked leave for (Fetch §4.8), in a document that holds both.

Browsers put the two side by side, in either order: Chromium begins the request first, Firefox the
preflight. So only a whole document is looked at, by URL, method and time.
"""

import polars as pl

from analyzer.entry import header
from analyzer.relate.relation import RELATION, Relation
from analyzer.relate.window import FOLLOWED_WITHIN

_URL = ("scheme", "host", "path", "query")
_ALLOWED = header("response", "access-control-allow-origin")
_REFUSED = (
    ~pl.col("status").is_between(200, 299)
    | pl.col("status").is_null()
    | (pl.col("response_headers").is_not_null() & _ALLOWED.is_null())
)


def with_preflights(related: pl.DataFrame) -> pl.DataFrame:
    """Tie preflights and their requests to each other.

    Args:
        related: RELATED, all entries of a document, in order of time.

    Returns:
        The same, with `prior` and `relation` of both; where a redirect led, that stays.
    """
    options = (related["method"] == "OPTIONS").fill_null(value=False).arg_true()
    if not len(options):
        return related
    asking = _timed(related[options].with_columns(row=options)).with_columns(
        wanted=header("request", "access-control-request-method").str.to_uppercase()
    )
    asking = asking.filter(pl.col("wanted").is_not_null()).select(
        "row", "time", _key("wanted"), refused=_REFUSED
    )
    asked = _timed(related.with_row_index("row").filter(pl.col("method") != "OPTIONS")).select(
        "row", "time", _key("method")
    )
    ties = (
        asking.join_asof(
            asked.with_columns(began="time"),
            on="time",
            by="key",
            strategy="nearest",
            tolerance=FOLLOWED_WITHIN,
            check_sortedness=False,
            suffix=" asked",
        )
        .filter(pl.col("row asked").is_not_null())
        .sort((pl.col("time") - pl.col("began")).abs(), "row")
        .unique("row asked", keep="first", maintain_order=True)
    )
    refused = pl.lit(Relation.PREFLIGHT_REFUSED.value)
    passed = pl.lit(Relation.PREFLIGHTED.value)
    both = pl.concat(
        [
            ties.select("row", before="row asked", relation=pl.lit(Relation.PREFLIGHT.value)),
            ties.select(
                pl.col("row asked").alias("row"),
                pl.col("row").alias("before"),
                relation=pl.when("refused").then(refused).otherwise(passed),
            ),
        ]
    )
    free = both.filter(related["relation"].gather(both["row"]).is_null())
    return related.with_columns(
        related["prior"].scatter(free["row"], related["line"].gather(free["before"])),
        related["relation"].scatter(free["row"], free["relation"].cast(RELATION)),
    )


def _timed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("time").is_not_null()).sort("time", "row")


def _key(method: str) -> pl.Expr:
    return pl.struct(*_URL, pl.col(method).alias("method")).hash().alias("key")
