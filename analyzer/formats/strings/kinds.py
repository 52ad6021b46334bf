"""The fields that format strings can hold beyond those of the built-in formats.

Each is a `Field` as in FIELDS; where it stands in a line is told by `line.py`.
"""

from collections.abc import Callable

import polars as pl

from analyzer.formats import columns, parts, request
from analyzer.formats.durations import lasting
from analyzer.formats.escape import unescape
from analyzer.formats.fields import FIELDS, Field
from analyzer.formats.moment import EARLIEST, LATEST
from analyzer.formats.parts import absent
from analyzer.formats.rows import per_run
from analyzer.formats.secrets import MASK, mask_header, mask_query, mask_url, masked

Columns = Callable[[pl.Series], dict[str, pl.Series]]

TIMES = r"(?:-|[0-9.]+)(?:(?:, | : )(?:-|[0-9.]+))*"
"""The times of several servers behind, as nginx writes them."""

COOKIES = r"[^ ]*[^ ;](?:; [^ ]*[^ ;])*"
CREDENTIALS = r"(?:[A-Za-z]+ [^ ]*[^ ,](?:, [^ ]*[^ ,])*|[^ ]+)"
"""What must be taken whole even where nothing quotes it, or half of a secret would stay."""

_ZONE = r"([+-]\d\d:?\d\d)$"


def _method(raw: pl.Series) -> dict[str, pl.Series]:
    return {"method": unescape(absent(raw))}


def _target(raw: pl.Series) -> dict[str, pl.Series]:
    return request.target(absent(raw))


def _path(raw: pl.Series) -> dict[str, pl.Series]:
    return {"path": masked(unescape(absent(raw)), mask_url)}


def _query(raw: pl.Series) -> dict[str, pl.Series]:
    return {"query": masked(absent(unescape(raw).str.strip_prefix("?")), mask_query)}


def _protocol(raw: pl.Series) -> dict[str, pl.Series]:
    return {"protocol": request.spelled(absent(raw))}


def _place(raw: pl.Series) -> dict[str, pl.Series]:
    """Host and target with nothing between."""
    host, target = (raw.str.extract(pattern) for pattern in ("^([^/]*)", "(/.*)$"))
    return _host(host) | _target(target)


def _host(raw: pl.Series) -> dict[str, pl.Series]:
    """The Host header may name a port, which no column holds."""
    host = raw.str.to_lowercase().str.replace(r":\d*$", "").str.strip_chars("[]")
    return {"host": absent(host)}


KINDS: dict[str, Field] = FIELDS | {
    field.name: field
    for field in (
        Field("method", _method),
        Field("target", _target),
        Field("place", _place),
        Field("path", _path),
        Field("query", _query),
        Field("protocol", _protocol),
        Field("name", _host),
        Field("part", columns.nothing),  # of a time, see `Composed`
        Field("sent", parts.size("transfer_bytes")),
        Field("age", parts.age),
        Field("micros", lasting("duration", "us")),
        # nginx asks servers one after the other: all of their times together are what it took.
        Field("upstream_seconds", lasting("upstream", "s"), TIMES),
    )
}
"""The built-in kinds and these."""

FILLS: dict[str, frozenset[str]] = {
    "client": frozenset({"client"}),
    "time": frozenset({"time"}),
    "iso": frozenset({"time"}),
    "epoch": frozenset({"time"}),
    "request": frozenset({"method", "path", "query", "protocol"}),
    "target": frozenset({"path", "query"}),
    "place": frozenset({"host", "path", "query"}),
    "name": frozenset({"host"}),
    "sent": frozenset({"transfer_bytes"}),
    "age": frozenset({"cache"}),
    "seconds": frozenset({"duration"}),
    "millis": frozenset({"duration"}),
    "micros": frozenset({"duration"}),
    "upstream_seconds": frozenset({"upstream"}),
    "ident": frozenset(),
    "part": frozenset(),
    "port": frozenset(),
}
"""The columns of which a line can have but one such field; else it is the kind's own name."""


def strftime(pattern: str) -> Field:
    """Times in a form of strftime; without an offset they are taken for UTC."""
    zoned = "%z" in pattern

    def moments(raw: pl.Series) -> dict[str, pl.Series]:
        times = per_run(
            raw,
            lambda some: some.str.to_datetime(
                pattern, time_unit="us", time_zone="UTC" if zoned else None, strict=False
            ),
        )
        times = times if zoned else times.dt.replace_time_zone("UTC")
        columns = {"time": times.set(~times.is_between(EARLIEST, LATEST), None)}
        if pattern.endswith("%z"):
            columns["offset"] = _offset(raw.str.extract(_ZONE).str.replace(":", ""))
        return columns

    return Field("time", moments)


def _offset(zones: pl.Series) -> pl.Series:
    """`-0330` as seconds."""
    hours, minutes = (zones.str.slice(at, 2).cast(pl.Int32, strict=False) for at in (1, 3))
    seconds = hours * 3600 + minutes * 60
    return seconds.zip_with(zones.str.starts_with("+"), -seconds)


def kept(label: str, header: str) -> Field:
    """What no column is for, in `extra`, as `label=value`.

    Args:
        label: what it is called: `ssl_protocol`, `X-Trace`.
        header: the header that it is, in lower case, if it is one; a cookie is `cookie`.
    """
    secret = bool(header) and _secret(header)

    def read(raw: pl.Series) -> dict[str, pl.Series]:
        value = unescape(absent(raw))
        if secret:
            value = value.set(value.is_not_null(), MASK)
        named = parts.labelled(label, value)["extra"]
        return {"extra": named if secret else masked(named, mask_url)}

    return Field("extra", read)


def _secret(header: str) -> bool:
    """Whether its name alone says that nothing of it must be kept."""
    probe = pl.select(mask_header(pl.lit(header), pl.lit("probe"))).item()
    return bool(probe != "probe")
