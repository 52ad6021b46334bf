"""What never enters: the values of credentials. Presence, schemes and the names of cookies do.

Everything here is an expression over text, so any format may use it at its own door. It errs on
the side of masking: a masked harmless value costs a detail, a leaked one an account.
"""

import re
from collections.abc import Callable
from functools import cache

import polars as pl

from analyzer.formats.hints import MAILED, hinted, is_hinted
from analyzer.formats.rows import HANDFUL
from analyzer.rows import where

MASK = "***"

PART = (  # a name with one of these anywhere: accessToken, user[password], X-Amz-Signature
    r"token|passw|pwd|passphrase|secret|(?:api|access|private|client|subscription)[-_.]?key"
    r"|session|sessid|jwt|saml|csrf|xsrf|credential|signature|authori[sz]ation|authentication"
    r"|oauth|bearer|e-?mail|cookie|verifier"
)
_WORD = r"pass|pw|sid|auth|key|sig|hmac|otp|pin|assertion|ticket|dpop"
"""A name with one of these between punctuation: `auth_id` but not `author`, `sid` but not `side`."""

_MARK = r"(?:[-_.\[\]$:]|%5B|%5D|%5F|%2D)"
_LETTER = r"[^=&;#?/,\s]"
_HIDDEN = r"%(?:[46][1-9A-F]|[57][0-9A]|3[0-9])"
"""A letter or digit that nobody has to escape: such a name is written to be overlooked."""

NAME = (
    rf"(?:{_LETTER}*(?:{PART}|{_HIDDEN}){_LETTER}*?"  # no further: an escaped = ends a name, too
    rf"|(?:{_LETTER}*{_MARK})?(?:{_WORD})\d?(?:{_MARK}{_LETTER}*?)?)"
)
_START = r"""(?:^|[?&;#/,\s"']|%3F|%26|%3B|%23)"""
_QUOTE = r"""(?:\\?["']|%22|%27)"""
_REST = r"[^&#]*"  # further than a URL lets a value reach, for not every client escapes

_PARAMETER = rf"(?i)({_START}{NAME}(?:=|%3D)){_REST}"
_CODE = (  # of OAuth and the like, not `code=404`, `code=not_found` or `state=closed`
    rf"({_START}(?i:state|(?:(?:device|user|verification|confirmation|reset|invite|login)[-_]?)?code)"
    r"(?i:=|%3D))(?:[0-9]{5,}|[^&#]*(?:[0-9][A-Za-z%._~-]|[A-Za-z%._~-][0-9]|[a-z][A-Z]))[^&#]*"
)
_MEMBER = rf"""(?i)({_QUOTE}[^"':%]*(?:{PART}|{_WORD})[^"':%]*{_QUOTE}\s*(?::|%3A)){_REST}"""
_JWT = r"eyJ[A-Za-z0-9_=-]{5,}(?:(?:\.|%2E)[A-Za-z0-9_=-]*)*"
_SPOKEN = r"(?i)\b(bearer|basic|digest|negotiate|ntlm)(\s+|%20|\+)[A-Za-z0-9+/=._~%-]{6,}"
_USERINFO = r"//[^/?#\s]*@"
_EMAIL = r"(?i)[a-z0-9._%+'~-]+(?:@|%40)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}"
_RANDOM = (
    r"(?:([?&;#][^=&#]*=)[^&#]*|([?&;#])[^=&#]*)(?:[A-Za-z0-9]{20,}|\d{6,}(?:\.\d{6,}){2,})[^&#]*"
)

SECRET_HEADER = rf"(?:{PART})|(?:^|[-_.])(?:{_WORD})(?:[-_.]|$)|client-cert"
OPEN_HEADER = (
    r"^(?:access-control-.*|sec-.*|public-key-pins.*|surrogate-key|.*cookies?-policy"
    r"|(?:www|proxy)-authenticate)$"
)
ANSWERED = r"(?i)\b(negotiate|ntlm|kerberos)\s+[A-Za-z0-9+/=._~-]+"
CREDENTIALS = ("authorization", "proxy-authorization")
CHALLENGES = ("www-authenticate", "proxy-authenticate")
SCHEME = (
    r"(?i)^\s*(basic|bearer|digest|negotiate|ntlm|kerberos|oauth|hoba|mutual|vapid|dpop|gnap|hawk"
    r"|concealed|privatetoken|token|apikey|scram-sha-1|scram-sha-256|aws4-hmac-sha256)(?:\s|$)"
)

_MIXED = r"[\w~%.-]*(?:[\w~%.-]{6}(?:\d[A-Za-z]|[A-Za-z]\d)|(?:\d[A-Za-z]|[A-Za-z]\d)[\w~%.-]{6})"
"""Letters and digits among each other: `3f9a81bc`, but neither `step-2` nor `2026-11-22`."""

_PATH_RULES = (  # of mails that reset, confirm or invite; of bots and hooks whose URL is the credential
    (rf"(?i)(/[\w-]*(?:{'|'.join(MAILED)})[\w-]*/(?:\d+/)?){_MIXED}[^/?#\s]*", f"${{1}}{MASK}"),
    (r"(/bot)\d{6,}(?::|%3A)[^/?#\s]{20,}", f"${{1}}{MASK}"),
    (r"(/services/T\w{5,}/B\w{5,}/)[^/?#\s]{12,}", f"${{1}}{MASK}"),
)

_TEXT_RULES = (
    (_USERINFO, f"//{MASK}@"),
    (_PARAMETER, f"${{1}}{MASK}"),
    (_CODE, f"${{1}}{MASK}"),
    (_MEMBER, f"${{1}}{MASK}"),
    (_JWT, MASK),
    (_SPOKEN, f"${{1}}${{2}}{MASK}"),
    (_EMAIL, MASK),
    *_PATH_RULES,
)
URL_RULES = (*_TEXT_RULES, (_RANDOM, f"${{1}}${{2}}{MASK}"))

_FEW = 500
"""Texts for which Python's own engine is faster (20 us each): in polars the patterns are compiled
anew by each call, which takes 15 ms, and then 4 us for a text."""


def masked(texts: pl.Series, mask: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    """Mask a column of texts, looking closely only at those that hold a hint.

    Args:
        texts: one kind of text from many lines.
        mask: `mask_url` or `mask_query`.
    """
    one = _MASKS_ONE[mask]
    if len(texts) <= HANDFUL:
        return pl.Series(texts.name, [one(text) for text in texts], dtype=pl.String)
    rows = where(hinted(texts, "?" if mask is mask_query else ""))
    if not len(rows):
        return texts
    some = texts[rows]
    harmless = (
        pl.Series([one(text) for text in some], dtype=pl.String)
        if len(some) < _FEW
        else some.to_frame("text").select(mask(pl.col("text"))).to_series()
    )
    return texts.scatter(rows, harmless)


@cache
def _compiled() -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(pattern), re.sub(r"\$\{(\d)\}", r"\\g<\1>", replacement))
        for pattern, replacement in URL_RULES
    ]


def _mask_one(text: str | None) -> str | None:
    if text is None or not is_hinted(text):
        return text
    for pattern, replacement in _compiled():
        text = pattern.sub(replacement, text)
    return text


def _mask_one_query(query: str | None) -> str | None:
    whole = None if query is None else _mask_one(f"?{query}")
    return whole and whole.removeprefix("?")


def _by(rules: tuple[tuple[str, str], ...], text: pl.Expr) -> pl.Expr:
    for pattern, replacement in rules:
        text = text.str.replace_all(pattern, replacement)
    return text


def mask_query(query: pl.Expr) -> pl.Expr:
    """Mask what is secret, by name or by shape, in a query string without its question mark."""
    return mask_url(pl.concat_str(pl.lit("?"), query)).str.strip_prefix("?")


def mask_url(text: pl.Expr) -> pl.Expr:
    """Mask what is secret in a URL, or in text that may hold one, and its long random values."""
    return _by(URL_RULES, text)


_MASKS_ONE = {mask_url: _mask_one, mask_query: _mask_one_query}


def mask_text(text: pl.Expr) -> pl.Expr:
    """Mask parameters that are secret by name, tokens, e-mail addresses and `user:password@`."""
    return _by(_TEXT_RULES, text)


def mask_header(name: pl.Expr, value: pl.Expr) -> pl.Expr:
    """What may be kept of a header's value.

    Of credentials the scheme, of cookies the names, of a challenge all but a token; of any other
    header with a telling name nothing but that it was there; of the rest what `mask_url` leaves.

    Args:
        name: the header's name in lower case.
        value: its value as recorded.
    """
    # Browsers can send no Authorization with a WebSocket, so tokens travel behind its protocol.
    return (
        pl.when(name.is_in(CREDENTIALS))
        .then(value.str.extract(SCHEME).fill_null(MASK))
        .when(name == "cookie")
        .then(_cookie_names(value))
        .when(name == "set-cookie")
        .then(_set_cookie(value))
        .when(name.is_in(CHALLENGES))
        .then(value.str.replace_all(ANSWERED, f"${{1}} {MASK}"))
        .when(_is_secret(name))
        .then(pl.lit(MASK))
        .when(name == "sec-websocket-protocol")
        .then(value.str.replace(r",.*$", f", {MASK}"))
        .when(name == ":authority")
        .then(value.str.replace(r"^.*@", f"{MASK}@"))
        .otherwise(mask_url(value))
    )


def is_told(name: pl.Expr) -> pl.Expr:
    """Whether `mask_header` goes by the name, in lower case: of all others it is `mask_url` that looks."""
    own = ("cookie", "set-cookie", "sec-websocket-protocol", ":authority")
    return _is_secret(name) | name.is_in([*CREDENTIALS, *CHALLENGES, *own])


def masked_values(name: str, values: pl.Series) -> pl.Series:
    """What may be kept of the values of one header, see `mask_header`."""
    if not _tells(name):
        return masked(values, mask_url)
    return values.to_frame("value").select(mask_header(pl.lit(name), pl.col("value"))).to_series()


@cache
def _tells(name: str) -> bool:
    return bool(pl.select(is_told(pl.lit(name))).item())


def _is_secret(name: pl.Expr) -> pl.Expr:
    return name.str.contains(f"(?i){SECRET_HEADER}") & ~name.str.contains(OPEN_HEADER)


_PROTECTIONS = {
    "Secure": "secure",
    "HttpOnly": "httponly",
    **{f"SameSite={word}": rf"samesite\s*=\s*{word}" for word in ("Strict", "Lax", "None")},
}
"""What a server may say of who gets to see a cookie: all that is kept beside its name."""


def _set_cookie(value: pl.Expr) -> pl.Expr:
    """The name in a Set-Cookie header, and how the cookie is protected: `sid; Secure; SameSite=Lax`."""
    name = value.str.extract(r"^\s*([^;=\s]+)\s*=").fill_null(MASK)
    kept = (
        pl.when(value.str.contains(rf"(?i);\s*{written}\s*(?:;|$)"))
        .then(pl.lit(f"; {said}"))
        .otherwise(pl.lit(""))
        for said, written in _PROTECTIONS.items()
    )
    return pl.concat_str(name, *kept)


def _cookie_names(value: pl.Expr) -> pl.Expr:
    """The names in a Cookie header; a pair without a name is all value, and is masked."""
    names = value.str.extract_all(r"(?:^|;)\s*[^;=\s]+\s*=").list.eval(
        pl.element().str.strip_chars("; =\t")
    )
    return pl.when(names.list.len() > 0).then(names.list.join("; ")).otherwise(pl.lit(MASK))
