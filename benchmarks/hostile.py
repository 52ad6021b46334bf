"""HOSTILE: logs that a naive reader chokes on. One entry here adds one."""

import zlib
from collections.abc import Callable
from itertools import islice
from pathlib import Path

ONE_LINE = 10**9
ZEROS = 10**10
MEBI = 1 << 20


def rejected(ordinary: Path, out: Path) -> int:
    """Behind a head that lets the format be known, lines that fail at their time: the slowest way."""
    with ordinary.open("rb") as source, out.open("wb") as sink:
        size = sink.write(source.read(MEBI))
        while block := source.read(MEBI):
            size += sink.write(block.replace(b"[", b"(").replace(b"]", b")"))
    return size


def distinct(ordinary: Path, out: Path) -> int:
    """No path, client, referrer or agent twice."""
    with ordinary.open("rb") as source:
        lines = sum(block.count(b"\n") for block in iter(lambda: source.read(MEBI), b""))
    numbers = iter(range(lines))
    with out.open("w") as sink:
        while some := list(islice(numbers, 50_000)):
            sink.writelines(map(_unique, some))
    return out.stat().st_size


def _unique(i: int) -> str:
    clock = f"{i // 3600 % 24:02}:{i // 60 % 60:02}:{i % 60:02}"
    return (
        f"2001:db8::{i >> 16:x}:{i & 65535:x} - - [{i // 86400 % 28 + 1:02}/Mar/2026:{clock} +0000] "
        f'"GET /catalog/item-{i}/details/of/{i * 7919:x}?session={i * 104729} HTTP/1.1" 200 {i % 90000} '
        f'"https://www.example.com/search?q={i * 31337:x}" '
        f'"Mozilla/5.0 (X11; Linux x86_64; rv:{i}.0) Gecko/20100101 Firefox/{i}.0"\n'
    )


def one_line(ordinary: Path, out: Path) -> int:
    """A gigabyte of ordinary entries without a newline."""
    with ordinary.open("rb") as source, out.open("wb") as sink:
        piece = source.read(8 * MEBI).replace(b"\n", b" ")
        left = ONE_LINE
        while left:
            left -= sink.write(piece[:left])
    return ONE_LINE


def zeros(_ordinary: Path, out: Path) -> int:
    """Ten gigabytes of zeros in ten megabytes of gzip: a bomb."""
    packer = zlib.compressobj(1, wbits=31)
    block = bytes(10**7)
    with out.open("wb") as sink:
        for _ in range(ZEROS // len(block)):
            sink.write(packer.compress(block))
        sink.write(packer.flush())
    return ZEROS


HOSTILE: dict[str, tuple[Callable[[Path, Path], int], str, str]] = {
    "every line rejected": (rejected, "rejected", ".log"),
    "all distinct": (distinct, "distinct", ".log"),
    "one line of 1 GB": (one_line, "one-line", ".log"),
    "gzip of 10 GB of zeros": (zeros, "zeros", ".log.gz"),
}
"""Who makes it from an ordinary log and returns its size unpacked, and how its file is called."""
