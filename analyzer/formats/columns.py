"""Columns of ENTRY from the fields that nearly all formats have; `parts` has those of some."""

import polars as pl

from analyzer.formats import clock, parts
from analyzer.formats.client import bare
from analyzer.formats.durations import lasting
from analyzer.formats.escape import unescape
from analyzer.formats.moment import clf
from analyzer.formats.parts import absent, known
from analyzer.formats.request import split
from analyzer.formats.rows import Columns
from analyzer.formats.secrets import hint, mask_url, masked


def text(column: str) -> Columns:
    """Text as it was sent."""
    return lambda raw: {column: unescape(absent(raw))}


_LOOKED_AT = (
    known(pl.col("raw")).alias("text"),
    (pl.col("raw").str.contains("\\", literal=True) | hint("raw")).alias("odd"),
)


def url(column: str) -> Columns:
    """Text that is a URL, or may hold one or a cookie: what is secret in it stays outside."""

    def columns(raw: pl.Series) -> dict[str, pl.Series]:
        # One look at all of them, and a closer one at the few with an escape or a hint.
        frame = raw.alias("raw").to_frame().select(_LOOKED_AT)
        rows = frame["odd"].arg_true()
        if not len(rows):
            return {column: frame["text"]}
        some = masked(unescape(frame["text"].gather(rows)), mask_url)
        return {column: frame["text"].scatter(rows, some)}

    return columns


def nothing(_: pl.Series) -> dict[str, pl.Series]:
    """What no column holds."""
    return {}


def client(raw: pl.Series) -> dict[str, pl.Series]:
    """An address without brackets and port, or a name."""
    return {"client": absent(bare(raw))}


def user(raw: pl.Series) -> dict[str, pl.Series]:
    """A name; one that was sent, but is empty, Apache writes as ""."""
    return {"user": absent(unescape(absent(raw, '""')))}


def ident(raw: pl.Series) -> dict[str, pl.Series]:
    """Nobody asks for the name at the client's end any more; lighttpd writes the host there."""
    text = absent(raw)
    if text.null_count() == len(text):
        return {"host": text}
    named = text.str.contains(r"^(?i:[a-z0-9_-]+\.)+[a-z]{2,}(?::\d+)?$")
    return parts.authority(text.set(~named, None))


def of_target(raw: pl.Series) -> dict[str, pl.Series]:
    """What the server behind took is a part of the whole."""
    took = lasting("upstream", "s")(raw)
    return took | {"duration": took["upstream"]}


def size(column: str) -> Columns:
    """Bytes, in the column of that name."""
    return lambda raw: parts.size(column, raw)


def time(raw: pl.Series) -> dict[str, pl.Series]:
    """The common log format's, or, of one who put nginx's $time_iso8601 there, ISO 8601."""
    found = clf(raw)
    rows = (found["time"].is_null() & raw.str.contains(r"^\d{4}-")).arg_true()
    if len(rows):
        stamped = clock.iso(raw.gather(rows))
        found = {name: series.scatter(rows, stamped[name]) for name, series in found.items()}
    return found


def request(raw: pl.Series) -> dict[str, pl.Series]:
    """Method, target and protocol."""
    return split(raw).to_dict()
