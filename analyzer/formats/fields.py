"""The fields that a line can hold: how each is written, and which columns of ENTRY it fills."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from analyzer.formats import request
from analyzer.formats.client import bare
from analyzer.formats.escape import unescape
from analyzer.formats.moment import clf
from analyzer.formats.secrets import mask_url, masked

TOKEN = re.compile(r"\{(\w+)\}")
"""A field in a template."""

WORD = r"[^ ]+"
ADDRESSES = r"(?:[^ ]+, )*[^ ]+"
HOST = r"(?:\[[^\] ]*\]|[^ :]+)"

PORT = r"[0-9]+"

_ADDRESS = r"(?:\d+\.\d+\.\d+\.\d+(?::\d+)?|\[?[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:\]:\d+)?|unknown)"
FORWARDED = rf"(?:-|{_ADDRESS}(?:, ?{_ADDRESS})*)"
"""X-Forwarded-For as proxies write it; `-` where there was none."""

LARGEST_BODY = 1 << 50
"""Bytes. What claims to be larger than a petabyte is a damaged line; sums would overflow."""


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of field.

    Args:
        name: as templates write it, `{name}`.
        columns: from the field's raw texts, a row a line, to columns of ENTRY.
        pattern: what it may be where nothing quotes it.
        careless: the same, in lines with raw quotes inside their quotes, or cut short: narrower,
            because there it must tell where the field before it ends.
        simple: which texts the pattern would take just so, if splitting alone does not ensure it.
        typical: what it looks like, if seeing it is what tells a format from others.
        usual: what it is in most lines of most logs, if one value is.
    """

    name: str
    columns: Callable[[pl.Series], dict[str, pl.Series]]
    pattern: str = WORD
    careless: str | None = None
    simple: Callable[[pl.Series], pl.Series] | None = None
    typical: str | None = None
    usual: str | None = None


def absent(raw: pl.Series) -> pl.Series:
    """Null for what servers write instead of nothing."""
    return raw.set((raw == "-") | (raw == ""), None)


def _text(column: str) -> Callable[[pl.Series], dict[str, pl.Series]]:
    return lambda raw: {column: unescape(absent(raw))}


def _url(column: str) -> Callable[[pl.Series], dict[str, pl.Series]]:
    """Text that is a URL, or may hold one or a cookie: what is secret in it stays outside."""
    return lambda raw: {column: masked(unescape(absent(raw)), mask_url)}


def _nothing(_: pl.Series) -> dict[str, pl.Series]:
    return {}


def _client(raw: pl.Series) -> dict[str, pl.Series]:
    return {"client": absent(bare(raw))}


def _host(raw: pl.Series) -> dict[str, pl.Series]:
    return {"host": absent(raw.str.to_lowercase().str.strip_chars("[]"))}


def _user(raw: pl.Series) -> dict[str, pl.Series]:
    # Apache writes a name that was sent, but is empty, as "".
    return {"user": absent(unescape(raw.set(raw == '""', None)))}


def _size(raw: pl.Series) -> dict[str, pl.Series]:
    size = raw.cast(pl.UInt64, strict=False)
    return {"bytes": size.set(size > LARGEST_BODY, None)}


def _status(raw: pl.Series) -> dict[str, pl.Series]:
    number = raw.cast(pl.UInt16, strict=False)
    valid = (number.is_between(100, 599) & (raw.str.len_bytes() == 3)).fill_null(value=False)
    return {"status": number.set(~valid, None), "status_text": raw.set(valid, None)}


def _request(raw: pl.Series) -> dict[str, pl.Series]:
    return request.split(raw).to_dict()


def _like(pattern: str) -> Callable[[pl.Series], pl.Series]:
    return lambda raw: raw.str.contains(rf"^{pattern}$")


def _without(character: str) -> Callable[[pl.Series], pl.Series]:
    return lambda raw: ~raw.str.contains(character, literal=True)


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("client", _client, ADDRESSES, simple=_without(" ")),
        Field("ident", _nothing, usual="-"),
        Field("user", _user, r".+?", usual="-"),
        # Names of users may hold brackets, times do not.
        Field(
            "time",
            clf,
            r"[^\[]+?",
            careless=r"[^\[\]]+",
            simple=_without("["),
        ),
        Field("request", _request),
        Field("status", _status, careless=r"(?:-|[0-9]+)"),
        Field("bytes", _size, careless=r"(?:-|-?[0-9]+)"),
        Field("referrer", _url("referrer")),
        Field("agent", _text("agent")),
        Field("forwarded", _text("forwarded"), ADDRESSES, typical=FORWARDED),
        Field("host", _host, HOST, simple=_like(HOST)),
        Field("port", _nothing, PORT, simple=_like(PORT)),
        Field("extra", _url("extra"), ".*"),
    )
}
