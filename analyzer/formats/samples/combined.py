"""Lines of the combined log format, and of those that put a host before it."""

from datetime import UTC, datetime

from analyzer.formats.format import Samples

COMBINED = Samples(
    ordinary=(
        (  # Apache's documentation
            (
                '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326 '
                '"http://www.example.com/start.html" "Mozilla/4.08 [en] (Win98; I ;Nav)"'
            ),
            {
                "client": "127.0.0.1",
                "user": "frank",
                "time": datetime(2000, 10, 10, 20, 55, 36, tzinfo=UTC),
                "method": "GET",
                "path": "/apache_pb.gif",
                "status": 200,
                "bytes": 2326,
                "referrer": "http://www.example.com/start.html",
                "agent": "Mozilla/4.08 [en] (Win98; I ;Nav)",
                "host": None,
                "extra": None,
            },
        ),
        (
            '127.0.0.14 - - [22/Nov/2026:11:03:16 +0000] "HEAD /?q=a%20b HTTP/2.0" 204 0 "-" "-"',
            {
                "method": "HEAD",
                "path": "/",
                "query": "q=a%20b",
                "protocol": "HTTP/2",
                "referrer": None,
                "agent": None,
                "bytes": 0,
            },
        ),
    ),
    odd=(
        (  # Apache escapes quotes and backslashes so
            r'192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET /\"x\" HTTP/1.1" 200 1 "-" "a \"b\" \\ c"',
            {"path": '/"x"', "agent": 'a "b" \\ c'},
        ),
        (  # nginx so
            r'192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET /\x22x\x22 HTTP/1.1" 200 1 "-" "caf\xC3\xa9 \x5C"',
            {"path": '/"x"', "agent": "café \\"},
        ),
        (  # and some not at all
            '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 1 "-" "a "b" c"',
            {"agent": 'a "b" c', "extra": None},
        ),
        (
            '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET /"x HTTP/1.1" 200 1 "-" "Mozilla/5.0 (X11)"',
            {"path": '/"x', "status": 200, "agent": "Mozilla/5.0 (X11)"},
        ),
        (
            '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "" 400 0 "" ""',
            {"path": None, "defect": "empty request", "referrer": None, "agent": None},
        ),
        (  # %D and a header in quotes
            '127.0.0.11 - - [22/Nov/2026:16:33:33 +0530] "GET / HTTP/1.1" 301 0 "-" "x/1" 392 "/a b"',
            {"agent": "x/1", "extra": '392 "/a b"'},
        ),
        (
            '127.0.0.11 - - [22/Nov/2026:16:33:33 +0530] "GET / HTTP/1.1" 200 0 "-" "x/1" "a=b; c=d"',
            {"agent": "x/1", "extra": '"a=b; c=d"'},
        ),
        (  # lighttpd's own, with the host in the second place
            '192.0.2.7 www.example.com - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 1 "-" "x/1"',
            {"client": "192.0.2.7", "host": "www.example.com", "user": None, "agent": "x/1"},
        ),
    ),
    rejected=(
        (
            '127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1 "-" "Mozilla/5.0 (X',
            "line is cut short",
        ),
        ('127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1', "line is cut short"),
        (
            '127.0.0.1 - - [10/Okt/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1 "-" "-"',
            "time is not a date",
        ),
        (
            '127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 2xx 1 "-" "-"',
            "status is not a number",
        ),
        ('{"status": 200}', "no format matches"),
    ),
)

VHOST_COMBINED = Samples(
    ordinary=(
        (
            (
                'www.shop.example:80 127.0.0.11 - - [22/Nov/2026:16:33:33 +0530] "GET /a HTTP/1.1" 200 600 '
                '"-" "Mozilla/5.0 (X11)"'
            ),
            {
                "host": "www.shop.example",
                "client": "127.0.0.11",
                "path": "/a",
                "bytes": 600,
                "agent": "Mozilla/5.0 (X11)",
            },
        ),
    ),
    odd=(
        (  # the host that answered, not the one that a proxy's client asked for
            (
                "Shop.Example:80 192.0.2.7 - - [22/Nov/2026:16:33:33 +0530] "
                '"GET http://other.example:8080/x?y HTTP/1.1" 404 9 "-" "-"'
            ),
            {"host": "shop.example", "scheme": "http", "path": "/x", "query": "y"},
        ),
        (
            '[::1]:8080 ::1 - a b [22/Nov/2026:16:33:33 +0530] "GET / HTTP/1.1" 200 9 "-" "-" 12',
            {"host": "::1", "client": "::1", "user": "a b", "extra": "12"},
        ),
        (  # without a port
            'www.example.com 192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 1 "-" "x/1"',
            {"host": "www.example.com", "client": "192.0.2.7", "user": None, "agent": "x/1"},
        ),
    ),
    rejected=(
        (
            'a.example:80 127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1 "-" "M',
            "line is cut short",
        ),
        (
            'a.example:http 127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1 "-" "-"',
            "no format matches",
        ),
    ),
)

NGINX_MAIN = Samples(
    ordinary=(
        (
            '127.0.0.11 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 352 "-" "Mozilla/5.0" "-"',
            {"client": "127.0.0.11", "agent": "Mozilla/5.0", "forwarded": None, "extra": None},
        ),
        (
            (
                '10.0.0.2 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 352 "-" "Mozilla/5.0" '
                '"203.0.113.9, 10.0.0.1"'
            ),
            {"client": "10.0.0.2", "forwarded": "203.0.113.9, 10.0.0.1"},
        ),
    ),
    odd=(
        (
            (
                '10.0.0.2 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 352 "-" "x" '
                '"2001:db8::7, [2001:db8::8]:443, unknown"'
            ),
            {"forwarded": "2001:db8::7, [2001:db8::8]:443, unknown"},
        ),
        (
            (
                '10.0.0.2 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 352 "-" "x" "192.0.2.1" '
                '0.004 "HIT"'
            ),
            {"forwarded": "192.0.2.1", "extra": '0.004 "HIT"'},
        ),
    ),
    rejected=(
        (
            '10.0.0.2 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 352 "-" "x" "192.0.',
            "line is cut short",
        ),
        (
            '10.0.0.2 - - [22/Nov/2026:25:03:14 +0000] "GET / HTTP/1.1" 200 352 "-" "x" "-"',
            "time is not a date",
        ),
    ),
)
