"""A request's URL taken apart, whatever it is: no URL is too broken to have an entry."""

import polars as pl

from analyzer.entry import Defect
from analyzer.formats.secrets import mask_query, mask_text

_URL = (
    r"^(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(?://(?<authority>[^/?#]*))?(?<path>[^?#]*)"
    r"(?:\?(?<query>[^#]*))?"
)
_ABSOLUTE = r"^[A-Za-z][A-Za-z0-9+.-]*://"
_OPAQUE = r"^\s*(?i:(data|blob|about|javascript|mailto|urn|cid|tel|view-source)):"
"""URLs that name no host; what follows the scheme may be a whole document."""

_KIND = r"^\s*(?:(?i:data):(?:[a-z]+/[a-z0-9.+-]+)?|about:(?:blank|srcdoc)|[A-Za-z-]+:)"
"""As much of an opaque URL as is kept: `data:image/png`, `about:blank`, `blob:`."""

_HOST = r"(?s)^(?:.*@)?(?:\[([^\]]*)\]?|([^:]*))"


def with_target(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the columns scheme, host, path, query and defect.

    The fragment is cut, port and user are dropped, secrets in path and query are masked.

    Args:
        frame: has `url` as recorded, absolute or not, and what the request's headers say of the
            host, for a URL that names none.
    """
    url = pl.col("url").str.strip_chars()
    frame = frame.with_columns(
        parts=url.str.extract_groups(_URL),
        opaque=url.str.extract(_OPAQUE).str.to_lowercase(),
        absolute=url.str.contains(_ABSOLUTE),
    )
    parts, absolute = pl.col("parts").struct, pl.col("absolute")
    plain = url.str.extract(r"^([^?#]*)")  # relative, or a host and port, or nonsense
    named = pl.coalesce("request::authority", "request:host")
    rooted = parts.field("path").replace("", "/")
    kept = url.str.extract(f"({_KIND})")
    path = pl.when(absolute).then(rooted).otherwise(plain)
    return frame.with_columns(
        scheme=pl.when(absolute).then(parts.field("scheme").str.to_lowercase()).otherwise("opaque"),
        host=pl.when(absolute).then(parts.field("authority")).otherwise(named),
        path=mask_text(pl.when(pl.col("opaque").is_null()).then(path).otherwise(kept)),
        query=mask_query(parts.field("query")),
        defect=pl.when(url.is_null() | (url == "")).then(pl.lit(Defect.NO_TARGET.value)),
    ).with_columns(
        _known(pl.when(pl.col("opaque").is_null()).then(_host(pl.col("host")))).alias("host"),
        _known(pl.col("path")),
        _known(pl.when(pl.col("opaque").is_null()).then("query")).alias("query"),
    )


def host_of(url: pl.Expr) -> pl.Expr:
    """The host that an absolute URL names; null for any other."""
    named = pl.when(url.str.contains(_ABSOLUTE)).then(
        url.str.extract_groups(_URL).struct["authority"]
    )
    return _known(_host(named))


def _host(authority: pl.Expr) -> pl.Expr:
    """The host of an authority: no user, no port, no brackets, lower case."""
    parts = authority.str.extract_groups(_HOST).struct
    return pl.coalesce(parts.field("1"), parts.field("2")).str.to_lowercase()


def _known(text: pl.Expr) -> pl.Expr:
    """Null for an empty text."""
    return pl.when(text != "").then(text)
