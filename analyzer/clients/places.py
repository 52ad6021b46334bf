"""Where clients are, as files of the user's in MaxMind's format have it; nothing is guessed."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analyzer.clients.addresses import packed, written
from analyzer.errors import OptionError, SourceError

if TYPE_CHECKING:
    from maxminddb import Reader

_KEPT = 1 << 16  # clients whose places are remembered

Place = tuple[str | None, str | None]
"""The country's code, and the network's number and name."""


class Places:
    """Looks clients up.

    Args:
        files: of countries or cities, and of networks (ASN); of two that know, the first is asked.

    Raises:
        OptionError: maxminddb is not installed, or a file cannot be read.
    """

    def __init__(self, files: Iterable[str | Path]) -> None:
        """Open them."""
        self._readers = [(str(file), _opened(file)) for file in files]
        self._place = lru_cache(_KEPT)(self._found)

    def known(self, entries: pl.DataFrame) -> pl.DataFrame:
        """Say of each client where it is.

        Args:
            entries: ENTRY.

        Raises:
            SourceError: a file is damaged.
        """
        clients = entries["client"]
        distinct = clients.unique().drop_nulls()
        found = [self._place(client) for client in distinct]
        return entries.with_columns(
            clients.replace_strict(
                distinct,
                pl.Series([place[part] for place in found], dtype=pl.String),
                default=None,
                return_dtype=pl.String,
            ).alias(name)
            for part, name in enumerate(("country", "network"))
        )

    def note(self) -> str:
        """By whose files, in words for the report."""
        return f"Countries and networks come from {' and '.join(map(_described, self._readers))}."

    def _found(self, client: str) -> Place:
        address = packed(client)
        if address is None:
            return None, None
        records = [self._record(file, reader, address) for file, reader in self._readers]
        return (
            next((code for record in records if (code := _country(record))), None),
            next((network for record in records if (network := _network(record))), None),
        )

    def _record(self, file: str, reader: "Reader", address: bytes) -> dict[str, Any]:
        from maxminddb import InvalidDatabaseError

        try:
            found = reader.get(written(address))
        except InvalidDatabaseError as error:
            raise SourceError(f"{file} is damaged: {error}", "fetch it anew") from error
        except ValueError:  # it knows IPv4 alone
            return {}
        return found if isinstance(found, dict) else {}


def _opened(file: str | Path) -> "Reader":
    try:
        from maxminddb import InvalidDatabaseError, open_database
    except ImportError:
        raise OptionError(
            "--geo needs the package maxminddb", "install it with: pip install 'statscan[geo]'"
        ) from None
    try:
        return open_database(file)
    except OSError as error:
        why = error.strerror or str(error)
    except (InvalidDatabaseError, ValueError):
        why = "it is no file in MaxMind's format"
    raise OptionError(f"--geo: cannot read {file}: {why}", "name a file that ends in .mmdb")


def _described(opened: tuple[str, "Reader"]) -> str:
    file, about = opened[0], opened[1].metadata()
    built = datetime.fromtimestamp(about.build_epoch, UTC)
    return f"{Path(file).name} ({about.database_type} of {built:%Y-%m-%d})"


def _country(record: dict[str, Any]) -> str | None:
    country = record.get("country")
    code = country.get("iso_code") if isinstance(country, dict) else None
    return code if isinstance(code, str) else None


def _network(record: dict[str, Any]) -> str | None:
    number = record.get("autonomous_system_number")
    name = record.get("autonomous_system_organization")
    if not isinstance(number, int):
        return None
    return f"AS{number} {name}" if isinstance(name, str) else f"AS{number}"
