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


@cache
def could_follow() -> pl.Expr:
    """The next request may be the one that followed the redirect.

    It repeats the referrer, is no plain repetition, and either resembles the redirected request or,
    led by a referrer, is a page as that was: an asset's neighbours are other assets of its page,
    and a robot without a referrer asks for one page after the other.
    """
    path, other = pl.col("path"), pl.col("next path")
    pages = ~path.str.contains(_ASSET) & ~other.str.contains(_ASSET)
    led = pl.col("referrer").is_not_null()
    return (
        pl.col("referrer").eq_missing(pl.col("next referrer"))
        & (
            pl.col("next method").is_in(["GET", "HEAD"])
            | (pl.col("next method") == pl.col("method"))
        )
        & ~_same_again()
        & ((led & pages) | _resembles(path, other))
    ).fill_null(value=False)


def _same_again() -> pl.Expr:
    """A reload, or a robot that tries again: redirected once more from the same place."""
    url = [
        pl.col(name).eq_missing(pl.col(f"next {name}"))
        for name in ("scheme", "host", "path", "query")
    ]
    return pl.all_horizontal(*url, pl.col("next outcome") == Outcome.REDIRECT)


def _resembles(path: pl.Expr, other: pl.Expr) -> pl.Expr:
    """Alike but for case, a slash, an ending or an index page; the same name elsewhere; or below.

    With the same path, one query has to hold the other: a robot that walks through the pages of a
    list asks for the same path again and again. Below a path that is no folder it has to be what
    the query named.
    """
    one, two = _stem(path), _stem(other)
    name, named = (stem.str.extract(r"(/[^/]+)$") for stem in (one, two))
    word = named.str.extract(r"^/(.*[^/0-9].{3,}|.{3,}[^/0-9].*)$")  # a number may be in any other
    return (
        ((one == two) & _one_query_holds_the_other())
        | ((one != two) & (one != "") & two.str.ends_with(name))
        | ((one != two) & name.str.contains(word, literal=True))
        | ((one != two) & (one != "") & path.str.ends_with("/") & two.str.starts_with(one))
        | _named_by_the_query(path, other)
    )


def _named_by_the_query(path: pl.Expr, other: pl.Expr) -> pl.Expr:
    """What was asked for in the query is part of the path now: `/list?by=size` and `/list/size`."""
    folder = _plain(path).str.strip_suffix("/") + "/"
    value = _plain(other).str.strip_prefix(folder).str.strip_suffix("/")
    values = "&" + _plain(pl.col("query")) + "&"
    return _plain(other).str.starts_with(folder) & values.str.contains(
        "=" + value + "&", literal=True
    )


def _one_query_holds_the_other() -> pl.Expr:
    query, other = (pl.col(name).fill_null("") for name in ("query", "next query"))
    return other.str.contains(query, literal=True) | query.str.contains(other, literal=True)


def _stem(path: pl.Expr) -> pl.Expr:
    return _plain(path).str.replace(r"(?:/index|/default)?(?:\.[a-z0-9]{1,5})?/*$", "")


def _plain(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.replace_many(_WRITTEN)
