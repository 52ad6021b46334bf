from hypothesis import example, given
from hypothesis import strategies as st

from analyzer.source.lines import blocks
from analyzer.source.source import Block

SIZES = st.integers(1, 40)
TEXT = st.lists(st.sampled_from([b"\n", b"a", b"bc\r\n", b"\0", b"d" * 9])).map(b"".join)


def physical_lines(text: bytes) -> list[bytes]:
    lines = text.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def cut_up(text: bytes, size: int) -> list[bytes]:
    return [text[at : at + size] for at in range(0, len(text), size)]


@given(TEXT, SIZES, SIZES, SIZES)
@example(b"abcd\n", 5, 4, 5)
@example(b"abcde\n", 6, 4, 6)
@example(b"abcde", 5, 4, 5)
def test_every_line_comes_once_in_order_under_its_number(
    text: bytes, piece: int, block_size: int, max_line: int
) -> None:
    came = list(blocks(cut_up(text, piece), block_size, max_line))
    seen: dict[int, bytes] = {}
    for block in came:
        if not block.lines:
            assert block.overlong
            seen[block.line - 1] += block.data
            continue
        lines = [block.data] if block.overlong else physical_lines(block.data)
        assert block.lines == len(lines)
        seen |= {block.line + index: line for index, line in enumerate(lines)}
    assert seen == dict(enumerate(physical_lines(text), 1))
    overlong = {block.line for block in came if block.overlong and block.lines}
    assert overlong == {n for n, line in seen.items() if len(line.removesuffix(b"\n")) > max_line}
    assert sum(block.lines for block in came) == len(seen)


@given(TEXT, SIZES, SIZES)
def test_blocks_are_as_long_as_allowed_unless_one_line_is_longer(
    text: bytes, piece: int, block_size: int
) -> None:
    came = list(blocks(cut_up(text, piece), block_size, 1000))
    assert b"".join(block.data for block in came) == text
    assert all(block.data.endswith(b"\n") for block in came[:-1])
    assert all(len(block.data) <= block_size or block.lines == 1 for block in came)
    assert not any(block.last for block in came[:-1])
    assert len(came) != 1 or came[0].last  # most logs, in a folder of many


def test_the_pieces_of_an_overlong_line_are_blocks_of_their_own_between_its_neighbours() -> None:
    text = b"one\n" + b"x" * 100_000 + b"\nthree\nfour\n"
    first, begin, *pieces, last = blocks(cut_up(text, 7_000), 10_000, 20_000)
    assert first == Block(b"one\n", 1, 1)
    assert (begin.line, begin.lines, begin.overlong) == (2, 1, True)
    assert {(piece.line, piece.lines, piece.overlong) for piece in pieces} == {(3, 0, True)}
    assert b"".join(piece.data for piece in (begin, *pieces)) == b"x" * 100_000 + b"\n"
    assert last == Block(b"three\nfour\n", 3, 2, last=True)


def test_an_overlong_line_within_a_block_is_found() -> None:
    text = b"one\n" + b"x" * 101 + b"\nthree\n" + b"y" * 100 + b"\n"
    assert list(blocks([text], 1 << 20, 100)) == [
        Block(b"one\n", 1, 1),
        Block(b"x" * 101 + b"\n", 2, 1, overlong=True),
        Block(b"three\n" + b"y" * 100 + b"\n", 3, 2, last=True),
    ]


def test_nothing_gives_no_block() -> None:
    assert list(blocks([], 10, 10)) == []


def test_a_block_may_be_exactly_full() -> None:
    assert list(blocks([b"abc\nd", b"ef\n"], 8, 100)) == [Block(b"abc\ndef\n", 1, 2, last=True)]


@given(st.integers(1, 40), st.integers(10, 30))
def test_what_is_left_of_a_piece_waits_for_a_whole_block(piece: int, block_size: int) -> None:
    """Each block takes the same time whatever its size; only the last one may be small."""
    text = b"abc\n" * 60
    came = [len(block.data) for block in blocks(cut_up(text, piece), block_size, 9)]
    assert set(came[:-1]) == {block_size // 4 * 4}
