"""SIGNALS: what is remarkable about an entry beside its outcome. An entry may give several."""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from analyzer.classify.facts import CREDENTIALS, PROBED, fact

_STATUS = pl.col("status")
_METHOD = pl.col("method")


class Signal(StrEnum):
    """A pattern that an entry shows."""

    MALFORMED_REQUEST = "malformed_request"
    TLS_ON_PLAIN_PORT = "tls_on_plain_port"
    EMPTY_SUCCESS = "empty_success"
    CREATED_BY_GET = "created_by_get"
    REFUSED_THOUGH_AUTHENTICATED = "refused_though_authenticated"
    PROBED_METHOD = "probed_method"
    PROBED_PATH = "probed_path"
    METHOD_LOST = "method_lost"
    UNCONDITIONAL_304 = "unconditional_304"
    NO_CHALLENGE = "no_challenge"
    NO_ALLOW = "no_allow"
    NO_LOCATION = "no_location"
    NO_RETRY_AFTER = "no_retry_after"


@dataclass(frozen=True, slots=True)
class SignalRule:
    """When an entry gives a signal.

    Args:
        signal: its name.
        rule: holds for the entries that give it; null is no.
        says: what it means, in one sentence.
        spec: where this stands.
        example: columns of an entry that gives it.
        counterexample: columns of one that looks alike, and does not.
    """

    signal: Signal
    rule: pl.Expr
    says: str
    spec: str
    example: dict[str, object]
    counterexample: dict[str, object]


def _missing(header: str) -> pl.Expr:
    """The response is known to lack a header."""
    return ~fact("response", header)


SIGNALS: tuple[SignalRule, ...] = (
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
        Signal.METHOD_LOST,
        _STATUS.is_in([301, 302]) & _METHOD.is_in(["POST", "PUT", "PATCH", "DELETE"]),
        "Clients follow this redirect with GET and without the body; 307 or 308 would keep both.",
        "RFC 9110 §15.4",
        {"status": 302, "method": "POST"},
        {"status": 303, "method": "POST"},
    ),
    SignalRule(
        Signal.UNCONDITIONAL_304,
        (_STATUS == 304)
        & ~fact("request", "if-none-match")
        & ~fact("request", "if-modified-since"),
        "A 304 answers a request that asked no condition.",
        "RFC 9110 §15.4.5",
        {"status": 304, "request_headers": []},
        {"status": 304, "request_headers": None},
    ),
    SignalRule(
        Signal.NO_CHALLENGE,
        (_STATUS == 401) & _missing("www-authenticate"),
        "A 401 must name how to authenticate, in WWW-Authenticate, and does not.",
        "RFC 9110 §15.5.2",
        {"status": 401, "response_headers": []},
        {"status": 401, "response_headers": [{"name": "www-authenticate", "value": "Basic"}]},
    ),
    SignalRule(
        Signal.NO_ALLOW,
        (_STATUS == 405) & _missing("allow"),
        "A 405 must name the methods that are allowed, in Allow, and does not.",
        "RFC 9110 §15.5.6",
        {"status": 405, "response_headers": []},
        {"status": 405, "response_headers": [{"name": "allow", "value": "GET"}]},
    ),
    SignalRule(
        Signal.NO_LOCATION,
        _STATUS.is_in([301, 302, 303, 307, 308]) & _missing("location"),
        "A redirect should name its target, in Location, and does not.",
        "RFC 9110 §15.4",
        {"status": 302, "response_headers": []},
        {"status": 302, "response_headers": [{"name": "location", "value": "/"}]},
    ),
    SignalRule(
        Signal.NO_RETRY_AFTER,
        _STATUS.is_in([429, 503]) & _missing("retry-after"),
        "The client is asked to wait, but not told how long (Retry-After may say it).",
        "RFC 9110 §10.2.3",
        {"status": 503, "response_headers": []},
        {"status": 503, "response_headers": [{"name": "retry-after", "value": "120"}]},
    ),
)
