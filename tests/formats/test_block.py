"""Lines of a block, whole and in pieces."""

import polars as pl
import pytest

from analyzer.formats.block import Lines

LARGE = b'a "b" c\r\n' * 150_000  # more than a MiB


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"a", ["a"]),
        (b"a\nb\n", ["a", "b"]),
        (b"a\r\nb\r", ["a", "b"]),
        (b"a\rb\n", [r"a\x0db"]),
        (b"\n\n", ["", ""]),
        (b"caf\xe9\n", [r"caf\xe9"]),
        ("\ufeffa\n\ufeffb".encode(), ["a", "b"]),
        (b"\0\0a\0\n\0", ["a\0", ""]),
        (b"\xef\xbb\xbf", [""]),
        ("a\u2028b\x85c\vd".encode(), ["a\u2028b\x85c\vd"]),
    ],
)
def test_lines_whole(data: bytes, lines: list[str]) -> None:
    block = Lines(data)
    assert block.texts(range(len(lines))).to_list() == lines
    assert block.lengths.to_list() == [len(line.encode()) for line in lines]
    assert block.pieces('"', 2).height == len(lines)


def test_pieces_are_cut_at_the_separator_and_nowhere_else() -> None:
    pieces = Lines(b'a"b"c"d\n\n"x\n\'"\'\n').pieces('"', 3)
    assert pieces.rows() == [("a", "b", "c"), ("", "", ""), ("", "x", ""), ("'", "'", "")]


@pytest.mark.parametrize("first", [b"x\x01", "x\u0680".encode(), b"x^", b"\x1f\x8b"])
def test_what_begins_like_a_packed_file_is_a_line_all_the_same(first: bytes) -> None:
    assert Lines(first + b'"b\n1"2').pieces('"', 2)["1"].to_list() == ["b", "2"]


def test_large_blocks_are_measured_as_small_ones() -> None:
    block = Lines(LARGE)
    assert block.lengths.len() == 150_000
    assert block.lengths.unique().to_list() == [7]
    assert block.texts([0, 149_999]).to_list() == ['a "b" c'] * 2
    assert block.pieces('"', 3).unique().rows() == [("a ", "b", " c")]


def test_a_sample_comes_from_all_over_the_block() -> None:
    data = b"\n# x\n" + b"".join(b"%d\n" % number for number in range(1000))
    sample = Lines(data).sample(10)
    assert sample[:2] == ["0", "100"]
    assert sample[-1] == "900"
    assert isinstance(Lines(b"").lengths, pl.Series)
