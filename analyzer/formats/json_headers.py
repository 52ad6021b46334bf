"""Headers as objects within a line, `{"User-Agent": ["curl/8.0"]}`, as Caddy writes them."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

import polars as pl
from msgspec import Struct

from analyzer.entry import HEADERS
from analyzer.formats.secrets import masked_values
from analyzer.rows import replaced, where

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
_ANY = frozenset((*_REQUEST, *_RESPONSE))
_LISTED = re.compile(rb'"([\w-]{1,40})":\s?\[')


def named(data: bytes, beginning: int) -> frozenset[str]:
    """The headers that lines have.

    Args:
        data: the lines.
        beginning: how many bytes tell, unless more names follow: to look for those takes a third
            of what it takes to look at every name.
    """
    found = frozenset(_LISTED.findall(data, 0, beginning))
    if _any_but(found).search(data):
        found = frozenset(_LISTED.findall(data))
    return _ANY & {name.decode("utf-8", "replace") for name in found}


@lru_cache
def _any_but(names: frozenset[bytes]) -> re.Pattern[bytes]:
    """The bracket behind any other name."""
    known = b"".join(
        rb'(?<!"%b":\[)(?<!"%b":\s\[)' % (name, name) for name in map(re.escape, names)
    )
    return re.compile(rb'\[(?:(?<=":\[)|(?<=":\s\[))' + known)


def recorded(names: frozenset[str], each: pl.DataType) -> dict[str, pl.DataType]:
    """The types of both sides' headers, with those names only that some line holds.

    A column that no line fills takes as long as any other, 2 us a line, and a line of Caddy's holds
    ten of eighty names.

    Args:
        names: of headers.
        each: how the values of one are read.
    """
    return {
        side: pl.Struct(dict.fromkeys(sorted(theirs & names) or ["Server"], each))
        for side, theirs in _NAMES.items()
    }


class Headers(Struct):
    """The headers of one side, a column for each name and a row for each line.

    Args:
        first: the first value of each.
        joined: all of them, with commas between.
        there: which lines have such headers at all.
    """

    first: pl.DataFrame
    joined: pl.DataFrame
    there: pl.Series


def headers(
    sides: Mapping[str, pl.Series],
    again: Callable[[pl.Series], Mapping[str, pl.Series]],
    *,
    sure: bool,
) -> dict[str, Headers]:
    """Both sides' headers.

    To read `["curl/8.0"]` as a list takes more than twice as long as to read it as a text.

    Args:
        sides: structs of such texts, as polars writes lists.
        again: reads some rows as structs of lists.
        sure: what looks like a list is one.
    """
    found, plain = {}, pl.Series([sure])
    for side, structs in sides.items():
        texts = structs.struct.unnest()
        looks_plain, several = texts.select(_PLAIN, _SEVERAL)
        first = joined = texts.select(_INSIDE)
        if several.any():
            first, joined = first.select(_BEFORE), joined.select(_WITHOUT_QUOTES)
        found[side] = Headers(first, joined, structs.is_not_null())
        plain = plain & looks_plain
    rows = where(~plain)
    if found and len(rows):
        for side, structs in again(rows).items():
            lists, each = structs.struct.unnest(), found[side]
            each.first = replaced(each.first, rows, lists.select(_FIRST))
            each.joined = replaced(each.joined, rows, lists.select(_JOINED))
    return found


_TEXT = r'"[^"\\]*"'
_PLAIN = pl.all_horizontal(
    pl.all().str.contains(rf"^\[{_TEXT}(?:, {_TEXT})*\]$").fill_null(value=True)
).alias("plain")
_BETWEEN = '", "'
_SEVERAL = pl.any_horizontal(pl.all().str.contains(_BETWEEN, literal=True)).alias("several")
_INSIDE = pl.all().str.slice(2).str.head(-2)
_BEFORE = pl.all().str.splitn(_BETWEEN, 2).struct.field("field_0").name.keep()
_WITHOUT_QUOTES = pl.all().str.replace_all(_BETWEEN, ", ", literal=True)
_FIRST = pl.all().list.first()
_JOINED = pl.all().list.join(", ", ignore_nulls=True)


def telling(side: str, found: Headers) -> Iterator[tuple[str, pl.Series]]:
    """The headers that have columns of their own, with their fields."""
    first = found.first.to_dict()
    yield from ((field, first[name]) for name, field in _FIELDS[side].items() if name in first)
    if side == "response_headers":
        said: list[str | pl.Expr] = [name for name in _CACHES if name in first]
        if "Age" in first:
            said.append(pl.when(pl.col("Age").str.contains(_STORED)).then(pl.lit("hit")))
        if said:
            yield "cache", found.first.select(pl.coalesce(said)).to_series()


def header_columns(sides: Mapping[str, Headers], reject: pl.Series) -> list[pl.Series]:
    """The columns of headers, without their secrets; null for lines that are no entries."""
    return [
        pl.DataFrame([_listed(found.joined).alias("lists"), found.there.alias("there"), reject])
        .select(_OF_ENTRIES.alias(side))
        .to_series()
        if len(reject)
        else pl.Series(side, [], dtype=HEADERS)
        for side, found in sides.items()
    ]


_OF_ENTRIES = pl.when(pl.col("reject").is_null() & pl.col("there")).then("lists")


def _listed(joined: pl.DataFrame) -> pl.Series:
    values = {
        texts.name.lower(): _masked(texts.name.lower(), texts)
        for texts in joined
        if texts.null_count() < len(texts)
    }
    if not values:
        return pl.Series([[]], dtype=HEADERS).new_from_index(0, joined.height)
    # Side by side in memory, and cut into lists: one after the other, polars takes twenty times as long.
    height, width = joined.height, len(values)
    number = pl.int_range(height * width)
    pairs = pl.concat(list(values.values()), rechunk=True)
    named = pl.select(
        name=pl.lit(pl.Series(list(values))).gather(number % width),
        value=pl.lit(pairs).gather(number % width * height + number // width),
    )
    lists = named.to_struct().reshape((height, width)).to_frame("lists").select(_TOLD)
    return lists.to_series()


_TOLD = (
    pl.col("lists")
    .arr.to_list()
    .list.filter(pl.element().struct.field("value").is_not_null())
    .cast(HEADERS)
)


def _masked(name: str, texts: pl.Series) -> pl.Series:
    """Each distinct value is looked at once."""
    distinct = texts.unique().drop_nulls()
    kept = masked_values(name, distinct.clone())
    changed = distinct.ne_missing(kept)
    if not changed.any():
        return texts
    return texts.replace(distinct.filter(changed), kept.filter(changed))
