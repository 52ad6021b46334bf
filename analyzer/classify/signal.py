"""What a signal is: something remarkable about an entry beside its outcome."""

from enum import StrEnum

import polars as pl
from msgspec import Struct

from analyzer.classify.codes.code import Level


class Signal(StrEnum):
    """A pattern that an entry shows."""

    MALFORMED_REQUEST = "malformed_request"
    TLS_ON_PLAIN_PORT = "tls_on_plain_port"
    EMPTY_SUCCESS = "empty_success"
    CREATED_BY_GET = "created_by_get"
    REFUSED_THOUGH_AUTHENTICATED = "refused_though_authenticated"
    PROBED_METHOD = "probed_method"
    PROBED_PATH = "probed_path"
    TRAVERSAL_ATTEMPT = "traversal_attempt"
    INJECTION_ATTEMPT = "injection_attempt"
    OVERSIZED_REQUEST = "oversized_request"
    METHOD_LOST = "method_lost"
    STACK_TRACE = "stack_trace"
    DATABASE_ERROR = "database_error"
    DEFAULT_ERROR_PAGE = "default_error_page"
    LONG_LIVED = "long_lived"

    NO_CHALLENGE = "no_challenge"
    NO_PROXY_CHALLENGE = "no_proxy_challenge"
    NO_ALLOW = "no_allow"
    NO_UPGRADE = "no_upgrade"
    NO_CONTENT_RANGE = "no_content_range"
    NO_DATE = "no_date"
    UNCONDITIONAL_304 = "unconditional_304"
    FORBIDDEN_CONTENT = "forbidden_content"
    FORBIDDEN_LENGTH = "forbidden_length"
    DROPPED_ETAG = "dropped_etag"
    NO_LOCATION = "no_location"
    NO_RANGE_LENGTH = "no_range_length"
    NO_RETRY_AFTER = "no_retry_after"
    NO_MAX_AGE = "no_max_age"


SUSPICIOUS = (
    Signal.PROBED_PATH,
    Signal.PROBED_METHOD,
    Signal.TRAVERSAL_ATTEMPT,
    Signal.INJECTION_ATTEMPT,
    Signal.OVERSIZED_REQUEST,
)
"""What is counted by client: one says little, many of one client are an attack or a search for one."""


class SignalRule(Struct, frozen=True):
    """When an entry gives a signal.

    Args:
        signal: its name.
        rule: holds for the entries that give it; null is no.
        says: what it means, in one sentence.
        spec: where this stands.
        example: columns of an entry that gives it.
        counterexample: columns of one that looks alike, and does not.
        level: how strictly HTTP asks for what is not so here; None for a mere remark.
    """

    signal: Signal
    rule: pl.Expr
    says: str
    spec: str
    example: dict[str, object]
    counterexample: dict[str, object]
    level: Level | None = None
