"""The client behind proxies, as far as proxies that are trusted vouch for it."""

import re
from collections.abc import Iterable
from functools import lru_cache

import polars as pl

from analyzer.clients.addresses import bare, packed, written
from analyzer.entry import header
from analyzer.errors import OptionError
from analyzer.units import counted

PRIVATE = (
    "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
    "::1/128", "fc00::/7", "fe80::/10", "unix:",
)  # fmt: skip
"""Whom statscan trusts unless told otherwise: this machine, and networks that are not routed."""

FORWARDED_FOR = "x-forwarded-for"

_UNIX = "unix:"
"""What nginx logs for a client that came through a Unix socket."""

_NAME = re.compile(r"[A-Za-z0-9-]{1,60}")
_NODE = re.compile(r'(?i)(?:^|;)\s*for\s*=\s*("[^"]*"|[^;]*)')
_KEPT = 1 << 16  # texts that are remembered


class Proxies:
    """Whose word is taken for who the client is.

    Args:
        header: the request header by which they say it.
        trusted: networks and addresses, or `unix:`; none for PRIVATE.

    Raises:
        OptionError: no header can have that name, or a network is none.
    """

    def __init__(self, header: str, trusted: Iterable[str] = ()) -> None:
        """Check both."""
        if not _NAME.fullmatch(header):
            raise OptionError(
                f"--client-from: {header!r} is no header", "write x-forwarded-for or x-real-ip"
            )
        self.header = header.lower()
        named = tuple(trusted)
        self._whom = ", ".join(named) or "private and loopback networks"
        self._unix = _UNIX in (named or PRIVATE)
        ranges = [_range(each) for each in named or PRIVATE if each != _UNIX]
        self._ranges = {size: [one for one in ranges if len(one[0]) == size] for size in (4, 16)}
        self._taken: list[int] = []
        self._peer = lru_cache(_KEPT)(self._trusts_peer)
        self._client = lru_cache(_KEPT)(self._behind)

    def known(self, entries: pl.DataFrame) -> pl.DataFrame:
        """Put in the place of each client the one that trusted proxies say it is.

        Args:
            entries: ENTRY.
        """
        peers, said = entries["client"], self._said(entries)
        trusted = [peer for peer in peers.unique().drop_nulls() if self._peer(peer)]
        heard = said.set(~peers.is_in(trusted).fill_null(value=False), None)
        if self.header == FORWARDED_FOR:  # who logs it in the client's place trusts who wrote it
            heard = heard.zip_with(
                ~peers.str.contains(",", literal=True).fill_null(value=False), peers
            )
        distinct = heard.unique().drop_nulls()
        if not len(distinct):
            return entries
        behind = pl.Series([self._client(text) for text in distinct], dtype=pl.String)
        found = heard.replace_strict(distinct, behind, default=None, return_dtype=pl.String)
        self._taken.append(int((found != peers).sum()))
        return entries.with_columns(found.zip_with(found.is_not_null(), peers).alias("client"))

    def note(self) -> str:
        """On whose word the clients are known, in words for the report."""
        source = self.header.title()
        if not any(self._taken):
            return (
                f"Clients are as logged: no entry that came from a trusted proxy ({self._whom}) "
                f"names another one in {source}."
            )
        return (
            f"The clients of {counted(sum(self._taken), 'entry', 'entries')} are those that {source} names, on the "
            f"word of proxies in {self._whom}; all others are as logged."
        )

    def _said(self, entries: pl.DataFrame) -> pl.Series:
        """What the header says, where the log holds it."""
        named = [header("request", self.header)]
        if self.header == FORWARDED_FOR:
            named.insert(0, pl.col("forwarded"))
        # Of two that `extra` holds, one may be a client's own, hidden in another header.
        name = rf"(?i)(?:^| )(?:http_)?{self.header.replace('-', '[-_]')}="
        once = pl.col("extra").str.count_matches(name) == 1
        named.append(pl.when(once).then(pl.col("extra").str.extract(rf"{name}(.*?)(?: [\w-]+=|$)")))
        return entries.select(pl.coalesce(named).alias("said")).to_series()

    def _trusts_peer(self, peer: str) -> bool:
        address = packed(peer)
        return (peer == _UNIX and self._unix) if address is None else self._trusts(address)

    def _behind(self, said: str) -> str | None:
        """The address farthest from the server that only trusted ones have vouched for."""
        client = None
        for hop in reversed(self._hops(said)):
            address = packed(bare(hop))
            if address is None:  # `unknown`, `_hidden`, a name: nobody can say what is beyond it
                break
            client = written(address)
            if not self._trusts(address):
                break
        return client

    def _hops(self, said: str) -> list[str]:
        hops = said.split(",")
        if self.header != "forwarded":
            return hops
        nodes = (_NODE.search(hop) for hop in hops)
        return [node[1] if node else "" for node in nodes]

    def _trusts(self, address: bytes) -> bool:
        return any(low <= address <= high for low, high in self._ranges[len(address)])


def _range(network: str) -> tuple[bytes, bytes]:
    """The first and the last address of a network."""
    from ipaddress import ip_network

    try:
        found = ip_network(network, strict=False)
    except ValueError:
        raise OptionError(
            f"--trusted: {network!r} is no network", "write 10.0.0.0/8, 2001:db8::/32 or unix:"
        ) from None
    return found[0].packed, found[-1].packed
