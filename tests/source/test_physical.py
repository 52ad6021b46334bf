import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from analyzer.source.physical import PIECE, Physical
from analyzer.source.source import Source
from analyzer.source.trouble import Damage

STDIN = Source("-", None)
LINES = b"one\ntwo\nthree\n"
SHOW = """
import sys
from analyzer.source import Reader, Source
with Reader(Source("-", None)) as reader:
    print(reader.head, [block.data for block in reader], reader.done, reader.total)
"""


def shown(head: bytes, *, done: int, total: int | None) -> str:
    return f"{head!r} [{head!r}] {done} {total}\n"


def test_a_file_says_how_far_it_is(source: Callable[..., Source]) -> None:
    physical = Physical(source(bytes(PIECE + 7)))
    assert (physical.done, physical.total) == (0, PIECE + 7)
    pieces = physical.pieces()
    next(pieces)
    assert (physical.done, physical.total) == (PIECE, PIECE + 7)
    assert len(next(pieces)) == 7
    assert list(pieces) == []
    assert physical.done == PIECE + 7
    physical.close()


def test_a_second_look_does_not_count_twice(source: Callable[..., Source]) -> None:
    physical = Physical(source(LINES))
    assert list(physical.pieces()) == list(physical.pieces(0)) == [LINES]
    assert physical.done == len(LINES)
    physical.close()


def test_a_log_that_grows_is_as_long_as_what_was_read(source: Callable[..., Source]) -> None:
    log = source(LINES)
    physical = Physical(log)
    assert log.path is not None
    log.path.write_bytes(LINES * 2)
    assert b"".join(physical.pieces()) == LINES * 2
    assert physical.total == physical.done == 28
    physical.close()


def test_a_pipe_is_of_unknown_length(tmp_path: Path) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    writer = Thread(target=path.write_bytes, args=(LINES,))
    writer.start()
    physical = Physical(Source("fifo", path))
    assert b"".join(physical.pieces()) == LINES
    assert (physical.done, physical.total, physical.rewinds) == (14, None, False)
    physical.close()
    writer.join()


def test_a_pipe_set_not_to_block_is_waited_for() -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    physical = Physical(Source("pipe", Path(f"/dev/fd/{reading}")))
    os.set_blocking(physical._file.fileno(), False)
    pieces = physical.pieces()

    def write() -> None:
        os.write(writing, LINES)
        os.close(writing)

    writer = Thread(target=write)
    writer.start()
    assert b"".join(pieces) == LINES
    writer.join()
    physical.close()
    os.close(reading)


def test_a_failure_of_the_system_ends_the_pieces(
    source: Callable[..., Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    physical = Physical(source(LINES))

    def fail(self: Physical) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    pieces = physical.pieces()
    assert next(pieces) == LINES
    monkeypatch.setattr(Physical, "_read", fail)
    with pytest.raises(Damage, match=r"^reading failed \(Input/output error\)$"):
        next(pieces)
    physical.close()


def test_standard_input_replaced_in_memory_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINES)))
    physical = Physical(STDIN)
    assert (list(physical.pieces()), physical.total) == ([LINES], None)
    physical.close()


def test_standard_input_that_is_closed_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ValueError, match="standard input is closed"):
        Physical(STDIN)


def test_standard_input_from_a_pipe() -> None:
    run = subprocess.run([sys.executable, "-c", SHOW], input=LINES, capture_output=True, check=True)
    assert run.stdout.decode() == shown(LINES, done=14, total=None)


def test_standard_input_from_a_file_read_in_part(source: Callable[..., Source]) -> None:
    log = source(LINES)
    assert log.path is not None
    with log.path.open("rb", buffering=0) as file:
        file.read(4)
        run = subprocess.run(
            [sys.executable, "-c", SHOW], stdin=file, capture_output=True, check=True
        )
    assert run.stdout.decode() == shown(LINES[4:], done=10, total=10)
