import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.source.encoding import ENCODING_REACH, in_utf8

TEXT = '203.0.113.9 - - "GET /caf\u00e9/\u2192/\U0001f600 HTTP/1.1" 200\n'


def recoded(content: bytes, size: int = 5) -> bytes:
    pieces = iter([content[at : at + size] for at in range(0, len(content), size)])
    return b"".join(in_utf8(content[:ENCODING_REACH], pieces))


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("size", [1, 3, 4096])
def test_utf_16_becomes_utf_8(mark: str, encoding: str, size: int) -> None:
    text = "# a long line of plain ASCII, as all logs begin\n" + TEXT
    assert recoded((mark + text).encode(encoding), size) == text.encode()


def test_a_half_character_at_the_end_is_marked_and_not_dropped() -> None:
    assert recoded("\ufeffab\n".encode("utf-16-le") + b"c") == "ab\n\ufffd".encode()


def test_a_lone_surrogate_is_marked() -> None:
    assert recoded(b"\xff\xfea\0\x00\xd8b\0") == "a\ufffdb".encode()


@pytest.mark.parametrize("size", [1, 2, 100])
def test_the_mark_of_utf_8_is_dropped(size: int) -> None:
    assert recoded(b"\xef\xbb\xbf" + TEXT.encode(), size) == TEXT.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb",
        b"a\0b\0",  # too short to tell
        b"\0" * 4096 + TEXT.encode(),  # the hole that copytruncate leaves
        b"192.0.2.1 - - \0\0\0\0 GET /\n",
        "GET /caf\u00e9".encode("latin-1"),
    ],
)
def test_other_bytes_stay_as_they_are(content: bytes) -> None:
    assert recoded(content) == content


@given(st.binary())
def test_no_bytes_stop_it(content: bytes) -> None:
    recoded(b"\xff\xfe" + content).decode()
