"""Lines of servers of applications."""

from datetime import UTC, datetime, timedelta

from analyzer.formats.format import Samples

PYTHON = Samples(
    ordinary=(
        (
            '127.0.0.1 - - [22/Nov/2026 11:03:14] "GET /a HTTP/1.1" 200 -',
            {
                "time": datetime(2026, 11, 22, 11, 3, 14, tzinfo=UTC),
                "client": "127.0.0.1",
                "path": "/a",
                "status": 200,
                "bytes": None,
            },
        ),
    ),
    odd=(
        (
            '::1 - - [22/Nov/2026 11:03:14] "GET /favicon.ico HTTP/1.1" 404 335',
            {"client": "::1", "status": 404, "bytes": 335},
        ),
    ),
    rejected=(
        (
            "127.0.0.1 - - [22/Nov/2026 11:03:14] code 404, message File not found",
            "no format matches",
        ),
        ('127.0.0.1 - - [32/Nov/2026 11:03:14] "GET /a HTTP/1.1" 200 -', "time is not a date"),
    ),
)

UVICORN = Samples(
    ordinary=(
        (
            'INFO:     127.0.0.1:52914 - "GET /items/5?q=x HTTP/1.1" 200 OK',
            {
                "time": None,
                "client": "127.0.0.1",
                "method": "GET",
                "path": "/items/5",
                "query": "q=x",
                "protocol": "HTTP/1.1",
                "status": 200,
                "extra": "OK",
            },
        ),
    ),
    odd=(
        (  # behind a Unix socket there is no client; a status without a phrase
            'INFO:      - "GET / HTTP/1.0" 499 ',
            {"client": None, "status": 499, "extra": None},
        ),
        (
            'INFO:     2001:db8::7:40112 - "POST /login HTTP/1.1" 422 Unprocessable Entity',
            {"method": "POST", "status": 422, "extra": "Unprocessable Entity"},
        ),
    ),
    rejected=(
        ("INFO:     Application startup complete.", "no format matches"),
        ('INFO:     127.0.0.1:52914 - "GET /items HTT', "line is cut short"),
    ),
)

UWSGI = Samples(
    ordinary=(
        (
            (
                "[pid: 88185|app: 0|req: 1/1] 192.0.2.7 () {38 vars in 696 bytes} [Sun Mar 13 22:49:12 "
                "2016] POST /metrics?a=b => generated 47 bytes in 129 msecs (HTTP/1.1 200) 9 headers in "
                "378 bytes (1 switches on core 3)"
            ),
            {
                "time": datetime(2016, 3, 13, 22, 49, 12, tzinfo=UTC),
                "client": "192.0.2.7",
                "user": None,
                "method": "POST",
                "path": "/metrics",
                "query": "a=b",
                "protocol": "HTTP/1.1",
                "status": 200,
                "bytes": 47,
                "duration": timedelta(milliseconds=129),
                "extra": None,
            },
        ),
    ),
    odd=(
        (  # a day of one digit; a name; HTTP/2
            (
                "[pid: 22396|app: -1|req: -1/39480] 2001:db8::7 (alice) {40 vars in 741 bytes} [Sun Mar  6 "
                "22:56:30 2016] GET / => generated 0 bytes in 0 msecs (HTTP/2.0 304) 2 headers in 65 "
                "bytes (2 switches on core 0)"
            ),
            {
                "time": datetime(2016, 3, 6, 22, 56, 30, tzinfo=UTC),
                "client": "2001:db8::7",
                "user": "alice",
                "protocol": "HTTP/2",
                "status": 304,
                "duration": timedelta(),
            },
        ),
    ),
    rejected=(
        ("*** uWSGI is running in multiple interpreter mode ***", "no format matches"),
        ("[pid: 88185|app: 0|req: 1/1] 192.0.2.7 () {38 vars in 696 by", "line is cut short"),
    ),
)

MORGAN_SHORT = Samples(
    ordinary=(
        (
            "::1 - GET /a?b=c HTTP/1.1 200 12 - 3.431 ms",
            {
                "time": None,
                "client": "::1",
                "user": None,
                "method": "GET",
                "path": "/a",
                "query": "b=c",
                "protocol": "HTTP/1.1",
                "status": 200,
                "bytes": 12,
                "duration": timedelta(microseconds=3431),
                "extra": None,
            },
        ),
    ),
    odd=(
        (  # the client went away
            "::ffff:192.0.2.7 alice POST /b HTTP/1.1 - - - - ms",
            {"user": "alice", "status": None, "status_text": "-", "bytes": None, "duration": None},
        ),
    ),
    rejected=(
        ("Listening on port 3000", "no format matches"),
        ("::1 - GET /a HTTP/1.1 ok 12 - 3.431 ms", "no format matches"),
    ),
)

MORGAN_TINY = Samples(
    ordinary=(
        (
            "GET /a?b=c 200 12 - 3.431 ms",
            {
                "time": None,
                "client": None,
                "method": "GET",
                "path": "/a",
                "query": "b=c",
                "protocol": None,
                "status": 200,
                "bytes": 12,
                "duration": timedelta(microseconds=3431),
                "extra": None,
            },
        ),
    ),
    odd=(
        ("GET /cached 304 - - 0.512 ms", {"status": 304, "bytes": None}),
        ("M-SEARCH * - - - - ms", {"method": "M-SEARCH", "status_text": "-", "duration": None}),
    ),
    rejected=(
        ("Listening on port 3000", "no format matches"),
        ("GET /a 200 12 - ", "line is cut short"),
    ),
)

GANDI = Samples(
    ordinary=(
        (
            (
                'www.example.com 192.0.2.7 - alice [10/Feb/2012:16:42:07 -0500] (2 s) "GET / HTTP/1.1" '
                '301 368 "-" "Mozilla/5.0 (X11)"'
            ),
            {
                "host": "www.example.com",
                "client": "192.0.2.7",
                "user": "alice",
                "time": datetime(2012, 2, 10, 21, 42, 7, tzinfo=UTC),
                "duration": timedelta(seconds=2),
                "status": 301,
                "agent": "Mozilla/5.0 (X11)",
            },
        ),
    ),
    odd=(
        (
            'www.example.com 2001:db8::7 - - [10/Feb/2012:16:42:07 -0500] (0 s) "-" 408 0 "-" "-" 17',
            {"client": "2001:db8::7", "duration": timedelta(), "status": 408, "extra": "17"},
        ),
    ),
    rejected=(
        (
            'www.example.com 192.0.2.7 - - [30/Feb/2012:16:42:07 -0500] (2 s) "GET /" 301 368 "-" "x"',
            "time is not a date",
        ),
        (
            'www.example.com 192.0.2.7 - - [10/Feb/2012:16:42:07 -0500] (2 s) "GET / HT',
            "line is cut short",
        ),
    ),
)
