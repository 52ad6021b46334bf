"""Lines of JSON as columns: a line that is no object costs itself, never its neighbours."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NoReturn

import polars as pl
from polars.exceptions import PolarsError

from analyzer.formats.block import Lines

_EMPTY = b"{}"


def schema(paths: Iterable[str], leaves: Mapping[str, pl.DataType]) -> dict[str, pl.DataType]:
    """What to read, and nothing else: `request.uri` is `uri` inside of `request`.

    Args:
        paths: keys, each inside of another with a dot between them.
        leaves: types of those that are no text.
    """
    tree: dict[str, Any] = {}
    for path in paths:
        *outer, last = path.split(".")
        branch = tree
        for key in outer:
            branch = branch.setdefault(key, {})
        branch[last] = leaves.get(path, pl.String())
    return {key: _type(branch) for key, branch in tree.items()}


def _type(branch: Any) -> pl.DataType:
    if isinstance(branch, dict):
        return pl.Struct({key: _type(inner) for key, inner in branch.items()})
    return branch  # type: ignore[no-any-return]


def values(frame: pl.DataFrame, paths: Iterable[str]) -> pl.DataFrame:
    """A column for each key."""
    return frame.select(map(_value, paths))


@cache
def _value(path: str) -> pl.Expr:
    first, *inner = path.split(".")
    value = pl.col(first)
    for key in inner:
        value = value.struct.field(key)
    return value.alias(path)


def objects(lines: Lines, columns: dict[str, pl.DataType]) -> tuple[pl.DataFrame, pl.Series]:
    r"""Read each line as an object.

    Args:
        lines: the block.
        columns: which keys to read; a value of another type becomes text, or null.

    Returns:
        A row for each line, and which lines are objects: 0 no, 1 yes, 2 with escapes such as
        `\x22`, which are none of JSON's but nginx's.
    """
    bodies = list(map(bytes.strip, lines.split()))
    odd = [row for row, body in enumerate(bodies) if body[:1] != b"{" or body[-1:] != b"}"]
    kinds = [1] * len(bodies)
    for row in odd:
        bodies[row], kinds[row] = _EMPTY, 0
    frame = _read(bodies, columns)
    if frame is None:
        bodies, kinds = _checked(bodies, kinds)
        frame = _bisected(bodies, kinds, 0, columns)
    return frame, pl.Series(kinds, dtype=pl.UInt8)


def _read(bodies: list[bytes], columns: dict[str, pl.DataType]) -> pl.DataFrame | None:
    """None if any of them is not what polars takes for an object."""
    if not bodies:
        return pl.DataFrame(schema=columns)
    try:
        frame = pl.read_ndjson(b"\n".join(bodies), schema=columns, ignore_errors=True)
    except PolarsError:
        return None
    return frame if frame.height == len(bodies) else None


def _bisected(
    bodies: list[bytes], kinds: list[int], start: int, columns: dict[str, pl.DataType]
) -> pl.DataFrame:
    """Where polars and Python disagree about JSON, polars decides: on halves, down to the line."""
    frame = _read(bodies, columns)
    if frame is not None:
        return frame
    if len(bodies) == 1:
        kinds[start] = 0
        return pl.DataFrame({key: [None] for key in columns}, schema=columns)
    middle = len(bodies) // 2
    return pl.concat(
        [
            _bisected(bodies[:middle], kinds, start, columns),
            _bisected(bodies[middle:], kinds, start + middle, columns),
        ]
    )


def _checked(bodies: list[bytes], kinds: list[int]) -> tuple[list[bytes], list[int]]:
    """Put an empty object in the place of each line that is none."""
    checked, kinds = list(bodies), list(kinds)
    for row, body in enumerate(bodies):
        if _valid(body):
            continue
        repaired = body.replace(b"\\x", rb"\\x")
        kinds[row] = 2 if repaired != body and _valid(repaired) else 0
        checked[row] = repaired if kinds[row] else _EMPTY
    return checked, kinds


def _valid(body: bytes) -> bool:
    try:
        json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(constant: str) -> NoReturn:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(constant)
