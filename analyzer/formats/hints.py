"""Which texts may hold a secret: a quick look, so that few are looked at closely."""

import re
from functools import cache

import polars as pl

_HINTS = (
    "token", "pass", "pwd", "pw", "secret", "key", "sess", "sid", "jwt", "saml", "csrf", "xsrf",
    "credential", "sig", "authori", "authent", "oauth", "bearer", "basic", "digest", "negotiate",
    "ntlm", "mail", "cookie", "auth", "hmac", "otp", "pin", "assertion", "ticket", "dpop", "eyj",
    "@", "%40", "%3", "%4", "%5", "%6", "%7", "verifier", "code", "state",
)  # fmt: skip
_MARKS = ("=", "%3d", ":", "%3a", "@", "%40", "eyj", " ", "+", "%20")
"""Beside a hint, one of these is in whatever the rules mask."""

_LONG = r"[?&;#][^&#]*(?:[A-Za-z0-9]{20}|\d{6}\.\d{6})|/bot\d{6}|/services/T"
"""What is masked for its own shape: with `MAILED`, these need no mark beside them."""

MAILED = (
    *("reset", "recover", "token", "invit", "magic", "verif", "confirm", "activat", "unsubscri"),
    "webhook",
)


def hinted(texts: pl.Series, prefix: str = "") -> pl.Series:
    """Which texts, each behind a prefix, may hold a secret: the others certainly do not."""
    return texts.alias("text").to_frame().select(hint("text", prefix)).to_series()


def glance(text: pl.Expr) -> pl.Expr:
    """Whether a text may be hinted: half the work of `hint`, and no less is found."""
    return _any_of(text, (*_HINTS, *MAILED)) | text.str.contains(_LONG)


@cache
def hint(column: str, prefix: str = "") -> pl.Expr:
    """Whether a text of this column may hold a secret; not, where it is null."""
    text = pl.concat_str(pl.lit(prefix), column) if prefix else pl.col(column)
    found = (
        (_any_of(text, _HINTS) & _any_of(text, _MARKS))
        | _any_of(text, MAILED)
        | text.str.contains(_LONG)
    )
    return found.fill_null(value=False)


def _any_of(text: pl.Expr, words: tuple[str, ...]) -> pl.Expr:
    return text.str.contains_any(list(words), ascii_case_insensitive=True)


def is_hinted(text: str) -> bool:
    """What `hint` says, of one text."""
    within = text.encode().lower().decode().__contains__  # as there, ASCII's letters alone
    return (
        (any(map(within, _MARKS)) and any(map(within, _HINTS)))
        or any(map(within, MAILED))
        or re.search(_LONG, text) is not None
    )
