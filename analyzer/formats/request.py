"""The request line, taken apart: method, target and protocol, or what is wrong with it."""

from functools import cache

import polars as pl

from analyzer.entry import DEFECT, Defect
from analyzer.formats.escape import unescape
from analyzer.formats.hints import glance
from analyzer.formats.secrets import mask_query, mask_url, masked
from analyzer.rows import replaced, where

PROTOCOLS = {"HTTP/2.0": "HTTP/2", "HTTP/3.0": "HTTP/3"}
"""Spellings of a version that RFC 9110 writes without a minor part."""

VERSIONS = ("HTTP/1.0", "HTTP/1.1", *PROTOCOLS, *PROTOCOLS.values())
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""What nearly all request lines begin and end with. The others are looked at more closely."""

PARTS: dict[str, pl.DataType] = {
    "method": pl.String(),
    "scheme": pl.String(),
    "host": pl.String(),
    "path": pl.String(),
    "query": pl.String(),
    "protocol": pl.String(),
    "defect": DEFECT,
}

_METHOD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PROTOCOL = r"HTTP/[0-9.]+"
_PAINTED = r"(?s)^(?:\x1b\[[0-9;]*m)+(.*)\x1b\[0m$"
"""Werkzeug's, which paints requests by their status, in files as well."""

_EMPTY = r"^ *(?:-(?: .*-)?)? *$"
"""Also as proxies write it that put the parts together: `- - -`, `- http://shop.example:80- -`."""

# Neither `http://[foo` nor `http://a:b/` has a host: such a target stays as it is.
_ABSOLUTE = (
    r"^(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:[^/?@]*@)?"
    r"(?P<host>\[[^\]/]*\]|[^/?:\[\]]*)(?::[0-9]*)?(?P<rest>(?:[/?].*)?)$"
)


def _spelled(protocol: pl.Expr) -> pl.Expr:
    """Versions as RFC 9110 writes them: two comparisons are faster than to replace by a table."""
    for odd, version in PROTOCOLS.items():
        protocol = pl.when(protocol == odd).then(pl.lit(version)).otherwise(protocol)
    return protocol


_TARGET = pl.col("field_1")
_PIECES = pl.col("request").str.split_exact(" ", 3).struct.unnest()
_USUAL = (
    pl.col("field_0").is_in(METHODS)
    & pl.col("field_2").is_in(VERSIONS)
    & pl.col("field_3").is_null()
    & ~_TARGET.str.contains("\\", literal=True)
)
_ORDINARY = _USUAL & _TARGET.str.starts_with("/")
_PLAIN = (
    _TARGET.str.splitn("?", 2).struct.rename_fields(["path", "query"]).struct.unnest(),
    pl.col("field_0").alias("method"),
    pl.lit(None, pl.String).alias("scheme"),
    pl.lit(None, pl.String).alias("host"),
    _spelled(pl.col("field_2")).alias("protocol"),
    pl.lit(None, DEFECT).alias("defect"),
    (_ORDINARY.fill_null(value=False) | pl.col("request").is_null()).alias("plain"),
)
"""Of nearly every request line, each part; and whether it is one of these."""

_HINTED = glance(pl.col("request")).alias("hinted")

_PROXIED = (
    _USUAL.alias("usual"),
    pl.col("field_0").alias("method"),
    _TARGET.str.splitn("://", 2).struct.rename_fields(["scheme", "rest"]).struct.unnest(),
    _spelled(pl.col("field_2")).alias("protocol"),
)
_AUTHORITY = pl.col("authority")
_PARTED = {"authority": pl.col("rest").str.extract("^([A-Za-z0-9.-]+(?::[0-9]*)?)/")}
_LOCAL = (
    pl.col("rest")
    .str.slice(_AUTHORITY.str.len_bytes())
    .str.splitn("?", 2)
    .struct.rename_fields(["path", "query"])
    .struct.unnest()
)
_ABSOLUTE_PLAIN = (
    (pl.col("usual") & pl.col("scheme").is_in(["http", "https"]) & _AUTHORITY.is_not_null())
    .fill_null(value=False)
    .alias("plain"),
    "method",
    "scheme",
    _AUTHORITY.str.split_exact(":", 1).struct.field("field_0").str.to_lowercase().alias("host"),
    "path",
    "query",
    "protocol",
    pl.lit(None, DEFECT).alias("defect"),
)
"""The same of absolute URIs without a user, as load balancers and proxies log all of theirs."""


def split(requests: pl.Series) -> pl.DataFrame:
    """Take request lines apart.

    Args:
        requests: texts such as `GET /path?query HTTP/1.1`, escapes of the server still in them.

    Returns:
        PARTS, a row for each request line. Where it has a defect, `path` holds its raw text if no
        better part of it is known.
    """
    pieces = requests.to_frame("request").select("request", _PIECES)
    parts = pieces.select(*_PLAIN, _HINTED)
    hinted, plain = parts.drop_in_place("hinted"), parts.drop_in_place("plain")
    rows = where(~plain)
    if len(rows):
        found = pieces[rows].select(_PROXIED).with_columns(**_PARTED).with_columns(_LOCAL)
        found = found.select(_ABSOLUTE_PLAIN)
        odd = where(~found["plain"])
        if len(odd):
            found = replaced(found.drop("plain"), odd, _odd(requests[rows][odd]))
        parts = replaced(parts, rows, found)
    rows = where(hinted)
    if len(rows):
        for name, mask in (("path", mask_url), ("query", mask_query)):
            harmless = masked(parts[name][rows], mask)
            parts.replace_column(parts.get_column_index(name), parts[name].scatter(rows, harmless))
    return parts[list(PARTS)]


def target(targets: pl.Series) -> dict[str, pl.Series]:
    """Path and query of targets that a log has on their own."""
    path, query = unescape(targets).str.splitn("?", 2).struct.unnest()
    return {"path": masked(path, mask_url), "query": masked(query, mask_query)}


def spelled(protocol: pl.Series) -> pl.Series:
    """Versions as RFC 9110 writes them."""
    return protocol.to_frame("protocol").select(_spelled(pl.col("protocol"))).to_series()


def _odd(requests: pl.Series) -> pl.DataFrame:
    """Request lines that are not `method /target HTTP/x`, or not of the usual words."""
    steps, chosen = _taking_apart()
    rows = requests.to_frame("request")
    for step in steps:  # of few rows, a plan takes longer than they do
        rows = rows.with_columns(**step)
    parts = rows.select(**chosen)
    at = parts.get_column_index("target")
    return parts.replace_column(at, unescape(parts["target"])).select(_ODD)


_IN_TWO = pl.col("target").str.splitn("?", 2).struct
_NO_TEXT = pl.col("defect").is_in([Defect.TLS, Defect.BINARY]).fill_null(value=False)
_ODD = (
    "method",
    "scheme",
    "host",
    pl.when(_NO_TEXT).then("target").otherwise(_IN_TWO.field("field_0")).alias("path"),
    pl.when(~_NO_TEXT).then(_IN_TWO.field("field_1")).alias("query"),
    "protocol",
    "defect",
)
"""PARTS, where no question was meant by a mark among what is no text."""


@cache
def _taking_apart() -> tuple[list[dict[str, pl.Expr]], dict[str, pl.Expr]]:
    """How an odd request line is taken apart: step by step, and what of that is chosen."""
    whole = pl.col("request")
    shape = pl.col("shape").struct
    method, target, protocol = (shape.field(name) for name in ("method", "target", "protocol"))
    absolute = pl.col("absolute").struct
    return [
        {"request": whole.str.replace(_PAINTED, "$1")},
        {
            "shape": whole.str.extract_groups(
                rf"^(?P<method>{_METHOD})(?: +(?P<target>.*?))??(?: +(?P<protocol>{_PROTOCOL}))? *$"
            ),
            "empty": whole.str.contains(_EMPTY),
            "tls": whole.str.contains(r"^(?:\\x16\\x03|\x16\x03)"),
        },
        {
            "defect": pl.when("empty").then(pl.lit(Defect.EMPTY))
            .when("tls").then(pl.lit(Defect.TLS))
            .when(method.is_null()).then(pl.lit(Defect.BINARY))
            .when(target.is_null()).then(pl.lit(Defect.NO_TARGET))
            .when(_more_than_version(target, protocol)).then(pl.lit(Defect.SPACE))
            .when(protocol.is_null()).then(pl.lit(Defect.NO_VERSION))
            .cast(DEFECT),
            "absolute": pl.when(method == "CONNECT")
            .then(pl.concat_str(pl.lit("authority://"), target))
            .otherwise(target)
            .str.extract_groups(_ABSOLUTE),
        },
    ], {
        "method": pl.when(~pl.col("empty")).then(method),
        "scheme": absolute.field("scheme").str.to_lowercase().replace("authority", None),
        "host": absolute.field("host").str.to_lowercase()
        .str.strip_chars("[]").replace("", None),
        "target": pl.when("empty").then(None).when(method == "CONNECT").then(target)
        .otherwise(pl.coalesce(_local(absolute.field("rest")), target, whole)),
        "protocol": _spelled(protocol),
        "defect": pl.col("defect"),
    }  # fmt: skip


def _more_than_version(target: pl.Expr, protocol: pl.Expr) -> pl.Expr:
    """A space in the target that is not the one before half a version: `/ HTTP`, `/ http/1.1`."""
    half = target.str.contains(r"(?i)^[^ ]+ +HTTP[^ ]*$") & protocol.is_null()
    return target.str.contains(" ", literal=True) & ~half


def _local(rest: pl.Expr) -> pl.Expr:
    """The path and query of an absolute URI, where an empty path means the root."""
    return (
        pl.when(rest == "").then(pl.lit("/"))
        .when(rest.str.starts_with("?")).then(pl.concat_str(pl.lit("/"), rest))
        .otherwise(rest)
    )  # fmt: skip
