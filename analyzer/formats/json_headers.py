"""Headers as objects within a line, `{"User-Agent": ["curl/8.0"]}`, as Caddy writes them."""

import re
from collections.abc import Iterator

import polars as pl

from analyzer.entry import HEADERS
from analyzer.formats.secrets import mask_header

_REQUEST = (
    "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cache-Control",
    "Cf-Connecting-Ip", "Connection", "Content-Length", "Content-Type", "Cookie", "Dnt",
    "Forwarded", "From", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since",
    "Origin", "Pragma", "Priority", "Proxy-Authorization", "Purpose", "Range", "Referer", "Save-Data", "Sec-Fetch-Dest",
    "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-User", "Sec-Gpc", "Sec-Purpose", "Te",
    "True-Client-Ip", "Upgrade",
    "Upgrade-Insecure-Requests", "User-Agent", "Via", "X-Forwarded-For", "X-Forwarded-Host",
    "X-Forwarded-Proto", "X-Real-Ip", "X-Request-Id", "X-Requested-With",
)  # fmt: skip
_RESPONSE = (
    "Accept-Ranges", "Access-Control-Allow-Origin", "Age", "Allow", "Alt-Svc", "Cache-Control",
    "Cache-Status", "Cf-Cache-Status", "Content-Disposition", "Content-Encoding",
    "Content-Language", "Content-Length", "Content-Range", "Content-Security-Policy",
    "Content-Type", "Date", "Etag", "Expires", "Last-Modified", "Link", "Location", "Pragma",
    "Proxy-Authenticate", "Referrer-Policy", "Retry-After", "Server", "Set-Cookie", "Strict-Transport-Security",
    "Transfer-Encoding", "Upgrade", "Vary", "Via", "Www-Authenticate", "X-Cache", "X-Cache-Status",
    "X-Content-Type-Options", "X-Frame-Options", "X-Powered-By", "X-Proxy-Cache", "X-Request-Id",
)  # fmt: skip
"""What is read, in Go's spelling: a schema is what makes JSON fast, so there is a list of names."""

_FIELDS = {
    "request_headers": {
        "User-Agent": "agent",
        "Referer": "referrer",
        "X-Forwarded-For": "forwarded",
    },
    "response_headers": {
        "Location": "location",
        "Content-Type": "media",
        "Retry-After": "retry_after",
    },
}
_CACHES = ("Cache-Status", "Cf-Cache-Status", "X-Cache", "X-Cache-Status", "X-Proxy-Cache")
"""Where caches say what they did; the first that is there counts, and Age where none is."""

_STORED = r"^\s*0*[1-9]"
_NAMES = {"request_headers": frozenset(_REQUEST), "response_headers": frozenset(_RESPONSE)}
_NAMED = re.compile(rb'"([A-Z][A-Za-z-]{1,40})":\s?\[')


def recorded(data: bytes) -> dict[str, pl.DataType]:
    """The types of both sides' headers, with those names only that some line holds.

    A column that no line fills takes as long as any other, 2 us a line, and a line of Caddy's holds
    ten of eighty names.
    """
    found = {name.decode() for name in set(_NAMED.findall(data))}
    return {
        side: pl.Struct(
            {name: pl.List(pl.String()) for name in sorted(names & found) or ["Server"]}
        )
        for side, names in _NAMES.items()
    }


def telling(side: str, structs: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    """The headers that have columns of their own, with their fields."""
    for name, field in _FIELDS[side].items():
        if name in structs.struct.fields:
            yield field, structs.struct.field(name).list.first()
    if side == "response_headers":
        yield from _said_by_caches(structs)


def _said_by_caches(structs: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    said = [
        structs.struct.field(name).list.first() for name in _CACHES if name in structs.struct.fields
    ]
    if "Age" in structs.struct.fields:
        age = structs.struct.field("Age").list.first()
        stored = age.str.contains(_STORED).replace_strict([True], ["hit"], default=None)
        said.append(stored.cast(pl.String))
    if said:
        yield "cache", pl.select(pl.coalesce(said)).to_series()


def header_columns(sides: dict[str, pl.Series], reject: pl.Series) -> list[pl.Series]:
    """The columns of headers, without their secrets; null for lines that are no entries."""
    return [
        _listed(structs).set(reject.is_not_null() | structs.is_null(), None).alias(side)
        if len(structs)
        else pl.Series(side, [], dtype=HEADERS)
        for side, structs in sides.items()
    ]


def _listed(structs: pl.Series) -> pl.Series:
    values = {
        name.lower(): _masked(name.lower(), texts.list.join(", ", ignore_nulls=True))
        for name, texts in zip(structs.struct.fields, structs.struct.unnest(), strict=True)
        if texts.null_count() < len(texts)
    }
    if not values:
        return pl.Series([[]], dtype=HEADERS).new_from_index(0, len(structs))
    # Side by side in memory, and cut into lists: one after the other, polars takes twenty times as long.
    height, width = len(structs), len(values)
    number = pl.int_range(height * width)
    pairs = pl.concat(list(values.values()), rechunk=True)
    named = pl.select(
        name=pl.lit(pl.Series(list(values))).gather(number % width),
        value=pl.lit(pairs).gather(number % width * height + number // width),
    )
    lists = named.to_struct().reshape((height, width)).arr.to_list()
    return lists.list.filter(pl.element().struct.field("value").is_not_null()).cast(HEADERS)


def _masked(name: str, texts: pl.Series) -> pl.Series:
    """Each distinct value is looked at once."""
    distinct = texts.unique().drop_nulls()
    kept = distinct.alias("value").to_frame().select(mask_header(pl.lit(name), pl.col("value")))
    changed = (kept.to_series() != distinct).fill_null(value=True)
    if not changed.any():
        return texts
    return texts.replace(distinct.filter(changed), kept.to_series().filter(changed))
