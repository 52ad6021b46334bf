import bz2
import errno
import gzip
import lzma
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import zstandard
from hypothesis import assume, given
from hypothesis import strategies as st

from analyzer.errors import SourceError
from analyzer.source import Block, Reader, Source
from analyzer.source.physical import Physical

Packed = tuple[str, Callable[[bytes], bytes]]
Made = Callable[..., Source]
LINES = b"".join(b"line %d\n" % number for number in range(1, 1235))


@given(
    content=st.binary(max_size=300).map(lambda junk: b"1" + junk),
    block_size=st.integers(1, 100),
)
def test_blocks_joined_are_the_file(
    read: Callable[..., Any], packed: Packed, content: bytes, block_size: int
) -> None:
    assume(content[1:16].strip(b"\0"))
    name, pack = packed
    lines = content.count(b"\n") + (0 if content.endswith(b"\n") else 1)
    for stream, container in ((content, "plain"), (pack(content), name)):
        came = read(stream, block_size=block_size, max_line=1000)
        assert (came.text, came.lines, came.container) == (content, lines, container)
        assert came.problem is None
        number = 1
        for block in came.blocks:
            assert block.line == number
            number += block.lines
        assert all(block.data.endswith(b"\n") for block in came.blocks[:-1])


@given(
    content=st.binary(min_size=1, max_size=300).map(lambda junk: b"1\n2\n345" + junk),
    sizes=st.tuples(st.integers(1, 100), st.integers(1, 100)),
)
def test_from_each_mark_on_the_same_lines_come_again(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, sizes: tuple[int, int]
) -> None:
    path = tmp_path_factory.getbasetemp() / "marked"
    path.write_bytes(content)
    with Reader(Source("log", path), block_size=sizes[0], max_line=sizes[1]) as reader:
        whole = list(reader)
        begun = [block.line for block in whole if block.lines]
        assert [mark.line for mark in reader.marks] == begun
        for mark in reversed(reader.marks):
            assert content[: mark.at].count(b"\n") == mark.line - 1
            again = list(reader.since(mark))
            assert (again[0].line, b"".join(each.data for each in again)) == (
                mark.line,
                content[mark.at :],
            )
            assert sum(each.lines for each in again) == sum(
                each.lines for each in whole if each.line >= mark.line
            )


@pytest.mark.parametrize(
    "content",
    [gzip.compress(LINES), "\ufeffa\nb\n".encode("utf-16-le"), b"\xef\xbb\xbf" + LINES],
    ids=["gzip", "utf-16", "mark"],
)
def test_what_is_not_the_file_as_it_lies_there_has_no_marks(source: Made, content: bytes) -> None:
    with Reader(source(content), block_size=64) as reader:
        assert list(reader)
        assert reader.marks == []


@pytest.mark.parametrize(
    "content", [b"", gzip.compress(b"", mtime=0), b"\xef\xbb\xbf"], ids=["plain", "gzip", "mark"]
)
def test_an_empty_source_has_no_blocks(source: Made, content: bytes) -> None:
    with Reader(source(content)) as reader:
        assert (reader.head, list(reader), reader.problem) == (b"", [], None)


def test_a_last_line_without_newline_counts(source: Made) -> None:
    with Reader(source(b"one\r\ntwo")) as reader:
        assert list(reader) == [Block(b"one\r\ntwo", 1, 2, last=True)]


def test_a_file_of_exactly_one_block_is_one_block(source: Made) -> None:
    with Reader(source(b"0123456\n" * 8), block_size=64) as reader:
        assert list(reader) == [Block(b"0123456\n" * 8, 1, 8, last=True)]


def test_neither_name_decides_what_a_file_is(source: Made) -> None:
    with Reader(source(gzip.compress(LINES), "access.log")) as reader:
        assert reader.container == "gzip"
        assert b"".join(block.data for block in reader) == LINES
    with Reader(source(LINES, "access.log.gz")) as reader:
        assert reader.container == "plain"
        assert b"".join(block.data for block in reader) == LINES


def test_the_head_is_not_lost(source: Made) -> None:
    content = b"x" * 99 + b"\n"
    with Reader(source(gzip.compress(content * 20_000))) as reader:
        assert reader.head == (content * 20_000)[: 1 << 20]
        assert reader.head is reader.head
        assert reader.done < (reader.total or 0) or reader.total == reader.done
        assert sum(block.lines for block in reader) == 20_000


def test_the_head_of_a_large_file_is_read_alone(source: Made) -> None:
    with Reader(source(LINES * 500)) as reader:
        assert len(reader.head) == 1 << 20
        assert reader.done < (1 << 20) + (128 << 10)
        assert reader.total == len(LINES) * 500
        assert sum(block.lines for block in reader) == 1234 * 500
        assert reader.done == reader.total


def test_progress_is_in_packed_bytes(source: Made) -> None:
    stream = gzip.compress(LINES)
    with Reader(source(stream)) as reader:
        list(reader)
        assert reader.done == reader.total == len(stream)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_fifo_is_read(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    writer = Thread(target=path.write_bytes, args=(pack(LINES),))
    writer.start()
    with Reader(Source("fifo", path)) as reader:
        assert reader.head == LINES
        assert list(reader) == [Block(LINES, 1, 1234, last=True)]
        assert reader.total is None
    writer.join()


def test_a_cut_gzip_counts_what_came_before(source: Made) -> None:
    with Reader(source(gzip.compress(LINES)[:-4], "access.log.1.gz")) as reader:
        assert [block.lines for block in reader] == [1234]
        assert str(reader.problem) == (
            "access.log.1.gz: its gzip stream is cut short after 1,234 lines; "
            "what came before was read; get an intact copy for the rest"
        )


@given(where=st.integers(10, len(lzma.compress(LINES)) - 1))
def test_a_cut_stream_gives_a_prefix_and_a_problem(
    read: Callable[..., Any], packed: Packed, where: int
) -> None:
    name, pack = packed
    stream = pack(LINES)
    came = read(stream[: min(where, len(stream) - 1)])
    assert LINES.startswith(came.text)
    assert came.problem is not None
    assert came.problem.what.startswith(f"log: its {name} stream is cut short")


def test_zeros_behind_the_end_are_no_problem(read: Callable[..., Any], packed: Packed) -> None:
    _, pack = packed
    came = read(pack(LINES) + bytes(100_000))
    assert (came.text, came.problem) == (LINES, None)


def test_a_damaged_middle_keeps_what_came_before(source: Made) -> None:
    bad_block = b"\x1f\x8b\x08" + bytes(7) + b"\xff"  # a last block of the type that does not exist
    stream = gzip.compress(LINES) + bad_block + gzip.compress(LINES)
    with Reader(source(stream)) as reader:
        assert b"".join(block.data for block in reader) == LINES
        assert reader.problem is not None
        assert reader.problem.what.startswith("access.log: its gzip stream is damaged (")
        assert reader.problem.what.endswith(") after 1,234 lines")


def test_a_damaged_header_leaves_nothing_to_read(source: Made) -> None:
    with Reader(source(b"\xfd7zXZ\0" + b"\xff" * 100)) as reader:
        assert list(reader) == []
        assert reader.problem is not None
        assert "before its first line" in reader.problem.what


def test_a_failure_of_the_system_in_the_middle_is_a_problem(
    source: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Reader(source(LINES * 1000)) as reader:
        assert reader.head

        def fail(self: Physical) -> bytes:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        monkeypatch.setattr(Physical, "_read", fail)
        lines = sum(block.lines for block in reader)
        assert 0 < lines < 1234 * 1000
        assert reader.problem is not None
        assert reader.problem.what == (
            f"access.log: reading failed (Input/output error) after {lines:,} lines"
        )


def test_utf_16_is_counted_in_its_own_lines(source: Made) -> None:
    with Reader(source(gzip.compress("\ufeffcaf\u00e9\n\u0a0a\n".encode("utf-16-le")))) as reader:
        assert list(reader) == [Block("caf\u00e9\n\u0a0a\n".encode(), 1, 2, last=True)]


def test_the_mark_of_utf_8_is_dropped(source: Made) -> None:
    with Reader(source(b"\xef\xbb\xbfone\n")) as reader:
        assert reader.head == b"one\n"
        assert list(reader) == [Block(b"one\n", 1, 1, last=True)]


def test_a_document_is_read_whole(source: Made) -> None:
    with Reader(source(gzip.compress(LINES))) as reader:
        assert reader.head == LINES
        assert b"".join(reader.pieces(len(LINES))) == LINES
        assert reader.problem is None


def test_a_document_above_the_limit_is_refused(source: Made) -> None:
    with (
        Reader(source(LINES, "a.har")) as reader,
        pytest.raises(SourceError, match=r"cannot read a.har: it is larger than 11,000 bytes"),
    ):
        list(reader.pieces(11_000))


def test_a_cut_document_says_so(source: Made) -> None:
    with Reader(source(gzip.compress(b"{}")[:-1], "a.har")) as reader:
        assert b"".join(reader.pieces(10)) == b"{}"
        assert reader.problem is not None
        assert reader.problem.what == "a.har: its gzip stream is cut short after 2 bytes"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04" + bytes(30), "cannot read access.log: it is a zip archive"),
        (
            gzip.compress(bytes(257) + b"ustar", mtime=0),
            "cannot read access.log: it is a tar archive",
        ),
        (
            gzip.compress(gzip.compress(LINES, mtime=0), mtime=0),
            "cannot read access.log: it is packed twice",
        ),
        (gzip.compress(bz2.compress(LINES), mtime=0), "cannot read access.log: it is packed twice"),
    ],
)
def test_what_holds_no_lines_is_refused_by_name(source: Made, content: bytes, what: str) -> None:
    with pytest.raises(SourceError) as error, Reader(source(content)):
        pass
    assert error.value.what == what


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    for name, path in (("gone", tmp_path / "gone"), ("here", tmp_path)):
        with pytest.raises(SourceError, match=f"cannot read {name}: "), Reader(Source(name, path)):
            pass


def bomb_zstd(size: int) -> bytes:
    """One frame: blocks that each say, in four bytes, 131,072 times NUL."""
    block = (131_072 << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
    last = (0 << 3 | 1).to_bytes(3, "little")
    return b"\x28\xb5\x2f\xfd\x00\x58" + block * (size // 131_072) + last


def _sized(block: Block) -> tuple[int, int, int, bool]:
    return len(block.data), block.line, block.lines, block.overlong


@pytest.mark.parametrize(
    "bomb",
    [
        bytes,
        gzip.compress,
        bz2.compress,
        lambda zeros: lzma.compress(zeros, preset=0),
        zstandard.compress,
    ],
)
def test_a_bomb_of_one_line_is_not_held(source: Made, bomb: Callable[[bytes], bytes]) -> None:
    log = source(b"".join((bomb(bytes(40 << 20)), bomb(b"\nend\n"))))
    tracemalloc.start()
    with Reader(log) as reader:
        came = [_sized(block) for block in reader]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {one[1:] for one in came} == {(1, 1, True), (2, 0, True), (2, 1, False)}
    assert sum(size for size, *_ in came) == (40 << 20) + len(b"\nend\n")
    assert peak < 3.2 * (8 << 20)


def test_the_worst_that_zstd_can_say_is_not_held(source: Made) -> None:
    log = source(bomb_zstd(256 << 20))
    tracemalloc.start()
    with Reader(log) as reader:
        came = [_sized(block) for block in reader]
        assert reader.problem is None
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {one[1:] for one in came} == {(1, 1, True), (2, 0, True)}
    assert sum(size for size, *_ in came) == 256 << 20
    assert peak < 3.2 * (8 << 20)


@pytest.mark.parametrize("library", ["polars", "isal", "bz2", "lzma", "zstandard", "numpy"])
def test_a_plain_log_loads_no_library_for_others(library: str) -> None:
    program = (
        "import sys; from analyzer.source import Reader, Source\n"
        "with Reader(Source('-', None)) as reader: list(reader)\n"
        f"print({library!r} in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], input=LINES, capture_output=True, check=True
    )
    assert run.stdout == b"False\n"
