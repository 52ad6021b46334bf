"""Columns of ENTRY from the fields that nearly all formats have; `parts` has those of some."""

import polars as pl

from analyzer.formats import clock, parts
from analyzer.formats.client import bare, dressed
from analyzer.formats.durations import lasting
from analyzer.formats.escape import unescape
from analyzer.formats.hints import glance
from analyzer.formats.look import Look
from analyzer.formats.moment import clf
from analyzer.formats.parts import absent, known
from analyzer.formats.request import split
from analyzer.formats.rows import Columns
from analyzer.formats.secrets import mask_url, masked


def text(column: str) -> Look:
    """Text as it was sent."""
    return Look(
        lambda raw: {column: known(raw)},
        lambda raw: raw.str.contains("\\", literal=True),
        lambda raw: {column: unescape(absent(raw))},
    )


def url(column: str) -> Look:
    """Text that is a URL, or may hold one or a cookie: what is secret in it stays outside."""
    return Look(
        lambda raw: {column: known(raw)},
        lambda raw: raw.str.contains("\\", literal=True) | glance(raw),
        lambda raw: {column: masked(unescape(absent(raw)), mask_url)},
    )


def seldom(column: str, columns: Columns) -> Look:
    """What hardly any line has, and is looked at only where it is there."""
    return Look(
        lambda _: {column: pl.lit(None, pl.String)}, lambda raw: (raw != "-") & (raw != ""), columns
    )


def nothing(_: pl.Series) -> dict[str, pl.Series]:
    """What no column holds."""
    return {}


client = Look(
    lambda raw: {"client": known(raw)}, dressed, lambda raw: {"client": absent(bare(raw))}
)
"""An address without brackets and port, or a name."""


def last_client(raw: pl.Series) -> dict[str, pl.Series]:
    """`Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317`: the client is the last word."""
    return client(raw.str.extract(r"(?:\x1b\[\d*m)?([^ ]+)$"))


def _user(raw: pl.Series) -> dict[str, pl.Series]:
    return {"user": absent(unescape(absent(raw, '""')))}


user = seldom("user", _user)
"""A name; one that was sent, but is empty, Apache writes as ""."""


def _ident(raw: pl.Series) -> dict[str, pl.Series]:
    named = raw.str.contains(r"^(?i:[a-z0-9_-]+\.)+[a-z]{2,}(?::\d+)?$")
    return parts.authority(raw.set(~named, None))


ident = seldom("host", _ident)
"""Nobody asks for the name at the client's end any more; lighttpd writes the host there."""


_BEHIND = lasting("upstream", "s")
of_target = Look(
    lambda raw: dict.fromkeys(("upstream", "duration"), _BEHIND.columns(raw)["upstream"]),
    _BEHIND.odd,
    lambda raw: dict.fromkeys(("upstream", "duration"), _BEHIND(raw)["upstream"]),
)
"""What the server behind took is a part of the whole."""


def time(raw: pl.Series) -> dict[str, pl.Series]:
    """The common log format's, or, of one who put nginx's $time_iso8601 there, ISO 8601."""
    found = clf(raw)
    if found["time"].null_count() == raw.null_count():
        return found
    rows = pl.DataFrame([found["time"], raw.alias("raw")]).select(_STAMPED).to_series()
    if len(rows):
        stamped = clock.iso(raw[rows])
        found = {name: series.scatter(rows, stamped[name]) for name, series in found.items()}
    return found


_STAMPED = pl.arg_where(pl.col("time").is_null() & pl.col("raw").str.contains(r"^\d{4}-"))


def request(raw: pl.Series) -> dict[str, pl.Series]:
    """Method, target and protocol."""
    return split(raw).to_dict()
