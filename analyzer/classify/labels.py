"""LABELS: where one entry says more than its status code does. The first rule that holds decides.

Where none holds, the code's own outcome and fault apply (`analyzer.classify.codes`). What only an
entry's neighbours can tell is the stage `relate`.
"""

import polars as pl
from msgspec import Struct

from analyzer.classify.facts import CREDENTIALS, PROBED, SAME_SITE, fact
from analyzer.classify.failures import failed
from analyzer.classify.vocabulary import Fault, Outcome
from analyzer.entry import Defect

_STATUS = pl.col("status")
_CACHE = pl.col("cache")
_SUCCESS = _STATUS.is_between(200, 299)
_TEXT = pl.col("status_text")


class Label(Struct, frozen=True):
    """A rule that names an entry's outcome and fault better than its status alone.

    Args:
        outcome: the outcome it gives.
        fault: the fault it gives.
        rule: holds for the entries concerned; null is no.
        says: why, in one sentence.
        spec: where this stands.
        example: columns of an entry it must hold for.
        counterexample: columns of one that looks alike, and is not.
    """

    outcome: Outcome
    fault: Fault
    rule: pl.Expr
    says: str
    spec: str
    example: dict[str, object]
    counterexample: dict[str, object]


_NO_STATUS = _STATUS.is_null() & _TEXT.fill_null("-").is_in(
    ["", "-", "0", "000", "-1", "-2", "-999"]
)

LABELS: tuple[Label, ...] = (
    Label(
        Outcome.CLIENT_CLOSED,
        Fault.UNKNOWN,
        pl.col("aborted") & (_SUCCESS | _STATUS.is_null()),
        "The server noted that the client left before it had all of the response.",
        "RFC 9112 §9.6",
        {"status": 200, "aborted": True},
        {"status": 200, "aborted": False},
    ),
    Label(
        Outcome.NO_RESPONSE,
        Fault.CLIENT,
        _NO_STATUS & failed(Fault.CLIENT),
        "The client was offline, or did not let the request out.",
        "Fetch §4",
        {"status": None, "error": "net::ERR_INTERNET_DISCONNECTED"},
        {"status": None, "error": "net::ERR_ABORTED"},
    ),
    Label(
        Outcome.NO_RESPONSE,
        Fault.SERVER,
        _NO_STATUS & failed(Fault.SERVER),
        "What the site itself says or sends made the browser refuse.",
        "Fetch §4",
        {"status": None, "error": "net::ERR_BLOCKED_BY_CSP"},
        {"status": None, "error": "net::ERR_FAILED"},
    ),
    Label(
        Outcome.NO_RESPONSE,
        Fault.INTERMEDIARY,
        _NO_STATUS & failed(Fault.INTERMEDIARY),
        "A proxy could not be reached, or did not let the request through.",
        "RFC 9110 §9.3.6",
        {"status": None, "error": "net::ERR_TUNNEL_CONNECTION_FAILED"},
        {"status": None, "error": "net::ERR_CONNECTION_FAILED"},
    ),
    Label(
        Outcome.NO_RESPONSE,
        Fault.UNKNOWN,
        _NO_STATUS,
        "No status came: the exchange ended before a response did.",
        "RFC 9110 §15",
        {"status": None, "status_text": "000"},
        {"status": None, "status_text": "999"},
    ),
    Label(
        Outcome.INVALID_STATUS,
        Fault.UNKNOWN,
        _STATUS.is_null(),
        "What stands in the status field is no status code of HTTP.",
        "RFC 9110 §15",
        {"status": None, "status_text": "999"},
        {"status": 599},
    ),
    Label(
        Outcome.BROWSER_CACHE,
        Fault.NONE,
        _SUCCESS & _CACHE.is_in(["memory", "disk", "browser"]),
        "The browser answered from its own cache; nothing went over the network.",
        "RFC 9111 §4",
        {"status": 200, "cache": "disk"},
        {"status": 304, "cache": "disk"},
    ),
    Label(
        Outcome.SERVICE_WORKER,
        Fault.NONE,
        _SUCCESS & (_CACHE == "service worker"),
        "A service worker of the page answered instead of the network.",
        "Service Workers §4",
        {"status": 200, "cache": "service worker"},
        {"status": 404, "cache": "service worker"},
    ),
    Label(
        Outcome.SHARED_CACHE,
        Fault.NONE,
        _SUCCESS & (_CACHE == "shared hit"),
        "A cache between the browser and the origin answered.",
        "RFC 9111 §4",
        {"status": 200, "cache": "shared hit"},
        {"status": 200, "cache": "shared miss"},
    ),
    Label(
        Outcome.REDIRECT,
        Fault.NONE,
        (_STATUS == 300) & pl.col("location").is_not_null(),
        "The server names the choice it prefers, and browsers go there.",
        "RFC 9110 §15.4.1",
        {"status": 300, "location": "/de"},
        {"status": 300},
    ),
    Label(
        Outcome.OTHER_REDIRECTION,
        Fault.SERVER,
        _STATUS.is_in([301, 302, 303, 307, 308])
        & pl.col("location").is_null()
        & (fact("response", "location") == False),  # noqa: E712 - null must stay null
        "The client is sent elsewhere, but not told where: the response has no Location.",
        "RFC 9110 §15.4",
        {"status": 301, "response_headers": []},
        {"status": 301, "response_headers": None},
    ),
    Label(
        Outcome.CREDENTIALS_REFUSED,
        Fault.CLIENT,
        (_STATUS == 401) & CREDENTIALS,
        "Credentials were sent, and they were not accepted.",
        "RFC 9110 §15.5.2",
        {"status": 401, "user": "alice"},
        {"status": 401},
    ),
    Label(
        Outcome.REQUEST_TIMEOUT,
        Fault.NONE,
        (_STATUS == 408) & (pl.col("defect") == Defect.EMPTY),
        "Nothing was sent on the connection: browsers open some ahead of need.",
        "RFC 9110 §15.5.9",
        {"status": 408, "defect": "empty request"},
        {"status": 408},
    ),
    Label(
        Outcome.BROKEN_LINK,
        Fault.SERVER,
        _STATUS.is_in([404, 410]) & SAME_SITE & ~PROBED.fill_null(value=False),
        "A page of the same site leads here: the link is broken, and the site's to mend.",
        "RFC 9110 §15.5.5",
        {"status": 404, "host": "example.com", "referrer": "https://example.com/start"},
        {"status": 404, "host": "example.com", "referrer": "https://example.org/"},
    ),
)

MAY_LABEL = (
    _STATUS.is_null()
    | _STATUS.is_in([300, 301, 302, 303, 307, 308, 401, 408])
    | pl.col("aborted")
    | _CACHE.is_not_null()
    | SAME_SITE
)
"""The rows that any rule may hold for."""
