"""Servers that write no format of their own: one of the known ones is recognised, and nothing lost."""

import pytest

from analyzer.entry import conform
from analyzer.formats import detect

FAMILIES = {
    "varnishncsa": (
        (
            '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET http://www.example.com/a HTTP/1.1" 200 1024 '
            '"-" "curl/8.0"'
        ),
        "combined",
        {"host": "www.example.com", "path": "/a", "agent": "curl/8.0"},
    ),
    "lighttpd": (
        '192.0.2.7 www.example.com - [22/Nov/2026:11:03:14 +0000] "GET /a HTTP/1.1" 200 1024 "-" "x"',
        "combined",
        {"host": "www.example.com", "client": "192.0.2.7"},
    ),
    "gunicorn": (
        '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET /a HTTP/1.1" 200 1024 "-" "curl/8.0"',
        "combined",
        {"status": 200, "bytes": 1024},
    ),
    "morgan combined": (
        '::ffff:192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET /a HTTP/1.1" 304 - "-" "curl/8.0"',
        "combined",
        {"client": "::ffff:192.0.2.7", "status": 304, "bytes": None},
    ),
    "common with the time it took": (
        '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET /a HTTP/1.1" 200 1024 0.042',
        "common",
        {"extra": "0.042"},
    ),
    "combined with a time, a list of addresses and cookies": (
        (
            '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET /a HTTP/1.1" 200 1024 "-" "curl/8.0 (a b c)" '
            '0.042 "203.0.113.9, 10.0.0.1" "a=b"'
        ),
        "combined",
        {"extra": '0.042 "203.0.113.9, 10.0.0.1" "a=b"'},
    ),
    "Werkzeug": (
        '127.0.0.1 - - [22/Nov/2026 11:03:14] "GET /a HTTP/1.1" 200 -',
        "python",
        {"status": 200, "path": "/a"},
    ),
    "IIS with columns of its own": (
        (
            "#Fields: date time cs-method cs-uri-stem sc-status TimeTakenMS X-Forwarded-For\n"
            "2026-11-22 11:03:14 GET /a 200 42 203.0.113.9"
        ),
        "w3c",
        {"status": 200, "path": "/a"},
    ),
    "nginx with escape=json": (
        (
            '{"time_local":"22/Nov/2026:11:03:14 +0000","remote_addr":"192.0.2.7",'
            '"request":"GET /a HTTP/1.1","status":"200","body_bytes_sent":"12"}'
        ),
        "json",
        {"client": "192.0.2.7", "status": 200, "bytes": 12},
    ),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_it_is_recognised_and_read(family: str) -> None:
    line, name, holds = FAMILIES[family]
    format_ = detect(family, line.encode()).format
    assert format_.name == name
    row = conform(format_.parse(line.encode())).row(-1, named=True)
    assert row["reject"] is None
    assert {column: row[column] for column in holds} == holds
