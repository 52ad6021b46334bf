"""Where a redirect points: Location, resolved against the request's own URL (RFC 3986 section 5)."""

from functools import cache
from urllib.parse import urljoin

import polars as pl

_OWN = ["scheme", "host", "path", "location"]
_PARTS = (
    r"^(?:(?P<to_scheme>[a-z][a-z0-9+.-]*):)?(?://(?:[^/?#@]*@)?(?P<to_host>\[[^\]]*\]|[^/?#:]*)(?::\d+)?)?"
    r"(?P<to_path>[^?#]*)(?:\?(?P<to_query>[^#]*))?"
)


def with_target(redirects: pl.DataFrame) -> pl.DataFrame:
    """Resolve each Location once.

    Args:
        redirects: entries with `scheme`, `host`, `path`, `location`.

    Returns:
        the same with `to_scheme`, `to_host`, `to_path`, `to_query`; all null where the target is
        unknown, scheme and host null where neither the log nor Location names them.
    """
    resolve = cache(_resolve)
    targets = [resolve(*row) for row in redirects[_OWN].iter_rows()]
    target = pl.Series("target", targets, dtype=pl.String)
    host, path = pl.col("to_host"), pl.col("to_path")
    return (
        redirects.hstack([target])
        .lazy()
        .with_columns(pl.col("target").str.extract_groups(_PARTS))
        .unnest("target")
        .with_columns(
            host.str.to_lowercase().str.strip_chars("[]"),
            pl.when(path == "").then(pl.lit("/")).otherwise(path).alias("to_path"),
        )
        .collect(engine="in-memory")
    )


def _resolve(
    scheme: str | None, host: str | None, path: str | None, location: str | None
) -> str | None:
    if not location:
        return None
    authority = f"{scheme}://{host}" if scheme and host else f"//{host}" if host else ""
    base = f"{authority}{path or '/'}"
    try:
        return urljoin(base, location)
    except ValueError:  # `http://[foo`
        return None
