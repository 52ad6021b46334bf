"""From normalised entries to a frame of ENTRY's columns, a row for each, in their order."""

from collections.abc import Iterator

import polars as pl

from analyzer.entry import LOADING, TIMINGS, conform
from analyzer.formats.har import caching, sizes
from analyzer.formats.har.dates import instant, milliseconds, offset
from analyzer.formats.har.freshness import with_freshness
from analyzer.formats.har.pages import Document
from analyzer.formats.har.parties import RELATED_BY, with_relations
from analyzer.formats.har.targets import with_target
from analyzer.formats.har.trust import Trust, trust
from analyzer.formats.secrets import MASK, mask_text, mask_url

_PROTOCOLS = {
    r"^(?:http[/ ])?1\.0$": "HTTP/1.0",
    r"^(?:http[/ ])?1\.1$": "HTTP/1.1",
    r"^(?:h2c?|(?:http[/ ])?2(?:\.0)?|2 [1-5])$": "HTTP/2",  # WebPageTest cuts `HTTP/2 200` so
    r"^(?:h3(?:-\w+)?|(?:http[/ ])?3(?:\.0)?)$": "HTTP/3",
}

_SAID = tuple(field.name for field in LOADING.fields)

_PHASES = ("blocked", "dns", "connect", "tls", "send", "wait", "receive")


def frame(document: Document) -> pl.DataFrame:
    """The entries of a HAR, which the document hands over."""
    believed = trust(document.creator.name, document.creator.version)
    loading = _loading(document.pages)
    parts, asked = [], []
    for some in document.handed_over():
        read = _read(some, believed)
        asked.append(read.select(RELATED_BY))
        joined = read.join(loading, on="page", how="left", maintain_order="left")
        parts.append(joined.select(*_columns(believed)))
    related = with_relations(pl.concat(asked)).select("document", "initiator", "party")
    return (
        pl.DataFrame([*_in_one_piece(parts), *related.get_columns()])
        .with_columns(pl.when(pl.col("reject").is_null()).then(_with_document()).alias("loading"))
        .drop("document")
        .pipe(conform)
    )


def _read(recorded: pl.DataFrame, trust: Trust) -> pl.DataFrame:
    """What was recorded, and what more it says of each entry alone."""
    return (
        with_target(recorded)
        .with_columns(
            pl.col("method").replace(["", "?"], None),
            pl.col("code").cast(pl.UInt16, strict=False).alias("status"),
        )
        .with_columns(pl.when(pl.col("status").is_between(100, 599)).then("status"))
        .with_columns(
            caching.answered_by(trust).alias("cache"),
            instant(pl.col("started")).alias("time"),
            milliseconds(pl.col("time")).alias("took"),
            pl.coalesce(_media("mime"), _media("response:content-type")).alias("media"),
        )
        .pipe(with_freshness, pl.col("time") + pl.col("took").fill_null(pl.duration()))
    )


def _in_one_piece(parts: list[pl.DataFrame]) -> Iterator[pl.Series]:
    """The columns, each put together as it comes and let go before; the parts are used up.

    Else the first stage to look at all of it would put it together at once, and hold it twice.
    """
    whole = pl.concat(parts)
    parts.clear()
    columns = whole.get_columns()[::-1]
    del whole
    while columns:
        yield columns.pop().rechunk()


def _loading(pages: pl.DataFrame) -> pl.DataFrame:
    """What is said of each page, by its id."""
    return pages.select(
        pl.col("id").alias("page"),
        pl.struct(name for name in _SAID if name != "document").alias("loading"),
    )


def _columns(trust: Trust) -> list[pl.Expr]:
    """ENTRY's columns from what was recorded."""
    rejected = pl.col("reject").is_not_null()
    return [
        pl.col("reject"),
        pl.col("raw"),
        pl.col("time"),
        offset(pl.col("started")).alias("offset"),
        pl.col("request:user-agent").alias("agent"),
        _known(pl.col("request:referer")).alias("referrer"),
        pl.col("method").str.to_uppercase(),
        *(pl.col(name) for name in ("scheme", "host", "path", "query", "status", "cache")),
        pl.when(~rejected).then("defect").alias("defect"),
        pl.coalesce(_protocol("response_version"), _protocol("request_version")).alias("protocol"),
        pl.when(pl.col("status").is_null()).then(_short("code")).alias("status_text"),
        sizes.body_bytes(trust).alias("bytes"),
        sizes.request_bytes().alias("request_bytes"),
        sizes.transfer_bytes(trust).alias("transfer_bytes"),
        sizes.content_bytes(trust).alias("content_bytes"),
        *_times(trust),
        pl.col("media"),
        _location().alias("location"),
        _known(pl.col("response:retry-after")).alias("retry_after"),
        *(_headers(side) for side in ("request", "response")),
        mask_url(pl.col("page")),
        pl.col("loading"),
        *(pl.col(name) for name in ("freshness", "fresh_until")),
        pl.col("repairs"),
        pl.col("disclosed"),
        _error().alias("error"),
    ]


def _with_document() -> pl.Expr:
    said = pl.col("loading").struct
    return pl.struct(
        pl.col("document") if name == "document" else said.field(name) for name in _SAID
    )


def _known(text: pl.Expr) -> pl.Expr:
    """Null for an empty text."""
    return pl.when(text != "").then(text)


def _short(column: str) -> pl.Expr:
    """A text that should be a word or a line; of a user and a password even without a scheme."""
    bare = pl.col(column).str.replace_all(r"[^\s/:@]+:[^\s/@]+@", f"{MASK}@")
    return _known(mask_text(bare).str.slice(0, 200))


def _protocol(column: str) -> pl.Expr:
    """HTTP's version in one spelling; what exporters write besides (`unknown`, `spdy`) is null."""
    version = pl.col(column).str.to_lowercase().str.strip_chars()
    return pl.coalesce(
        *(
            pl.when(version.str.contains(spelling)).then(pl.lit(name))
            for spelling, name in _PROTOCOLS.items()
        )
    )


def _times(trust: Trust) -> list[pl.Expr]:
    """The phases, and the whole: `time`, or where that is unknown the sum that HAR defines it by.

    TLS lies inside connect; where an exporter counts it apart, it is added.
    """
    phases = {phase: milliseconds(pl.col(phase)) for phase in _PHASES}
    if not trust.inside:
        tls = phases["tls"].fill_null(pl.duration(microseconds=0))
        phases["connect"] = phases["connect"] + tls
    inside = [time for phase, time in phases.items() if phase != "tls"]
    summed = pl.when(phases["wait"].is_not_null()).then(pl.sum_horizontal(inside))
    timed = pl.any_horizontal(time.is_not_null() for time in phases.values())
    struct = pl.struct(time.alias(phase) for phase, time in phases.items())
    return [
        pl.coalesce(("took", summed) if trust.time else (summed, "took")).alias("duration"),
        pl.when(timed).then(struct).cast(TIMINGS).alias("timings"),
    ]


def _media(column: str) -> pl.Expr:
    """The media type, without its parameters; `x-unknown` is none."""
    token = r"[A-Za-z0-9.+!#$&^_-]+"  # noqa: S105
    return pl.col(column).str.extract(rf"^\s*({token}/{token})").str.to_lowercase()


def _location() -> pl.Expr:
    """Where the response points, as sent: HAR's field, Internet Explorer's, or the header."""
    recorded = ("redirect_url", "redirection_url", "response:location")
    return pl.coalesce(*(_known(mask_url(pl.col(column))) for column in recorded))


def _headers(side: str) -> pl.Expr:
    """The headers; an empty list is `not recorded` where there was no exchange to record."""
    headers = pl.col(f"{side}_headers")
    exchanged = pl.col("status").is_not_null() & ~pl.col("cache").is_in(caching.LOCAL).fill_null(
        value=False
    )
    return (
        pl.when((headers.list.len() > 0) | exchanged)
        .then(headers)
        .alias(headers.meta.output_name())
    )


def _error() -> pl.Expr:
    """Why there is no response, in the exporter's words."""
    charles = pl.col("charles_status")
    return pl.coalesce(
        pl.when("aborted").then(pl.lit("aborted")),  # by a test, as whatever it was made to look
        _short("response_error"),
        _short("entry_error"),
        _short("failure"),
        _short("error_text"),
        pl.when(charles != "COMPLETE").then(charles),
    )
