from analyzer.report.terminal.lines import (
    Line,
    cells,
    clipped,
    flow,
    padded,
    paragraph,
    piece,
    printed,
    wrap,
)
from analyzer.report.terminal.screen import Screen


def _texts(lines: list[Line]) -> list[str]:
    return ["".join(part.text for part in line) for line in lines]


def test_numbers_go_to_the_right_by_cells() -> None:
    assert padded("産", 4) == "産  "
    assert padded("産", 4, right=True) == "  産"


def test_a_line_breaks_at_its_spaces() -> None:
    assert wrap("one two  three", Screen(80), 7) == ["one two", "three"]
    assert wrap("産産 産産", Screen(80), 9) == ["産産 産産"]
    assert wrap("産産 産産", Screen(80), 8) == ["産産", "産産"]
    assert wrap("", Screen(80), 8) == []


def test_a_word_wider_than_the_line_loses_its_middle() -> None:
    assert wrap("to /a/very/long/path", Screen(80), 9) == ["to", "/a/v…path"]


def test_a_lead_stands_before_the_first_line() -> None:
    lines = paragraph("one two three", Screen(11), indent=4, lead=[piece("  1 ")])
    assert _texts(lines) == ["  1 one two", "    three"]


def test_a_paragraph_is_cut_after_a_word() -> None:
    screen = Screen(20)
    lines = paragraph("alpha beta gamma delta epsilon zeta eta", screen, indent=2)
    assert _texts(lines) == ["  alpha beta gamma", "  delta epsilon zeta", "  eta"]
    assert _texts(clipped(lines, 2, screen)) == ["  alpha beta gamma", "  delta epsilon ..."]
    assert clipped(lines, 3, screen) == lines


def test_pieces_flow_and_are_not_broken() -> None:
    pieces = [[piece("access.log")], [piece("10 "), piece("lines")], [piece("1 d")]]
    assert _texts(flow(pieces, 20)) == ["access.log  10 lines", "1 d"]
    assert _texts(flow(pieces, 19)) == ["access.log", "10 lines  1 d"]
    assert flow([], 19) == []


def test_a_line_is_as_wide_as_its_cells() -> None:
    assert cells([piece("産"), piece("e\u0301", "quiet")]) == 3


def test_no_line_that_is_printed_is_too_wide_or_ends_in_blanks() -> None:
    lines = [[piece("0123456789  "), piece("   ", "quiet")], [], [piece("   ")]]
    assert printed(lines, 80, colour=False) == "0123456789\n\n\n"
    assert printed(lines, 80, colour=True) == "0123456789\n\n\n"
    assert printed(lines, 4, colour=False) == "0123\n\n\n"


def test_a_style_is_an_sgr_sequence_that_is_closed() -> None:
    assert printed([[piece("a"), piece("b", "title")]], 80, colour=True) == "a\x1b[1mb\x1b[0m\n"
    assert printed([[piece("a"), piece("b", "no such look")]], 80, colour=True) == "ab\n"
