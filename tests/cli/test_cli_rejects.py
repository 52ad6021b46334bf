"""--rejects: the lines that are no entries, byte for byte."""

import gzip
import os
import threading
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from running import Process, Run, line

from analyzer.pipeline import Traffic
from analyzer.rejected import Rejected

GOOD = line().encode()
BAD = (
    b"caf\xe9 \xff\x00\x1b[2J?token=secret\r\n",
    b'192.0.2.7 - - [32/May/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "x"\n',
    b'192.0.2.7 - - [22/Nov/2026:10:00:00 +0000] "GET / HT\n',
    b"not ended",
)


def _written(path: Path, *pieces: bytes) -> Path:
    path.write_bytes(b"".join(pieces))
    return path


def test_rejected_lines_are_written_as_they_are(run: Run, tmp_path: Path) -> None:
    log = _written(tmp_path / "a.log", BAD[0], GOOD, b"\n# comment\n", BAD[1], GOOD, BAD[2], BAD[3])
    result = run(log, "--rejects", tmp_path / "bad.txt")
    assert result.exit_code == 0, result.stderr
    assert "4 rejected" in result.stdout  # the report is there as ever
    assert (tmp_path / "bad.txt").read_bytes() == b"".join(BAD)


def test_of_several_sources_none_is_glued_to_the_next(run: Run, tmp_path: Path) -> None:
    first = _written(tmp_path / "1.log", GOOD * 3, BAD[3])
    second = tmp_path / "2.log.gz"
    second.write_bytes(gzip.compress(GOOD + BAD[0]))
    run(first, second, "--rejects", tmp_path / "bad.txt", "-q")
    assert (tmp_path / "bad.txt").read_bytes() == BAD[3] + b"\n" + BAD[0]


def test_standard_output_is_all_theirs(process: Process, run: Run, tmp_path: Path) -> None:
    log = _written(tmp_path / "a.log", GOOD, b"junk\r\n", GOOD)
    assert process(log, "--rejects", "-").stdout == "junk\n"  # as text: newlines are universal
    assert run(log, "--rejects", "-", "--to", "json").exit_code == 2


def test_without_rejects_there_is_an_empty_file(run: Run, tmp_path: Path) -> None:
    assert run(_written(tmp_path / "a.log", GOOD), "--rejects", tmp_path / "bad").exit_code == 0
    assert (tmp_path / "bad").read_bytes() == b""


def test_an_input_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    log = _written(tmp_path / "a.log", GOOD, b"junk\n")
    result = run(log, "--rejects", log)
    assert result.exit_code == 2
    assert "one of the files to be read" in result.stderr
    assert log.read_bytes() == GOOD + b"junk\n"


def test_a_line_that_is_too_long_is_written_whole(run: Run, tmp_path: Path) -> None:
    long = b"%d " * 10_000 % (*range(10_000),) * 350 + b"\n"
    log = _written(tmp_path / "a.log", GOOD, b"junk\n", long, GOOD, b"more junk\n", long[:-1])
    result = run(log, "--rejects", tmp_path / "bad.txt")
    assert "4 rejected" in result.stdout
    assert (tmp_path / "bad.txt").read_bytes() == b"junk\n" + long + b"more junk\n" + long[:-1]


def test_a_device_and_a_pipe_are_written_through(run: Run, tmp_path: Path) -> None:
    log = _written(tmp_path / "a.log", GOOD, b"junk\n")
    pipe, came = tmp_path / "pipe", []
    os.mkfifo(pipe)
    for content in (GOOD + b"junk\n", GOOD):  # a reader is not left waiting where there are none
        log.write_bytes(content)
        reader = threading.Thread(target=lambda: came.append(pipe.read_bytes()), daemon=True)
        reader.start()
        assert run(log, "--rejects", pipe).exit_code == 0
        reader.join(10)
    assert came == [b"junk\n", b""]
    assert run(log, "--rejects", "/dev/null").exit_code == 0
    assert pipe.is_fifo()
    assert Path("/dev/null").is_char_device()


LINES = st.lists(
    st.one_of(st.just(GOOD), st.sampled_from(BAD), st.binary(max_size=30)), min_size=1, max_size=9
)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LINES)
def test_what_is_rejected_and_what_is_written_are_the_same_lines(
    tmp_path: Path, lines: list[bytes]
) -> None:
    log = _written(tmp_path / "a.log", GOOD, *(each.rstrip(b"\n") + b"\n" for each in lines), GOOD)
    came: list[bytes] = []
    frames = list(Traffic(log, rejects=Rejected(came.append)).frames())
    rejected = [
        row["line"]
        for frame in frames
        for row in frame.filter(frame["raw"].is_not_null()).iter_rows(named=True)
        if row["reject"] not in ("blank line", "comment")
    ]
    physical = log.read_bytes().split(b"\n")
    assert b"".join(came) == b"".join(physical[number - 1] + b"\n" for number in rejected)


def test_lines_as_they_are_are_not_anonymous(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_bytes(b"junk\n")
    refused = run(log, "--rejects", tmp_path / "bad.txt", "--anonymize", "remove")
    assert refused.exit_code == 2
    assert "one without the other" in refused.stderr
    assert not (tmp_path / "bad.txt").exists()
