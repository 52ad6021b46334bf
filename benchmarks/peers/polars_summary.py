"""The plain summary of a combined log by polars, and nothing else: FILE OUT.

The limit of what this library and this way of reading can do: blocks are split at their quotes, typed,
counted by seven keys and added up. Nothing is masked, unescaped, labelled, related or bounded, and lines
with an escaped quote are misread.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

BLOCK = 16 << 20
PIECES = {str(number): pl.String() for number in range(7)}


def _parts(text: str, *names: str) -> pl.Expr:
    pieces = pl.col(text).str.strip_chars(" ").str.splitn(" ", len(names))
    return pieces.struct.rename_fields(list(names)).struct.unnest()


ENTRY = (
    _parts("0", "client", "ident", "user", "time"),
    _parts("1", "method", "target", "version"),
    _parts("2", "status", "bytes"),
    pl.col("3").alias("referrer"),
    pl.col("5").alias("agent"),
)
TYPED = (
    pl.col("time").str.slice(1, 20).str.to_datetime("%d/%b/%Y:%H:%M:%S", strict=False).dt.truncate("1m"),
    pl.col("status").cast(pl.UInt16, strict=False),
    pl.col("bytes").cast(pl.UInt64, strict=False),
)  # fmt: skip
KEYS = ("status", "time", "target", "client", "agent", "referrer", "method")


def blocks(log: Path) -> Iterator[bytes]:
    """Whole lines, BLOCK bytes at once."""
    rest = b""
    with log.open("rb") as file:
        while data := file.read(BLOCK):
            data = rest + data
            end = data.rfind(b"\n") + 1
            rest = data[end:]
            yield data[:end]
    if rest:
        yield rest


def counts(block: bytes) -> list[pl.DataFrame]:
    """A table for each of KEYS."""
    pieces = pl.read_csv(
        block,
        separator='"',
        quote_char=None,
        has_header=False,
        schema=PIECES,
        extra_columns="ignore",
        missing_columns="insert",
    )
    entries = pieces.select(ENTRY).with_columns(TYPED).lazy().filter(pl.col("status").is_not_null())
    measures = (pl.len().alias("hits"), pl.col("bytes").sum())
    return pl.collect_all([entries.group_by(key).agg(measures) for key in KEYS])


def main() -> None:
    """Summarise the first argument into the second."""
    log, out = map(Path, sys.argv[1:])
    parts = zip(*map(counts, blocks(log)), strict=True)
    tables = [
        pl.concat(each).group_by(key).agg(pl.col("hits", "bytes").sum())
        for key, each in zip(KEYS, parts, strict=True)
    ]
    rows = [table.top_k(10_000, by="hits").rows() for table in tables]
    out.write_text(json.dumps({"entries": int(tables[0]["hits"].sum()), "rows": rows}, default=str))


main()
