"""Who answered: the browser's own caches, a service worker, a shared cache, or nobody on record."""

import polars as pl

from analyzer.formats.har.trust import Trust

MEMORY = "memory"
DISK = "disk"
BROWSER = "browser"
SERVICE_WORKER = "service worker"
SHARED_HIT = "shared hit"
SHARED_MISS = "shared miss"

LOCAL = (MEMORY, DISK, BROWSER)
"""Answers that never touched the network."""

STORED = (*LOCAL, SERVICE_WORKER)
"""Answers that came without the network, as far as the page can tell."""


def answered_by(trust: Trust) -> pl.Expr:
    """One of the words above, or null where nothing recorded says who answered.

    What the exporter says of itself goes first; then what the sizes betray; and last what shared
    caches wrote into the headers, for a browser's cache keeps those headers too.

    Args:
        trust: what is believed of the exporter.
    """
    return pl.coalesce(_said(), _betrayed(trust), _shared())


def _said() -> pl.Expr:
    """The exporter's own word: Chrome, Safari and chrome-har each have theirs."""
    fetch = pl.col("fetch_type").str.to_lowercase()
    kept = pl.col("from_cache").str.to_lowercase()
    worker = (
        pl.any_horizontal("via_worker", "from_worker")
        | pl.col("worker_source").is_in(["cache-storage", "http-cache", "fallback-code", "network"])
        | (fetch == "service worker")
    )
    return (
        pl.when(worker)
        .then(pl.lit(SERVICE_WORKER))
        .when((kept == "memory") | (fetch == "memory cache"))
        .then(pl.lit(MEMORY))
        .when((kept == "disk") | (fetch == "disk cache") | pl.col("from_disk"))
        .then(pl.lit(DISK))
        .when(pl.col("from_prefetch"))
        .then(pl.lit(BROWSER))
    )


def _betrayed(trust: Trust) -> pl.Expr:
    """A whole 200 of which no byte was transferred came out of the browser's cache.

    `_transferSize` 0 alone is weak: it stands, too, at `data:` URLs, at blocked requests, and at
    preflights answered from a cache.
    """
    web = pl.col("scheme").is_in(["http", "https"]) & ~pl.col("method").is_in(["OPTIONS", "HEAD"])
    transferred = pl.col(trust.transfer)
    unsent = (pl.col("body_size") <= 0) & (transferred == 0)
    unsent |= (pl.col("body_size") == 0) & transferred.is_null()
    whole = (pl.col("status") == 200) & (pl.col("content_size") > 0) & web & unsent
    # Firefox writes no timings for what it had in memory, and knows no size of it; for what it had
    # on disk it knows the size, but no time passed and no headers came.
    untimed = pl.col("untimed") & ~(pl.col("body_size") >= 0)
    timeless = (pl.col("time") == 0) & (pl.col("headers_size") == 0)
    itself = (pl.col("status") == 200) & (untimed | timeless)
    itself = itself.fill_null(value=False) & trust.timeless
    return pl.when(whole | itself).then(pl.lit(BROWSER))


def _shared() -> pl.Expr:
    """What proxies and CDNs wrote: a hit if any of them says hit, a miss if any says miss."""
    status = pl.col("response:cache-status").str.to_lowercase()  # RFC 9211
    own = ("cf-cache-status", "x-cache-status", "x-proxy-cache")  # Cloudflare's words are nginx's
    nginx = pl.coalesce(f"response:{name}" for name in own).str.to_uppercase().str.strip_chars()
    x_cache = pl.col("response:x-cache").str.to_lowercase()  # TCP_MEM_HIT, RefreshHit from ...
    age = pl.col("response:age").str.extract(r"^\s*(\d{1,9})\b").cast(pl.UInt32)
    hit = pl.any_horizontal(
        status.str.contains(r";\s*hit\s*(?:[;,]|$)"),
        nginx.is_in(["HIT", "STALE", "UPDATING", "REVALIDATED"]),
        x_cache.str.contains(r"hit\b"),
        age > 0,  # 0 is written on misses, too
    )
    miss = pl.any_horizontal(
        status.str.contains(r";\s*fwd\b"),
        nginx.is_in(["MISS", "EXPIRED", "BYPASS", "DYNAMIC"]),
        x_cache.str.contains(r"miss\b"),
    )
    return pl.when(hit).then(pl.lit(SHARED_HIT)).when(miss).then(pl.lit(SHARED_MISS))
