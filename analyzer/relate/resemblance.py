"""Whether one request looks like what the other was redirected to, where no Location was logged.

Expressions over two entries side by side: the redirected one, and the visitor's next one, whose
columns are prefixed with `next `.
"""

from functools import cache

import polars as pl

from analyzer.classify.vocabulary import Outcome

_ASSET = (
    r"(?i)\.(?:css|js|mjs|map|json|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|eot|mp[34]|webm)$"
)
"""What a page loads by itself, many at a time, all with that page as the referrer."""


_WRITTEN = {
    "+": " ", "%20": " ", "%21": "!", "%24": "$", "%26": "&", "%27": "'", "%28": "(", "%29": ")",
    "%2a": "*", "%2b": "+", "%2c": ",", "%3a": ":", "%3b": ";", "%3d": "=", "%40": "@", "%7c": "|",
    "%7e": "~",
}  # fmt: skip
"""What is written in two ways in paths: many a redirect does no more than to choose one of them."""


def could_follow(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Keep those whose next request may be the one that followed the redirect.

    It repeats the referrer, is no plain repetition, and either resembles the redirected request or,
    led by a referrer, is a page as that was: an asset's neighbours are other assets of its page,
    and a robot without a referrer asks for one page after the other.

    Args:
        pairs: `scheme`, `host`, `path`, `query`, `method`, `referrer` and `outcome` of both.

    Returns:
        some of them, with further columns.
    """
    candidate, parts, follows = _steps()
    pairs = pairs.filter(candidate)
    for part in parts:
        pairs = pairs.with_columns(part)
    return pairs.filter(follows)


@cache
def _steps() -> tuple[pl.Expr, list[list[pl.Expr]], pl.Expr]:
    """What to look at first, the parts that build on each other, and what they decide.

    As columns, each part is worked out once; in one expression it would be for each use of it.
    """
    path, other = pl.col("path"), pl.col("next path")
    pages = ~path.str.contains(_ASSET) & ~other.str.contains(_ASSET)
    asked = pl.col("next method")
    candidate = (
        pl.col("referrer").eq_missing(pl.col("next referrer"))
        & (asked.is_in(["GET", "HEAD"]) | (asked == pl.col("method")))
        & ~_same_again()
    )
    led = (pl.col("referrer").is_not_null() & pages).alias("led")
    texts = {"plain": path, "next plain": other, "plain query": pl.col("query")}
    plain = [_plain(pl.when(~pl.col("led")).then(text)).alias(name) for name, text in texts.items()]
    stems = [_stem(pl.col("plain")).alias("stem"), _stem(pl.col("next plain")).alias("next stem")]
    names = [
        pl.col(stem).str.extract(r"(/[^/]+)$").alias(name)
        for stem, name in (("stem", "name"), ("next stem", "next name"))
    ]
    return candidate, [[led], plain, stems, names], pl.col("led") | _resembles()


def _same_again() -> pl.Expr:
    """A reload, or a robot that tries again: redirected once more from the same place."""
    url = [
        pl.col(name).eq_missing(pl.col(f"next {name}"))
        for name in ("scheme", "host", "path", "query")
    ]
    return pl.all_horizontal(*url, pl.col("next outcome") == Outcome.REDIRECT)


def _resembles() -> pl.Expr:
    """Alike but for case, a slash, an ending or an index page; the same name elsewhere; or below.

    With the same path, one query has to hold the other: a robot that walks through the pages of a
    list asks for the same path again and again. Below a path that is no folder it has to be what
    the query named.
    """
    one, two, name = pl.col("stem"), pl.col("next stem"), pl.col("name")
    # A number may be in any other.
    word = pl.col("next name").str.extract(r"^/(.*[^/0-9].{3,}|.{3,}[^/0-9].*)$")
    below = pl.col("path").str.ends_with("/") & two.str.starts_with(one)
    elsewhere = (one != "") & (two.str.ends_with(name) | below)
    return (
        ((one == two) & _one_query_holds_the_other())
        | ((one != two) & (elsewhere | name.str.contains(word, literal=True)))
        | _named_by_the_query()
    )


def _named_by_the_query() -> pl.Expr:
    """What was asked for in the query is part of the path now: `/list?by=size` and `/list/size`."""
    other = pl.col("next plain")
    folder = pl.col("plain").str.strip_suffix("/") + "/"
    value = other.str.strip_prefix(folder).str.strip_suffix("/")
    values = "&" + pl.col("plain query") + "&"
    return other.str.starts_with(folder) & values.str.contains("=" + value + "&", literal=True)


def _one_query_holds_the_other() -> pl.Expr:
    query, other = (pl.col(name).fill_null("") for name in ("query", "next query"))
    return other.str.contains(query, literal=True) | query.str.contains(other, literal=True)


def _stem(plain: pl.Expr) -> pl.Expr:
    return plain.str.replace(r"(?:/index|/default)?(?:\.[a-z0-9]{1,5})?/*$", "")


def _plain(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.replace_many(_WRITTEN)
