"""ENTRY, the one schema: a row for each physical line of an access log or entry of a HAR.

Absent is null: never `-`, `0` or an empty string. Every later stage adds columns and changes none
of these.
"""

from enum import StrEnum

import polars as pl


class Reject(StrEnum):
    """Why a line is no entry, in words for the user."""

    NO_FORMAT = "no format matches"
    TIME = "time is not a date"
    STATUS = "status is not a number"
    CUT = "line is cut short"
    TOO_LONG = "line is too long"
    NOT_AN_ENTRY = "HAR entry holds no request"
    ENTRY_BROKEN = "HAR entry is no JSON"
    ENTRY_CUT = "HAR ends within the entry"

    BLANK = "blank line"
    COMMENT = "comment"


IGNORED = frozenset({Reject.BLANK, Reject.COMMENT})
"""Reasons by rule: such a line is counted as ignored, not as rejected."""


class Defect(StrEnum):
    """What is wrong with the request line of an entry that is an entry all the same."""

    EMPTY = "empty request"
    SPACE = "space in the target"
    NO_VERSION = "no HTTP version"
    TLS = "TLS on a plain port"
    BINARY = "binary bytes"
    NO_TARGET = "no target"


class Repair(StrEnum):
    """One kind of departure from HAR 1.2 that is read all the same, in words for the user."""

    CUT = "document that is cut short"
    BROKEN = "document whose JSON is broken"
    BYTES = "bytes that are no UTF-8"
    SURROGATE = "half of a character"
    LOG = "entries without a log around them"
    PAGE_UNLISTED = "page that entries name and no page list has"
    PAGE_REPEATED = "page that is listed twice"
    PAGE_UNNAMED = "page without an id"
    RESPONSE = "entry without a response"
    TIMINGS = "entry without timings"
    HEADERS = "headers that are no list of names and values"
    HEADER_UNNAMED = "header without a name"
    HEADER_JOINED = "headers joined in one value"
    NUMBER = "number that is none, or out of any range"
    DATE = "date that is a number"


class Party(StrEnum):
    """Whose host a page asked: by registrable domain, as browsers tell sites apart."""

    FIRST = "first"
    """That of the page's own document (or that which the Referer names), or a part of the same domain."""
    THIRD = "third"


class Freshness(StrEnum):
    """What a response says of how long a browser may use it again without asking (RFC 9111)."""

    STATED = "stated"
    """For a while, by `max-age` or `Expires`."""
    HEURISTIC = "heuristic"
    """It does not say, but has a `Last-Modified` to guess by (section 4.2.2)."""
    UNSAID = "unsaid"
    """It does not say, and there is nothing to guess by."""
    STALE = "stale"
    """Never without asking: `no-cache`, a lifetime of nothing, or `Vary: *`."""
    FORBIDDEN = "forbidden"
    """It is not to be kept: `no-store`."""


class Family(StrEnum):
    """What the body of a response gives away."""

    TRACE = "stack trace"
    DATABASE = "database error"
    PAGE = "error page"


REJECT = pl.Enum([reason.value for reason in Reject])
DEFECT = pl.Enum([defect.value for defect in Defect])
REPAIR = pl.Enum([repair.value for repair in Repair])
PARTY = pl.Enum([party.value for party in Party])
FRESHNESS = pl.Enum([freshness.value for freshness in Freshness])
FAMILY = pl.Enum([family.value for family in Family])

HEADERS = pl.List(pl.Struct({"name": pl.String, "value": pl.String}))
"""Lower-case names. Null: not recorded. Empty: recorded, and there were none."""

TIMINGS = pl.Struct(
    {
        phase: pl.Duration("us")
        for phase in ("blocked", "dns", "connect", "tls", "send", "wait", "receive")
    }
)
"""The phases of a HAR entry; `tls` lies inside `connect`. A phase that is unknown is null."""

LOADING = pl.Struct(
    {
        "title": pl.String,
        "started": pl.Datetime("us", "UTC"),
        "on_content_load": pl.Duration("us"),
        "on_load": pl.Duration("us"),
        "document": pl.UInt64(),  # line of the page's main document, behind its redirects
    }
)
"""What a HAR says of the page that an entry belongs to; all null where it has no page."""

DISCLOSED = pl.List(
    pl.Struct(
        {
            "family": FAMILY,
            "kind": pl.String,
            "version": pl.String,
            "path": pl.String,
        }
    )
)
"""What a body gives away, each family at most once: of which software, which version of it, which file.
Null: no body was recorded. Empty: it gives nothing away."""

ENTRY: dict[str, pl.DataType] = {
    "source": pl.String(),  # the file as the user would name it
    "line": pl.UInt64(),  # physical line, or entry of a HAR, counted from 1
    "format": pl.String(),  # in which the line was read; null for a reject
    "reject": REJECT,  # null for an entry
    "raw": pl.String(),  # the line itself, of a reject only
    "time": pl.Datetime("us", "UTC"),  # start of the request where known
    "offset": pl.Int32(),  # the source's own offset from UTC, seconds
    "client": pl.String(),  # as logged, without brackets and port
    "country": pl.String(),  # of the client, by the user's own file: DE
    "network": pl.String(),  # the same: AS64500 Example
    "user": pl.String(),
    "agent": pl.String(),
    "referrer": pl.String(),
    "method": pl.String(),
    "scheme": pl.String(),
    "host": pl.String(),  # lower case, without port
    "path": pl.String(),  # of a malformed request: its raw text
    "query": pl.String(),  # without the question mark
    "protocol": pl.String(),  # HTTP/1.1, HTTP/2 ...
    "defect": DEFECT,  # what is wrong with the request line
    "status": pl.UInt16(),  # null: no valid status
    "status_text": pl.String(),  # the raw text where status is null
    "bytes": pl.UInt64(),  # body sent
    "request_bytes": pl.UInt64(),  # request received
    "duration": pl.Duration("us"),  # the whole request
    "upstream": pl.Duration("us"),  # the server behind
    "upstream_address": pl.String(),  # of it; of a group of which none could be asked, its name
    "upstream_tried": pl.String(),  # those asked before it in vain, as logged: 10.0.0.1:80, 10.0.0.2:80
    "aborted": pl.Boolean(),  # the client left before it had all of the response
    "media": pl.String(),  # content type without parameters, lower case
    "cache": pl.String(),  # what a cache said of itself: hit, miss, memory, disk ...
    "location": pl.String(),  # where a redirect points, as sent
    "retry_after": pl.String(),  # when the client may ask again, as sent: seconds, or a date
    "forwarded": pl.String(),  # X-Forwarded-For, as logged
    "request_headers": HEADERS,
    "response_headers": HEADERS,
    "page": pl.String(),  # the page of a HAR
    "loading": LOADING,  # of that page; null: the entry is of no HAR
    "timings": TIMINGS,
    "transfer_bytes": pl.UInt64(),  # on the wire, headers included
    "content_bytes": pl.UInt64(),  # what the client got to work with, decoded
    "initiator": pl.UInt64(),  # line of the entry that made the browser ask for this one
    "party": PARTY,  # whose host it is, for the page; null where neither page nor Referer tells
    "freshness": FRESHNESS,  # what the response says of its use as a copy; null: not of a kind to be kept
    "fresh_until": pl.Datetime("us", "UTC"),  # to when a browser may use it without asking
    "error": pl.String(),  # why the browser got no response
    "repairs": pl.List(REPAIR),  # what had to be put right in a HAR, a word for each time
    "disclosed": DISCLOSED,  # what the response's body gives away; of a HAR only
    "extra": pl.String(),  # what a line holds behind the fields of its format
}


_ABSENT = {name: pl.lit(None, dtype).alias(name) for name, dtype in ENTRY.items()}


def conform(frame: pl.DataFrame) -> pl.DataFrame:
    """Bring a frame into ENTRY's columns, order and types.

    Args:
        frame: any of ENTRY's columns, each of its type or castable to it.

    Returns:
        All of ENTRY's columns; those that the frame lacks are null.

    Raises:
        polars.exceptions.InvalidOperationError: a value does not fit its column's type.
    """
    have = frame.schema
    return frame.select(
        _ABSENT[name]
        if name not in have
        else name
        if have[name] == dtype
        else pl.col(name).cast(dtype)
        for name, dtype in ENTRY.items()
    )


def header(side: str, name: str) -> pl.Expr:
    """The first value of a header; null where headers are unknown or it was not there.

    Args:
        side: `request` or `response`.
        name: the header's name in lower case.
    """
    return (
        pl.col(f"{side}_headers")
        .list.eval(
            pl.element().struct.field("value").filter(pl.element().struct.field("name") == name)
        )
        .list.first()
    )
