"""What of a client may be shown to others: nothing that says who it was.

Everything in which a log can name somebody is changed or left out: an address wherever it stands,
names of hosts and users, and whatever no column is for, since nobody knows what it holds. Visitors
are told apart before that, so that they are counted as exactly as ever; their numbers are made anew
with a random key, or else whoever tries all addresses would find the one that gives a number.
"""

import os
import re
from collections.abc import Callable
from enum import StrEnum
from hashlib import blake2b
from urllib.parse import quote, unquote

import polars as pl

from analyzer.clients.addresses import bare, packed, written
from analyzer.entry import HEADERS
from analyzer.errors import OptionError
from analyzer.formats.secrets import MASK


class Strength(StrEnum):
    """How much of an address is left."""

    NETWORK = "network"
    """Its network: 24 bits of IPv4, 48 of IPv6, as GoAccess and Matomo have it."""
    PSEUDONYM = "pseudonym"
    """A word in its place, the same throughout a run and another in the next."""
    REMOVE = "remove"
    """Nothing."""


_NOTES = {
    Strength.NETWORK: "Clients are cut down to their networks (24 bits of IPv4, 48 of IPv6)",
    Strength.PSEUDONYM: "Clients have pseudonyms, which are others in each run",
    Strength.REMOVE: "Clients are left out",
}

_LEFT = {4: 3, 16: 6}  # bytes of a network

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])"
_ADDRESS = re.compile(
    rf"(?P<six>(?:[0-9A-Fa-f]{{0,4}}:){{2,8}}(?:{_OCTET}(?:\.{_OCTET}){{3}}|[0-9A-Fa-f]{{0,4}}))"
    rf"|(?P<four>{_OCTET}(?:\.{_OCTET}){{3}})"
)
_HINT = r"(?:[0-9A-Fa-f]?:[^ ]*:|[0-9]\.[0-9]{1,3}\.[0-9]|%(?:25)*(?:3[0-9Aa]|2[Ee]|[46][1-6]))"
"""In each text that holds an address, written plainly or escaped."""

_ESCAPED = 4  # times over; whoever escapes more often does so to hide, and is hidden
_AGAIN = 8
_SAFE = "/?:@!$&'()*+,;=-._~%[]{}|^ \"<>\\#`"

_LEFT_OUT = ("user", "extra", "raw")
_OWN_RULE = frozenset({"source", "client", "forwarded", *_LEFT_OUT})
"""Columns of text that the rule for all others is not for; the names of the sources are the user's."""

_NAMING = (
    r"^(?:(?:x-)?forwarded(?:-.*)?|x-real-ip|(?:.*-)?(?:client|connecting|remote|peer|user|cluster)"
    r"-?(?:ip|addr|address|host)?|via|from|origin-ip|remote-.*)$"
)
"""Headers whose values name clients and proxies."""


class Anonymous:
    """Leaves out who the clients were.

    Args:
        strength: how much of an address is left.

    Raises:
        OptionError: there is no such strength.
    """

    def __init__(self, strength: str) -> None:
        """Draw the key."""
        if strength not in list(Strength):
            raise OptionError(
                f"--anonymize: {strength!r} is no strength", f"use {', '.join(Strength)}"
            )
        self._strength = Strength(strength)
        self._key = os.urandom(32)

    def note(self) -> str:
        """What was done, in words for the report."""
        return (
            f"{_NOTES[self._strength]}, also where they stand in URLs; users, rejected lines and what "
            "no column is for are left out. Visitors were counted before that."
        )

    def shown(self, related: pl.DataFrame) -> pl.DataFrame:
        """The same traffic, from nobody.

        Args:
            related: RELATED.
        """
        texts = [
            name
            for name, dtype in related.schema.items()
            if dtype == pl.String and name not in _OWN_RULE
        ]
        return related.with_columns(
            self._each(related["client"], self._client),
            self._each(related["forwarded"], self._list),
            *(related[name].set(related[name].is_not_null(), MASK) for name in _LEFT_OUT),
            self._visitors(related["visitor"]),
            *(self._text(related[name]) for name in texts),
            *(
                self._headers(related[name])
                for name, dtype in related.schema.items()
                if dtype == HEADERS
            ),
        )

    def _client(self, text: str) -> str:
        """An address by the rule; any other name by a word, for names tell more than networks."""
        address = packed(text)
        return self._word(text) if address is None else self._address(address)

    def _address(self, address: bytes) -> str:
        if self._strength is not Strength.NETWORK:
            return self._word(written(address))
        left = _LEFT[len(address)]
        return written(address[:left] + bytes(len(address) - left))

    def _word(self, name: str) -> str:
        if self._strength is Strength.REMOVE:
            return MASK
        return f"client-{self._digest(name.encode('utf-8', 'replace'), 6).hex()}"

    def _digest(self, what: bytes, size: int) -> bytes:
        return blake2b(what, digest_size=size, key=self._key).digest()

    def _list(self, text: str) -> str:
        return ", ".join(self._client(bare(hop)) for hop in text.split(","))

    def _visitors(self, visitors: pl.Series) -> pl.Series:
        distinct = visitors.unique().drop_nulls()
        anew = [
            int.from_bytes(self._digest(each.to_bytes(8, "big"), 8), "big") for each in distinct
        ]
        return visitors.replace_strict(
            distinct, pl.Series(anew, dtype=pl.UInt64), default=None, return_dtype=pl.UInt64
        )

    def _each(self, texts: pl.Series, change: Callable[[str], str]) -> pl.Series:
        """Change each distinct text."""
        distinct = texts.unique().drop_nulls()
        changed = pl.Series([change(text) for text in distinct], dtype=pl.String)
        return texts.replace_strict(distinct, changed, default=None, return_dtype=pl.String)

    def _text(self, texts: pl.Series) -> pl.Series:
        """Without the addresses in it; most texts hold nothing that looks like one."""
        distinct = texts.unique().drop_nulls()
        hinted = distinct.filter(distinct.str.contains(_HINT))
        if not len(hinted):
            return texts
        changed = pl.Series([self.text(text) for text in hinted], dtype=pl.String)
        return texts.replace(hinted, changed)

    def text(self, text: str) -> str:
        """Any text, without the addresses in it, however often they are escaped."""
        bared = _unescaped(text)
        hidden = self._plain(bared)
        if hidden == bared:
            return text
        seen = self._plain(text)
        return seen if _unescaped(seen) == hidden else quote(hidden, safe=_SAFE)

    def _plain(self, text: str) -> str:
        """What is left of an address may make another one with what follows it: look again."""
        for _ in range(_AGAIN):
            before, text = text, _ADDRESS.sub(self._found, text)
            if text == before:
                break
        return text

    def _found(self, match: re.Match[str]) -> str:
        """What stands for an address in a text; what only looks like one stays."""
        text = match[0]
        if match["four"]:
            address = bytes(map(int, text.split(".")))
            # `Chrome/120.0.0.0`: the versions of browsers, and no client's address.
            return text if address.endswith(bytes(3)) else self._address(address)
        address6 = packed(text)
        if address6 is not None:
            return text if not any(address6) else self._address(address6)
        # Only with `::` or with seven colons can an address be a part of this.
        return MASK if "::" in text or text.count(":") > 6 or "." in text else text

    def _headers(self, headers: pl.Series) -> pl.Series:
        """Headers that name clients and proxies keep their names alone."""
        if headers.null_count() == len(headers):
            return headers
        values = headers.explode(empty_as_null=True).struct.field("value").unique().drop_nulls()
        changed = self._text(values)
        name, value = (pl.element().struct.field(part) for part in ("name", "value"))
        naming = name.str.contains(_NAMING) & value.is_not_null()
        hidden = pl.when(naming).then(pl.lit(MASK)).otherwise(value.replace(values, changed))
        each = pl.struct(name.alias("name"), hidden.alias("value"))
        return headers.list.eval(each).cast(HEADERS)


def _unescaped(text: str) -> str:
    for _ in range(_ESCAPED):
        text = unquote(text, errors="backslashreplace")
    return text
