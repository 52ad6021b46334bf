"""Splitting says for itself which lines it is right for."""

import pytest

from analyzer.formats.block import Lines
from analyzer.formats.lines import LineFormat
from analyzer.formats.ncsa import COMBINED, COMMON, VHOST_COMMON

HEAD = '1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 12'


def fits(each: LineFormat, line: str) -> bool:
    return bool(each.template.split(Lines(line.encode()))[1][0])


@pytest.mark.parametrize("tail", ["", " ", " x", ' "x"', ' "x" "', " 1 2 3"])
def test_a_simple_line_fits_whatever_stands_behind(tail: str) -> None:
    assert fits(COMMON, HEAD + tail)
    assert fits(COMBINED, f'{HEAD} "-" "a"{tail}')


@pytest.mark.parametrize(
    "line",
    [
        "\n",
        "x",
        HEAD.replace("1 - -", "1 - a b"),
        HEAD.replace("1 - -", "1  - -"),
        HEAD.replace("- [", "- [["),
        HEAD.replace("GET /", r"GET /\"a"),
        HEAD.replace("GET /", 'GET /"a'),
        HEAD.replace(" 12", ""),
        HEAD.replace(" 12", " "),
        HEAD + '"',
    ],
)
def test_other_lines_are_left_to_the_regex(line: str) -> None:
    assert not fits(COMMON, line)


@pytest.mark.parametrize("tail", ["", " ", ' "-', ' "-"', ' "-" "a', ' "-" "a\\"', ' "-" "a"b'])
def test_a_line_must_have_its_last_quote(tail: str) -> None:
    assert not fits(COMBINED, HEAD + tail)


def test_a_quote_too_few_is_not_made_up_for_by_one_too_many_elsewhere() -> None:
    lines = [f'{HEAD} "-" "a', f'{HEAD} "-" "a""', f'{HEAD} "-" "a"']
    assert COMBINED.template.split(Lines("\n".join(lines).encode()))[1].to_list() == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("host", ["a:b", "a b:80", ":80", "a:"])
def test_a_host_and_its_port_are_one_word(host: str) -> None:
    assert not fits(VHOST_COMMON, f"{host} {HEAD}")


@pytest.mark.parametrize("host", ["a.example", "a.example:80", "[::1]", "[::1]:80"])
def test_a_host_may_have_a_port(host: str) -> None:
    texts, fit = VHOST_COMMON.template.split(Lines(f"{host} {HEAD}".encode()))
    assert fit.to_list() == [True]
    assert texts.select("vhost", "client", "bytes", "extra").row(0) == (host, "1", "12", "")
