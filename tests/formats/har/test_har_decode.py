import json
import zlib

import pytest

from analyzer.errors import FormatError
from analyzer.formats.har import HAR
from analyzer.formats.har.decode import decode
from analyzer.formats.har.repairs import Repair, Repairs

DOCUMENT = {"log": {"entries": [{"request": {"url": "https://example.com/ä\U0001f600"}}]}}
TEXT = json.dumps(DOCUMENT, ensure_ascii=False)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        json.dumps(DOCUMENT).encode(),  # the emoji as a pair of escapes
        TEXT.encode("utf-8-sig"),
        b"\xef\xbb\xbf" + TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        zlib.compress(TEXT.encode()),
        zlib.compress(TEXT.encode(), 1),
        zlib.compress(TEXT.encode(), 9),
        f"\n onInputData({TEXT});\n".encode(),
        f"/**/window.har_1({TEXT})".encode(),
        f"callback ( {TEXT} ) ; ".encode("utf-8-sig"),
        TEXT.encode() + b"\0\0\n",
    ],
)
def test_the_same_document_is_read_from_every_wrapping(data: bytes) -> None:
    repairs = Repairs()
    assert decode(data, repairs) == DOCUMENT
    assert not repairs


def test_invalid_bytes_are_replaced_and_counted() -> None:
    repairs = Repairs()
    assert decode(b'{"a": "b\xffc"}', repairs) == {"a": "b\ufffdc"}
    assert repairs == {Repair.BYTES: 1}


def test_what_browsers_write_beyond_json_is_read() -> None:
    read = decode(b'{"a": [NaN, Infinity, -Infinity], "b": "x\ny"}', Repairs())
    assert isinstance(read, dict)
    assert read["a"][1:] == [float("inf"), float("-inf")]
    assert read["b"] == "x\ny"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (TEXT.encode()[:-5], "cut short"),
        (TEXT.encode()[:40], "cut short"),
        (b'{"log": {"entries": [', "cut short"),
        (b'{"log":\n[\n 2\n]\n"request:"}', "broken at line 5"),
        (b"<?xml version='1.0'?><log><entries/></log>", "XML or HTML"),
        (b"PNG", "no JSON"),
        (b"\x00\x01\x02\x03\xff", "no JSON"),
        (TEXT.encode() + TEXT.encode(), "something follows"),
        (TEXT.encode() + b"\n" + TEXT.encode(), "something follows"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"a":' + b"9" * 10_000 + b"}", "cannot be read"),
        (zlib.compress(TEXT.encode())[:-8], "zlib"),
        (b"\x78\x9cnot deflated", "zlib"),
        (b"{}", "no HAR"),
        (b"[]", "no HAR"),
        (b'{"log": null}', "no HAR"),
        (b'{"log": {}}', "no entries"),
        (b'{"log": {"entries": []}}', "no entries"),
        (b'{"log": {"entries": null}}', "no entries"),
        (b'{"log": {"entries": {"a": 1}}}', "no entries"),
        (b'{"name": "package", "version": "1"}', "no HAR"),
    ],
)
def test_what_is_no_har_says_in_one_line_what_is_wrong_and_what_to_do(
    data: bytes, says: str
) -> None:
    with pytest.raises(FormatError, match=says) as caught:
        HAR.parse(data)
    assert "\n" not in str(caught.value)
    assert caught.value.cure


def test_an_error_never_quotes_the_document() -> None:
    with pytest.raises(FormatError) as caught:
        HAR.parse(b'{"password": "hunter2" hunter2}')
    assert "hunter2" not in str(caught.value)
