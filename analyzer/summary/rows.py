"""What becomes of entries before they are counted: of several rows one, or of one several."""

import polars as pl

from analyzer.classify.signal import SUSPICIOUS, Signal
from analyzer.classify.signals import TOO_LARGE
from analyzer.enrich.claims import CLAIMS
from analyzer.formats.secrets import MASK

SAMPLE = 1 << 9
"""Successes whose inputs are kept: ten of a route that one request in fifty is for."""

_NAMES = pl.col("query").str.head(1000).str.replace_all(r"=[^&]*", "")
"""The names of a query's parameters, with & between them."""


def signals(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each signal of each entry."""
    return (
        entries.filter(pl.col("signals").list.len() > 0)
        .explode("signals")
        .with_columns(signal="signals")
    )


def repairs(rows: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each repair of each row."""
    return rows.explode("repairs").with_columns(repair="repairs")


def passed_over(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each server that was asked before the one that answered."""
    return entries.with_columns(
        upstream_tried=pl.col("upstream_tried").str.extract_all(r"[^ ,]*[^ ,:]")
    ).explode("upstream_tried")


def disclosures(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each family of what each body gives away."""
    given = pl.col("disclosed").struct
    return (
        entries.filter(pl.col("disclosed").is_not_null())
        .explode("disclosed")
        .filter(pl.col("disclosed").is_not_null())
        .with_columns(
            family=given.field("family"),
            kind=given.field("kind"),
            version=given.field("version"),
            file=given.field("path"),
            failed=pl.col("status") >= 400,
        )
    )


def failed_inputs(entries: pl.LazyFrame) -> pl.LazyFrame:
    """What the application met an unhandled error with."""
    return entries.filter(pl.col("status") == 500).with_columns(names=_NAMES)


def sampled_inputs(entries: pl.LazyFrame) -> pl.LazyFrame:
    """What it did well with: an even sample by the number of the line, the same however it is cut."""
    worked = pl.col("status") < 400
    last = pl.col("drawn").filter(worked).bottom_k(SAMPLE).max()
    drawn = pl.col("line").hash() ^ pl.col("source").hash()
    return (
        entries.select("status", "host", "path", "query", drawn=drawn)
        .filter(pl.col("drawn") <= last)
        .filter(worked)
        .with_columns(names=_NAMES)
    )


def suspicious(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each signal that speaks against a client that is known."""
    return signals(entries.filter(pl.col("client") != MASK)).filter(
        pl.col("signals").is_in(SUSPICIOUS)
    )


def walks(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each chain, and each redirect into an error."""
    return entries.unnest("walk")


def changes(entries: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each thing that a redirect changed."""
    return (
        entries.filter(pl.col("changed").list.len() > 0)
        .explode("changed")
        .with_columns(change="changed")
    )


_NAMED = r"\.[A-Za-z][A-Za-z0-9-]*$"
"""A client that is logged by its name; addresses end otherwise."""


def claims(entries: pl.LazyFrame) -> pl.LazyFrame:
    """Those who say that they are a well-known crawler, where something can be held against it.

    That is a name in place of an address, or a request that no such crawler would make. An agent is
    looked at last, since that takes as long as everything else.
    """
    signalled = pl.col("signals").list.len() > 0
    named = pl.col("client").str.contains(_NAMED)
    said = (
        pl.when(pl.col("agent").str.contains(f"(?i){each.agents}")).then(pl.lit(each.name))
        for each in CLAIMS
    )
    return (
        entries.filter(named | signalled)
        .with_columns(probed=pl.col("signals").list.contains(Signal.PROBED_PATH))
        .filter(named | pl.col("probed"))
        .with_columns(claim=pl.coalesce(said))
        .filter(pl.col("claim").is_not_null())
    )


def oversized(entries: pl.LazyFrame) -> pl.LazyFrame:
    """What was refused for its size, with that size: of the URL at 414, or else of the request.

    How long a URL was of which a secret has been taken out is not known any more.
    """
    query = pl.col("query").fill_null("")
    whole = ~pl.any_horizontal(
        each.str.contains(MASK, literal=True) for each in (pl.col("path"), query)
    )
    length = pl.when(whole).then(pl.col("path_bytes") + query.str.len_bytes())
    return entries.filter(pl.col("status").is_in(TOO_LARGE)).with_columns(
        asked=pl.when(pl.col("status") == 414).then(length).otherwise("request_bytes")
    )
