"""FIELDS: everything that is read of an entry, where it stands, and how it is read.

What the table does not name never enters, bodies and cookies first of all.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import polars as pl
from msgspec import Struct

from analyzer.formats.har.repairs import Repair, Repairs

Json = dict[str, Any]
Reader = Callable[[object, Repairs], object]
"""From any JSON value to that of a column; what is put right on the way is counted."""

RANGE = 2.0**53
"""No size and no time of a HAR lies beyond: most exporters keep them as doubles."""

LONGEST = 1 << 16
"""Characters that are read of a text; a `data:` URL may have megabytes."""

_DEEPEST = 32
"""Stacks of calls in each other; Chrome records as many asynchronous ones."""

_DATED = re.compile(r"\s*\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")

_MILLISECONDS_FROM = 1e11
"""As seconds this is the year 5138; a greater number counts milliseconds."""

_PLAIN = {int, float}
_NUMERIC = re.compile(r"\s*[+-]?\d{1,17}(?:\.\d{1,17})?\s*")


def number(value: object, repairs: Repairs) -> float | None:
    """A number, or null where there is none; -1 passes, each field has its own rule for it."""
    # Thirteen of an entry are numbers, and nearly all of them plain ones.
    if type(value) in _PLAIN and -RANGE < value < RANGE:  # type: ignore[operator]
        return value  # type: ignore[return-value]
    if value is None:
        return None
    if isinstance(value, str) and _NUMERIC.fullmatch(value):  # WebPageTest quotes its numbers
        value = float(value)
    if isinstance(value, int | float) and -RANGE < value < RANGE and not isinstance(value, bool):
        return value
    repairs[Repair.NUMBER] += 1  # NaN, too: it lies in no range
    return None


def text(value: object, repairs: Repairs) -> str | None:
    """A text that a frame can hold, or null where there is none."""
    if not isinstance(value, str):
        return None
    value = value[:LONGEST]
    if value.isascii():
        return value
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if whole != value:
        repairs[Repair.SURROGATE] += 1
    return whole


def label(value: object, repairs: Repairs) -> str | None:
    """A text that some exporters write as a number (ids, status codes), or null."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        integral = isinstance(value, float) and value.is_integer()
        return str(int(value) if integral else value)[:40]
    return text(value, repairs) or None


def date(value: object, repairs: Repairs) -> str | None:
    """A date as text, and a number of seconds or milliseconds, too.

    Empty where there is none: haralyzer raises on null, and guesses the 10th of this month
    from `10`.
    """
    if isinstance(value, str):
        return text(value, repairs) if _DATED.match(value) else ""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    repairs[Repair.DATE] += 1
    try:
        seconds = value / 1000 if value > _MILLISECONDS_FROM else float(value)
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (OverflowError, OSError, ValueError):  # infinite, or a year that no calendar has
        return ""


def flag(value: object, _: Repairs) -> bool:
    """Whether something is said to be so."""
    return value is True


def initiator(value: object, repairs: Repairs) -> str | None:
    """The URL that made a browser ask: of the document, or of the script whose call it was.

    chrome-har and WebPageTest write the URL alone; Chrome an object, whose stack of calls may have
    its first named place only in what called the innermost asynchronously.
    """
    if not isinstance(value, dict):
        return text(value, repairs) or None
    if named := text(value.get("url"), repairs):
        return named
    stack = value.get("stack")
    for _ in range(_DEEPEST):
        if not isinstance(stack, dict):
            break
        frames = stack.get("callFrames")
        for frame in frames if isinstance(frames, list) else ():
            if isinstance(frame, dict) and (named := text(frame.get("url"), repairs)):
                return named
        stack = stack.get("parent")
    return None


class Field(Struct, frozen=True):
    """One thing that an exporter may record of an entry.

    Args:
        column: its name in the frame of what was recorded.
        part: where in the entry it stands: entry, request, response, content or timings.
        key: how HAR, or the exporter that has it, calls it.
        read: from any JSON value to the column's type.
        dtype: the column's type.
    """

    column: str
    part: str
    key: str
    read: Reader
    dtype: type[pl.DataType]


def _texts(part: str, **keys: str) -> tuple[Field, ...]:
    return tuple(Field(column, part, key, text, pl.String) for column, key in keys.items())


def _numbers(part: str, **keys: str) -> tuple[Field, ...]:
    return tuple(Field(column, part, key, number, pl.Float64) for column, key in keys.items())


def _flags(part: str, **keys: str) -> tuple[Field, ...]:
    return tuple(Field(column, part, key, flag, pl.Boolean) for column, key in keys.items())


FIELDS: tuple[Field, ...] = (
    Field("page", "entry", "pageref", label, pl.String),
    Field("started", "entry", "startedDateTime", date, pl.String),
    *_texts("entry", entry_error="_error"),
    *_texts("entry", from_cache="_fromCache", fetch_type="_fetchType"),  # Chrome; Safari
    *_texts("entry", charles_status="_charlesStatus"),
    *_flags("entry", aborted="_wasAborted"),  # Playwright
    *_numbers("entry", time="time"),
    Field("initiated_by", "entry", "_initiator", initiator, pl.String),  # Chrome and its kin
    Field("wire_bytes", "entry", "_bytesIn", number, pl.Float64),  # WebPageTest
    *_texts("request", method="method", url="url", request_version="httpVersion"),
    *_numbers("request", request_headers_size="headersSize", request_body_size="bodySize"),
    Field("code", "response", "status", label, pl.String),
    *_texts("response", response_version="httpVersion", redirect_url="redirectURL"),
    *_texts("response", redirection_url="redirectionURL"),  # Internet Explorer
    *_texts("response", response_error="_error", failure="_failureText"),  # Chrome; Playwright
    *_texts("response", error_text="_errorText"),  # scripts that hand on Chrome's errorText
    *_texts("response", worker_source="_serviceWorkerResponseSource"),  # Chrome
    *_flags("response", via_worker="_fetchedViaServiceWorker"),  # Chrome
    *_flags("response", from_worker="fromServiceWorker", from_disk="fromDiskCache"),  # chrome-har
    *_flags("response", from_prefetch="fromPrefetchCache"),  # chrome-har
    *_numbers("response", headers_size="headersSize", body_size="bodySize"),
    *_numbers("response", transfer_size="_transferSize"),
    *_texts("content", mime="mimeType"),
    *_numbers("content", content_size="size"),
    *_numbers("timings", blocked="blocked", dns="dns", connect="connect", tls="ssl"),
    *_numbers("timings", send="send", wait="wait", receive="receive"),
)

NAMES: dict[str, frozenset[str]] = {
    part: frozenset(field.key for field in FIELDS if field.part == part)
    for part in ("entry", "request", "response", "content", "timings")
}
"""What is read of each part, as it is called there."""
