"""CHANGES: what a redirect changed about the request, as far as both sides are known.

Expressions over the two entries side by side: the redirected one, whose columns are prefixed with
`before `, and the one that followed.
"""

from enum import StrEnum
from functools import cache
from typing import NamedTuple

import polars as pl


class Change(StrEnum):
    """What differs between a redirected request and the one that followed."""

    TO_HTTPS = "to_https"
    TO_HTTP = "to_http"
    WWW = "www"
    HOST = "host"
    METHOD = "method"
    SLASH = "slash"
    CASE = "case"
    PATH = "path"
    QUERY = "query"


CHANGE = pl.Enum([change.value for change in Change])


class Changing(NamedTuple):
    """When a step changes something.

    Args:
        change: its name.
        rule: holds for the steps concerned; null, because one side is unknown, is no.
        says: what it is, in a few words.
    """

    change: Change
    rule: pl.Expr
    says: str


def _bare(host: pl.Expr) -> pl.Expr:
    return host.str.strip_prefix("www.")


def _differs(name: str) -> pl.Expr:
    return pl.col(f"before {name}") != pl.col(name)


_HOST, _PATH = pl.col("host"), pl.col("path")
_HOST_BEFORE, _PATH_BEFORE = pl.col("before host"), pl.col("before path")
_SLASHED = _PATH_BEFORE.str.strip_suffix("/") == _PATH.str.strip_suffix("/")
_SPELLED = _PATH_BEFORE.str.to_lowercase() == _PATH.str.to_lowercase()

CHANGES: tuple[Changing, ...] = (
    Changing(
        Change.TO_HTTPS,
        (pl.col("before scheme") == "http") & (pl.col("scheme") == "https"),
        "from http to https",
    ),
    Changing(
        Change.TO_HTTP,
        (pl.col("before scheme") == "https") & (pl.col("scheme") == "http"),
        "from https back to http, where anybody on the way can read along",
    ),
    Changing(
        Change.WWW,
        _differs("host") & (_bare(_HOST_BEFORE) == _bare(_HOST)),
        "to the same host with www., or without it",
    ),
    Changing(
        Change.HOST,
        _bare(_HOST_BEFORE) != _bare(_HOST),
        "to another host",
    ),
    Changing(
        Change.METHOD,
        _differs("method"),
        "to another method: after a POST with GET, and without the body",
    ),
    Changing(Change.SLASH, _differs("path") & _SLASHED, "the slash at the end"),
    Changing(Change.CASE, _differs("path") & _SPELLED, "upper and lower case"),
    Changing(Change.PATH, _differs("path") & ~_SLASHED & ~_SPELLED, "to another path"),
    Changing(
        Change.QUERY,
        pl.col("before query").ne_missing(pl.col("query")),
        "what stands behind the question mark",
    ),
)
"""A step may change several of them; each is named."""

LISTED = pl.List(CHANGE)


@cache
def changed() -> pl.Expr:
    """A step's changes in one number, a bit each in the order of CHANGES."""
    none = pl.lit(0, pl.UInt32)
    return pl.sum_horizontal(
        pl.when(each.rule).then(pl.lit(1 << number, pl.UInt32)).otherwise(none)
        for number, each in enumerate(CHANGES)
    )
