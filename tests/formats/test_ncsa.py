"""Every line format walks its own samples, and everybody else's."""

import random

import pytest

from analyzer.entry import conform
from analyzer.formats import FORMATS, detect
from analyzer.formats.lines import LineFormat

LINE_FORMATS = [each for each in FORMATS if isinstance(each, LineFormat)]
READ = [
    (each, line, fields)
    for each in LINE_FORMATS
    for line, fields in (*each.samples.ordinary, *each.samples.odd)
]
REJECTED = [(each, line, reason) for each in LINE_FORMATS for line, reason in each.samples.rejected]


def ids(case: object) -> str | None:
    return case.name if isinstance(case, LineFormat) else None


@pytest.mark.parametrize("each", LINE_FORMATS, ids=ids)
def test_every_format_has_samples_of_each_kind(each: LineFormat) -> None:
    assert each.samples.ordinary
    assert each.samples.odd
    assert each.samples.rejected


@pytest.mark.parametrize(("each", "line", "fields"), READ, ids=ids)
def test_a_sample_is_claimed_by_exactly_its_format(
    each: LineFormat, line: str, fields: dict[str, object]
) -> None:
    claims = {other.name: other.claim(line.encode()) for other in FORMATS}
    surest = max(claims.values())
    assert [name for name, claim in claims.items() if claim == surest] == [each.name]
    assert detect("access.log", line.encode() + b"\n").format is each


@pytest.mark.parametrize(("each", "line", "fields"), READ, ids=ids)
def test_a_sample_is_read_as_stated(each: LineFormat, line: str, fields: dict[str, object]) -> None:
    row = conform(each.parse(line.encode())).row(0, named=True)
    assert row["reject"] is None
    assert row["raw"] is None
    assert {name: row[name] for name in fields} == fields


@pytest.mark.parametrize(("each", "line", "reason"), REJECTED, ids=ids)
def test_a_reject_has_its_reason_its_line_and_nothing_else(
    each: LineFormat, line: str, reason: str
) -> None:
    row = conform(each.parse(line.encode())).row(0, named=True)
    assert row.pop("reject") == reason
    assert row.pop("raw") == line
    assert set(row.values()) == {None}


@pytest.mark.parametrize("each", LINE_FORMATS, ids=ids)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["\n", ""], ids=["ended", "not ended"])
def test_samples_in_one_block_are_read_as_each_alone_in_any_order(
    each: LineFormat, newline: str, end: str
) -> None:
    samples = [
        *(line for line, _ in (*each.samples.ordinary, *each.samples.odd)),
        *(line for line, _ in each.samples.rejected),
        "",
        "# comment",
    ]
    alone = {line: each.parse(f"{line}\n".encode()).row(0) for line in samples}
    for seed in range(3):
        lines = [*random.Random(seed).choices(samples, k=40), samples[seed]]  # noqa: S311 - no secret
        block = newline.join(lines) + end
        assert each.parse(block.encode()).rows() == [alone[line] for line in lines]
