r"""Logs whose every line stands in quotes, as exports to CSV and JSON leave them.

What such a line holds is told by itself: `""` for each quote in it, `\"` for each, or quotes as
they are.
"""

from dataclasses import dataclass

import polars as pl

from analyzer.formats.block import Lines
from analyzer.formats.format import Format

_MOST = 0.5  # of the lines: a log may have junk before and between


@dataclass(frozen=True)
class Quoted:
    """A format, each line in quotes.

    Args:
        main: the format of what stands between them.
    """

    main: Format
    document: bool = False

    @property
    def name(self) -> str:
        """The main format's."""
        return self.main.name

    @property
    def title(self) -> str:
        """The main format's."""
        return f"{self.main.title}, each line in quotes"

    def claim(self, head: bytes) -> float:
        """The main format's, of what stands between the quotes."""
        return self.main.claim(_without_quotes(head))

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        return self.main.parse(_without_quotes(data))


def quoted(head: bytes) -> bool:
    """Whether most lines begin and end with a quote."""
    lines = Lines(head).split()
    return sum(map(_in_quotes, lines)) > _MOST * len(lines)


def _in_quotes(line: bytes) -> bool:
    return len(line) > 1 and line[:1] == b'"' == line[-1:]


def _without_quotes(data: bytes) -> bytes:
    lines = pl.Series([line.decode() for line in Lines(data).split()], dtype=pl.String)
    line, inner = pl.col("line"), pl.col("inner")
    doubled, escaped = (_every_quote_is(mark) for mark in ('""', '\\"'))
    bare = (
        lines.alias("line").to_frame()
        .with_columns(inner=line.str.extract(r'(?s)^"(.*)"$'))
        .select(
            pl.when(inner.is_null()).then(line)
            .when(doubled).then(inner.str.replace_all('""', '"', literal=True))
            .when(escaped).then(inner.str.replace_all(r'\\(["\\])', "$1"))
            .otherwise(inner)
        ).to_series()
    )  # fmt: skip
    return "".join(f"{text}\n" for text in bare).encode()


def _every_quote_is(mark: str) -> pl.Expr:
    inner = pl.col("inner")
    rest = inner.str.replace_all(mark, "", literal=True)
    return inner.str.contains(mark, literal=True) & ~rest.str.contains('"', literal=True)
