"""What is asked for about clients, as one value that the pipeline applies."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from analyzer.clients.proxies import Proxies
from analyzer.errors import OptionError


@dataclass(frozen=True, slots=True)
class Clients:
    """Who the clients are, and what of them is shown; by default they are as logged.

    Args:
        proxies: whose word is taken for who they are.
    """

    proxies: Proxies | None = None

    def known(self, entries: pl.DataFrame) -> pl.DataFrame:
        """All that is to be known of the clients.

        Args:
            entries: ENTRY.
        """
        return self.proxies.known(entries) if self.proxies else entries

    def notes(self) -> tuple[str, ...]:
        """What a reader of the report has to know about the clients in it."""
        return tuple(each.note() for each in (self.proxies,) if each)


def asked(client_from: str | None = None, trusted: Iterable[str] = ()) -> Clients:
    """What the options say about clients.

    Args:
        client_from: the request header that names the client.
        trusted: networks whose word is taken for it.

    Raises:
        OptionError: one of them cannot be used.
    """
    networks = tuple(trusted)
    if networks and client_from is None:
        raise OptionError("--trusted without --client-from", "say what they are trusted for")
    return Clients(None if client_from is None else Proxies(client_from, networks))
