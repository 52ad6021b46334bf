"""JSON lines: an object a line, its keys by a map to fields."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import polars as pl
from msgspec import Struct

from analyzer.formats.block import Lines
from analyzer.formats.compose import compose
from analyzer.formats.entries import entries, fine, why
from analyzer.formats.format import Samples
from analyzer.formats.json_headers import header_columns, named, recorded, telling
from analyzer.formats.json_objects import objects, schema, values
from analyzer.rows import cleared, where

_BEGINNING = 1 << 17  # bytes that tell which keys to look for
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

    def parse(self, data: bytes) -> pl.DataFrame:
        """A row for each line of the block, see `Format.parse`."""
        lines = Lines(data)
        keys, types = self._occurring(lines, data)
        frame, kinds = objects(lines, schema(keys, types))
        found = values(frame, keys)
        # JSON's own escapes are undone by now, and a backslash is meant.
        meant = kinds == 1 if b"\\" in data else None
        texts = compose(_fields(found, keys), frame.height, meant)
        reject = fine(frame.height)
        rows = where(~_is_entry(texts))
        if len(rows):
            odd = lines.texts(rows).to_frame("line").select(_WHY).to_series()
            reject = reject.scatter(rows, odd)
            texts = cleared(texts, rows)
        read = entries(texts, reject, lines)
        sides = {keys[key]: found[key] for key in types}
        return read.hstack(header_columns(sides, read["reject"]))

    def _occurring(
        self, lines: Lines, data: bytes
    ) -> tuple[Mapping[str, str], Mapping[str, pl.DataType]]:
        """The keys that lines of the block may have: one that none has costs as much as any other.

        Returns:
            the keys with their fields, and the types of those that hold headers.
        """
        first = data[:_BEGINNING]
        sides = {key: field for key, field in self.keys.items() if field in _HEADERS}
        keys: Mapping[str, str] = {
            key: field
            for key, field in self.keys.items()
            if key in sides or _quoted(key).encode() in first
        }
        types = recorded(named(data, _BEGINNING)) if sides else {}
        unseen = {_quoted(key) for key in self.keys if key not in keys}
        if unseen and (b"\\u" in data or lines.hold(unseen)):  # a key may be written in escapes
            keys = self.keys
        return keys, {key: types[field] for key, field in sides.items()}


def _fields(found: pl.DataFrame, keys: Mapping[str, str]) -> Iterator[tuple[str, pl.Series]]:
    for key, series in found.to_dict().items():
        if series.null_count() == len(series):  # of sixty keys a log has a dozen
            continue
        if keys[key] in _HEADERS:
            yield from telling(keys[key], series)
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
