"""How many bytes were sent: which recorded number holds, by exporter (TRUST) and by evidence.

-1, missing and 0 are three different things in a HAR; whatever is not known is null here.
"""

import polars as pl

from analyzer.formats.har.caching import LOCAL
from analyzer.formats.har.trust import Body, Trust


def _size(column: str) -> pl.Expr:
    """A recorded size; -1 and its kind are unknown."""
    return pl.when(pl.col(column) >= 0).then(pl.col(column))


def _count(size: pl.Expr) -> pl.Expr:
    """A size as a whole number; a negative one is none."""
    return pl.when(size >= 0).then(size).cast(pl.UInt64)


def _never_sent() -> pl.Expr:
    """By definition no body came: answered at home, or a status or method that forbids one."""
    forbidden = pl.col("status").is_in([204, 304]) | (pl.col("method") == "HEAD")
    return (pl.col("cache").is_in(LOCAL) | forbidden).fill_null(value=False)


def _stated() -> pl.Expr:
    """The `Content-Length` of the response: the encoded body, if all of it was sent."""
    return pl.col("response:content-length").str.extract(r"^\s*(\d{1,15})\s*$").cast(pl.Float64)


def _encoded() -> pl.Expr:
    """The body was compressed on its way."""
    coding = pl.col("response:content-encoding").str.to_lowercase().str.strip_chars()
    return (~coding.is_in(["", "identity"])).fill_null(value=False)


def _recorded_body(trust: Trust) -> pl.Expr:
    """`bodySize`, where it is what it should be."""
    body, headers = _size("body_size"), _size("headers_size")
    content, transfer = _size("content_size"), _size("transfer_size")
    if trust.body is Body.DECODED:
        return pl.lit(None, pl.Float64)
    if trust.body is Body.WITH_HEADERS:
        whole = body == _stated()
        alone = whole.fill_null(value=False) | (body == 0)
        return pl.when(alone).then(body).otherwise(body - headers)
    decoded = _encoded() & (body > 0) & (body == content) & trust.content  # Browsertime 1.0
    with_headers = headers.is_null() & (body > 0) & (body == transfer)  # chrome-har, HTTP/2
    blank = (body == 0) & (_stated() > 0) & (trust.body is Body.SENT_OR_BLANK)
    doubtful = pl.any_horizontal(decoded, with_headers, blank).fill_null(value=False)
    return pl.when(~doubtful).then(body)


def body_bytes(trust: Trust) -> pl.Expr:
    """The bytes of the response's body as sent, compressed or not.

    `Content-Length` is believed where a second number bears it out: the content has that length
    and was not compressed, or at least as much was transferred (but browsers do not read the
    bodies of redirects).
    """
    stated, transferred = _stated(), transferred_size(trust)
    redirect = pl.col("status").is_between(300, 399)
    same = (stated == _size("content_size")) & ~_encoded() & (trust.body is not Body.DECODED)
    within = (stated <= transferred) & ~redirect
    return _count(
        pl.when(_never_sent())
        .then(pl.lit(0.0))
        .when(same.fill_null(value=False))
        .then(stated)
        .otherwise(
            pl.coalesce(_recorded_body(trust), pl.when(within.fill_null(value=False)).then(stated))
        )
    )


def transferred_size(trust: Trust) -> pl.Expr:
    """What crossed the network for the response, headers included, as a number."""
    body, headers = _recorded_body(trust), _size("headers_size")
    headers = pl.when(headers > 0).then(headers)  # a response has headers, so 0 is unknown
    transfer = _size(trust.transfer)
    contradicted = (transfer == 0) & ((_size("body_size") > 0) | (trust.transfer == "wire_bytes"))
    recorded = pl.when(~contradicted.fill_null(value=False)).then(transfer)
    summed = pl.when(pl.col("status") == 304).then(headers).otherwise(body + headers)
    if trust.body is Body.WITH_HEADERS:
        both = (_size("body_size") > 0) & (pl.col("status") != 304)
        summed = pl.when(both).then(_size("body_size")).otherwise(headers)
    home = pl.col("cache").is_in(LOCAL).fill_null(value=False)
    return pl.when(home).then(pl.lit(0.0)).otherwise(pl.coalesce(recorded, summed))


def transfer_bytes(trust: Trust) -> pl.Expr:
    """What crossed the network for the response, headers included."""
    return _count(transferred_size(trust))


def content_bytes(trust: Trust) -> pl.Expr:
    """The length of the content that the client got to work with, decoded.

    A length that is the encoded one is not taken; nor is 0 where there was something: Safari
    writes it for what it had stored, others for redirects whose body they did not look at.
    """
    content, body = _size("content_size"), body_bytes(trust)
    still_encoded = _encoded() & ((content == _stated()) | pl.lit(not trust.content))
    stored = pl.col("cache").is_in(LOCAL).fill_null(value=False)
    looked_over = (content == 0) & ((body > 0).fill_null(value=False) | stored)
    doubtful = (still_encoded | looked_over).fill_null(value=False)
    return _count(pl.when(~doubtful).then(content))


def request_bytes() -> pl.Expr:
    """What was sent for the request: headers and body, or the body where only that is known.

    A body of 0 with headers of unknown size says nothing of the request's size: null, not 0.
    """
    body, headers = _size("request_body_size"), _size("request_headers_size")
    headers = pl.when(headers > 0).then(headers)
    return _count(pl.coalesce(headers + body, pl.when(body > 0).then(body)))
