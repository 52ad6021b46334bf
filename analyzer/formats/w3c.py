"""W3C extended logs: `#Fields` says what the columns are, and may say so again in mid-file."""

import re
from typing import Self

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from analyzer.entry import conform
from analyzer.formats.block import Lines
from analyzer.formats.compose import compose
from analyzer.formats.entries import entries, fine, why
from analyzer.formats.format import Samples
from analyzer.formats.rows import on_rows
from analyzer.formats.samples import w3c as samples
from analyzer.formats.w3c_directives import DATE, FIELDS, Part, columns_of, day_of, parts, said
from analyzer.formats.w3c_fields import W3C
from analyzer.rows import replaced, where

_PIECE = r'"(?:[^"]|"")*"|[^ \t]+'
_BEGINNING = r'^"?\d{4}-\d\d-\d\d"?[ \t]+"?\d\d:\d\d'
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
        day: what the last `#Date` before says, `2026-11-22`, for columns that name a time alone.
    """

    name: str
    title: str
    samples: Samples
    mark: str | None = None
    columns: tuple[str, ...] = ()
    day: str = ""
    document: bool = False

    def after(self, data: bytes) -> Self:
        """The same format, for the lines behind these."""
        columns = said(data, FIELDS)
        day = said(data, DATE)
        if columns is None and day is None:
            return self
        return replace(
            self,
            columns=self.columns if columns is None else columns_of(columns),
            day=self.day if day is None else day_of(day),
        )

    def claim(self, head: bytes) -> float:
        """The share of the head's lines that have as many columns as were named before them."""
        fits, columns, day, seen = 0, self.columns, self.day, 0
        for line in Lines(head).split():
            if line.startswith(FIELDS):
                columns = columns_of(line)
            elif line.startswith(DATE):
                day = day_of(line)
            elif line.strip() and not line.startswith(b"#") and seen < _SAMPLE:
                seen += 1
                fits += self._fits(line, columns, dated=bool(day))
        sure = _GENERAL if self.mark is None else 1.0
        return sure * fits / max(1, seen)

    def _fits(self, line: bytes, columns: tuple[str, ...], *, dated: bool) -> bool:
        if self.mark is not None and self.mark not in columns:
            return False
        named = {W3C.get(name) for name in columns}
        named |= {"date"} if dated else set()
        if not ("moment" in named or {"date", "clock"} <= named) or not named & {
            "path",
            "target",
            "status",
        }:
            return False
        pieces = re.findall(_PIECE, line.decode())
        if "cs-method" in columns[: len(pieces)] and pieces[columns.index("cs-method")][0] == "[":
            return False  # FTP of IIS, which numbers its commands: `[2]USER`
        return len(columns) in (len(pieces), line.count(b"\t") + 1)

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        found = list(parts(self.columns, self.day, data))
        if len(found) > 1:
            return _together(found)
        ((columns, day, _),) = found
        return _parse(columns, pl.Series([day]), data)


def _together(several: list[Part]) -> pl.DataFrame:
    """A row for each line, in order; parts with the same columns are read at once, however many they are."""
    counts = [part.data.count(b"\n") for part in several]
    counts[-1] += not several[-1].data.endswith(b"\n")
    table = pl.DataFrame({"day": [part.day for part in several], "lines": counts}).with_columns(
        end=pl.col("lines").cum_sum()
    )
    alike: dict[tuple[str, ...], list[int]] = {}
    for number, part in enumerate(several):
        known = tuple(name if name in W3C else "" for name in part.columns)
        alike.setdefault(known, []).append(number)
    frames, rows = [], []
    for columns, numbers in alike.items():
        some = table[numbers]
        days = some.select(pl.col("day").repeat_by("lines").explode()).to_series()
        frames.append(
            conform(_parse(columns, days, b"".join(several[each].data for each in numbers)))
        )
        rows.append(some.select(pl.int_ranges(pl.col("end") - pl.col("lines"), "end").explode()))
    return pl.concat(frames)[pl.concat(rows).to_series().arg_sort()]


def _parse(columns: tuple[str, ...], days: pl.Series, data: bytes) -> pl.DataFrame:
    """The lines whose columns have these names, on these days; of all of them, where there is one."""
    lines = Lines(data)
    pieces, fit = _split(lines, data, max(1, len(columns)))
    fit &= bool(columns)
    reject = fine(pieces.height)
    if not fit.all():
        rows = where(~fit)
        texts = lines.texts(rows)
        odd, known = _pieced(texts, pieces.columns)
        known &= bool(columns)
        pieces = replaced(pieces, rows, odd)
        unknown = texts.filter(~known).to_frame("line").select(_WHY[bool(columns)])
        reject = reject.scatter(rows.filter(~known), unknown.to_series())
    named = [(W3C[name], pieces[str(at)]) for at, name in _preferred(columns)]
    if (days != "").any() and "date" not in {field for field, _ in named}:
        named.append(("date", days if len(days) > 1 else days.new_from_index(0, pieces.height)))
    if b'"' in data:
        named = [(field, _unquoted(text)) for field, text in named]
    meant = pl.Series([True]).new_from_index(0, pieces.height) if b"\\" in data else None
    return entries(compose(named, pieces.height, meant), reject, lines)


_WHY = {named: why(pl.col("line").str.contains(_BEGINNING) & named) for named in (False, True)}


def _preferred(columns: tuple[str, ...]) -> list[tuple[int, str]]:
    """The columns that mean a field, in the table's order."""
    order = list(W3C)
    known = [(at, name) for at, name in enumerate(columns) if name in W3C]
    return sorted(known, key=lambda each: order.index(each[1]))


def _split(lines: Lines, data: bytes, count: int) -> tuple[pl.DataFrame, pl.Series]:
    """Cut all lines at once, and tell for which of them that was right."""
    separator = "\t" if b"\t" in data else " "
    pieces = lines.pieces(separator, count)
    every = pl.all().str
    sizes = every.len_bytes().cast(pl.Int64)
    fit = (pl.lit(lines.lengths) - pl.sum_horizontal(sizes)) == count - 1
    if separator == " ":
        fit &= pl.min_horizontal(sizes) > 0
    if b'"' in data:
        fit &= ~pl.any_horizontal(every.starts_with('"'))
    return pieces, pieces.select(fit & ~pl.col("0").str.starts_with("#")).to_series()


def _pieced(texts: pl.Series, names: list[str]) -> tuple[pl.DataFrame, pl.Series]:
    """The same for lines with quotes, or with more than one space between their columns."""
    found = pl.col("line").str.extract_all(_PIECE)
    known = (found.list.len() == len(names)) & ~pl.col("line").str.starts_with("#")
    rows = texts.to_frame("line").select(known.alias("known"), pieces=pl.when(known).then(found))
    pieces = rows.select(
        pl.col("pieces").list.get(at, null_on_oob=True).alias(name) for at, name in enumerate(names)
    )
    return pieces, rows["known"]


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
