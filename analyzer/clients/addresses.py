"""IP addresses as text: taken in as logs and headers write them, and written one way."""

from functools import lru_cache
from socket import AF_INET, AF_INET6, inet_ntop, inet_pton

_MAPPED = bytes(10) + b"\xff\xff"
_KEPT = 1 << 16  # addresses whose bytes are remembered


@lru_cache(_KEPT)
def packed(text: str) -> bytes | None:
    """The 4 or 16 bytes of an address; None for whatever is none.

    A zone (`fe80::1%eth0`) is left out; an IPv4 address within IPv6 is the IPv4 address.
    """
    try:
        if ":" not in text:
            return inet_pton(AF_INET, text)
        address = inet_pton(AF_INET6, text.partition("%")[0])
    except (OSError, ValueError):  # ValueError: a NUL, or half a pair of surrogates
        return None
    return address[12:] if address[:12] == _MAPPED else address


def written(address: bytes) -> str:
    """An address as text, the same for all its spellings."""
    return inet_ntop(AF_INET if len(address) == 4 else AF_INET6, address)


def bare(text: str) -> str:
    """`"[2001:db8::1]:443"` is `2001:db8::1`, `192.0.2.1:80` is `192.0.2.1`."""
    text = text.strip(' \t"')
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
