"""Several formats in one file: each line by the format that fits it."""

from dataclasses import dataclass, replace
from typing import Self

import polars as pl

from analyzer.entry import Reject, conform
from analyzer.formats.block import Lines
from analyzer.formats.detect import sample
from analyzer.formats.format import Format, Headed
from analyzer.formats.registry import FORMATS

_TIMED = r"\d:\d\d:\d\d|\d{9}"
"""Every line of an access log holds a time; most junk does not, and costs no more than this look."""


@dataclass(frozen=True)
class Mixed:
    """A format whose misfits are offered to all others: a log's format may have been changed.

    Only lines that look like nothing of its own are, so that an ordinary log costs nothing more,
    and a line that is cut short is not taken for a whole one of a shorter format.

    Args:
        main: the format of the file, as far as detection has seen it.
    """

    main: Format

    @property
    def name(self) -> str:
        """The main format's."""
        return self.main.name

    @property
    def title(self) -> str:
        """The main format's."""
        return self.main.title

    @property
    def document(self) -> bool:
        """The main format's."""
        return self.main.document

    def claim(self, head: bytes) -> float:
        """The main format's."""
        return self.main.claim(head)

    def after(self, data: bytes) -> Self:
        """The same, with the main format told of these lines."""
        if not isinstance(self.main, Headed):
            return self
        return replace(self, main=self.main.after(data))

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        frame = self.main.parse(data)
        misfit = (frame["reject"] == Reject.NO_FORMAT).fill_null(value=False)
        if misfit.any():
            misfit &= frame["raw"].str.contains(_TIMED).fill_null(value=False)
        if self.document or not misfit.any():
            return frame
        rows = misfit.arg_true()
        adopted = self._adopted(Lines(data).texts(rows), rows)
        if adopted is None:
            return frame
        whole = conform(frame).with_row_index("row")
        kept = whole.filter(~pl.col("row").is_in(adopted["row"].implode()))
        return pl.concat([kept, adopted.select(kept.columns)]).sort("row").drop("row")

    def _adopted(self, texts: pl.Series, rows: pl.Series) -> pl.DataFrame | None:
        """The lines that some other format reads, with their rows."""
        found: list[pl.DataFrame] = []
        looked = sample("\n".join(texts).encode())
        for other in self._claiming(looked):
            data = "".join(f"{text}\n" for text in texts).encode()
            frame = conform(other.parse(data)).with_columns(row=rows.cast(pl.UInt32))
            good = frame["reject"].is_null()
            found.append(frame.filter(good))
            texts, rows = texts.filter(~good), rows.filter(~good)
            if not len(rows):
                break
        return pl.concat(found) if found else None

    def _claiming(self, looked: bytes) -> list[Format]:
        """The formats that fit some of these lines, the surest first."""
        others = [
            each
            for each in FORMATS
            if each.name != self.name and not each.document and not isinstance(each, Headed)
        ]
        claims = [(each.claim(looked), each) for each in others]
        return [each for claim, each in sorted(claims, key=lambda pair: -pair[0]) if claim]
