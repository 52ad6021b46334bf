"""Columns of ENTRY from fields that only some formats have."""

from functools import lru_cache
from urllib.parse import unquote

import polars as pl

from analyzer.formats import request
from analyzer.formats.durations import lasting
from analyzer.formats.escape import unescape
from analyzer.formats.look import Look
from analyzer.formats.rows import on_rows, per_distinct
from analyzer.formats.secrets import mask_url, masked

LARGEST_BODY = 1 << 50
"""Bytes. What claims to be larger than a petabyte is a damaged line; sums would overflow."""

_HIT = r"hit(?:$|[^-pm])|stale|updating|revalidated|^true$"
_MISS = r"miss|expired|bypass|dynamic|scarce|^false$|^pass$"
_CACHE_STATUS, _STANDARD_HIT = r";\s*(?:hit|fwd)\b", r";\s*hit\s*(?:[;,]|$)"
"""RFC 9211's: several caches, the one nearest to the origin first, each with what it did."""

_NO_TLS = ("none", "NONE", "None")
_TLS = {"769": "TLSv1", "770": "TLSv1.1", "771": "TLSv1.2", "772": "TLSv1.3"}
_PROTOCOL = r"(?i)^HTTP/[0-9.]+$"
_UNKNOWN_METHOD = "X"
_ANY_VERSION = "HTTP/1.1"
"""Taken back again; one that nearly all lines have, for those are split fastest."""


def absent(raw: pl.Series, *more: str) -> pl.Series:
    """Null for what servers write instead of nothing."""
    return raw.to_frame("raw").select(_known(more)).to_series()


@lru_cache
def _known(more: tuple[str, ...]) -> pl.Expr:
    return known(pl.col("raw"), *more)


def known(text: pl.Expr, *more: str) -> pl.Expr:
    """The same as an expression."""
    there = (text != "-") & (text != "")
    return pl.when(there & ~text.is_in(more) if more else there).then(text)


_KNOWN_PARTS = [known(pl.col(name)) for name in ("method", "target", "protocol")]
_VERSION = pl.when(pl.col("protocol").str.contains(_PROTOCOL)).then(
    pl.col("protocol").str.to_uppercase()
)
_LINE = (
    pl.when(pl.col("method").is_not_null() | pl.col("target").is_not_null()).then(
        pl.concat_str(
            pl.col("method").fill_null(_UNKNOWN_METHOD),
            pl.when(pl.col("target").is_not_null()).then(
                pl.concat_str("target", _VERSION.fill_null(_ANY_VERSION), separator=" ")
            ),
            separator=" ",
            ignore_nulls=True,
        )
    ),
    pl.col("method").is_null().alias("no method"),
    _VERSION.is_null().alias("no protocol"),
)


def whole(raw: pl.Series) -> dict[str, pl.Series]:
    """A request whose method, target and protocol were logged apart from each other.

    Args:
        raw: structs of `method`, `target` and `protocol`; nulls where none of them is known.
    """
    line, no_method, no_protocol = raw.struct.unnest().select(_KNOWN_PARTS).select(_LINE)
    columns = request.split(line).to_dict()
    columns["method"] = columns["method"].set(no_method, None)
    columns["protocol"] = columns["protocol"].set(no_protocol, None)
    return columns


def scheme(raw: pl.Series) -> dict[str, pl.Series]:
    """`https`; load balancers write the kind of connection: `h2` and `wss` have TLS beneath."""
    known = {"h2": "https", "grpcs": "https", "wss": "https", "ws": "http", "tls": "https"}
    return {"scheme": absent(raw).str.to_lowercase().replace(known)}


def secure(raw: pl.Series) -> dict[str, pl.Series]:
    """The version of TLS: where there is one, the scheme is https. Caddy writes TLS's own number of it."""
    version = absent(raw, *_NO_TLS).replace(_TLS)
    https = version.to_frame().select(pl.when(pl.first().is_not_null()).then(pl.lit("https")))
    return {"scheme": https.to_series()} | labelled("ssl_protocol", masked(version, mask_url))


def cipher(raw: pl.Series) -> dict[str, pl.Series]:
    """The cipher suite of TLS."""
    return labelled("ssl_cipher", masked(absent(raw, *_NO_TLS), mask_url))


def labelled(label: str, text: pl.Series) -> dict[str, pl.Series]:
    """What no column is for, in `extra`, as `label=value`."""
    return {"extra": pl.select(pl.concat_str(pl.lit(f"{label}="), pl.lit(text))).to_series()}


def size(column: str) -> Look:
    """A number of bytes, in the column of that name."""

    def columns(raw: pl.Expr) -> dict[str, pl.Expr]:
        number = raw.cast(pl.UInt64, strict=False)
        return {column: pl.when(number <= LARGEST_BODY).then(number)}

    return Look(columns)


def media(raw: pl.Series) -> dict[str, pl.Series]:
    """`text/html; charset=utf-8` is `text/html`."""
    return {"media": absent(raw.str.extract(r"^([^;]*)").str.strip_chars().str.to_lowercase())}


def cache(raw: pl.Series) -> dict[str, pl.Series]:
    """What a shared cache says of itself: `HIT`, `TCP_MEM_HIT`, `RefreshHit`, `nginx; fwd=stale` ..."""
    text = raw.str.to_lowercase()
    standard = text.str.contains(_CACHE_STATUS)
    hit = text.str.contains(_HIT).zip_with(~standard, text.str.contains(_STANDARD_HIT))
    miss = text.str.contains(_MISS) | standard
    said = pl.DataFrame({"hit": hit, "miss": miss}).select(
        pl.when("hit").then(pl.lit("shared hit")).when("miss").then(pl.lit("shared miss"))
    )
    return {"cache": said.to_series()}


def age(raw: pl.Series) -> dict[str, pl.Series]:
    """Seconds that a response lay in a cache; 0 is written on misses, too."""
    stored = raw.str.strip_chars().cast(pl.UInt64, strict=False) > 0
    said = stored.alias("stored").to_frame().select(pl.when("stored").then(pl.lit("shared hit")))
    return {"cache": said.to_series()}


def agent(raw: pl.Series) -> dict[str, pl.Series]:
    """An agent as W3C logs have it: its spaces became `+`, `%20` or even `%2520`."""
    raw = absent(raw)
    coded = raw.str.contains(r"%[0-9A-Fa-f]{2}") & ~raw.str.contains(" ", literal=True)
    raw = on_rows(raw, coded, lambda some: per_distinct(some, _decoded))
    joined = raw.str.contains("+", literal=True) & ~raw.str.contains(" ", literal=True)
    spaced = on_rows(raw, joined, lambda some: some.str.replace_all("+", " ", literal=True))
    return {"agent": masked(spaced, mask_url)}


def authority(raw: pl.Series) -> dict[str, pl.Series]:
    """The Host header, or a server's name: either may come with a port."""
    host = raw.str.to_lowercase().str.replace(r"^(\[[^\]]*\]|[^:]*):\d*$", "$1")
    return {"host": absent(host.str.strip_chars("[]"))}


def protocol(raw: pl.Series) -> dict[str, pl.Series]:
    """The version alone."""
    return {"protocol": request.spelled(absent(raw))}


def enclosed_user(raw: pl.Series) -> dict[str, pl.Series]:
    """`(alice)`, uWSGI's; mostly it is `()`."""
    return {"user": absent(raw.str.strip_chars("()"))}


def upstream_address(raw: pl.Series) -> dict[str, pl.Series]:
    """The server behind: `http://10.0.0.1:80`, `unix:/run/app.sock`, HAProxy's `shop/web1`.

    nginx asks one after the other, and names all of them, `10.0.0.1:80, 10.0.0.2:80 : 10.0.0.3:80`
    (`:` parts groups of servers): the answer is the last one's, and the others' was not good enough.
    Where none could be asked, nginx and HAProxy (`shop/<NOSRV>`) name the group.
    """
    named = masked(unescape(absent(raw)), mask_url)
    return named.to_frame("named").select(_SERVERS).select(_ASKED).to_dict()


_SERVERS = (
    pl.col("named")
    .str.replace_all(r"(^|[ ,])\w+://", "$1")
    .str.replace(r"/<[A-Z]+>$", "")
    .str.extract_groups(r"^(?:(?P<upstream_tried>.*[^ ,]) ?[,:] )?(?P<upstream_address>[^ ]+)$")
    .struct.unnest()
)
_ASKED = (known(pl.col("upstream_address")), "upstream_tried")


def squid_peer(raw: pl.Series) -> dict[str, pl.Series]:
    """Squid's `HIER_DIRECT/192.0.2.1`: how it was chosen, and which server it is."""
    return {"upstream_address": absent(raw.str.extract("^[^/]*/(.*)$"))}


def ending(raw: pl.Series) -> dict[str, pl.Series]:
    """Apache's `%X`: `X` where the client left before the response was whole, `+` or `-` otherwise."""
    return {"aborted": pl.select(pl.when(raw.is_in(["X", "+", "-"])).then(raw == "X")).to_series()}


def response_flags(raw: pl.Series) -> dict[str, pl.Series]:
    """Envoy's `DC`: the client ended the connection."""
    return {"aborted": raw.str.contains(r"\bDC\b")}


def further(label: str) -> Look:
    """A number that says more of a status, such as IIS's 13 of 404.13; 0 says nothing."""
    return Look(
        lambda _: {"extra": pl.lit(None, pl.String)},
        lambda raw: raw != "0",
        lambda raw: labelled(label, masked(absent(raw), mask_url)),
    )


def padded(raw: pl.Series) -> dict[str, pl.Series]:
    """Milliseconds behind spaces."""
    return lasting("duration", "ms")(raw.str.strip_chars(" "))


def answer(raw: pl.Series) -> dict[str, pl.Series]:
    """Squid's `TCP_MISS/200`."""
    said, code = raw.str.splitn("/", 2).struct.unnest()
    return cache(said) | status(code)


def fetched(raw: pl.Series) -> dict[str, pl.Series]:
    """Squid's `GET http://example.com/`."""
    method, target = raw.str.splitn(" ", 2).struct.unnest()
    both = pl.DataFrame([method.alias("method"), target.alias("target")])
    return whole(
        both.select(
            pl.struct("method", "target", pl.lit(None, pl.String).alias("protocol"))
        ).to_series()
    )


def _status(raw: pl.Expr) -> dict[str, pl.Expr]:
    number = raw.cast(pl.UInt16, strict=False)
    valid = number.is_between(100, 599) & (raw.str.len_bytes() == 3)
    return {
        "status": pl.when(valid).then(number),
        "status_text": pl.when(~valid.fill_null(value=False)).then(raw),
    }


status = Look(_status)
"""A number from 100 to 599; anything else stays as text."""


def _decoded(text: str) -> str:
    once = unquote(text, errors="backslashreplace")
    return unquote(once, errors="backslashreplace") if "%20" in once else once
