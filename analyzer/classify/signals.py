"""SIGNALS: what is remarkable about an entry beside its outcome. An entry may give several."""

import polars as pl

from analyzer.classify.conformance import DEMANDS
from analyzer.classify.facts import CREDENTIALS, GIVES_AWAY, INJECTION, PROBED, TRAVERSAL, lasting
from analyzer.classify.signal import Signal, SignalRule
from analyzer.entry import Family

_STATUS = pl.col("status")
_METHOD = pl.col("method")

TOO_LARGE = (413, 414, 431, 494)
"""Refused for the size of the body, the URL, or the headers (494: nginx)."""


def _given(family: str, kind: str) -> dict[str, str | None]:
    return {"family": family, "kind": kind, "version": None, "path": None}


REMARKS: tuple[SignalRule, ...] = (
    SignalRule(
        Signal.MALFORMED_REQUEST,
        pl.col("defect").is_not_null()
        & (pl.col("defect") != "empty request")
        # HTTP/0.9 knew no versions; where the server answers it, nothing is wrong.
        & ((pl.col("defect") != "no HTTP version") | (_STATUS.fill_null(0) >= 400)),
        "The request line is not valid HTTP; `defect` names what is wrong with it.",
        "RFC 9112 §3",
        {"defect": "space in the target", "status": 400},
        {"defect": "no HTTP version", "status": 200},
    ),
    SignalRule(
        Signal.TLS_ON_PLAIN_PORT,
        pl.col("defect") == "TLS on a plain port",
        "The client began a TLS handshake on a port that speaks plain HTTP.",
        "RFC 9112 §3",
        {"defect": "TLS on a plain port", "status": 400},
        {"defect": "binary bytes", "status": 400},
    ),
    SignalRule(
        Signal.EMPTY_SUCCESS,
        (_STATUS == 200) & (_METHOD == "GET") & (pl.col("bytes") == 0) & pl.col("cache").is_null(),
        "A GET succeeded without a body: a 204 would say so, or something is missing.",
        "RFC 9110 §15.3.1",
        {"status": 200, "method": "GET", "bytes": 0},
        {"status": 200, "method": "HEAD", "bytes": 0},
    ),
    SignalRule(
        Signal.CREATED_BY_GET,
        (_STATUS == 201) & _METHOD.is_in(["GET", "HEAD"]),
        "A GET created something, though GET is meant to be safe.",
        "RFC 9110 §9.2.1",
        {"status": 201, "method": "GET"},
        {"status": 201, "method": "PUT"},
    ),
    SignalRule(
        Signal.REFUSED_THOUGH_AUTHENTICATED,
        (_STATUS == 403) & CREDENTIALS,
        "The server knows who asks, and refuses all the same.",
        "RFC 9110 §15.5.4",
        {"status": 403, "user": "alice"},
        {"status": 403},
    ),
    SignalRule(
        Signal.PROBED_METHOD,
        (_STATUS == 405)
        & _METHOD.is_in(["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"]),
        "A method that could change or reveal something was tried where it is not allowed.",
        "RFC 9110 §15.5.6",
        {"status": 405, "method": "TRACE"},
        {"status": 405, "method": "POST"},
    ),
    SignalRule(
        Signal.PROBED_PATH,
        PROBED,
        "A path was tried that scanners look for everywhere, and it was refused.",
        "RFC 9110 §17.3",
        {"status": 404, "path": "/wp-login.php"},
        {"status": 200, "path": "/wp-login.php"},
    ),
    SignalRule(
        Signal.TRAVERSAL_ATTEMPT,
        TRAVERSAL,
        "The target tries to climb out of the site's files, or names one of the system's.",
        "RFC 9110 §17.3",
        {"status": 200, "path": "/img/..%2f..%2fetc%2fhosts"},
        {"status": 200, "path": "/a..b/c"},
    ),
    SignalRule(
        Signal.INJECTION_ATTEMPT,
        INJECTION,
        "The target holds a piece of SQL, a script or a command, for the application to run.",
        "RFC 9110 §17.4",
        {"status": 200, "path": "/item", "query": "id=1%20UNION%20SELECT%20password"},
        {"status": 200, "path": "/search", "query": "q=select+a+union"},
    ),
    SignalRule(
        Signal.OVERSIZED_REQUEST,
        _STATUS.is_in(TOO_LARGE),
        "The request was refused because its body, its headers or its URL is too long.",
        "RFC 9110 §15.5.14, §15.5.15",
        {"status": 414},
        {"status": 400},
    ),
    SignalRule(
        Signal.METHOD_LOST,
        # A 302 after a POST is how a form's answer leads to a page that can be reloaded.
        (_STATUS.is_in([301, 302]) & _METHOD.is_in(["PUT", "PATCH", "DELETE"]))
        | ((_STATUS == 301) & (_METHOD == "POST")),
        "Clients follow this redirect with GET and without the body; 307 or 308 would keep both.",
        "RFC 9110 §15.4",
        {"status": 301, "method": "POST"},
        {"status": 302, "method": "POST"},
    ),
    SignalRule(
        Signal.STACK_TRACE,
        GIVES_AWAY[Family.TRACE],
        "The body holds the call stack of an error: files, functions and often versions of the application.",
        "RFC 9110 §17.12; CWE-209",
        {"status": 500, "disclosed": [_given("stack trace", "Python")]},
        {"status": 500, "disclosed": []},
    ),
    SignalRule(
        Signal.DATABASE_ERROR,
        GIVES_AWAY[Family.DATABASE],
        "The body holds an error message of the database behind the application.",
        "RFC 9110 §17.12; CWE-209",
        {"status": 500, "disclosed": [_given("database error", "MySQL")]},
        {"status": 500, "disclosed": [_given("stack trace", "Python")]},
    ),
    SignalRule(
        Signal.DEFAULT_ERROR_PAGE,
        GIVES_AWAY[Family.PAGE],
        "The error page is the server's or the framework's own, and names it, mostly with its version.",
        "RFC 9110 §17.12; CWE-756",
        {"status": 404, "disclosed": [_given("error page", "nginx")]},
        {"status": 404, "disclosed": None},
    ),
    SignalRule(
        Signal.LONG_LIVED,
        lasting(),
        "A WebSocket or an event stream stays open by nature: its duration is not counted as slow.",
        "RFC 6455 §1.2, HTML §9.2",
        {"status": 200, "media": "text/event-stream"},
        {"status": 200, "media": "text/html"},
    ),
)
"""What one entry of any log can show."""

MAY_REMARK = pl.any_horizontal(
    _STATUS.is_in([201, 301, 302, 403, 405, *TOO_LARGE]),
    (_STATUS == 200) & (pl.col("bytes") == 0),
    pl.col("defect").is_not_null(),
    PROBED,
    TRAVERSAL,
    INJECTION,
    *GIVES_AWAY.values(),
    lasting(),
)
"""The rows that any of these may hold for."""

SIGNALS = (*REMARKS, *DEMANDS)
