"""CONFORMANCE: what HTTP asks of a response, and a response whose headers are known lacks or breaks.

A log records some headers only, and a browser does not always show all that it sent or got. So a
rule about what is absent holds only where it is known that such a header would have been recorded.
"""

import polars as pl

from analyzer.classify.codes.code import Level
from analyzer.classify.facts import fact
from analyzer.classify.signal import Signal, SignalRule
from analyzer.entry import header

HEADERS = {
    "request": (
        "if-none-match",
        "if-modified-since",
        "host",
        ":authority",
        "access-control-request-method",
    ),
    "response": (
        "www-authenticate",
        "proxy-authenticate",
        "allow",
        "upgrade",
        "content-range",
        "date",
        "content-length",
        "location",
        "retry-after",
        "access-control-allow-origin",
        "access-control-max-age",
    ),
}
"""What the rules ask about, looked up in the rows of CONCERNED alone."""

_STATUS = pl.col("status")
_FROM_HAR = pl.col("timings").is_not_null()
_OVER_HTTP = pl.col("scheme").is_in(["http", "https"]) & pl.col("cache").is_null()
# Browsers give out what they have put together themselves, as from HSTS, as a response too.
_SENT = pl.col("response_headers").list.len() > 0

CONCERNED = (
    _STATUS.is_in([204, 205, 206, 301, 302, 303, 304, 307, 308, 401, 405, 407, 416, 426, 429, 503])
    | _STATUS.is_between(100, 199)
    | (_STATUS.is_between(200, 499) & _FROM_HAR)
)
"""The rows that any rule may hold for."""

_ALL_SENT = ~_FROM_HAR | fact("request", "host") | fact("request", ":authority")
"""A HAR shows the request's headers as they went out, not a draft of them; others log the former."""


def _missing(name: str) -> pl.Expr:
    """The response is known to lack a header."""
    return ~fact("response", name)


def _with(name: str, value: str) -> list[dict[str, str]]:
    return [{"name": name, "value": value}]


_PHASES = dict.fromkeys(("blocked", "dns", "connect", "tls", "send", "wait", "receive"))

_ALLOWED = _with("access-control-allow-origin", "*")
_PREFLIGHT: dict[str, object] = {
    "status": 204,
    "method": "OPTIONS",
    "request_headers": _with("access-control-request-method", "PUT"),
    "response_headers": _ALLOWED,
}

CONFORMANCE: tuple[SignalRule, ...] = (
    SignalRule(
        Signal.NO_CHALLENGE,
        (_STATUS == 401) & _missing("www-authenticate"),
        "A 401 must name how to authenticate, in WWW-Authenticate, and does not.",
        "RFC 9110 §15.5.2",
        {"status": 401, "response_headers": []},
        {"status": 401, "response_headers": _with("www-authenticate", "Basic")},
        Level.MUST,
    ),
    SignalRule(
        Signal.NO_PROXY_CHALLENGE,
        (_STATUS == 407) & _missing("proxy-authenticate"),
        "A 407 must name how to authenticate to the proxy, in Proxy-Authenticate, and does not.",
        "RFC 9110 §15.5.8",
        {"status": 407, "response_headers": []},
        {"status": 407, "response_headers": _with("proxy-authenticate", "Basic")},
        Level.MUST,
    ),
    SignalRule(
        Signal.NO_ALLOW,
        (_STATUS == 405) & _missing("allow"),
        "A 405 must name the methods that are allowed, in Allow, and does not.",
        "RFC 9110 §15.5.6",
        {"status": 405, "response_headers": []},
        {"status": 405, "response_headers": _with("allow", "GET")},
        Level.MUST,
    ),
    SignalRule(
        Signal.NO_UPGRADE,
        _STATUS.is_in([101, 426]) & _missing("upgrade"),
        "A 101 or 426 must name the protocol to change to, in Upgrade, and does not.",
        "RFC 9110 §15.2.2, §15.5.22",
        {"status": 426, "response_headers": []},
        {"status": 101, "response_headers": _with("upgrade", "websocket")},
        Level.MUST,
    ),
    SignalRule(
        Signal.NO_CONTENT_RANGE,
        (_STATUS == 206)
        & _missing("content-range")
        # Several parts each name their own.
        & (pl.col("media").fill_null("") != "multipart/byteranges"),
        "A 206 must say which part it holds, in Content-Range, and does not.",
        "RFC 9110 §15.3.7.1",
        {"status": 206, "response_headers": []},
        {"status": 206, "response_headers": [], "media": "multipart/byteranges"},
        Level.MUST,
    ),
    SignalRule(
        Signal.NO_DATE,
        # Servers log their headers before Date is added: only a HAR can show that it was not.
        _STATUS.is_between(200, 499) & _FROM_HAR & _OVER_HTTP & _SENT & _missing("date"),
        "An origin server with a clock must date its responses, in Date, and did not.",
        "RFC 9110 §6.6.1",
        {
            "status": 200,
            "scheme": "https",
            "timings": _PHASES,
            "response_headers": _with("server", "x"),
        },
        {
            "status": 200,
            "scheme": "https",
            "timings": _PHASES,
            "response_headers": _with("date", "x"),
        },
        Level.MUST,
    ),
    SignalRule(
        Signal.UNCONDITIONAL_304,
        (_STATUS == 304)
        & ~fact("request", "if-none-match")
        & ~fact("request", "if-modified-since")
        & _ALL_SENT,
        "A 304 answers a conditional request, and this one asked no condition.",
        "RFC 9110 §15.4.5",
        {"status": 304, "request_headers": []},
        {"status": 304, "request_headers": [], "timings": _PHASES},
        Level.MUST,
    ),
    SignalRule(
        Signal.FORBIDDEN_CONTENT,
        pl.col("response_headers").is_not_null()
        & (
            (_STATUS.is_in([204, 205, 304]) & (pl.col("bytes") > 0))
            | (
                (_STATUS == 205)
                & (header("response", "content-length").str.strip_chars("0 ") != "")
            )
        ),
        "A 204, 205 or 304 must hold no content, and this one does.",
        "RFC 9110 §15.3.5, §15.3.6, §15.4.5",
        {"status": 205, "response_headers": _with("content-length", "12")},
        {"status": 205, "response_headers": _with("content-length", "0")},
        Level.MUST_NOT,
    ),
    SignalRule(
        Signal.FORBIDDEN_LENGTH,
        (_STATUS.is_between(100, 199) | (_STATUS == 204)) & fact("response", "content-length"),
        "A 1xx or 204 must not announce a length of content, in Content-Length, and does.",
        "RFC 9110 §8.6",
        {"status": 204, "response_headers": _with("content-length", "0")},
        {"status": 204, "response_headers": []},
        Level.MUST_NOT,
    ),
    SignalRule(
        Signal.NO_LOCATION,
        _STATUS.is_in([301, 302, 303, 307, 308]) & _missing("location"),
        "A redirect should name its target, in Location, and does not.",
        "RFC 9110 §15.4",
        {"status": 302, "response_headers": []},
        {"status": 302, "response_headers": _with("location", "/")},
        Level.SHOULD,
    ),
    SignalRule(
        Signal.NO_RANGE_LENGTH,
        (_STATUS == 416) & _missing("content-range"),
        "A 416 should say how long the whole is, in Content-Range, and does not.",
        "RFC 9110 §15.5.17",
        {"status": 416, "response_headers": []},
        {"status": 416, "response_headers": _with("content-range", "bytes */120")},
        Level.SHOULD,
    ),
    SignalRule(
        Signal.NO_RETRY_AFTER,
        _STATUS.is_in([429, 503]) & _missing("retry-after"),
        "The client is asked to wait, but not told how long (Retry-After may say it).",
        "RFC 9110 §10.2.3",
        {"status": 503, "response_headers": []},
        {"status": 503, "response_headers": _with("retry-after", "120")},
        Level.MAY,
    ),
    SignalRule(
        Signal.NO_MAX_AGE,
        (pl.col("method") == "OPTIONS")
        & _STATUS.is_between(200, 299)
        & fact("request", "access-control-request-method")
        & fact("response", "access-control-allow-origin")
        & _missing("access-control-max-age"),
        "Browsers ask this leave again after five seconds; Access-Control-Max-Age would let them keep it.",
        "Fetch §4.8",
        _PREFLIGHT,
        _PREFLIGHT | {"response_headers": [*_ALLOWED, *_with("access-control-max-age", "7200")]},
        Level.MAY,
    ),
)

COPY_HAS_ETAG = "the copy has an ETag"
"""A column that the stage `relate` adds where a 304 confirms a full response before it."""

DROPPED_ETAG = SignalRule(
    Signal.DROPPED_ETAG,
    (_STATUS == 304) & pl.col(COPY_HAS_ETAG) & _SENT & header("response", "etag").is_null(),
    "A 304 must bring the ETag that a 200 would bring, and this one drops that of the copy it confirms.",
    "RFC 9110 §15.4.5",
    {"status": 304, "response_headers": _with("date", "x"), COPY_HAS_ETAG: True},
    {"status": 304, "response_headers": _with("etag", "x"), COPY_HAS_ETAG: True},
    Level.MUST,
)

DEMANDS = (*CONFORMANCE, DROPPED_ETAG)
"""All of it, with what only an earlier response can show."""
