import pytest
from rich.cells import cell_len

from analyzer.report.terminal.screen import Screen

FULL = Screen(80)
PLAIN = Screen(80, plain=True)


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("0123456789", 10, "0123456789"),
        ("0123456789", 9, "0123…6789"),
        ("0123456789", 8, "0123…789"),
        ("0123456789", 1, "…"),
        ("0123456789", -3, "…"),
        ("/産品/カタログ", 10, "/産品…ログ"),
        ("e\u0301" * 9, 5, "e\u0301e\u0301…e\u0301e\u0301"),
    ],
)
def test_a_long_text_loses_its_middle(text: str, limit: int, cut: str) -> None:
    assert FULL.cut(text, limit) == cut


def test_what_is_cut_fits_however_wide_its_characters_are() -> None:
    for text in ("ab" * 50, "産" * 50, "a産" * 50, "e\u0301" * 50, "❤\ufe0f🚀" * 30, "\u0301" * 50):
        for limit in range(1, 60):
            assert cell_len(FULL.cut(text, limit)) <= limit
            assert cell_len(FULL.end(text, limit)) <= limit


def test_a_place_keeps_its_end() -> None:
    assert FULL.end("sample_logs/access.log:118", 10) == "…s.log:118"
    assert PLAIN.end("sample_logs/access.log:118", 10) == "~s.log:118"
    assert FULL.end("access.log:1", 20) == "access.log:1"


@pytest.mark.parametrize(
    ("part", "bar", "plain"),
    [
        (0, "", ""),
        (0.0001, "▏", "#"),
        (0.25, "█", "#"),
        (0.5, "██", "##"),
        (19 / 32, "██▍", "##"),
        (31 / 32, "███▉", "####"),
        (1, "████", "####"),
    ],
)
def test_a_bar_is_empty_for_nothing_only(part: float, bar: str, plain: str) -> None:
    assert FULL.bar(part, 4) == bar
    assert PLAIN.bar(part, 4) == plain


def test_the_lowest_spark_is_for_nothing_only() -> None:
    parts = [step / 7 for step in range(8)]
    assert "".join(map(FULL.spark, parts)) == "▁▂▃▄▅▆▇█"
    assert "".join(map(PLAIN.spark, parts)) == "_.-:=+*#"
    assert FULL.spark(0.001) == "▂"


def test_columns_fill_from_below() -> None:
    assert "".join(FULL.column(step / 8) for step in range(-1, 10)) == "  ▁▂▃▄▅▆▇██"
    assert "".join(map(PLAIN.column, (-1, 0, 0.1, 0.5, 3))) == "  _##"


def test_text_is_made_safe_and_for_a_plain_terminal_ascii() -> None:
    assert FULL.text("é\x1b[2J") == r"é\x1b[2J"
    assert PLAIN.text("é → 3 µs … §5\x1b[2J") == r"\xe9 -> 3 us ~ S5\x1b[2J"
