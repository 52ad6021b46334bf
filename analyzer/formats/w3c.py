"""W3C extended logs: `#Fields` says what the columns are, and may say so again in mid-file."""

import re
from collections.abc import Iterator
from typing import Self

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from analyzer.entry import conform
from analyzer.formats.block import Lines
from analyzer.formats.compose import compose
from analyzer.formats.entries import entries, fine, why
from analyzer.formats.escape import verbatim
from analyzer.formats.format import Samples
from analyzer.formats.rows import on_rows
from analyzer.formats.samples import w3c as samples
from analyzer.formats.w3c_fields import W3C

_FIELDS = b"#Fields:"
_PIECE = r'"(?:[^"]|"")*"|[^ \t]+'
_BEGINNING = r'^"?\d{4}-\d\d-\d\d"?[ \t]+"?\d\d:\d\d'
_LONGEST_NAMES = 1 << 16
_SAMPLE = 200  # lines of a head that are looked at to recognise the format
_GENERAL = 0.95  # how sure the format is that any such file is


class W3cFormat(Struct, frozen=True, dict=True):
    """A format whose columns the log itself names.

    Args:
        name: how users name it.
        title: one line about it.
        samples: its proof; each has its `#Fields` line first.
        mark: a column that tells whose it is.
        columns: the names that the lines before have given; none before a `#Fields` was seen.
    """

    name: str
    title: str
    samples: Samples
    mark: str | None = None
    columns: tuple[str, ...] = ()
    document: bool = False

    def after(self, data: bytes) -> Self:
        """The same format, for the lines behind these."""
        start = data.rfind(b"\n" + _FIELDS) + 1  # found at the speed of memory
        if not data.startswith(_FIELDS, start):
            return self
        return replace(self, columns=_columns(data[start : start + _LONGEST_NAMES]))

    def claim(self, head: bytes) -> float:
        """The share of the head's lines that have as many columns as were named before them."""
        fits, columns, seen = 0, self.columns, 0
        for line in Lines(head).split():
            if line.startswith(_FIELDS):
                columns = _columns(line)
            elif line.strip() and not line.startswith(b"#") and seen < _SAMPLE:
                seen += 1
                fits += self._fits(line, columns)
        sure = _GENERAL if self.mark is None else 1.0
        return sure * fits / max(1, seen)

    def _fits(self, line: bytes, columns: tuple[str, ...]) -> bool:
        if self.mark is not None and self.mark not in columns:
            return False
        named = {W3C.get(name) for name in columns}
        if not ("moment" in named or {"date", "clock"} <= named) or not named & {
            "path",
            "target",
            "status",
        }:
            return False
        pieces = re.findall(_PIECE, line.decode())
        return len(columns) in (len(pieces), line.count(b"\t") + 1)

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        parts = [_parse(columns, part) for columns, part in _parts(self.columns, data)]
        return parts[0] if len(parts) == 1 else pl.concat(map(conform, parts))


def _columns(data: bytes) -> tuple[str, ...]:
    line = data.split(b"\n", 1)[0]
    return tuple(line[len(_FIELDS) :].decode("utf-8", "replace").split())


def _parts(columns: tuple[str, ...], data: bytes) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """Cut a block where its columns change."""
    begin = 0
    while True:
        if data.startswith(_FIELDS, begin):
            columns = _columns(data[begin : begin + _LONGEST_NAMES])
        follower = data.find(b"\n" + _FIELDS, begin)
        end = follower + 1 if follower >= 0 else len(data)
        yield columns, data[begin:end]
        if end == len(data):
            return
        begin = end


def _parse(columns: tuple[str, ...], data: bytes) -> pl.DataFrame:
    lines = Lines(data)
    pieces, fit = _split(lines, data, max(1, len(columns)))
    fit &= bool(columns)
    reject = fine(pieces.height)
    if not fit.all():
        rows = (~fit).arg_true()
        texts = lines.texts(rows)
        odd, known = _pieced(texts, len(columns))
        pieces = pieces.with_columns(
            pieces[name].scatter(rows, odd[name] if name in odd.columns else None)
            for name in pieces.columns
        )
        cut = pl.col("line").str.contains(_BEGINNING) & bool(columns)
        reject = reject.scatter(rows, why(texts, ~known, cut))
    named = [(W3C[name], pieces[str(at)]) for at, name in _preferred(columns)]
    values = ((field, _unquoted(text)) for field, text in named)
    if b"\\" in data:
        values = ((field, verbatim(text)) for field, text in values)
    return entries(compose(values, pieces.height), reject, lines)


def _preferred(columns: tuple[str, ...]) -> list[tuple[int, str]]:
    """The columns that mean a field, in the table's order."""
    order = list(W3C)
    known = [(at, name) for at, name in enumerate(columns) if name in W3C]
    return sorted(known, key=lambda each: order.index(each[1]))


def _split(lines: Lines, data: bytes, count: int) -> tuple[pl.DataFrame, pl.Series]:
    """Cut all lines at once, and tell for which of them that was right."""
    separator = "\t" if b"\t" in data else " "
    pieces = lines.pieces(separator, count)
    sizes = pieces.select(pl.all().str.len_bytes().cast(pl.Int64))
    fit = (lines.lengths - sizes.select(pl.sum_horizontal(pl.all())).to_series()) == count - 1
    if separator == " ":
        fit &= sizes.select(pl.min_horizontal(pl.all())).to_series() > 0
    if b'"' in data:
        fit &= ~pieces.select(pl.any_horizontal(pl.all().str.starts_with('"'))).to_series()
    return pieces, fit & ~pieces["0"].str.starts_with("#")


def _pieced(texts: pl.Series, count: int) -> tuple[pl.DataFrame, pl.Series]:
    """The same for lines with quotes, or with more than one space between their columns."""
    found = texts.str.extract_all(_PIECE)
    known = (found.list.len() == count) & ~texts.str.starts_with("#") & (count > 0)
    pieces = pl.DataFrame(
        [
            found.list.get(at, null_on_oob=True).set(~known, None).alias(str(at))
            for at in range(count)
        ]
    )
    return pieces, known


def _unquoted(text: pl.Series) -> pl.Series:
    quoted = text.str.starts_with('"')
    return on_rows(
        text,
        quoted,
        lambda some: some.str.replace(r'(?s)^"(.*)"$', "$1").str.replace_all('""', '"'),
    )


CLOUDFRONT = W3cFormat(
    "cloudfront", "CloudFront's standard logs (v1)", samples.CLOUDFRONT, "x-edge-location"
)
IIS = W3cFormat("iis", "IIS, in W3C's extended format", samples.IIS, "sc-win32-status")
EXTENDED = W3cFormat("w3c", "W3C's extended format: #Fields names the columns", samples.W3C)
