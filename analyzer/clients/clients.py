"""What is asked for about clients, as one value that the pipeline applies."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from msgspec import Struct

from analyzer.errors import OptionError

if TYPE_CHECKING:
    from analyzer.clients.anonymous import Anonymous
    from analyzer.clients.places import Places
    from analyzer.clients.proxies import Proxies


class Clients(Struct, frozen=True):
    """Who the clients are, and what of them is shown; by default they are as logged.

    Args:
        proxies: whose word is taken for who they are.
        places: knows where they are.
        anonymous: leaves out who they are.
        options: the same as words of the command.
    """

    proxies: "Proxies | None" = None
    places: "Places | None" = None
    anonymous: "Anonymous | None" = None
    options: tuple[str, ...] = ()

    def known(self, entries: pl.DataFrame) -> pl.DataFrame:
        """All that is to be known of the clients.

        Args:
            entries: ENTRY.
        """
        for each in (self.proxies, self.places):
            if each:
                entries = each.known(entries)
        return entries

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
        return tuple(each.note() for each in (self.proxies, self.places, self.anonymous) if each)


def asked(
    client_from: str | None = None,
    trusted: Iterable[str] = (),
    geo: Iterable[str | Path] = (),
    anonymize: str | None = None,
) -> Clients:
    """What the options say about clients.

    Args:
        client_from: the request header that names the client.
        trusted: networks whose word is taken for it.
        geo: files in MaxMind's format that know where the clients are.
        anonymize: how much of the clients' addresses is left; see `Strength`.

    Raises:
        OptionError: one of them cannot be used.
    """
    networks, files = tuple(trusted), tuple(geo)
    if client_from is None and not networks and not files and anonymize is None:
        return Clients()  # and nothing is imported that nobody asks for
    if networks and client_from is None:
        raise OptionError("--trusted without --client-from", "say what they are trusted for")
    from analyzer.clients.anonymous import Anonymous
    from analyzer.clients.places import Places
    from analyzer.clients.proxies import Proxies

    return Clients(
        None if client_from is None else Proxies(client_from, networks),
        Places(files) if files else None,
        None if anonymize is None else Anonymous(anonymize),
        tuple(_options(client_from, networks, files, anonymize)),
    )


def _options(
    client_from: str | None,
    trusted: tuple[str, ...],
    geo: tuple[str | Path, ...],
    anonymize: str | None,
) -> Iterator[str]:
    values = (("--client-from", client_from), *(("--trusted", each) for each in trusted))
    for option, value in (*values, *(("--geo", each) for each in geo), ("--anonymize", anonymize)):
        if value is not None:
            yield from (option, str(value))
