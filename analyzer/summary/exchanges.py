"""Entries of HARs as their tables look at them: what kind of content, which phase, which cookie."""

from enum import StrEnum

import polars as pl

from analyzer.classify.facts import lasting
from analyzer.classify.vocabulary import Outcome
from analyzer.entry import TIMINGS
from analyzer.formats.har.caching import STORED


class Content(StrEnum):
    """Kinds of content, by media type."""

    DOCUMENT = "document"
    STYLE = "style"
    SCRIPT = "script"
    IMAGE = "image"
    FONT = "font"
    MEDIA = "audio and video"
    DATA = "data"
    TEXT = "text"
    OTHER = "other"


CONTENT = pl.Enum([content.value for content in Content])

KINDS = {
    Content.DOCUMENT: r"^(?:text/html|application/xhtml\+xml)$",
    Content.STYLE: r"^text/css$",
    Content.SCRIPT: r"^(?:text|application)/(?:x-)?(?:java|ecma|j)script$|^application/wasm$",
    Content.FONT: r"^font/|^application/(?:x-)?font|^application/vnd\.ms-fontobject$",
    Content.IMAGE: r"^image/",
    Content.MEDIA: r"^(?:audio|video)/|mpegurl$|dash\+xml$",
    Content.DATA: r"[/+](?:json|xml|x-ndjson|x-protobuf|grpc)\b|^text/event-stream$",
    Content.TEXT: r"^text/",
}
"""What media types begin with, or are; the first that fits counts."""

FIRST_BYTE = "first byte"
"""From the beginning to the first byte of the response: all phases but the last, TLS inside connect."""

TAKEN = "all of it"

PHASES = tuple(field.name for field in TIMINGS.fields)
PHASE = pl.Enum([*PHASES, FIRST_BYTE, TAKEN])


NETWORK, CONFIRMED = "network", "revalidated"
"""Who answered, beside the words of `formats.har.caching`: nobody between, or a 304 for a copy."""


class Side(StrEnum):
    """Who gave a cookie to whom."""

    SET = "set"
    SENT = "sent"


SIDE = pl.Enum([side.value for side in Side])

_LONGEST = 100
"""Characters of a cookie's name."""


def content(entries: pl.LazyFrame) -> pl.LazyFrame:
    """The entries of HARs, with the kind of their content, who answered, and what that spared.

    A stored response spares what it would take to send it: its `Content-Length`, or its content,
    decoded, where that is all that is known. A 304 spares the response that it confirms.
    """
    stated = (
        pl.col("response_headers")
        .list.eval(
            pl.element()
            .filter(pl.element().struct.field("name") == "content-length")
            .struct["value"]
        )
        .list.first()
        .str.extract(r"^\s*(\d{1,15})\s*$")
        .cast(pl.UInt64)
    )
    local = pl.col("cache").is_in(STORED)
    confirmed = pl.col("outcome") == Outcome.REVALIDATED
    return _of_kind(entries).with_columns(
        answered=pl.when(confirmed)
        .then(pl.lit(CONFIRMED))
        .otherwise(pl.col("cache").fill_null(NETWORK)),
        spare=pl.when(local)
        .then(pl.coalesce(stated, "content_bytes"))
        .when(confirmed)
        .then(pl.coalesce("saved", "content_bytes"))
        .when(pl.col("cache") == "shared hit")
        .then("bytes")
        .otherwise(pl.lit(0, pl.UInt64)),
    )


def _of_kind(entries: pl.LazyFrame) -> pl.LazyFrame:
    kind = pl.coalesce(
        pl.when(pl.col("media").str.contains(pattern)).then(pl.lit(kind.value))
        for kind, pattern in KINDS.items()
    )
    known = pl.when(pl.col("media").is_not_null()).then(kind.fill_null(Content.OTHER.value))
    return entries.with_columns(content=known.cast(CONTENT))


def times(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each phase of each entry whose length is known, and for what they add up to.

    What was answered without the network has no first byte to wait for, and is left out; so is
    what stays open by nature.
    """
    phase = pl.col("timings").struct
    before = [phase.field(name) for name in PHASES if name not in {"tls", "receive"}]
    first_byte = pl.when(phase.field("wait").is_not_null()).then(pl.sum_horizontal(before))
    lengths = pl.concat_list(
        *(phase.field(name) for name in PHASES), first_byte, pl.col("duration")
    )
    return (
        _of_kind(entries)
        .filter(~(pl.col("cache").is_in(STORED).fill_null(value=False) | lasting()))
        .select(
            "content",
            "host",
            "place",
            took=lengths,
            phase=pl.lit(list(PHASE.categories), pl.List(PHASE)),
        )
        .explode("took", "phase")
        .filter(pl.col("took").is_not_null())
    )


def kept(entries: pl.LazyFrame) -> pl.LazyFrame:
    """The responses from the network of which it is known what they say of their use as copies."""
    return _of_kind(entries).filter(
        pl.col("freshness").is_not_null(), ~pl.col("cache").is_in(STORED).fill_null(value=False)
    )


def cookies(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each cookie that a response set or a request sent; only names ever entered."""
    return pl.concat(
        [
            _cookie_rows(entries, "response", "set-cookie", Side.SET),
            _cookie_rows(entries, "request", "cookie", Side.SENT),
        ]
    )


def _cookie_rows(entries: pl.LazyFrame, on: str, header: str, side: Side) -> pl.LazyFrame:
    value = pl.col(f"{on}_headers").struct.field("value")
    rows = (
        entries.select("party", "place", f"{on}_headers")
        .explode(f"{on}_headers")
        .filter(pl.col(f"{on}_headers").struct.field("name") == header)
        .select("party", "place", value=value)
    )
    if side is Side.SENT:
        names = pl.col("value").str.split("; ")
        rows = rows.with_columns(cookie=names, value=pl.lit(None, pl.String)).explode("cookie")
    else:
        rows = rows.with_columns(cookie=pl.col("value").str.extract("^([^;]*)"))
    return rows.select(
        "party",
        "place",
        "value",
        pl.col("cookie").str.head(_LONGEST),
        side=pl.lit(side.value, SIDE),
    )
