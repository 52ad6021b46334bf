"""Labelled entries as a Parquet file, in memory that does not grow with their number."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import polars as pl

from analyzer.enrich import ENRICHED
from analyzer.output.entries import COLUMNS
from analyzer.output.target import Target, failed


class Parquet:
    """Spools the entries to a directory of its own, and writes the file from there.

    Args:
        target: where the file goes; already open.
        beside: the directory in which to spool, None for the system's.
    """

    def __init__(self, target: Target, beside: Path | None) -> None:
        """Nothing is written yet."""
        self._target = target
        self._beside = beside
        self._parts: list[Path] = []

    def __enter__(self) -> Self:
        """Make the directory.

        Raises:
            StatscanError: it cannot be made.
        """
        with self._told():
            self._spool = TemporaryDirectory(
                prefix=".statscan-", dir=self._beside, ignore_cleanup_errors=True
            )
        self.add(pl.DataFrame(schema=ENRICHED))
        return self

    def add(self, frame: pl.DataFrame) -> None:
        """Spool a frame of entries."""
        if frame.height or not self._parts:
            part = Path(self._spool.name) / f"{len(self._parts):08}.parquet"
            with self._told():
                frame.select(COLUMNS).write_parquet(part, compression="lz4")
            self._parts.append(part)

    def finish(self) -> None:
        """Write the file."""
        whole = Path(self._spool.name) / "whole.parquet"
        with self._told():
            pl.scan_parquet(self._parts).sink_parquet(whole)
        with whole.open("rb") as file:
            while piece := file.read(1 << 20):
                self._target.write(piece)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise failed(self._target.path, error) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Remove the directory."""
        self._spool.cleanup()
