"""How long a response may be used again without asking: RFC 9111, as a browser's cache reads it.

A browser's cache is a private one, so `s-maxage` and `private` do not matter to it. `must-revalidate`
and `immutable` do not change how long a response is fresh: one forbids its use when it is no longer,
the other promises that to ask earlier is in vain.
"""

import polars as pl

from analyzer.entry import FRESHNESS, Freshness

_LONGEST = 2**31
"""Seconds; a longer lifetime or age is as long as this (section 1.2.2)."""

_GUESSED = 10
"""A heuristic lifetime is one part in so many of the time since the last change (section 4.2.2)."""

_HEURISTIC = [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501]
"""Statuses that may be kept though they do not say for how long (RFC 9110 section 15.1)."""

_DATES = ("%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y")
"""An HTTP date as it should be, and the two ways in which old servers write it (RFC 9110 5.6.7)."""


def with_freshness(frame: pl.DataFrame, received: pl.Expr) -> pl.DataFrame:
    """Add the columns `freshness` and `fresh_until`, as ENTRY has them.

    Args:
        frame: has `method`, `status`, `response_headers` and those of the headers that are columns.
        received: when the response had come.
    """
    written = pl.coalesce("written", "received")
    expires = pl.when(pl.col("response:expires").is_not_null()).then(
        _seconds(pl.col("expires") - written).fill_null(0)  # `0` and `-1` mean it has expired
    )
    return (
        frame.with_columns(
            received.alias("received"),
            _date("date").alias("written"),
            _date("expires").alias("expires"),
            _date("last-modified").alias("changed"),
        )
        .with_columns(
            pl.coalesce(_max_age(), expires).alias("stated"),
            pl.max_horizontal(_seconds(written - pl.col("changed")) // _GUESSED, 0).alias(
                "guessed"
            ),
        )
        .with_columns(_freshness().alias("freshness"))
        .with_columns(_fresh_until().alias("fresh_until"))
    )


def _freshness() -> pl.Expr:
    said = (
        pl.when(_directive("no-store"))
        .then(pl.lit(Freshness.FORBIDDEN.value))
        .when(_directive("no-cache") | _old_no_cache() | _varies() | (pl.col("stated") <= 0))
        .then(pl.lit(Freshness.STALE.value))
        .when(pl.col("stated") > 0)
        .then(pl.lit(Freshness.STATED.value))
        .when(~pl.col("status").is_in(_HEURISTIC))
        .then(None)
        .when(pl.col("changed").is_not_null())
        .then(pl.lit(Freshness.HEURISTIC.value))
        .otherwise(pl.lit(Freshness.UNSAID.value))
    )
    kept = (pl.col("method") == "GET") & (pl.col("response_headers").list.len() > 0)
    return pl.when(kept & (pl.col("status") >= 200)).then(said).cast(FRESHNESS)


def _fresh_until() -> pl.Expr:
    """A response's age is what `Age` says, or what passed since `Date`, whichever is more (4.2.3)."""
    aged = pl.col("response:age").str.extract(r"^\s*(\d{1,9})\b").cast(pl.Int64)
    passed = _seconds(pl.col("received") - pl.col("written"))
    age = pl.max_horizontal(aged, passed, 0)
    lifetime = (
        pl.when(pl.col("freshness") == Freshness.STATED)
        .then("stated")
        .when(pl.col("freshness") == Freshness.HEURISTIC)
        .then("guessed")
    )
    left = pl.min_horizontal(lifetime, _LONGEST) - pl.min_horizontal(age, _LONGEST)
    return pl.when(lifetime.is_not_null()).then(pl.col("received") + pl.duration(seconds=left))


def _seconds(duration: pl.Expr) -> pl.Expr:
    return duration.dt.total_seconds()


def _max_age() -> pl.Expr:
    """What `max-age` names; 0 where that is no number, for then it is best taken for stale (4.2.1)."""
    control = pl.col("response:cache-control")
    named = control.str.extract(r'(?i)(?:^|[,\s])max-age\s*=\s*"?([^",\s]*)')
    seconds = named.str.extract(r"^(\d{1,18})$").cast(pl.Int64).fill_null(0)
    return pl.when(named.is_not_null()).then(seconds)


def _directive(name: str) -> pl.Expr:
    """`no-cache="set-cookie"` forbids that header alone, but caches may take it for the whole (5.2.2.4)."""
    control = pl.col("response:cache-control")
    return control.str.contains(rf"(?i)(?:^|[,\s]){name}\s*(?:[,=]|$)").fill_null(value=False)


def _old_no_cache() -> pl.Expr:
    """HTTP/1.0's word for it counts where Cache-Control is silent."""
    old = pl.col("response:pragma").str.contains("(?i)no-cache").fill_null(value=False)
    return old & pl.col("response:cache-control").is_null()


def _varies() -> pl.Expr:
    return pl.col("response:vary").str.contains(r"(?:^|[,\s])\*").fill_null(value=False)


def _date(name: str) -> pl.Expr:
    text = pl.col(f"response:{name}").str.strip_chars()
    return pl.coalesce(
        text.str.to_datetime(form, time_unit="us", strict=False) for form in _DATES
    ).dt.replace_time_zone("UTC")
