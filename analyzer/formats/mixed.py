"""Several formats in one file: each line by the format that fits it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Self

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from analyzer.entry import Reject, conform
from analyzer.formats.block import Lines
from analyzer.formats.detect import sample
from analyzer.formats.format import Format, Headed
from analyzer.formats.registry import FORMATS
from analyzer.formats.secrets import MASK
from analyzer.formats.w3c import W3cFormat
from analyzer.formats.w3c_directives import DIRECTIVE, explains
from analyzer.formats.wrapped import Wrapped
from analyzer.rows import replaced

_TIMED = rf"\d:\d\d:\d\d|\d{{9}}|HTTP/\d|{re.escape(MASK)}"
"""Every line of an access log holds a time or a version, or a secret before it that hides them; most junk does
not, and costs no more than this look."""

_STRANGE = pl.arg_where((pl.col("reject") == Reject.NO_FORMAT) & pl.col("raw").str.contains(_TIMED))
_EXPLAINING = pl.arg_where(
    (pl.col("reject") == Reject.COMMENT) & pl.col("raw").str.contains(f"^{DIRECTIVE}")
)


@cache
def _of_lines() -> list[Format]:
    """The formats of which a line tells all; to ask them takes as long as to read a small block."""
    return [each for each in FORMATS if not each.document and not isinstance(each, Headed)]


@cache
def _headed() -> tuple[W3cFormat, ...]:
    """Those whose columns are named by a line before."""
    return tuple(each for each in FORMATS if isinstance(each, W3cFormat))


class Mixed(Struct, frozen=True, dict=True):
    """A format whose misfits are offered to all others: a log's format may have been changed.

    Only lines that look like nothing of its own are, so that an ordinary log costs nothing more,
    and a line that is cut short is not taken for a whole one of a shorter format.

    Args:
        main: the format of the file, as far as detection has seen it.
        headed: others that lines before explain, as far as they have; none beside one of them, which would be
            explained by the same lines.
    """

    main: Format
    headed: tuple[W3cFormat, ...] = ()

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
        """The same, with the formats told of these lines that they may explain."""
        if isinstance(self.main, Headed):
            main = self.main.after(data)
            return self if main is self.main else replace(self, main=main)
        if not self.headed or not explains(data):
            return self
        return replace(self, headed=tuple(each.after(data) for each in self.headed))

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`; `format` names the other ones."""
        frame = self.main.parse(data)
        adopted = [
            rows.with_columns(format=pl.lit(other.name))
            for other, rows in self._adopted(frame, data)
        ]
        if not adopted:
            return frame
        found = pl.concat(adopted)
        return replaced(conform(frame), found["row"], found)

    def _adopted(self, frame: pl.DataFrame, data: bytes) -> Iterator[tuple[Format, pl.DataFrame]]:
        """What other formats read of the lines that are none of the main one's, with their rows."""
        if self.document or frame["reject"].null_count() == frame.height:
            return
        rows = frame.select(_STRANGE).to_series()
        if not len(rows):
            return
        if self.headed and explains(data):
            rows = pl.concat([rows, frame.select(_EXPLAINING).to_series()]).sort()
        texts = frame["raw"][rows]
        if texts.str.contains(MASK, literal=True).any():  # what they say is not all there
            texts = Lines(data).texts(rows)
        for other in self._claiming(sample("\n".join(texts).encode())):
            block = "".join(f"{text}\n" for text in texts).encode()
            read = conform(other.parse(block)).with_columns(row=rows)
            good = read["reject"].is_null()
            if good.any():
                yield other, read.filter(good)
            texts, rows = texts.filter(~good), rows.filter(~good)
            if not len(rows):
                return

    def _claiming(self, looked: bytes) -> list[Format]:
        """The formats that fit some of these lines, the surest first."""
        others = (*_of_lines(), *self.headed)
        claims = [(each.claim(looked), each) for each in others if each.name != self.name]
        return [each for claim, each in sorted(claims, key=lambda pair: -pair[0]) if claim]


def mixed(format_: Format, *, wrapped: bool = False) -> Format:
    """A format of lines with all others beside it, inside of whatever is around the lines.

    Args:
        format_: the format.
        wrapped: something is around its lines, and so around those that would explain others.
    """
    if isinstance(format_, Wrapped):
        return replace(format_, main=mixed(format_.main, wrapped=True))
    return Mixed(format_, () if wrapped or isinstance(format_, Headed) else _headed())
