"""Write a realistic access log: seeded, so that the same options give the same bytes.

python benchmarks/generate.py --lines 1000000 --format combined access.log --truth truth.json
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
import polars as pl
from line_formats import FORMATS, LineFormat
from population import CLIENTS, assemble
from rendering import render, tables
from traffic import METHODS, chunks

MALFORMED = 0.001
JUNK = (
    "-- MARK --",
    "Traceback (most recent call last):",
    "nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)",
    "<html><head><title>It works!</title></head></html>",
    "segfault at 0 ip 00007f3c error 4 in libc.so.6",
    '"\\x16\\x03\\x01\\x02\\x00\\x01" 400',
    "GET / HTTP/1.1",
    "{",
)


@dataclass(slots=True)
class Truth:
    """What the log holds, counted from the numbers before they become text."""

    lines: int = 0
    ignored: int = 0
    malformed: int = 0
    bytes: int | None = 0
    status: Counter[int] = field(default_factory=Counter)
    method: Counter[str] = field(default_factory=Counter)
    seen: np.ndarray = field(default_factory=lambda: np.zeros(CLIENTS, dtype=bool))
    first: int = 2**62
    last: int = 0

    def add(self, rows: pl.DataFrame, bad: np.ndarray) -> None:
        """Count a chunk of requests, of which the `bad` ones are written as junk."""
        good = rows.filter(~bad)
        self.lines += rows.height
        self.malformed += int(bad.sum())
        self.status.update(dict(good["status"].value_counts().iter_rows()))
        self.method.update({METHODS[i]: n for i, n in good["method"].value_counts().iter_rows()})
        self.seen[good["client"].to_numpy()] = True
        if self.bytes is not None:
            self.bytes += int(good["bytes"].to_numpy().sum())
        seconds = good["second"].to_numpy()
        self.first = int(seconds.min(initial=self.first))
        self.last = int(seconds.max(initial=self.last))

    def as_json(self) -> dict[str, object]:
        """The truth as plain values."""
        return {
            "lines": self.lines,
            "entries": self.lines - self.malformed - self.ignored,
            "malformed": self.malformed,
            "ignored": self.ignored,
            "bytes": self.bytes,
            "clients": int(self.seen.sum()),
            "status": {str(code): n for code, n in sorted(self.status.items())},
            "method": dict(sorted(self.method.items())),
            "first": self.first,
            "last": self.last,
        }


def spoil(lines: pl.Series, bad: np.ndarray, rng: np.random.Generator) -> pl.Series:
    """Replace the bad lines by junk, or cut them before anything of use was written."""
    rows = np.flatnonzero(bad)
    if not len(rows):
        return lines
    junk = [JUNK[i] for i in rng.integers(0, len(JUNK), len(rows))]
    kept = rng.integers(4, 30, len(rows)).tolist()
    cuts = [line[:length] for line, length in zip(lines.gather(rows), kept, strict=True)]
    halves = rng.random(len(rows)) < 0.5
    return lines.scatter(
        rows, [a if first else b for a, b, first in zip(junk, cuts, halves, strict=True)]
    )


def logs(form: LineFormat, count: int, seed: int, truth: Truth) -> Iterator[pl.Series]:
    """The lines of a log, a chunk at a time, and the truth about them as a side effect."""
    rng = np.random.default_rng([seed, 1])
    people = assemble(seed)
    words = tables(people, form)
    truth.lines = truth.ignored = len(form.header)
    truth.bytes = 0 if form.sizes else None
    if form.header:
        yield pl.Series(form.header)
    for rows in chunks(people, count - len(form.header), rng):
        bad = rng.random(rows.height) < MALFORMED
        truth.add(rows, bad)
        lines = render(rows, form, words)
        yield spoil(lines, bad, rng)


def generate(out: BinaryIO, form: LineFormat, count: int, seed: int = 1) -> Truth:
    """Write a log of exactly `count` physical lines and return the truth about it."""
    truth = Truth()
    for lines in logs(form, count, seed, truth):
        lines.to_frame().write_csv(out, include_header=False, quote_style="never")
    return truth


def main() -> None:
    """Read the options, write the log."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", help="the file to write, or - for standard output")
    parser.add_argument(
        "--lines", type=int, default=1_000_000, help="physical lines, header included"
    )
    parser.add_argument("--format", choices=FORMATS, default="combined")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--truth", type=Path, help="write here what the log holds, as JSON")
    args = parser.parse_args()
    form = FORMATS[args.format]
    if args.out == "-":
        truth = generate(sys.stdout.buffer, form, args.lines, args.seed)
    else:
        with Path(args.out).open("wb") as out:
            truth = generate(out, form, args.lines, args.seed)
    if args.truth:
        args.truth.write_text(json.dumps(truth.as_json(), indent=2) + "\n")


if __name__ == "__main__":
    main()
