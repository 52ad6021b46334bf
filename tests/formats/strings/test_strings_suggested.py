"""What to type for a log in an order of its own."""

from time import process_time

import pytest

from analyzer.entry import conform
from analyzer.errors import FormatError
from analyzer.formats import detect
from analyzer.formats.strings import compiled
from analyzer.formats.strings.suggested import suggested

AGENT = "Mozilla/5.0 (X11; Linux x86_64)"
HOST_FIRST = f'www.example.com 192.0.2.7 [09/May/2026:06:54:44 +0100] "GET /a?b=1 HTTP/1.1" 404 12 "-" "{AGENT}"'
NO_BRACKETS = (
    '192.0.2.7 - eve 2026-01-01T23:55:10.147454Z "GET / HTTP/1.1" 200 7 "https://a.example/" "-"'
)
APART = "2026-01-01T23:55:10Z\t192.0.2.7\tGET\t/a\tHTTP/2.0\t302\t0.123\tabc"


@pytest.mark.parametrize(
    ("line", "string", "holds"),
    [
        (
            HOST_FIRST,
            '$host $remote_addr [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"',
            {"host": "www.example.com", "client": "192.0.2.7", "path": "/a", "query": "b=1", "status": 404, "agent": AGENT},
        ),
        (
            NO_BRACKETS,
            '$remote_addr $ident $remote_user $time_iso8601 "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"',
            {"user": "eve", "path": "/", "bytes": 7, "referrer": "https://a.example/", "agent": None},
        ),
        (
            APART,
            "$time_iso8601\t$remote_addr\t$request_method\t$request_uri\t$server_protocol\t$status\t$request_time\t$field_8",
            {"method": "GET", "path": "/a", "protocol": "HTTP/2", "status": 302, "extra": "field_8=abc"},
        ),
    ],
)  # fmt: skip
def test_a_string_is_suggested_that_reads_the_lines(
    line: str, string: str, holds: dict[str, object]
) -> None:
    log = f"junk\n{line}\n{line}\n".encode()
    assert suggested(log) == string
    row = conform(compiled(string).parse(line.encode())).row(0, named=True)
    assert row["reject"] is None
    assert {name: row[name] for name in holds} == holds


def test_the_error_says_what_to_type() -> None:
    with pytest.raises(FormatError) as caught:
        detect("my.log", f"{NO_BRACKETS}\n".encode())
    assert "no access log" in caught.value.what
    assert f"--log-format '{suggested(NO_BRACKETS.encode())}'" in caught.value.cure


def test_of_json_it_says_how_keys_are_named() -> None:
    with pytest.raises(FormatError, match="its lines are JSON") as caught:
        detect("my.log", b'{"when": "2026-11-22T10:00:00Z", "code": 200, "url": "/a"}\n')
    typed = caught.value.cure.split("'")[1]
    row = compiled(typed).parse(b'{"when": "2026-11-22T10:00:00Z", "code": 200, "url": "/a"}')
    assert conform(row).select("status", "path", "reject").row(0) == (200, "/a", None)
    with pytest.raises(FormatError, match="statscan formats"):  # an object of several lines
        detect("my.har", b'{"a": [\n1]}\n')


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Lorem ipsum dolor\n" * 30,
        b"2026-01-01T23:55:10Z worker[3]: GET /a took 0.123\n" * 30,  # no status
        b'192.0.2.7 "GET /a HTTP/1.1" 200 12\n' * 30,  # no time
        (HOST_FIRST + "\n").encode() + b"Lorem ipsum\n" * 9,  # one line of ten
    ],
)
def test_where_nobody_can_tell_nothing_is_suggested(data: bytes) -> None:
    assert suggested(data) is None


@pytest.mark.parametrize("piece", ["[", '"', "\\", "a ", '"a" ', "[a] ", "('"])
def test_what_is_made_to_hurt_does_not(piece: str) -> None:
    begin = process_time()
    suggested("\n".join(f"{number} {piece * 2000}" for number in range(50)).encode())
    assert process_time() - begin < 2
