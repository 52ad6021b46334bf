"""Every format of lines walks its own samples, and everybody else's."""

import random
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.entry import ENTRY, conform
from analyzer.formats import FORMATS, Format, detect

WALKED = [each for each in FORMATS if not each.document]
READ = [
    (each, line, fields)
    for each in WALKED
    for line, fields in (*each.samples.ordinary, *each.samples.odd)
]
REJECTED = [(each, line, reason) for each in WALKED for line, reason in each.samples.rejected]
ODD = [
    b"{",
    b"}",
    b"{}",
    b"[]",
    b"null",
    b'{"a":',
    b'"',
    b"\\",
    b"\t",
    b"#",
    b"-",
    b"\xe9",
    b"\0",
    b"\r",
]
ALL = [line.encode() for _, line, _ in READ] + [line.encode() for _, line, _ in REJECTED]


def ids(case: object) -> str | None:
    return str(case.name) if hasattr(case, "name") else None


def test_names_are_unique() -> None:
    assert len({each.name for each in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("each", WALKED, ids=ids)
def test_every_format_has_samples_of_each_kind(each) -> None:
    assert each.samples.ordinary
    assert each.samples.odd
    assert each.samples.rejected


@pytest.mark.parametrize(("each", "line", "fields"), READ, ids=ids)
def test_a_sample_is_claimed_by_exactly_its_format(each, line: str, fields) -> None:
    claims = {other.name: other.claim(line.encode()) for other in FORMATS}
    surest = max(claims.values())
    assert [name for name, claim in claims.items() if claim == surest] == [each.name]
    assert detect("access.log", line.encode() + b"\n").format is each


@pytest.mark.parametrize("each", WALKED, ids=ids)
def test_samples_are_read_as_stated_whatever_their_neighbours(each: Format) -> None:
    read = dict((*each.samples.ordinary, *each.samples.odd))
    rejected = dict(each.samples.rejected)
    samples = [*read, *rejected, "", "# comment", "{}", "junk"]
    alone = {line: conform(each.parse((line or "\n").encode())) for line in samples}
    for line, fields in read.items():
        row = alone[line].row(-1, named=True)
        stated = {"reject": None, "raw": None, **fields}
        assert {name: row[name] for name in stated} == stated, line
    for line, reason in rejected.items():
        stated = {"reject": reason, "raw": line.rsplit("\n", 1)[-1]}
        assert alone[line].row(-1, named=True) == dict.fromkeys(ENTRY) | stated, line
    assert_independent(each, {line: frame.rows() for line, frame in alone.items()})


def assert_independent(each: Format, alone: dict[str, list[tuple[object, ...]]]) -> None:
    """Among others each line is read as alone."""
    for seed, (newline, end) in enumerate(product(["\n", "\r\n"], ["\n", ""])):
        lines = random.Random(seed).choices([*alone], k=60)  # noqa: S311 - no secret
        lines[-1] = [*alone][seed]
        block = newline.join(lines) + end
        rows = [row for line in lines for row in alone[line]]
        assert conform(each.parse(block.encode())).rows() == rows


LINES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(ALL),
    st.builds(
        lambda line, at, odd: line[: at % len(line)] + odd + line[at % len(line) :],
        st.sampled_from(ALL),
        st.integers(0, 10_000),
        st.sampled_from(ODD),
    ),
)


HARD = (
    b"",
    b"{},{}\n{}",
    b'{"ts":"x}\n{y"}',
    b'{"status":[{}\n{}]}\n{},{}',
    b'{"ts":NaN}\n{"ts":1e999}\n{"ts":"\\ud800"}\n' + b"[" * 5000 + b"\n",
    b"#Fields:\n1 2\n#Fields: date\n2026-11-22",
)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(WALKED), st.lists(LINES, max_size=8).map(b"\n".join))
def test_a_row_for_each_physical_line_whatever_it_holds(each: Format, data: bytes) -> None:
    assert_accounted_for(each, data)


@pytest.mark.parametrize("each", WALKED, ids=lambda each: each.name)
def test_a_row_for_each_line_of_hard_blocks(each: Format) -> None:
    for data in HARD:
        assert_accounted_for(each, data)


def assert_accounted_for(each: Format, data: bytes) -> None:
    frame = conform(each.parse(data))
    assert frame.height == data.count(b"\n") + (data[-1:] not in (b"", b"\n"))
    rejected = frame["reject"].is_not_null()
    assert frame.filter(rejected)["raw"].null_count() == 0
    timeless = frame.filter(~rejected & frame["time"].is_null())
    assert timeless.filter(pl.col("status").is_null() & pl.col("status_text").is_null()).is_empty()
