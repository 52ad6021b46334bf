"""What a failure is: why a request got no response, or none that could be used."""

from enum import StrEnum

import polars as pl
from msgspec import Struct

from analyzer.classify.vocabulary import Fault


class Failure(StrEnum):
    """Why a request failed, as far as it was recorded."""

    BLOCKED_BY_CLIENT = "blocked_by_client"
    BLOCKED_BY_CSP = "blocked_by_csp"
    MIXED_CONTENT = "mixed_content"
    CORS = "cors"
    BLOCKED_BY_RESPONSE = "blocked_by_response"
    ABORTED = "aborted"
    OFFLINE = "offline"
    PROXY_FAILED = "proxy_failed"
    NAME_NOT_RESOLVED = "name_not_resolved"
    TLS_FAILED = "tls_failed"
    TIMED_OUT = "timed_out"
    NOT_CONNECTED = "not_connected"
    CONNECTION_LOST = "connection_lost"
    REDIRECTED_TOO_OFTEN = "redirected_too_often"
    BROKEN_RESPONSE = "broken_response"


class FailureRule(Struct, frozen=True):
    """How a failure is recognised.

    Args:
        failure: its name.
        fault: who has to change something, where the failure alone says that.
        rule: holds for the entries that failed so; null is no.
        says: what happened, in one sentence.
        check: what to look at next.
        examples: what is recorded in entries that it holds for, by different exporters.
        counterexample: what is recorded in one that looks alike, and is not.
    """

    failure: Failure
    fault: Fault
    rule: pl.Expr
    says: str
    check: str
    examples: tuple[dict[str, object], ...]
    counterexample: dict[str, object]


FAILURE = pl.Enum([each.value for each in Failure])
