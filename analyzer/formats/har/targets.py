"""A request's URL taken apart, whatever it is: no URL is too broken to have an entry."""

import polars as pl

from analyzer.entry import Defect
from analyzer.formats.har.secrets import mask_query, mask_text

_URL = r"^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?"
_OPAQUE = r"^\s*(?i:(data|blob|about|javascript|mailto|urn|cid|tel|view-source)):"
"""URLs that name no host; what follows the scheme may be a whole document."""

_KIND = r"^\s*[A-Za-z-]+:(?:[a-z]+/[a-z0-9.+-]{1,60}|blank\b|srcdoc\b)?"
"""As much of an opaque URL as is kept: `data:image/png`, `about:blank`, `blob:`."""

_HOST = r"^(?:[^@]*@)?(?:\[([^\]]*)\]?|([^:]*))"


def target(url: pl.Expr, authority: pl.Expr) -> list[pl.Expr]:
    """The columns scheme, host, path, query and defect.

    The fragment is cut, port and user are dropped, secrets in path and query are masked.

    Args:
        url: as recorded, absolute or not.
        authority: what the request's headers say of the host, for a URL that names none.
    """
    url = url.str.strip_chars()
    opaque = url.str.extract(_OPAQUE).str.to_lowercase()
    parts = url.str.extract_groups(_URL).struct
    hierarchical = url.str.contains(r"^[A-Za-z][A-Za-z0-9+.-]*://")
    plain = url.str.extract(r"^([^?#]*)")  # relative, or a host and port, or nonsense
    named = pl.when(hierarchical).then(parts.field("2")).otherwise(authority)
    path = (
        pl.when(opaque.is_not_null())
        .then(url.str.extract(f"({_KIND})"))
        .when(hierarchical)
        .then(pl.when(parts.field("3") == "").then(pl.lit("/")).otherwise(parts.field("3")))
        .otherwise(plain)
    )
    query = pl.when(opaque.is_null()).then(parts.field("4"))
    return [
        pl.when(hierarchical)
        .then(parts.field("1").str.to_lowercase())
        .otherwise(opaque)
        .alias("scheme"),
        pl.when(opaque.is_null()).then(_host(named)).alias("host"),
        _known(mask_text(path)).alias("path"),
        _known(mask_query(query)).alias("query"),
        pl.when(url.is_null() | (url == "")).then(pl.lit(Defect.NO_TARGET.value)).alias("defect"),
    ]


def _host(authority: pl.Expr) -> pl.Expr:
    """The host of an authority: no user, no port, no brackets, lower case."""
    parts = authority.str.extract_groups(_HOST).struct
    return _known(pl.coalesce(parts.field("1"), parts.field("2")).str.to_lowercase())


def _known(text: pl.Expr) -> pl.Expr:
    """Null for an empty text."""
    return pl.when(text != "").then(text)
