"""What is asked for about clients, as one value that the pipeline applies."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from analyzer.clients.anonymous import Anonymous
from analyzer.clients.proxies import Proxies
from analyzer.errors import OptionError


@dataclass(frozen=True, slots=True)
class Clients:
    """Who the clients are, and what of them is shown; by default they are as logged.

    Args:
        proxies: whose word is taken for who they are.
        anonymous: leaves out who they are.
    """

    proxies: Proxies | None = None
    anonymous: Anonymous | None = None

    def known(self, entries: pl.DataFrame) -> pl.DataFrame:
        """All that is to be known of the clients.

        Args:
            entries: ENTRY.
        """
        return self.proxies.known(entries) if self.proxies else entries

    def shown(self, related: pl.DataFrame) -> pl.DataFrame:
        """What of the traffic may be shown.

        Args:
            related: RELATED.
        """
        return self.anonymous.shown(related) if self.anonymous else related

    def said(self, text: str) -> str:
        """A text of the user's, as far as it may be shown."""
        return self.anonymous.text(text) if self.anonymous else text

    def notes(self) -> tuple[str, ...]:
        """What a reader of the report has to know about the clients in it."""
        return tuple(each.note() for each in (self.proxies, self.anonymous) if each)


def asked(
    client_from: str | None = None, trusted: Iterable[str] = (), anonymize: str | None = None
) -> Clients:
    """What the options say about clients.

    Args:
        client_from: the request header that names the client.
        trusted: networks whose word is taken for it.
        anonymize: how much of the clients' addresses is left; see `Strength`.

    Raises:
        OptionError: one of them cannot be used.
    """
    networks = tuple(trusted)
    if networks and client_from is None:
        raise OptionError("--trusted without --client-from", "say what they are trusted for")
    return Clients(
        None if client_from is None else Proxies(client_from, networks),
        None if anonymize is None else Anonymous(anonymize),
    )
