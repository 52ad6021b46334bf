"""Lines that something else has put something around: what stands inside is told all the same."""

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.entry import conform
from analyzer.formats import FORMATS, Format, detect, named
from analyzer.formats.block import Lines
from analyzer.formats.format import Headed
from analyzer.formats.mixed import mixed
from analyzer.formats.wrapped import Wrapped, around
from analyzer.formats.wrappers import WRAPPERS, Sample, Wrapper
from analyzer.pipeline import Traffic
from analyzer.report.account import Account

SAMPLES = [(wrapper, sample) for wrapper in WRAPPERS for sample in wrapper.samples]
FIRSTS = [(each, next(one for one in each.samples if one.bare == "a")) for each in WRAPPERS[1:]]
INSIDE = [
    each
    for each in FORMATS
    if not each.document and not isinstance(each, Headed) and each.name != "logfmt"
]
OUTSIDE = {"time", "offset"}
"""What a wrapper may know, and the line not."""

LINE = '192.0.2.7 - - [22/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 12 "-" "x/1"'
JSON = '{"time_iso8601":"2026-11-22T10:00:00Z","request":"GET /j HTTP/1.1","status":200}'
UVICORN = 'INFO:     192.0.2.7:52914 - "GET /u HTTP/1.1" 200 OK'


def put(line: str, sample: Sample) -> str:
    """A line in the place of the sample's `a`."""
    if not sample.line.startswith("{"):
        return sample.line[:-1] + line
    key = next(key for key, value in json.loads(sample.line).items() if str(value).strip() == "a")
    return json.dumps(json.loads(sample.line) | {key: line})


def ids(case: object) -> str | None:
    return getattr(case, "title", None) or getattr(case, "line", None)


@pytest.mark.parametrize(("wrapper", "sample"), SAMPLES, ids=ids)
def test_a_sample_is_unwrapped(wrapper: Wrapper, sample: Sample) -> None:
    lines = Lines(sample.line.encode())
    assert wrapper.holds(sample.line)
    assert wrapper.bare(lines).to_list() == [sample.bare]
    assert (wrapper.times(lines).to_list() if wrapper.times else [None]) == [sample.time]


@pytest.mark.parametrize("wrapper", WRAPPERS, ids=ids)
def test_what_is_not_wrapped_stays_as_it_is(wrapper: Wrapper) -> None:
    plain = [LINE, JSON, UVICORN, "", "junk", "{", "[]"]
    lines = Lines("\n".join(plain).encode())
    assert wrapper.bare(lines).to_list() == plain
    assert list(around("\n".join(plain).encode())) == []


@pytest.mark.parametrize(("wrapper", "sample"), FIRSTS, ids=ids)
def test_every_format_is_recognised_and_read_inside(wrapper: Wrapper, sample: Sample) -> None:
    for each in INSIDE:
        samples = (each.samples.ordinary[0], each.samples.odd[0])
        lines = [put(line, sample).encode() + b"\n" for line, _ in samples]
        found = [detect("access.log", data).format for data in lines]
        assert [inside.name for inside in found] == [each.name] * 2
        rows = conform(found[0].parse(b"".join(lines)))
        for row, (_, fields) in zip(rows.rows(named=True), samples, strict=True):
            known = {name for name in fields if name not in OUTSIDE or fields[name] is not None}
            assert {name: row[name] for name in known} == {name: fields[name] for name in known}
            assert row["time"] is not None or not wrapper.times


def test_a_log_that_is_not_wrapped_is_not_said_to_be() -> None:
    for each in FORMATS:
        if not each.document:
            assert detect("a", each.samples.ordinary[0][0].encode()).format is each


def test_a_line_without_a_time_has_that_of_its_wrapper() -> None:
    data = f"2026-11-22T11:00:00.5+01:00 stdout F {UVICORN}\n".encode()
    row = conform(detect("a", data).format.parse(data)).row(0, named=True)
    assert row["time"] == datetime(2026, 11, 22, 10, 0, 0, 500_000, tzinfo=UTC)
    assert row["offset"] == 3600


def test_a_line_keeps_its_own_time() -> None:
    data = f"2026-11-22T10:00:07Z stdout F {LINE}\n".encode()
    row = conform(detect("a", data).format.parse(data)).row(0, named=True)
    assert row["time"] == datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_a_wrapper_in_a_wrapper() -> None:
    data = f"web-1  | 2026-11-22T10:00:07.1Z {UVICORN}\n".encode() * 3
    format_ = detect("a", data).format
    assert format_.name == "uvicorn"
    assert conform(format_.parse(data))["time"].null_count() == 0


def test_services_of_several_formats_in_one_file(tmp_path: Path) -> None:
    log = tmp_path / "compose.log"
    log.write_text(
        f"proxy-1  | {LINE}\napi-1    | {JSON}\nweb-1    | {UVICORN}\ndb-1     | ready to accept connections\n"
        f"proxy-1  | {LINE}\nproxy-1  | \nAttaching to proxy-1, api-1, db-1\n"
    )
    traffic = Traffic(log)
    account = Account(traffic.summary())
    assert traffic.accounts[0].format == "combined"
    assert account.formats == {str(log): {"combined": 2, "json": 1, "uvicorn": 1}}
    assert (account.entries, account.rejected, account.ignored) == (4, 2, 1)


PIECES = st.sampled_from(
    [
        LINE,
        JSON,
        UVICORN,
        "",
        "junk",
        "\x00",
        "\ufeff",
        "a\r",
        *(sample.line for _, sample in SAMPLES),
    ]
)


LINES = st.one_of(PIECES.map(str.encode), st.binary(max_size=30))


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(WRAPPERS), st.lists(LINES, max_size=3) | st.lists(LINES, min_size=12))
def test_wrapped_or_not_each_line_is_a_row(wrapper: Wrapper, lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    height = data.count(b"\n") + (data[-1:] not in (b"", b"\n"))
    main: Format = named("combined")
    for format_ in (Wrapped(main, wrapper), mixed(Wrapped(main, wrapper))):
        frame = conform(format_.parse(data))
        assert frame.height == height
        assert frame.filter(pl.col("reject").is_not_null())["raw"].null_count() == 0
