"""The rules of `secrets`, one text at a time, with a say in what stands for each secret.

Where `secrets` drops a value, these hand it over: `redact` keeps equal secrets equal so.
"""

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import unquote

from analyzer.formats import secrets

Hide = Callable[[str], str]
"""From a secret to what stands for it."""

LONGEST = 4096
"""Characters of a text that is looked at: Python's engine takes the square of the length for some
rules. A longer one is hidden as a whole."""

_COOKIE = re.compile(r"(^|;)(\s*)([^;=\s]+\s*=)?([^;]*)")
_SET_COOKIE = re.compile(r"^(\s*[^;=\s]+\s*=)?([^;]*)")


@cache
def _rules() -> list[tuple[re.Pattern[str], str, str]]:
    """Each pattern, and what of its match stands before and behind the secret."""
    rules = []
    for pattern, masked in secrets.URL_RULES:
        before, _, after = masked.partition(secrets.MASK)
        rules.append((re.compile(pattern), re.sub(r"\$\{(\d)\}", r"\\g<\1>", before), after))
    return rules


@cache
def _name() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{secrets.NAME})\Z|.*(?:{secrets.PART})", re.DOTALL)


def is_secret(name: str) -> bool:
    """Whether a parameter, a member or a field has a telling name."""
    return len(name) > LONGEST or _name().match(name) is not None


def hidden(text: str, hide: Hide) -> str:
    """A URL, or a text that may hold one, as `secrets.mask_url` has it."""
    if len(text) > LONGEST:
        return hide(text)
    for pattern, before, after in _rules():

        def replaced(match: re.Match[str], before: str = before, after: str = after) -> str:
            kept = match.expand(before)
            secret = match[0][len(kept) : len(match[0]) - len(after)]
            return f"{kept}{_hide(secret, hide)}{after}"

        text = pattern.sub(replaced, text)
    return text


def hidden_value(name: str, value: str, hide: Hide) -> str:
    """The value of a parameter, a member or a field: all of it, if any of it is a secret."""
    if not value:
        return value
    if (
        len(name) + len(value) > LONGEST
        or is_secret(name)
        or _is_masked(f"?{name}={value}")
        or _is_masked(f"?x={value}")
    ):
        return hide(value)
    return value


def _is_masked(text: str) -> bool:
    return any(pattern.search(text) for pattern, _, _ in _rules())


def hidden_header(name: str, value: str, hide: Hide) -> str:
    """The value of a header, as `secrets.mask_header` has it; cookies keep their attributes."""
    name = name.lower()
    secret = re.search(f"(?i){secrets.SECRET_HEADER}", name)
    if name in _HEADERS:
        return _HEADERS[name](value, hide)
    if secret and not re.search(secrets.OPEN_HEADER, name):
        return _hide(value, hide)
    return hidden(value, hide)


def _credentials(value: str, hide: Hide) -> str:
    scheme = re.match(secrets.SCHEME, value)
    at = scheme.end() if scheme else 0
    return value[:at] + _hide(value[at:], hide)


def _cookies(value: str, hide: Hide) -> str:
    return _COOKIE.sub(
        lambda pair: f"{pair[1]}{pair[2]}{pair[3] or ''}{_hide(pair[4], hide)}", value
    )


def _set_cookie(value: str, hide: Hide) -> str:
    """A cookie to be kept; several may be joined in one value."""
    lines = value.split("\n")
    return "\n".join(
        _SET_COOKIE.sub(lambda pair: f"{pair[1] or ''}{_hide(pair[2], hide)}", line, count=1)
        for line in lines
    )


def _challenge(value: str, hide: Hide) -> str:
    return re.sub(secrets.ANSWERED, lambda found: f"{found[1]} {hide(found[0])}", value)


def _protocols(value: str, hide: Hide) -> str:
    """Browsers can send no Authorization with a websocket, so tokens travel behind its protocol."""
    protocol, comma, rest = value.partition(",")
    return protocol + comma + _hide(rest, hide)


def _authority(value: str, hide: Hide) -> str:
    user, at, host = value.rpartition("@")
    if len(host) > LONGEST:  # no host is that long
        return hide(value)
    return _hide(user, hide) + at + host


_HEADERS: dict[str, Callable[[str, Hide], str]] = {
    **dict.fromkeys(secrets.CREDENTIALS, _credentials),
    **dict.fromkeys(secrets.CHALLENGES, _challenge),
    "cookie": _cookies,
    "set-cookie": _set_cookie,
    "sec-websocket-protocol": _protocols,
    ":authority": _authority,
}


def _hide(secret: str, hide: Hide) -> str:
    """Blanks around a secret are none of it, and `%40` is `@` wherever it stands."""
    bare = secret.strip()
    return secret.replace(bare, hide(unquote(bare)), 1) if bare else secret
