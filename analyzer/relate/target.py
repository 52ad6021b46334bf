"""Where a redirect points: Location, resolved against the request's own URL (RFC 3986 section 5)."""

from urllib.parse import urljoin

import polars as pl

_OWN = ("scheme", "host", "path", "location")


def with_target(redirects: pl.DataFrame) -> pl.DataFrame:
    """Resolve each Location once.

    Args:
        redirects: entries with `scheme`, `host`, `path`, `location`.

    Returns:
        the same with `to_scheme`, `to_host`, `to_path`, `to_query`; all null where the target is
        unknown, scheme and host null where neither the log nor Location names them.
    """
    distinct = redirects.select(_OWN).unique()
    targets = pl.Series("target", [_resolve(*row) for row in distinct.iter_rows()], dtype=pl.String)
    parts = targets.str.extract_groups(
        r"^(?:(?P<to_scheme>[a-z][a-z0-9+.-]*):)?(?://(?:[^/?#@]*@)?(?P<to_host>\[[^\]]*\]|[^/?#:]*)(?::\d+)?)?"
        r"(?P<to_path>[^?#]*)(?:\?(?P<to_query>[^#]*))?"
    ).struct.unnest()
    resolved = distinct.with_columns(parts).with_columns(
        pl.col("to_host").str.to_lowercase().str.strip_chars("[]"),
        to_path=pl.when(pl.col("to_path") == "").then(pl.lit("/")).otherwise("to_path"),
    )
    return redirects.join(resolved, on=_OWN, how="left", nulls_equal=True, maintain_order="left")


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
