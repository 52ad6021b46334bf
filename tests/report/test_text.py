import pytest

from analyzer.relate.walks import TRAIL
from analyzer.report.text import STEP, cut, cut_way, visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("/plain?a=1&b=%20", "/plain?a=1&b=%20"),
        ("/産品/каталог/עברית/🚀", "/産品/каталог/עברית/🚀"),
        ("\x1b[2J\x07", r"\x1b[2J\x07"),
        ("\x9b31m\x85", r"\x9b31m\x85"),
        ("a\r\nb\tc\x00\x7f", r"a\x0d\x0ab\x09c\x00\x7f"),
        ("a\u2028b\u2029c\u00a0d\u3000", r"a\u2028b\u2029c\xa0d\u3000"),
        (
            "x\u202efdp.exe\u2066\u200b\ufeff\u200d\u00ad",
            r"x\u202efdp.exe\u2066\u200b\ufeff\u200d\xad",
        ),
        ("\ud800", r"\ud800"),
        ("\U000e0041\U0010ffff\u3164", r"\U000e0041\U0010ffff\u3164"),
        ("e\u0301\u0302\u0303", "e\u0301\u0302\\u0303"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_all_that_is_visible_can_be_written_as_utf8_on_one_line(hostile: tuple[str, ...]) -> None:
    for text in hostile:
        seen = visible(text)
        assert len(seen.splitlines()) == 1
        assert seen.isprintable()
        seen.encode()


def test_every_code_point_comes_out_printable() -> None:
    everything = "".join(map(chr, range(0x11_0000)))
    assert visible(everything).isprintable()


def test_a_long_text_loses_its_middle() -> None:
    assert cut("0123456789", 10) == "0123456789"
    assert cut("0123456789a", 10) == "012345…89a"
    assert cut("abc", 1) == "…"
    assert all(len(cut("x" * 100, limit)) == limit for limit in range(1, 100))


def test_the_step_of_a_way_is_that_of_trails() -> None:
    assert STEP == TRAIL


@pytest.mark.parametrize("limit", [24, 30, 44])
def test_a_way_keeps_where_it_began_and_where_it_led(limit: int) -> None:
    way = "/old-kettle → /kettle → /products/kettle.html"
    shown = cut_way(way, limit, cut)
    first, between, last = shown.split(STEP)
    assert len(shown) <= limit
    assert between == "…"
    assert first.startswith("/o")
    assert last.endswith("l")


def test_a_way_of_one_step_shows_that_it_is_one() -> None:
    assert cut_way("/~me/projects/config.xsl → /~me/projects/config.xml", 33, cut).count(STEP) == 1
