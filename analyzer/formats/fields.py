"""The fields that a line can hold: how each is written, and which columns of ENTRY it fills."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from analyzer.formats import request
from analyzer.formats.client import bare
from analyzer.formats.escape import unescape
from analyzer.formats.moment import clf

TOKEN = re.compile(r"\{(\w+)\}")
"""A field in a template."""

WORD = r"[^ ]+"
ADDRESSES = r"[^ ,]+(?:, ?[^ ,]+)*"

LARGEST_BODY = 1 << 50
"""Bytes. What claims to be larger than a petabyte is a damaged line; sums would overflow."""


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of field.

    Args:
        name: as templates write it, `{name}`.
        columns: from the field's raw texts, a row a line, to columns of ENTRY.
        pattern: what it may be where nothing quotes it.
        usual: what it is in most lines of most logs, if one value is.
    """

    name: str
    columns: Callable[[pl.Series], dict[str, pl.Series]]
    pattern: str = WORD
    usual: str | None = None


def absent(raw: pl.Series) -> pl.Series:
    """Null for what servers write instead of nothing."""
    return raw.set((raw == "-") | (raw == ""), None)


def _text(column: str) -> Callable[[pl.Series], dict[str, pl.Series]]:
    return lambda raw: {column: unescape(absent(raw))}


def _nothing(_: pl.Series) -> dict[str, pl.Series]:
    return {}


def _client(raw: pl.Series) -> dict[str, pl.Series]:
    return {"client": absent(bare(raw))}


def _host(raw: pl.Series) -> dict[str, pl.Series]:
    return {"host": absent(raw.str.to_lowercase())}


def _size(raw: pl.Series) -> dict[str, pl.Series]:
    size = raw.cast(pl.UInt64, strict=False)
    return {"bytes": size.set(size > LARGEST_BODY, None)}


def _status(raw: pl.Series) -> dict[str, pl.Series]:
    number = raw.cast(pl.UInt16, strict=False)
    valid = (number.is_between(100, 599) & (raw.str.len_bytes() == 3)).fill_null(value=False)
    return {"status": number.set(~valid, None), "status_text": raw.set(valid, None)}


def _request(raw: pl.Series) -> dict[str, pl.Series]:
    return request.split(raw).to_dict()


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("client", _client, ADDRESSES),
        Field("ident", _nothing, usual="-"),
        Field("user", _text("user"), r"[^\[]+?", usual="-"),
        Field("time", clf, r"[^\]]+"),
        Field("request", _request),
        Field("status", _status),
        Field("bytes", _size),
        Field("referrer", _text("referrer")),
        Field("agent", _text("agent")),
        Field("forwarded", _text("forwarded"), ADDRESSES),
        Field("host", _host, r"[^ :]+"),
        Field("port", _nothing, r"\d+"),
        Field("extra", _text("extra"), ".*"),
    )
}
