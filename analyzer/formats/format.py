"""What a format is: it says how sure it is of some bytes, and turns them into entries."""

from collections.abc import Iterable
from typing import Protocol, Self, runtime_checkable

import polars as pl
from msgspec import Struct


class Samples(Struct, frozen=True):
    """A format's proof, walked by the tests in both directions.

    Args:
        ordinary: lines that it reads, each with the fields that a reader of the line would name.
        odd: the same, of unusual shape.
        rejected: lines of this kind of log that are no entries, with the reason.
    """

    ordinary: tuple[tuple[str, dict[str, object]], ...]
    odd: tuple[tuple[str, dict[str, object]], ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()


class Format(Protocol):
    """One way to write traffic down."""

    @property
    def name(self) -> str:
        """How users name it: `combined`."""

    @property
    def title(self) -> str:
        """One line for `statscan formats`."""

    @property
    def document(self) -> bool:
        """It is read whole (a HAR), not in blocks of lines."""

    def claim(self, head: bytes) -> float:
        """How sure it is, from 0 to 1, that these first whole lines (or bytes) are its own."""

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each physical line (or HAR entry), in order: ENTRY without source and line.

        Raises:
            FormatError: a document that cannot be read at all. A line never raises.
        """


@runtime_checkable
class Document(Format, Protocol):
    """A format whose sources are one document each (a HAR), not lines."""

    def read(self, pieces: Iterable[bytes]) -> pl.DataFrame:
        """As `parse`, from the whole document's bytes, which are not kept."""


@runtime_checkable
class Headed(Format, Protocol):
    """A format whose lines are explained by lines before them, maybe in another block."""

    def after(self, data: bytes) -> Self:
        """The same format, for the lines that follow these whole lines."""


@runtime_checkable
class Noted(Format, Protocol):
    """A format of which a reader of the report has to know something."""

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence each."""
