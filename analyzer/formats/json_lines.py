"""JSON lines: an object a line, its keys by a map to fields."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import polars as pl
from msgspec import Struct

from analyzer.formats.block import Lines
from analyzer.formats.compose import compose
from analyzer.formats.entries import entries, fine, why
from analyzer.formats.format import Samples
from analyzer.formats.json_headers import (
    Headers,
    header_columns,
    headers,
    named,
    recorded,
    telling,
)
from analyzer.formats.json_objects import objects, schema, values
from analyzer.rows import cleared, where

_BEGINNING = 1 << 15  # bytes that tell which keys to look for
_SAMPLE = 200  # lines of a head that are looked at to recognise the format
_HEADERS = ("request_headers", "response_headers")


class JsonFormat(Struct, frozen=True, dict=True):
    """A format whose lines are JSON objects.

    Args:
        name: how users name it.
        title: one line about it.
        keys: from keys, `request.uri` for one inside of another, to fields; the first that a line
            has is taken where several mean the same field.
        needs: of each of these groups a line must have one key to be this format's.
        samples: its proof.
        weight: how much such a line says: less than 1 for keys that others may have as well.
    """

    name: str
    title: str
    keys: Mapping[str, str]
    needs: tuple[tuple[str, ...], ...]
    samples: Samples
    weight: float = 1.0
    document: bool = False

    def claim(self, head: bytes) -> float:
        """The share of the head's lines that have what is needed."""
        texts = Lines(head).sample(_SAMPLE)
        return sum(map(self._fits, texts)) / max(1, len(texts))

    def _fits(self, text: str) -> float:
        if not text.startswith("{"):
            return 0.0
        try:
            found = json.loads(text.replace("\\x", "\\\\x"))
        except (ValueError, RecursionError):
            return 0.0
        if not all(any(has(found, key) for key in group) for group in self.needs):
            return 0.0
        known = sum(key in self._outer for key in found)
        return self.weight * (0.9 + 0.1 * known / len(found))

    @cached_property
    def _outer(self) -> frozenset[str]:
        return frozenset(key.split(".")[0] for key in self.keys)

    @cached_property
    def _sides(self) -> dict[str, str]:
        """The keys that hold headers, by their fields."""
        return {field: key for key, field in self.keys.items() if field in _HEADERS}

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        lines = Lines(data)
        keys = self._occurring(lines, data)
        names = named(data, _BEGINNING) if self._sides else frozenset()

        def as_lists(rows: pl.Series) -> dict[str, pl.Series]:
            some = Lines("\n".join(lines.texts(rows)).encode())
            return self._headers(objects(some, self._schema((), names, pl.List(pl.String())))[0])

        frame, kinds = objects(lines, self._schema(keys, names, pl.String()))
        sides = headers(
            self._headers(frame), as_lists, sure=not (self._sides and _LIKE_A_LIST.search(data))
        )
        # JSON's own escapes are undone by now, and a backslash is meant.
        meant = kinds == 1 if b"\\" in data else None
        texts = compose(_fields(values(frame, keys), keys, sides), frame.height, meant)
        reject = fine(frame.height)
        rows = where(~_is_entry(texts))
        if len(rows):
            odd = lines.texts(rows).to_frame("line").select(_WHY).to_series()
            reject = reject.scatter(rows, odd)
            texts = cleared(texts, rows)
        read = entries(texts, reject, lines)
        return read.hstack(header_columns(sides, read["reject"]))

    def _occurring(self, lines: Lines, data: bytes) -> Mapping[str, str]:
        """The keys that lines of the block may have: one that none has costs as much as any other."""
        first = data[:_BEGINNING]
        keys = {
            key: field
            for key, field in self.keys.items()
            if field in _HEADERS or _quoted(key).encode() in first
        }
        others = {_quoted(key) for key in self.keys if key not in keys}
        if others and (b"\\u" in data or lines.hold(others)):  # a key may be written in escapes
            return self.keys
        return keys

    def _schema(
        self, keys: Iterable[str], names: frozenset[str], each: pl.DataType
    ) -> dict[str, pl.DataType]:
        """What to read: these keys, and of each header's values what `recorded` says."""
        types = recorded(names, each)
        return schema(
            (*keys, *self._sides.values()), {key: types[side] for side, key in self._sides.items()}
        )

    def _headers(self, frame: pl.DataFrame) -> dict[str, pl.Series]:
        found = values(frame, self._sides.values())
        return {side: found[key] for side, key in self._sides.items()}


_LIKE_A_LIST = re.compile(rb'\\(?:(?<="\[\\)|(?<="\\)u005)')
"""A text that would be taken for a list, once its escapes are undone, begins so."""


def _fields(
    found: pl.DataFrame, keys: Mapping[str, str], sides: Mapping[str, Headers]
) -> Iterator[tuple[str, pl.Series]]:
    for key, series in found.to_dict().items():
        if series.null_count() == len(series):  # of sixty keys a log has a dozen
            continue
        if keys[key] in sides:
            yield from telling(keys[key], sides[keys[key]])
        else:
            yield keys[key], series


_WHY = why(pl.col("line").str.contains(r"^\s*\{") & ~pl.col("line").str.contains(r"\}\s*$"))


def _quoted(key: str) -> str:
    """As a line has it; of one inside of another, that one."""
    return f'"{key.partition(".")[0]}"'


def has(found: Any, path: str) -> bool:
    """Whether an object has a key, and something behind it."""
    for key in path.split("."):
        if not isinstance(found, dict) or key not in found:
            return False
        found = found[key]
    return found is not None


def _is_entry(texts: pl.DataFrame) -> pl.Series:
    """A line of an access log names a status or a request; one without a time names both."""
    status, request, moment = (_known(texts, name) for name in ("status", "request", "moment"))
    if "whole" in texts.columns:
        request |= pl.col("whole").struct.field("target").is_not_null()
    entry = ((status | request) & moment) | (status & request)
    return texts.select(entry).to_series()


def _known(texts: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name).is_not_null() if name in texts.columns else pl.lit(value=False)
