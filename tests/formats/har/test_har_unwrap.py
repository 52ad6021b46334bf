import zlib

import pytest

from analyzer.errors import FormatError
from analyzer.formats.har.unwrap import inflated, text_of, unwrap_call


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    bomb = zlib.compress(bytes(5_000_000))
    assert len(bomb) < 10_000
    with pytest.raises(FormatError, match="grows past 1,000,000 bytes"):
        list(inflated([bomb], most=1_000_000))


def test_what_is_not_compressed_is_left_alone() -> None:
    assert list(inflated([b"x(", b"{})"])) == [b"x(", b"{})"]


def test_text_says_whether_every_byte_was_valid() -> None:
    assert text_of("ä".encode()) == ("ä", True)
    assert text_of("ä".encode("latin-1")) == ("\ufffd", False)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('f({"a": 1});', '{"a": 1});'),  # what ends the call is for the parser
        ("f(1)", "f(1)"),
        ('{"a": 1}', '{"a": 1}'),
    ],
)
def test_a_call_is_taken_off(text: str, inner: str) -> None:
    assert unwrap_call(text) == inner
