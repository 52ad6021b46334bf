"""Columns of ENTRY from fields that only some formats have."""

from urllib.parse import unquote

import polars as pl

from analyzer.formats import request
from analyzer.formats.rows import on_rows, per_distinct

LARGEST_BODY = 1 << 50
"""Bytes. What claims to be larger than a petabyte is a damaged line; sums would overflow."""

_HIT = r"hit|stale|updating|revalidated|^true$"
_MISS = r"miss|expired|bypass|dynamic|scarce|^false$|^pass$"
_PROTOCOL = r"(?i)^HTTP/[0-9.]+$"
_UNKNOWN_METHOD = "X"
_ANY_VERSION = "HTTP/1"


def absent(raw: pl.Series) -> pl.Series:
    """Null for what servers write instead of nothing."""
    return raw.set((raw == "-") | (raw == ""), None)


def whole(raw: pl.Series) -> dict[str, pl.Series]:
    """A request whose method, target and protocol were logged apart from each other.

    Args:
        raw: structs of `method`, `target` and `protocol`; nulls where none of them is known.
    """
    method, target, protocol = (
        absent(raw.struct.field(name)) for name in ("method", "target", "protocol")
    )
    protocol = protocol.set(~protocol.str.contains(_PROTOCOL), None).str.to_uppercase()
    known = method.is_not_null() | target.is_not_null()
    lines = pl.DataFrame({"method": method, "target": target, "protocol": protocol}).select(
        pl.concat_str(
            pl.col("method").fill_null(_UNKNOWN_METHOD),
            pl.when(pl.col("target").is_not_null()).then(
                pl.concat_str("target", pl.col("protocol").fill_null(_ANY_VERSION), separator=" ")
            ),
            separator=" ",
            ignore_nulls=True,
        )
    )
    columns = request.split(lines.to_series().set(~known, None)).to_dict()
    columns["method"] = columns["method"].set(method.is_null(), None)
    columns["protocol"] = columns["protocol"].set(protocol.is_null(), None)
    return columns


def route(raw: pl.Series) -> dict[str, pl.Series]:
    """`GET /pets/{id}`: the path, where no better one is logged."""
    return {"path": raw.str.extract(r"^\S+ (/.*)$")}


def scheme(raw: pl.Series) -> dict[str, pl.Series]:
    """`https`; load balancers write the kind of connection: `h2` and `wss` have TLS beneath."""
    known = {"h2": "https", "grpcs": "https", "wss": "https", "ws": "http", "tls": "https"}
    return {"scheme": absent(raw).str.to_lowercase().replace(known)}


def secure(raw: pl.Series) -> dict[str, pl.Series]:
    """The version of TLS: where there is one, the scheme is https."""
    https = absent(raw).is_not_null() & (raw.str.to_lowercase() != "none")
    return {"scheme": pl.Series(["https"]).new_from_index(0, len(raw)).set(~https, None)}


def size(column: str, raw: pl.Series) -> dict[str, pl.Series]:
    """A number of bytes."""
    number = raw.cast(pl.UInt64, strict=False)
    return {column: number.set(number > LARGEST_BODY, None)}


def media(raw: pl.Series) -> dict[str, pl.Series]:
    """`text/html; charset=utf-8` is `text/html`."""
    return {"media": absent(raw.str.extract(r"^([^;]*)").str.strip_chars().str.to_lowercase())}


def cache(raw: pl.Series) -> dict[str, pl.Series]:
    """What a shared cache says of itself: `HIT`, `TCP_MEM_HIT`, `RefreshHit`, `EXPIRED` ..."""
    text = raw.str.to_lowercase()
    hit, miss = text.str.contains(_HIT), text.str.contains(_MISS)
    said = pl.DataFrame({"hit": hit, "miss": miss}).select(
        pl.when("hit").then(pl.lit("shared hit")).when("miss").then(pl.lit("shared miss"))
    )
    return {"cache": said.to_series()}


def agent(raw: pl.Series) -> dict[str, pl.Series]:
    """An agent as W3C logs have it: its spaces became `+`, `%20` or even `%2520`."""
    raw = absent(raw)
    coded = raw.str.contains(r"%[0-9A-Fa-f]{2}") & ~raw.str.contains(" ", literal=True)
    raw = on_rows(raw, coded, lambda some: per_distinct(some, _decoded))
    joined = raw.str.contains("+", literal=True) & ~raw.str.contains(" ", literal=True)
    return {
        "agent": on_rows(raw, joined, lambda some: some.str.replace_all("+", " ", literal=True))
    }


def _decoded(text: str) -> str:
    once = unquote(text, errors="backslashreplace")
    return unquote(once, errors="backslashreplace") if "%20" in once else once
