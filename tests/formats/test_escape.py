"""Escapes of servers, undone."""

import polars as pl
import pytest

from analyzer.formats.escape import unescape


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain", "plain"),
        (r"\x22a\x22", '"a"'),
        (r"\"a\"", '"a"'),
        (r"\\x22", r"\x22"),
        (r"a\\", "a\\"),
        (r"\n\t\r\v\b", "\n\t\r\v\b"),
        (r"\xC3\xA9", "é"),
        (r"\xc3\xa9", "é"),
        (r"\xF0\x9F\x98\x80", "\U0001f600"),
        (r"\xe9", r"\xe9"),  # Latin-1 is no UTF-8
        (r"\xc0\xaf", r"\xc0\xaf"),  # nor is an overlong slash
        (r"\x5C", "\\"),
        (r"\x0", r"\x0"),
        (r"\xZZ", r"\xZZ"),
        (r"\q", r"\q"),
        ("\\", "\\"),
        ("é\\x22", 'é"'),
        (r"\x00", "\0"),
    ],
)
def test_each_escape(raw: str, text: str) -> None:
    assert unescape(pl.Series([raw])).to_list() == [text]


def test_nulls_stay_and_equal_texts_are_equal() -> None:
    assert unescape(pl.Series([None, r"\x41", "b", r"\x41"])).to_list() == [None, "A", "b", "A"]
