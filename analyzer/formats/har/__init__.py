"""HAR: what a browser, a proxy or a test tool recorded of its own requests, as one JSON document.

Reading one needs json, haralyzer and a dozen small stages; they are imported by the first `parse`.
"""

from collections.abc import Iterable

import polars as pl
from msgspec import Struct

from analyzer.formats.har.claim import claim


class _Har(Struct, frozen=True):
    """The format of a HAR; there is one value of it."""

    name: str = "har"
    title: str = "HTTP Archive, saved by a browser's developer tools or a proxy"
    document: bool = True

    def claim(self, head: bytes) -> float:
        """How sure it is, from 0 to 1, that these first bytes begin a HAR."""
        return claim(head)

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each entry, see `read`."""
        return self.read([data])

    def read(self, pieces: Iterable[bytes]) -> pl.DataFrame:
        """A row for each entry, in the order of the document.

        Args:
            pieces: the document's bytes; they are not kept.

        Raises:
            FormatError: the bytes hold no HAR that can be read.
        """
        from analyzer.formats.har.entries import frame
        from analyzer.formats.har.pages import document

        return frame(document(pieces))


HAR = _Har()

__all__ = ["HAR"]
