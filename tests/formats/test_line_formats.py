"""The law of all line formats, and by name every odd input that broke some other tool."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from analyzer.entry import conform
from analyzer.formats import FORMATS
from analyzer.formats.block import Lines
from analyzer.formats.lines import LineFormat
from analyzer.formats.ncsa import COMBINED, COMMON, NGINX_MAIN
from analyzer.formats.template import Template

LINE_FORMATS = [each for each in FORMATS if isinstance(each, LineFormat)]
TIMELESS = {"uvicorn", "morgan-short", "morgan-tiny"}
GOOD = [line.encode() for each in LINE_FORMATS for line, _ in each.samples.ordinary]
BITS = [
    *(b'"', b'\\"', b"\\", b" ", b"  ", b"-", b'""', b"[", b"]", b"\0", b"\1", b"\r", b"\xff"),
    *(b"\xe9", "é".encode(), b":", b",", b'" "', b"\t", b"#", b"\v", b"\f", b"\x1c", b"\x85"),
    *("\u2028".encode(), b"\xef\xbb\xbf", b"\\x22", b"\\x16\\x03", b"1", b"?", b' "-"', b'"""""'),
]


class Unsplit(Template):
    """A template that finds no line simple: all go to the regex."""

    def split(self, lines: Lines) -> tuple[pl.DataFrame, pl.Series]:
        texts, fit = super().split(lines)
        return texts.clear(len(fit)), pl.Series([False], dtype=pl.Boolean).new_from_index(
            0, len(fit)
        )


BY_REGEX = {each.name: replace(each, template=Unsplit(each.template.text)) for each in LINE_FORMATS}


def physical(data: bytes) -> int:
    return data.count(b"\n") + (data[-1:] not in (b"", b"\n"))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good line of some format, with up to three things put in, taken out, or cut off."""
    line = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(line)))
        to = draw(st.sampled_from([at, at, at + 1, at + 5, len(line)]))
        line = line[:at] + draw(st.sampled_from(BITS)) + line[to:]
    return line


LINE = st.one_of(mutated(), st.sampled_from(GOOD), st.binary(max_size=40))
BLOCK = st.builds(
    lambda lines, newline, end: newline.join(lines) + end,
    st.lists(LINE, min_size=1, max_size=3) | st.lists(LINE, min_size=10, max_size=24),
    st.sampled_from([b"\n", b"\r\n"]),
    st.sampled_from([b"", b"\n"]),
)


HARD = (
    b"",
    b"\n",
    b"\xef\xbb\xbf",
    b"\0" * 4096,
    b"x\1\n",
    "x\u0680".encode(),
    GOOD[0] + b"\r\r\n\r",
    b'1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1 "-" "x" "',
    b'1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1 "-" "x""\n1 - - [10',
)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(LINE_FORMATS), BLOCK)
def test_a_row_a_line_and_splitting_reads_what_the_regex_reads(
    each: LineFormat, data: bytes
) -> None:
    assert_read_alike(each, data)


@pytest.mark.parametrize("each", LINE_FORMATS, ids=lambda each: each.name)
def test_of_hard_blocks_too(each: LineFormat) -> None:
    for data in HARD:
        assert_read_alike(each, data)


def assert_read_alike(each: LineFormat, data: bytes) -> None:
    fast = each.parse(data)
    assert fast.height == physical(data)
    slow = BY_REGEX[each.name].parse(data)
    assert fast.schema == slow.schema
    assert fast.rows() == slow.rows()
    rejected = fast.filter(pl.col("reject").is_not_null())
    assert rejected["raw"].null_count() == 0
    if each.name not in TIMELESS:
        assert fast.filter(pl.col("reject").is_null())["time"].null_count() == 0


@settings(deadline=None, max_examples=25)
@given(st.lists(LINE, min_size=1, max_size=12))
def test_lines_do_not_see_their_neighbours(lines: list[bytes]) -> None:
    lines = [line.replace(b"\n", b"") for line in lines]
    together = COMBINED.parse(b"".join(line + b"\n" for line in lines)).rows()
    assert together == [COMBINED.parse(line + b"\n").row(0) for line in lines]


def read(line: str | bytes, each: LineFormat = COMBINED) -> dict[str, object]:
    data = line if isinstance(line, bytes) else line.encode()
    (row,) = conform(each.parse(data)).rows(named=True)
    return row


PLAIN = {
    "client": "192.0.2.7",
    "user": "-",
    "time": "10/Oct/2000:13:55:36 +0000",
    "request": "GET / HTTP/1.1",
    "status": "200",
    "size": "1",
    "tail": ' "-" "x/1"',
}


def entry(**fields: str) -> dict[str, object]:
    """A plain line but for these fields."""
    line = '{client} - {user} [{time}] "{request}" {status} {size}{tail}'
    row = read(line.format(**PLAIN | fields))
    assert row["reject"] is None
    return row


@pytest.mark.parametrize(
    ("logged", "client"),
    [
        ("2001:db8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1%eth0"),
        ("[::1]:443", "::1"),
        ("[::1]", "::1"),
        ("192.0.2.1:8080", "192.0.2.1"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("in24.inetnebr.com", "in24.inetnebr.com"),
        ("unix:", "unix:"),
        ("-", None),
        ("203.0.113.9, 10.0.0.1", "203.0.113.9, 10.0.0.1"),
    ],
)
def test_clients_of_all_kinds(logged: str, client: str | None) -> None:
    assert entry(client=logged)["client"] == client


@pytest.mark.parametrize(
    ("logged", "user"),
    [
        ("-", None),
        ("alice", "alice"),
        ("alice smith", "alice smith"),
        ('""', None),
        ("x [y", "x [y"),
        (r"a\x22b", 'a"b'),
    ],
)
def test_names_of_users(logged: str, user: str | None) -> None:
    assert entry(user=logged)["user"] == user


@pytest.mark.parametrize(
    ("status", "number", "text"),
    [
        ("200", 200, None),
        ("444", 444, None),
        ("499", 499, None),
        ("599", 599, None),
        ("000", None, "000"),
        ("009", None, "009"),
        ("999", None, "999"),
        ("1000", None, "1000"),
        ("99999", None, "99999"),
        ("0200", None, "0200"),
        ("-", None, "-"),
    ],
)
def test_statuses_that_are_none_are_kept_as_text(
    status: str, number: int | None, text: str | None
) -> None:
    row = entry(status=status)
    assert (row["status"], row["status_text"]) == (number, text)


@pytest.mark.parametrize("status", ["ok", "2x", "-5", "+200", "٢٠٠", "2e2"])
def test_a_status_that_is_no_number_is_a_reject(status: str) -> None:
    line = f'192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" {status} 1 "-" "-"'
    assert read(line)["reject"] == "status is not a number"


@pytest.mark.parametrize(
    ("size", "number"),
    [("0", 0), ("-", None), ("-5", None), ("9" * 20, None), ("1073741824", 1 << 30)],
)
def test_sizes(size: str, number: int | None) -> None:
    assert entry(size=size)["bytes"] == number


@pytest.mark.parametrize(
    ("logged", "time"),
    [
        ("31/Dec/2016:23:59:60 +0000", datetime(2017, 1, 1, tzinfo=UTC)),  # the leap second
        ("01/Jan/1970:00:00:00 +0530", datetime(1969, 12, 31, 18, 30, tzinfo=UTC)),
        ("31/Dec/2099:23:59:59 +0000", datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("29/Feb/2024:12:00:00 -0330", datetime(2024, 2, 29, 15, 30, tzinfo=UTC)),
    ],
)
def test_times_at_the_edge(logged: str, time: datetime) -> None:
    assert entry(time=logged)["time"] == time


@pytest.mark.parametrize(
    "time",
    [
        "29/Feb/2023:00:00:00 +0000",
        "32/May/2023:00:00:00 +0000",
        "10/Okt/2000:13:55:36 +0000",
        "10/août/2000:13:55:36 +0000",
        "10/Oct/2000:24:00:00 +0000",
        "10/Oct/0000:13:55:36 +0000",
        "10/Oct/99:13:55:36 +0000",
        "31/Dec/9999:23:59:59 -0700",
        "10/Oct/2000:13:55:36 +9900",
        "-",
    ],
)
def test_times_that_are_no_dates(time: str) -> None:
    line = f'192.0.2.7 - - [{time}] "GET / HTTP/1.1" 200 1 "-" "-"'
    assert read(line)["reject"] == "time is not a date"


def test_offsets_may_change_and_times_may_go_back() -> None:
    lines = [
        f'192.0.2.7 - - [{time}] "GET / HTTP/1.1" 200 1'
        for time in (
            "25/Oct/2026:02:59:59 +0200",
            "25/Oct/2026:02:00:00 +0100",
            "24/Oct/2026:23:00:00 -0100",
        )
    ]
    rows = COMMON.parse("\n".join(lines).encode())
    assert rows["offset"].to_list() == [7200, 3600, -3600]
    first = datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC)
    assert rows["time"].to_list() == [
        first,
        first + timedelta(seconds=1),
        datetime(2026, 10, 25, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("tail", "extra"),
    [
        ("", None),
        (" 0.003", "0.003"),
        (' "192.0.2.1, 10.0.0.1"', '"192.0.2.1, 10.0.0.1"'),
        (' "a=1; b=\\"2\\""', '"a=1; b="2""'),
        (' 12 "-" "" x', '12 "-" "" x'),
        (' "" ""', '"" ""'),
        (" -", None),
        (" ", None),
        (" " + '"q" ' * 60 + "end", '"q" ' * 60 + "end"),
    ],
)
def test_what_stands_behind_is_kept(tail: str, extra: str | None) -> None:
    row = entry(tail=f' "-" "x/1"{tail}')
    assert (row["agent"], row["extra"]) == ("x/1", extra)


def test_a_quote_in_the_agent_ends_it_only_at_a_space_or_the_end() -> None:
    assert entry(tail=' "-" "x/1"y"')["agent"] == 'x/1"y'


@pytest.mark.parametrize(
    ("logged", "agent"),
    [
        (r"\x22a\x22", '"a"'),
        (r"\x5Cn", "\\n"),
        (r"\"a\"", '"a"'),
        (r"a\\", "a\\"),
        ('"a"', '"a"'),
        ('a "b', 'a "b'),
        (r"caf\xc3\xA9", "café"),
        (r"caf\xe9", r"caf\xe9"),
        ("", None),
        ("-", None),
        ("\u2028", "\u2028"),
    ],
)
def test_quotes_and_escapes_in_the_agent(logged: str, agent: str | None) -> None:
    assert entry(tail=f' "-" "{logged}"')["agent"] == agent


@pytest.mark.parametrize(
    ("line", "agent"),
    [
        (b"caf\xe9", r"caf\xe9"),  # Latin-1
        (b"\xc0\xaf", r"\xc0\xaf"),  # overlong
        ("caf\u00e9".encode(), "caf\u00e9"),
        (b"a\0b", "a\0b"),
        (b"a\rb", "a\rb"),
    ],
)
def test_bytes_that_are_no_text(line: bytes, agent: str) -> None:
    row = read(b'1 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 1 "-" "' + line + b'"\n')
    assert (row["reject"], row["agent"]) == (None, agent)


def test_a_hole_of_nuls_before_a_line_does_not_cost_the_line() -> None:
    line = COMBINED.samples.ordinary[0][0].encode()
    assert read(b"\0" * 4096 + line)["client"] == "127.0.0.1"
    assert read(b"\xef\xbb\xbf" + line)["client"] == "127.0.0.1"
    assert read(b"\0" * 4096 + b"\n")["reject"] == "blank line"


@pytest.mark.parametrize("line", ["\n", "  \n", "\r\n", "\t"])
def test_blank_lines_are_ignored(line: str) -> None:
    assert read(line)["reject"] == "blank line"


def test_comments_are_ignored() -> None:
    assert read("#Fields: a b")["reject"] == "comment"


@pytest.mark.parametrize("at", [20, 30, 50, 60, 75, 85, 100, 120])
def test_a_line_cut_anywhere_behind_its_user_is_cut_short(at: int) -> None:
    line = COMBINED.samples.ordinary[0][0]
    assert read(line[:at])["reject"] == "line is cut short"


@pytest.mark.parametrize(
    "line",
    [
        "127.0.0.1 - - [10/Oct/2000:13:55:36 +0000] GET / 200",
        "2026/11/22 11:03:14 [error] 123#0: *1 open() failed",
        "Nov 22 11:03 [x] y",
    ],
)
def test_what_is_no_line_of_the_format_is_not_called_cut(line: str) -> None:
    assert read(line)["reject"] == "no format matches"


def test_a_forwarded_header_with_anything_in_it_costs_no_line() -> None:
    line = '1 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 1 "-" "x" "\' OR 1=1; {jndi}"'
    assert read(line, NGINX_MAIN)["forwarded"] == "' OR 1=1; {jndi}"


def test_a_uri_of_70_kb() -> None:
    assert entry(request=f"GET /{'a' * 70_000} HTTP/1.1")["path"] == "/" + "a" * 70_000
