"""The fields that a line can hold: how each is written, and which columns of ENTRY it fills.

A field's pattern is what the regex takes where the line is not as simple as most; its columns are
expressions over the column of its own name, which holds the field's raw text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from analyzer.formats.request import PROTOCOLS

TOKEN = re.compile(r"\{(\w+)\}")
"""A field in a template."""

WORD = r"[^ ]+"
ADDRESSES = r"[^ ,]+(?:, ?[^ ,]+)*"


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of field.

    Args:
        name: as templates write it, `{name}`.
        columns: from the field's raw text to columns of ENTRY.
        pattern: what it may be where nothing quotes it.
    """

    name: str
    columns: Callable[[pl.Expr], dict[str, pl.Expr]]
    pattern: str = WORD


def absent(raw: pl.Expr) -> pl.Expr:
    """Null for what servers write instead of nothing."""
    return pl.when((raw != "-") & (raw != "")).then(raw)


def _to(column: str) -> Callable[[pl.Expr], dict[str, pl.Expr]]:
    return lambda raw: {column: absent(raw)}


def _nothing(_: pl.Expr) -> dict[str, pl.Expr]:
    return {}


def _size(raw: pl.Expr) -> dict[str, pl.Expr]:
    return {"bytes": raw.cast(pl.UInt64, strict=False)}


def _status(raw: pl.Expr) -> dict[str, pl.Expr]:
    number = raw.cast(pl.UInt16, strict=False)
    valid = number.is_between(100, 599) & (raw.str.len_bytes() == 3)
    return {"status": pl.when(valid).then(number), "status_text": pl.when(~valid).then(raw)}


def _clf_time(raw: pl.Expr) -> dict[str, pl.Expr]:
    # One explicit format, so that polars caches: most lines of a block share their second.
    moment = raw.str.to_datetime(
        "%d/%b/%Y:%H:%M:%S %z", time_unit="us", time_zone="UTC", strict=False
    )
    return {"time": moment, "offset": _offset(raw.str.tail(5))}


def _offset(zone: pl.Expr) -> pl.Expr:
    """`+0530` as seconds, 19800."""
    hours, minutes = (zone.str.slice(at, 2).cast(pl.Int32, strict=False) for at in (1, 3))
    seconds = hours * 3600 + minutes * 60
    return pl.when(zone.str.starts_with("-")).then(-seconds).otherwise(seconds)


def _request(raw: pl.Expr) -> dict[str, pl.Expr]:
    """The request line's parts are put in beforehand, as fields of a struct."""
    part = raw.struct.field
    return {
        name: part(name).replace(PROTOCOLS) if name == "protocol" else part(name)
        for name in ("method", "scheme", "host", "path", "query", "protocol", "defect")
    }


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("client", _to("client"), ADDRESSES),
        Field("ident", _nothing),
        Field("user", _to("user"), r"[^\[]+?"),
        Field("time", _clf_time, r"[^\]]+"),
        Field("request", _request),
        Field("status", _status),
        Field("bytes", _size),
        Field("referrer", _to("referrer")),
        Field("agent", _to("agent")),
        Field("forwarded", _to("forwarded"), ADDRESSES),
        Field("host", lambda raw: {"host": absent(raw).str.to_lowercase()}, r"[^ :]+"),
        Field("port", _nothing, r"\d+"),
        Field("extra", _to("extra"), ".*"),
    )
}
