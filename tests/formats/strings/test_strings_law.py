"""The law of all format strings: splitting reads what the regex reads, and a line is a row."""

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from analyzer.formats.block import Lines
from analyzer.formats.lines import LineFormat
from analyzer.formats.strings import compiled
from analyzer.formats.strings.composed import Composed
from analyzer.formats.template import Template

VALUES = {
    "$remote_addr": ["192.0.2.1", "2001:db8::1", "192.0.2.1, 10.0.0.1", "unix:", "-"],
    "$remote_user": ["-", "alice", "alice smith", ""],
    "$time_local": ["10/Oct/2000:13:55:36 +0000", "10/Oct/2000:13:55:36", "x [y", "-"],
    "$time_iso8601": ["2026-11-22T11:55:15+01:00", "2026-11-22"],
    "$msec": ["1700000000.123", "-"],
    "$request": ["GET /a?b=1 HTTP/1.1", "-", "", "GET /a b HTTP/1.1", r"\x16\x03"],
    "$request_method": ["GET", ""],
    "$uri": ["/a", "/a b", ""],
    "$args": ["b=1", "-", ""],
    "$status": ["200", "-", "ok", "302"],
    "$body_bytes_sent": ["0", "12", "-", "-5"],
    "$request_time": ["0.003", "-", "x"],
    "$upstream_response_time": ["0.003", "-", "0.003, 0.010", "0.003 : 0.010", "-, 0.1"],
    "$upstream_addr": ["10.0.0.1:80", "10.0.0.1:80, unix:/x", "-"],
    "$http_host": ["example.com:80", "[::1]:80", "-"],
    "$http_user_agent": ["x/1", "Mozilla/5.0 (X11; Linux)", r"a\x22b", 'a"b', "-", "\\"],
    "$http_cookie": ["-", "a=b", "a=b; c=d", "a=b;"],
    "$http_authorization": ["-", "Bearer x", 'Digest a="b", c=d'],
    "$server_port": ["80", "-"],
    "$other": ["", "a", "a b", "]", "|", ":", "é", "\t"],
}
LITERALS = [" ", " ", " ", '" "', '"', " | ", "|", "\t", "] ", " [", ":", " - ", ",", "{x}", "'"]


class Unsplit(Composed):
    """A template that finds no line simple: all go to the regex."""

    def split(self, lines: Lines) -> tuple[pl.DataFrame, pl.Series]:
        return unsplit(*super().split(lines))


class UnsplitBuiltIn(Template):
    def split(self, lines: Lines) -> tuple[pl.DataFrame, pl.Series]:
        return unsplit(*super().split(lines))


def unsplit(texts: pl.DataFrame, fit: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    return texts.clear(len(fit)), pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(fit))


def by_regex(each: LineFormat) -> LineFormat:
    template = each.template
    if isinstance(template, Composed):
        slow = Unsplit(template.text, template.sequence, template.placed, template.quotes)
        return replace(each, template=slow)
    return replace(each, template=UnsplitBuiltIn(template.text))


@st.composite
def formats_and_lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A format string, and lines that it could have written, and some that it could not."""
    variables = draw(st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=7))
    literals = [draw(st.sampled_from(LITERALS)) for _ in variables[1:]]
    first, last = (draw(st.sampled_from(["", "", '"', "[", "x ", "]"])) for _ in range(2))
    pieces = [first, variables[0]]
    for literal, variable in zip(literals, variables[1:], strict=True):
        pieces += [literal, variable]
    pieces.append(last)
    lines = []
    for _ in range(draw(st.integers(1, 10))):
        line = "".join(
            draw(st.sampled_from(VALUES[piece])) if piece in VALUES else piece for piece in pieces
        )
        if draw(st.booleans()):
            at = draw(st.integers(0, len(line)))
            bit = draw(st.sampled_from(['"', " ", "\\", "", "\x01", " : ", ", ", "\t", "] ", "x"]))
            line = line[:at] + bit + line[at + draw(st.sampled_from([0, 0, 1, 5])) :]
        lines.append(line + draw(st.sampled_from(["", "", "", " more", ' "q"', "\tz"])))
    return "".join(pieces), lines


@settings(max_examples=150)
@given(formats_and_lines(), st.sampled_from(["", "escape=none ", "escape=json "]))
@example(
    (
        '"$remote_addr $http_user_agent $remote_addr $remote_addr $uri"$remote_addr',
        ['"192.0.2.1 \\ 192.0.2.1 192.0.2.1 /a b"192.0.2.1'],
    ),
    "",
)
def test_splitting_reads_what_the_regex_reads(case: tuple[str, list[str]], escape: str) -> None:
    text, lines = case
    each = compiled(f"{escape}{text}")
    assert isinstance(each, LineFormat)
    data = "".join(f"{line}\n" for line in lines).encode()
    fast = each.parse(data)
    slow = by_regex(each).parse(data)
    assert fast.height == len(lines)
    assert fast.schema == slow.schema
    assert fast.rows() == slow.rows()
    assert 0 <= each.claim(data) <= 1
