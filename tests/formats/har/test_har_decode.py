import json
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from analyzer.errors import FormatError
from analyzer.formats.har import HAR
from analyzer.formats.har.decode import EACH, BrokenError, parts
from analyzer.formats.har.repairs import Repair, Repairs


def decode(data: bytes, repairs: Repairs, piece: int = 1 << 20) -> object:
    """The document put together again from its parts."""
    pieces = [data[at : at + piece] for at in range(0, len(data), piece)]
    whole: dict[str, object] = {}
    for path, value in parts(pieces, repairs):
        above: Any = {"": whole}
        for name in ("", *path)[:-1]:
            above = above[name]
        if path[-1:] == (EACH,):
            above.append(value)
        elif path:
            above[path[-1]] = value
        elif not isinstance(value, dict):
            return value
    return whole


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
        (zlib.compress(TEXT.encode())[:-20], "cut short"),
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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32-be"])
@pytest.mark.parametrize("step", [1, 30])
@pytest.mark.parametrize("piece", [1, 2, 3, 7, 100])
def test_it_does_not_matter_where_the_bytes_are_cut(
    encoding: str, piece: int, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers, words and escapes among them, wherever a stretch of text ends."""
    document = {
        "log": {
            "version": 1.25e-7,
            "entries": [-12, 3.5, 1e300, True, False, None, "\ud83d\ude00\\\"\n", {"ä": ["\U0001f600"]}, []],
            "creator": {},
        },
        "entries": [],
        "last": -1234567.25,
    }  # fmt: skip
    monkeypatch.setattr("analyzer.formats.har.window._STEP", step)
    for text in (json.dumps(document), json.dumps(document, indent=1)):
        repairs = Repairs()
        assert decode(text.encode(encoding), repairs, piece) == json.loads(text)
        assert not repairs


def test_a_place_in_an_error_is_that_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.formats.har.window._STEP", 5)
    text = (
        b'{"log": {"version": 1,\n "entries": [1, 2,\n\n {"a": 12345678901234567890 ?}, 5]}}'
        + b" " * 99
    )
    with pytest.raises(json.JSONDecodeError) as theirs:
        json.loads(text)
    ours = decode(text, Repairs(), 1)["log"]["entries"][2]  # type: ignore[index]
    assert isinstance(ours, BrokenError)
    assert "line 4, column 29" in ours.what
    assert f"line {theirs.value.lineno}, column {theirs.value.colno}" in ours.what


def test_an_entry_is_given_out_before_what_follows_it_is_there() -> None:
    def endless() -> Iterator[bytes]:
        yield b'{"log": {"entries": ['
        while True:
            yield b'{"request": {"url": "https://example.com/"}},' * 1000

    assert len(list(islice(parts(endless(), Repairs()), 100_000))) == 100_000
