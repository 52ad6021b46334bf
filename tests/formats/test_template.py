"""What a template says of its lines."""

import re

import pytest

from analyzer.formats.template import Template

COMMON = Template('{client} {ident} {user} [{time}] "{request}" {status} {bytes}')
LINE = '192.0.2.1 - x y [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 12'


def test_its_fields_come_in_the_order_of_the_line() -> None:
    assert COMMON.fields == ("client", "ident", "user", "time", "request", "status", "bytes")


def test_its_pattern_names_them() -> None:
    match = re.match(COMMON.pattern, LINE + " and more")
    assert match
    assert match.groupdict() == {
        "client": "192.0.2.1",
        "ident": "-",
        "user": "x y",
        "time": "10/Oct/2000:13:55:36 -0700",
        "request": "GET / HTTP/1.1",
        "status": "200",
        "bytes": "12",
        "extra": "and more",
    }


def test_raw_quotes_need_the_careless_pattern() -> None:
    line = LINE.replace("GET /", 'GET /"a b" "c')
    assert not re.match(COMMON.pattern, line)
    match = re.match(COMMON.careless_pattern, line)
    assert match
    assert match["request"] == 'GET /"a b" "c HTTP/1.1'


@pytest.mark.parametrize("length", range(17, len(LINE) - 2))
def test_every_beginning_is_a_line_cut_short(length: int) -> None:
    assert re.match(COMMON.cut_pattern, LINE[:length])


@pytest.mark.parametrize("line", ["", "192.0.2.1 - -", LINE.replace('"', "'"), LINE[17:]])
def test_other_texts_are_not(line: str) -> None:
    assert not re.match(COMMON.cut_pattern, line)


def test_an_escaped_quote_may_be_cut_in_the_middle() -> None:
    assert re.match(COMMON.cut_pattern, '1 - - [10/Oct/2000:13:55:36 -0700] "GET /\\')
