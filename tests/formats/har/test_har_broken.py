"""HARs that were cut short or damaged: what is whole is read, what is lost is counted and named."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.entry import Reject, Repair
from analyzer.errors import FormatError
from analyzer.formats.har import HAR
from analyzer.formats.har.redact import Redaction
from analyzer.library import read

Build = Callable[..., Any]


def _written(entry: Build, *, indent: int | None = None) -> tuple[str, list[tuple[int, int]]]:
    """A HAR of five entries, and where each begins and ends."""
    texts = [
        json.dumps(
            entry(request={"url": f"https://example.com/{n}"}, response={"content": {"text": '<a href="/ä">{}[],' * 3}}),
            indent=indent, ensure_ascii=False,
        )
        for n in range(5)
    ]  # fmt: skip
    whole = '{"log": {"version": "1.2", "pages": [], "entries": ['
    spans = []
    for number, text in enumerate(texts):
        whole += ",\n" if number else "\n"
        spans.append((len(whole), len(whole) + len(text)))
        whole += text
    return whole + '\n], "comment": "last"}}\n', spans


def _whole(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("reject").is_null())


def _paths(data: bytes) -> list[str | None]:
    return _whole(HAR.parse(data))["path"].to_list()


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_of_a_har_cut_anywhere_the_whole_entries_are_read(
    entry: Build, data: st.DataObject
) -> None:
    text, spans = _written(entry, indent=data.draw(st.sampled_from([None, 1])))
    cut = data.draw(st.integers(0, len(text.rstrip()) - 1))
    whole = sum(end <= cut for _, end in spans)
    torn = sum(begin < cut < end for begin, end in spans)
    piece = text[:cut].encode()
    if not whole:
        with pytest.raises(FormatError):
            HAR.parse(piece)
        return
    frame = HAR.parse(piece)
    assert frame["path"].to_list() == [f"/{n}" for n in range(whole)] + [None] * torn
    assert frame["reject"].to_list() == [None] * whole + [Reject.ENTRY_CUT.value] * torn
    assert frame["repairs"][0].to_list() == [Repair.CUT.value]


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_a_character_less_costs_an_entry_and_its_neighbour_at_the_most(
    entry: Build, data: st.DataObject
) -> None:
    text, spans = _written(entry, indent=data.draw(st.sampled_from([None, 1])))
    begin, end = spans[2]
    lost = data.draw(st.integers(begin, end - 1))
    frame = HAR.parse((text[:lost] + text[lost + 1 :]).encode())
    paths = _whole(frame)["path"].to_list()
    assert {"/0", "/1", "/4"} <= set(paths)
    told = frame.height - len(paths)
    assert len(paths) >= 5 or told or frame["repairs"].count()


DAMAGES: dict[str, tuple[Callable[[str], str], list[str], Reject | None]] = {
    "a quote is missing": (lambda text: text.replace('com/2"', "com/2"), ["/0", "/1", "/3", "/4"], Reject.ENTRY_BROKEN),
    "a brace is missing": (lambda text: text.replace('com/2", "httpVersion": {', "x"), ["/0", "/1", "/2", "/3", "/4"], None),
    "a comma between entries is missing": (lambda text: text.replace("},\n", "}\n", 1), ["/0", "/1", "/2", "/3", "/4"], None),
    "a hole": (lambda text: text[: text.index("com/1")] + text[text.index('"httpV', text.index("com/3")) :], ["/0", "/4"], Reject.ENTRY_BROKEN),
    "zeros, as after a crash": (lambda text: text.replace("com/2", "com/2" + "\0" * 9 + '"'), ["/0", "/1", "/3", "/4"], Reject.ENTRY_BROKEN),
    "more digits than there are": (lambda text: text.replace('"time": 50', '"time": ' + "9" * 9999, 1), ["/1", "/2", "/3", "/4"], Reject.ENTRY_BROKEN),
    "nested too deeply": (lambda text: text.replace('"time": 50', '"time": ' + "[" * 99_999, 1), ["/1", "/2", "/3", "/4"], Reject.ENTRY_BROKEN),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_costs_what_it_hit(entry: Build, name: str) -> None:
    damage, paths, reject = DAMAGES[name]
    text, _ = _written(entry)
    frame = HAR.parse(damage(text).encode())
    assert _whole(frame)["path"].to_list() == paths
    assert set(frame["reject"].drop_nulls()) == ({reject.value} if reject else set())
    assert "a href" not in frame.write_json()  # of what is broken the place is told, not the text


def test_a_reject_says_where(entry: Build) -> None:
    text, _ = _written(entry)
    (raw,) = HAR.parse(text.replace('com/2"', "com/2").encode())["raw"].drop_nulls()
    assert "broken at line 4, column" in raw
    (raw,) = HAR.parse(text[: text.index("com/3")].encode())["raw"].drop_nulls()
    assert raw == "the HAR is cut short: its JSON ends in line 5"


def test_a_page_list_behind_the_entries_may_break(entry: Build) -> None:
    text, _ = _written(entry)
    frame = HAR.parse(text.replace('"comment"', "comment").encode())
    assert frame["reject"].null_count() == 5
    assert frame["repairs"][0].to_list() == [Repair.BROKEN.value]


def test_a_packed_har_that_is_cut_gives_what_came_before(entry: Build) -> None:
    packed = zlib.compress(_written(entry)[0].encode(), 0)
    assert _paths(packed[: len(packed) * 2 // 3]) == ["/0", "/1", "/2"]


def test_it_does_not_matter_how_the_bytes_arrive(
    entry: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyzer.formats.har.window._STEP", 7)
    text, _ = _written(entry)
    data = text.replace('com/2"', "com/2").replace("},\n", "}\n", 1)[:-60].encode()
    frame = HAR.read([data[at : at + 50] for at in range(0, len(data), 50)])
    assert _whole(frame)["path"].to_list() == ["/0", "/1", "/3"]
    assert frame.equals(HAR.parse(data))


def test_nothing_whole_is_an_error_and_not_a_report(entry: Build) -> None:
    text, spans = _written(entry)
    with pytest.raises(FormatError, match="cut short"):
        HAR.parse(text[: spans[0][1] - 1].encode())
    with pytest.raises(FormatError, match="broken at line 1"):
        HAR.parse(b'{"log": {"entries": [{"request": {"url" 1}}]}}')


def test_many_false_beginnings_are_given_up(entry: Build) -> None:
    """Each would be decoded to its end; a thousand are enough."""
    text, spans = _written(entry)
    data = text[: spans[1][0]] + '{"request":{"time":7},' * 50_000
    assert _paths(data.encode()) == ["/0"]


def test_a_damaged_har_is_redacted_as_far_as_it_is_whole(entry: Build) -> None:
    text, _ = _written(entry)
    redaction = Redaction()
    clean = redaction.document([text.replace('com/2"', "com/2").encode()])
    assert len(clean["log"]["entries"]) == 4
    assert redaction.left_out == 1


def test_a_cut_har_is_no_problem_for_a_reader(entry: Build, tmp_path: Path) -> None:
    text, spans = _written(entry)
    path = tmp_path / "cut.har"
    path.write_text(text[: spans[3][0] + 50])
    (frame,) = read(path)
    assert frame["reject"].to_list() == [None] * 3 + [Reject.ENTRY_CUT.value]
