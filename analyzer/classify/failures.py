"""FAILURES: why no response came, or none that could be used, by what the exporter of a HAR recorded.

Chromium and its kin write `net::ERR_*`, Playwright hands on Firefox's `NS_*`, WebKit and proxies
write sentences. Firefox's own HARs record no reason, so there it stays unknown. The first rule that
holds decides.
"""

import polars as pl

from analyzer.classify.failure import FAILURE, Failure, FailureRule
from analyzer.classify.vocabulary import Fault
from analyzer.entry import header
from analyzer.rows import unknown, where


def _recorded(pattern: str) -> pl.Expr:
    return pl.col("error").str.contains(f"(?i){pattern}")


def _errors(*texts: str) -> tuple[dict[str, object], ...]:
    return tuple({"error": text} for text in texts)


_ORIGIN = header("request", "origin")
_ALLOWED = header("response", "access-control-allow-origin")

# Chromium calls it ERR_FAILED, and no more; but the headers show what the CORS check (Fetch §4.10)
# must have come to: another origin asked, and the response lets another one read it, or none.
_CORS_CHECK = (
    _recorded(r"net::ERR_FAILED\b")
    & pl.col("status").is_not_null()
    & pl.col("response_headers").is_not_null()
    & (_ORIGIN.str.extract(r"^[a-z]+://([^/:]+)") != pl.col("host"))
    & (_ALLOWED.is_null() | ~_ALLOWED.is_in(["*"]) & (_ALLOWED != _ORIGIN))
)

_WITHOUT_LEAVE: dict[str, object] = {
    "error": "net::ERR_FAILED",
    "status": 200,
    "host": "api.example.com",
    "request_headers": [{"name": "origin", "value": "https://www.example.com"}],
    "response_headers": [{"name": "server", "value": "x"}],
}

FAILURES: tuple[FailureRule, ...] = (
    FailureRule(
        Failure.BLOCKED_BY_CLIENT,
        Fault.CLIENT,
        _recorded(
            r"ERR_BLOCKED_BY_(?:CLIENT|ADMINISTRATOR)\b|content blocker|^BLOCKED$"
            r"|NS_ERROR_(?:TRACKING|MALWARE|PHISHING|UNWANTED|HARMFUL|EMAILTRACKING)_URI"
        ),
        "An extension, a setting or the developer tools of the browser did not let the request out.",
        "Repeat it in a clean profile; for blocked trackers nothing has to be done.",
        _errors("net::ERR_BLOCKED_BY_CLIENT", "net::ERR_BLOCKED_BY_CLIENT.Inspector", "NS_ERROR_TRACKING_URI"),
        {"error": "net::ERR_BLOCKED_BY_RESPONSE"},
    ),
    FailureRule(
        Failure.BLOCKED_BY_CSP,
        Fault.SERVER,
        _recorded(r"ERR_BLOCKED_BY_CSP\b|NS_ERROR_(?:DOM_)?CSP_|content security policy"),
        "The page's own Content-Security-Policy forbids the request.",
        "Compare the directive that the browser's console names with the URL: one of them has to change.",
        _errors("net::ERR_BLOCKED_BY_CSP", "NS_ERROR_CSP_FORM_ACTION_VIOLATION", "Blocked by Content Security Policy."),
        {"error": "net::ERR_BLOCKED_BY_CLIENT"},
    ),
    FailureRule(
        Failure.MIXED_CONTENT,
        Fault.SERVER,
        _recorded(r"mixed.?content|ERR_CLEARTEXT_NOT_PERMITTED"),
        "A page that came over https asked for something over plain http, and the browser refused.",
        "Let the page name the https address; Content-Security-Policy: upgrade-insecure-requests helps meanwhile.",
        _errors("mixed-content", "Blocked mixed content"),
        {"error": "net::ERR_CONTENT_DECODING_FAILED"},
    ),
    FailureRule(
        Failure.CORS,
        Fault.SERVER,
        _recorded(r"access.control|\bcors\b|NS_ERROR_DOM_BAD_URI") | _CORS_CHECK,
        "Another origin asked, and the response did not allow that origin to read it.",
        "Look at Access-Control-Allow-Origin of the response and of its preflight; error pages need it, too.",
        (
            *_errors(
                "NS_ERROR_DOM_BAD_URI",
                "Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status code: 200",
                "XMLHttpRequest cannot load https://b.example/ due to access control checks.",
            ),
            _WITHOUT_LEAVE,
        ),
        _WITHOUT_LEAVE | {"response_headers": [{"name": "access-control-allow-origin", "value": "*"}]},
    ),
    FailureRule(
        Failure.BLOCKED_BY_RESPONSE,
        Fault.SERVER,
        _recorded(
            r"ERR_BLOCKED_BY_(?:RESPONSE|ORB|CORB)\b|NS_ERROR_(?:XFO_VIOLATION|BLOCKED_BY_POLICY)"
            r"|NS_ERROR_DOM_C(?:ORP|OOP|OEP)_FAILED|Cross-Origin-(?:Resource|Opener|Embedder)-Policy|X-Frame-Options"
        ),
        "The response itself forbids this use of it, or is of a kind that no page may embed.",
        "Look at its Cross-Origin-Resource-Policy, X-Frame-Options, frame-ancestors and Content-Type.",
        _errors("net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin", "net::ERR_BLOCKED_BY_ORB", "NS_ERROR_DOM_CORP_FAILED"),
        {"error": "net::ERR_INVALID_RESPONSE"},
    ),
    FailureRule(
        Failure.ABORTED,
        Fault.UNKNOWN,
        _recorded(
            r"net::ERR_ABORTED\b|NS_BINDING_ABORTED|NS_ERROR_ABORT\b|^(?:load (?:request )?)?cancell?ed\b"
            r"|^aborted\b|client (?:disconnected|connection closed)|ERR_CONTEXT_SHUT_DOWN"
        ),
        "Whoever asked gave up: the page moved on, a script or a test cancelled it, or the wait was too long.",
        "Harmless where the visitor moved on; where it is always the same URL, see how long it takes.",
        _errors("net::ERR_ABORTED", "NS_BINDING_ABORTED", "cancelled", "Load request cancelled", "Client disconnected.", "aborted"),
        {"error": "net::ERR_CONNECTION_ABORTED"},
    ),
    FailureRule(
        Failure.OFFLINE,
        Fault.CLIENT,
        _recorded(
            r"ERR_(?:INTERNET_DISCONNECTED|NETWORK_CHANGED|NETWORK_IO_SUSPENDED|NETWORK_ACCESS_DENIED)\b"
            r"|NS_ERROR_OFFLINE\b|appears to be offline"
        ),
        "The client had no network, lost it, or was not let into it.",
        "Nothing on the server's side; see whether the page copes with it.",
        _errors("net::ERR_INTERNET_DISCONNECTED", "NS_ERROR_OFFLINE", "The Internet connection appears to be offline."),
        {"error": "net::ERR_CONNECTION_CLOSED"},
    ),
    FailureRule(
        Failure.PROXY_FAILED,
        Fault.INTERMEDIARY,
        _recorded(
            r"ERR_(?:PROXY|TUNNEL|SOCKS|MANDATORY_PROXY|HTTPS_PROXY|NO_SUPPORTED_PROXIES|PAC_)"
            r"|NS_ERROR_(?:UNKNOWN_)?PROXY"
        ),
        "The proxy between the client and the site could not be reached, or did not let the request through.",
        "Repeat it without the proxy; then look at the proxy's own log.",
        _errors("net::ERR_TUNNEL_CONNECTION_FAILED", "net::ERR_PROXY_CONNECTION_FAILED", "NS_ERROR_PROXY_CONNECTION_REFUSED"),
        {"error": "net::ERR_CONNECTION_FAILED"},
    ),
    FailureRule(
        Failure.NAME_NOT_RESOLVED,
        Fault.UNKNOWN,
        _recorded(
            r"ERR_(?:NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_|ICANN_NAME_COLLISION)|NS_ERROR_UNKNOWN_HOST"
            r"|host ?name could not be found|resolv(?:e|ing) host|error resolving|name or service not known"
            r"|no address associated|nodename nor servname|getaddrinfo|ENOTFOUND"
        ),
        "The host's name led to no address.",
        "Look the name up from elsewhere: a typing error in the page, a record that is missing, or the client's resolver.",
        _errors(
            "net::ERR_NAME_NOT_RESOLVED", "NS_ERROR_UNKNOWN_HOST", "A server with the specified hostname could not be found.",
            "Unable to resolve host: b.example", "[Errno -2] Name or service not known",
        ),
        {"error": "NS_ERROR_UNKNOWN_PROXY_HOST"},
    ),
    FailureRule(
        Failure.TLS_FAILED,
        Fault.UNKNOWN,
        _recorded(
            r"ERR_(?:CERT|SSL|BAD_SSL|NO_SSL|ECH_|TLS13_|CLIENT_AUTH_CERT|ALPN|QUIC_HANDSHAKE|WRONG_VERSION_ON_EARLY)"
            r"|SEC_ERROR_|SSL_ERROR_|MOZILLA_PKIX_ERROR|NS_ERROR_NET_INADEQUATE_SECURITY|\b(?:TLS|SSL)\b|certificate"
        ),
        "No secure connection came about: the certificate was not accepted, or client and server agree on no way.",
        "Look at the certificate's names, dates and chain as others see it; then at the client's clock and trust.",
        _errors(
            "net::ERR_CERT_DATE_INVALID", "net::ERR_SSL_PROTOCOL_ERROR", "SEC_ERROR_UNKNOWN_ISSUER",
            "SSL peer certificate or SSH remote key was not OK", "Unacceptable TLS certificate",
        ),
        {"error": "net::ERR_PROXY_CERTIFICATE_INVALID"},
    ),
    FailureRule(
        Failure.TIMED_OUT,
        Fault.UNKNOWN,
        _recorded(r"ERR_(?:CONNECTION_)?TIMED_OUT|NS_ERROR_NET_TIMEOUT|timed? ?out\b|ETIMEDOUT"),
        "No answer came before the client's patience, or the network's, ended.",
        "See whether other requests to the host got through: a packet filter drops all of them, a slow answer only some.",
        _errors("net::ERR_TIMED_OUT", "net::ERR_CONNECTION_TIMED_OUT", "NS_ERROR_NET_TIMEOUT", "The request timed out.", "Response timed out"),
        {"error": "net::ERR_CONNECTION_RESET"},
    ),
    FailureRule(
        Failure.NOT_CONNECTED,
        Fault.UNKNOWN,
        _recorded(
            r"ERR_(?:CONNECTION_REFUSED|CONNECTION_FAILED|ADDRESS_UNREACHABLE|ADDRESS_INVALID|SOCKET_NOT_CONNECTED)"
            r"|NS_ERROR_CONNECTION_REFUSED|(?:could not|unable to|failed to) connect|connection refused|connect call failed"
            r"|ECONNREFUSED|EHOSTUNREACH|no route to host"
        ),
        "No connection came about: nobody listens at that address and port, or no way leads there.",
        "See that the server runs and listens, and that no packet filter is between.",
        _errors("net::ERR_CONNECTION_REFUSED", "NS_ERROR_CONNECTION_REFUSED", "Could not connect to the server.", "Unable to connect to host"),
        {"error": "net::ERR_PROXY_CONNECTION_FAILED"},
    ),
    FailureRule(
        Failure.CONNECTION_LOST,
        Fault.UNKNOWN,
        _recorded(
            r"ERR_(?:CONNECTION_(?:RESET|CLOSED|ABORTED)|EMPTY_RESPONSE)|NS_ERROR_NET_(?:RESET|INTERRUPT|EMPTY_RESPONSE)"
            r"|connection was lost|connection (?:was )?(?:reset|closed|terminated)|server (?:disconnected|closed)|ECONNRESET"
        ),
        "The connection stood and was closed before the response was there.",
        "Look at the server's log of that second: a crash, a restart, or a limit that it keeps without a word.",
        _errors("net::ERR_CONNECTION_RESET", "net::ERR_EMPTY_RESPONSE", "NS_ERROR_NET_RESET", "The network connection was lost."),
        {"error": "client connection closed"},
    ),
    FailureRule(
        Failure.REDIRECTED_TOO_OFTEN,
        Fault.SERVER,
        _recorded(r"ERR_TOO_MANY_REDIRECTS|NS_ERROR_REDIRECT_LOOP|too many (?:http )?redirect|more than \d+ redirect"),
        "The browser gave up after twenty redirects.",
        "Read the redirects before it: two rules that undo each other, or a cookie that is never accepted.",
        _errors("net::ERR_TOO_MANY_REDIRECTS", "NS_ERROR_REDIRECT_LOOP", "too many HTTP redirects"),
        {"error": "net::ERR_INVALID_REDIRECT"},
    ),
    FailureRule(
        Failure.BROKEN_RESPONSE,
        Fault.UNKNOWN,
        _recorded(
            r"ERR_(?:HTTP2_|SPDY_|QUIC_|INVALID_(?:HTTP_)?RESPONSE|INVALID_CHUNKED|INCOMPLETE_CHUNKED|CONTENT_LENGTH_MISMATCH"
            r"|CONTENT_DECODING|RESPONSE_HEADERS_|INVALID_REDIRECT|UNSAFE_REDIRECT|UNEXPECTED_PROXY_AUTH)"
            r"|NS_ERROR_(?:CORRUPTED_CONTENT|INVALID_CONTENT_ENCODING|NET_HTTP[23]|NET_PARTIAL_TRANSFER)|cannot parse response"
        ),
        "What came is no complete or no valid response of HTTP.",
        "Ask with curl --http1.1 and --http2: the server or a proxy before it writes wrong lengths, codings or frames.",
        _errors("net::ERR_HTTP2_PROTOCOL_ERROR", "net::ERR_CONTENT_LENGTH_MISMATCH", "NS_ERROR_CORRUPTED_CONTENT", "cannot parse response"),
        {"error": "net::ERR_BLOCKED_BY_RESPONSE"},
    ),
)  # fmt: skip


def failures(entries: pl.DataFrame) -> pl.Series:
    """The failure of each entry; null where none is recorded, or none of these.

    Args:
        entries: ENTRY.
    """
    none = unknown("failure", FAILURE, entries.height)
    if entries["error"].null_count() == entries.height:
        return none
    rows = where(entries["error"].is_not_null())
    rules = (
        pl.when(each.rule.fill_null(value=False)).then(pl.lit(each.failure.value))
        for each in FAILURES
    )
    return none.scatter(rows, entries[rows].select(pl.coalesce(*rules).cast(FAILURE)).to_series())


def failed(fault: Fault) -> pl.Expr:
    """The failure, a column of its own by then, says that this is whose it was."""
    return pl.col("failure").is_in([each.failure for each in FAILURES if each.fault is fault])
