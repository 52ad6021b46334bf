"""The words a response can be labelled with: its class, its outcome, and whose fault it is."""

from enum import StrEnum


class Class(StrEnum):
    """The class of a status code, its first digit (RFC 9110 section 15)."""

    INFORMATIONAL = "informational"
    SUCCESS = "success"
    REDIRECTION = "redirection"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    NONE = "none"
    """No valid status: 0, `-`, 000, 600 and above. Kept and counted, never guessed."""


class Fault(StrEnum):
    """Who has to change something so that this response does not come again."""

    NONE = "none"
    CLIENT = "client"
    SERVER = "server"
    INTERMEDIARY = "intermediary"
    """A proxy or gateway speaks, about itself or about the server behind it."""
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What one response was, in its context. Every entry has exactly one."""

    CONTINUE = "continue"
    SWITCHED_PROTOCOLS = "switched_protocols"
    INTERIM = "interim"

    OK = "ok"
    CREATED = "created"
    ACCEPTED = "accepted"
    NO_CONTENT = "no_content"
    PARTIAL = "partial"
    OTHER_SUCCESS = "other_success"
    BROWSER_CACHE = "browser_cache"
    SERVICE_WORKER = "service_worker"
    SHARED_CACHE = "shared_cache"

    REDIRECT = "redirect"
    REDIRECT_CHAIN = "redirect_chain"
    REDIRECT_LOOP = "redirect_loop"
    REVALIDATED = "revalidated"
    OTHER_REDIRECTION = "other_redirection"

    BAD_REQUEST = "bad_request"
    CHALLENGED = "challenged"
    CREDENTIALS_REFUSED = "credentials_refused"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    BROKEN_LINK = "broken_link"
    GONE = "gone"
    METHOD_REFUSED = "method_refused"
    REQUEST_TIMEOUT = "request_timeout"
    PRECONDITION_FAILED = "precondition_failed"
    TOO_LARGE = "too_large"
    URI_TOO_LONG = "uri_too_long"
    RATE_LIMITED = "rate_limited"
    CLIENT_CLOSED = "client_closed"
    OTHER_CLIENT_ERROR = "other_client_error"

    SERVER_ERROR = "server_error"
    NOT_IMPLEMENTED = "not_implemented"
    BAD_GATEWAY = "bad_gateway"
    UNAVAILABLE = "unavailable"
    GATEWAY_TIMEOUT = "gateway_timeout"
    ORIGIN_FAILED = "origin_failed"
    OTHER_SERVER_ERROR = "other_server_error"

    DROPPED = "dropped"
    NO_RESPONSE = "no_response"
    INVALID_STATUS = "invalid_status"
