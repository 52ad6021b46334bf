"""Which format some bytes are in."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.errors import FormatError, OptionError
from analyzer.formats import detect, named
from analyzer.formats.strings import compiled
from analyzer.formats.wrapped import Wrapped
from analyzer.formats.wrappers import WRAPPERS

SAMPLES = Path(__file__).parents[2] / "sample_logs"
COMBINED = b'192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 12 "-" "x/1"'
JUNK = b"Lorem ipsum dolor sit amet, 2000 consectetur [adipiscing] elit\n"


def detected(data: bytes) -> str:
    return detect("access.log", data).format.name


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("nginx-combined.log", "combined"),
        ("nginx-main.log", "main"),
        ("apache-common.log", "common"),
        ("apache-combined.log", "combined"),
        ("apache-combined-extra.log", "combined"),
        ("apache-vhost_combined.log", "vhost_combined"),
    ],
)
def test_samples_of_real_servers(file: str, name: str) -> None:
    assert detected((SAMPLES / file).read_bytes()) == name


def test_junk_before_and_between_does_not_matter() -> None:
    assert detected(JUNK * 20 + (COMBINED + b"\n") * 3) == "combined"
    assert detected((JUNK + COMBINED + b"\r\n") * 50) == "combined"
    assert detected(b"\0" * 4096 + COMBINED) == "combined"
    assert detected(b"#x\n\n" * 300 + COMBINED) == "combined"


@pytest.mark.parametrize("cut", [b' "-', b' "-" ', b""])
def test_a_line_that_ends_too_soon_does_not_make_its_log_a_shorter_format(cut: bytes) -> None:
    broken = COMBINED[: COMBINED.index(b' "-"')] + cut
    assert detected(b"\n".join([COMBINED] * 3 + [broken])) == "combined"
    assert detected(b"\n".join([broken] + [COMBINED] * 9)) == "combined"


def test_nor_does_it_among_the_formats_that_a_server_has() -> None:
    common, combined = '%h %l %u %t "%r" %>s %b', '"%{Referer}i" "%{User-Agent}i"'
    data = b"\n".join([COMBINED] * 3 + [COMBINED[: COMBINED.index(b' "-"')]])
    for more in ("", " %D"):
        both = [compiled(common + more), compiled(f"{common}{more} {combined}")]
        lines = data.replace(b" 200 12", b" 200 12 999") if more else data
        assert detect("a", lines, both).format is both[1]


def test_lines_of_a_shorter_format_are_not_all_cut_where_they_are_many() -> None:
    short = COMBINED[: COMBINED.index(b' "-"')]
    for many in (1, 2, 3):
        assert detected(b"\n".join([short] * 2 + [COMBINED] * many)) == "common"


@pytest.mark.parametrize(
    ("tails", "name"),
    [
        ([b'"-"'], "main"),
        ([b'"203.0.113.9"'], "main"),
        ([b'"-"'] * 50 + [b'"2001:db8::1, 10.0.0.1"'], "main"),
        ([b'"203.0.113.9"'] * 50 + [b'"\' OR 1=1"'], "main"),
        ([b'"a=1; b=2"'], "combined"),
        ([b'"-"'] * 50 + [b'"a=1; b=2"'] * 2, "combined"),
        ([b'"0.003"'], "combined"),
        ([b"0.003"], "combined"),
        ([b'""'], "combined"),
    ],
)
def test_a_quoted_field_more_is_main_only_if_addresses_stand_there(
    tails: list[bytes], name: str
) -> None:
    assert detected(b"\n".join(COMBINED + b" " + tail for tail in tails)) == name


@pytest.mark.parametrize(
    "data", [JUNK * 50, b"\x7fELF\x02\x01\0\0", b"a,b,c\n1,2,3\n", b"\n\n", b"# only\n", b""]
)
def test_what_is_no_log_is_none(data: bytes) -> None:
    with pytest.raises(FormatError, match="no access log or HAR"):
        detect("junk", data)


def test_an_explicit_choice_fails_loudly() -> None:
    assert detect("a", COMBINED, named("common")).format is named("common")
    with pytest.raises(FormatError, match="not in the format vhost_combined: it looks like comb"):
        detect("a", COMBINED, named("vhost_combined"))
    with pytest.raises(FormatError, match="no line of it fits"):
        detect("a", JUNK, named("common"))


def test_a_name_that_is_none_says_which_there_are() -> None:
    with pytest.raises(OptionError) as caught:
        named("clf")
    assert "combined" in str(caught.value)


def _doubled(line: bytes) -> bytes:
    return b'"' + line.replace(b'"', b'""') + b'"'


def _escaped(line: bytes) -> bytes:
    return b'"' + line.replace(b"\\", rb"\\").replace(b'"', rb"\"") + b'"'


def _as_it_is(line: bytes) -> bytes:
    return b'"' + line + b'"'


@pytest.mark.parametrize("wrapped", [_doubled, _escaped, _as_it_is])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_the_whole_line_in_quotes(wrapped: Callable[[bytes], bytes], newline: bytes) -> None:
    line = COMBINED.replace(b"x/1", rb"a \x22b\x22 c")
    data = b"".join(wrapped(each) + newline for each in (line, line, COMBINED)) + b"junk\n"
    format_ = detect("a", data).format
    assert format_.name == "combined"
    assert format_.title.endswith(", each line in quotes")
    frame = format_.parse(data)
    assert frame["client"].to_list() == ["192.0.2.1"] * 3 + [None]
    assert frame["agent"].to_list() == ['a "b" c', 'a "b" c', "x/1", None]
    assert frame["path"].to_list() == ["/"] * 3 + [None]
    assert frame["reject"].to_list() == [None] * 3 + ["no format matches"]


QUOTED = st.sampled_from([COMBINED, _doubled(COMBINED), b"", b'"', b'""', b'"\xff"', b"#x"])


@settings(max_examples=40)
@given(st.lists(QUOTED, max_size=3) | st.lists(QUOTED, min_size=12))
def test_in_quotes_or_not_each_line_is_a_row(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    plain = named("combined").parse(data)
    assert Wrapped(named("combined"), WRAPPERS[0]).parse(data).height == plain.height


HURTING = (
    COMBINED * 8_000,  # no newline in a mebibyte
    b"a, " * 300_000 + COMBINED,
    b"a, " * 30_000 + b'a b [c] "d" 200 1 "e" "f',
    b'a b c [x] "' + b'" 1 1 "' * 300,
    b'"' * 1_000_000,
    b"[" * 1_000_000,
    b'{"a":' * 200_000,
)


@pytest.mark.parametrize("line", HURTING, ids=range(len(HURTING)))
def test_lines_made_to_hurt_take_no_longer_than_others(line: bytes) -> None:
    data = b"\n".join([line[: 1 << 20]] * min(50, (1 << 20) // len(line)) or [line[: 1 << 20]])
    begun = process_time()
    with suppress(FormatError):
        detect("access.log", data)
    assert process_time() - begun < 5  # seconds; without a bound on what is tried, it is hours


def test_a_long_uri_is_no_reason_not_to_know_a_line() -> None:
    assert detected(COMBINED.replace(b"GET /", b"GET /" + b"a" * 70_000)) == "combined"
