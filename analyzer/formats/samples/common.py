"""Lines of the common log format."""

from datetime import UTC, datetime

from analyzer.formats.format import Samples

COMMON = Samples(
    ordinary=(
        (  # Apache's documentation
            '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326',
            {
                "client": "127.0.0.1",
                "user": "frank",
                "time": datetime(2000, 10, 10, 20, 55, 36, tzinfo=UTC),
                "offset": -25200,
                "method": "GET",
                "path": "/apache_pb.gif",
                "query": None,
                "protocol": "HTTP/1.0",
                "status": 200,
                "bytes": 2326,
                "agent": None,
                "extra": None,
            },
        ),
        (
            '192.0.2.7 - - [22/Nov/2026:16:33:33 +0530] "POST /cart?id=7&x= HTTP/1.1" 302 -',
            {
                "user": None,
                "time": datetime(2026, 11, 22, 11, 3, 33, tzinfo=UTC),
                "offset": 19800,
                "path": "/cart",
                "query": "id=7&x=",
                "status": 302,
                "bytes": None,
            },
        ),
    ),
    odd=(
        (
            'piweba3y.example.com - - [01/Jul/1995:00:00:01 -0400] "GET /shuttle/" 200 6245',
            {
                "client": "piweba3y.example.com",
                "path": "/shuttle/",
                "protocol": None,
                "defect": "no HTTP version",
            },
        ),
        (  # the name that was tried, with its space
            '127.0.0.66 - alice smith [22/Nov/2026:11:03:21 +0000] "GET /a/ HTTP/1.1" 401 179',
            {"user": "alice smith", "status": 401},
        ),
        (  # a name that was sent and is empty, as Apache writes it
            '127.0.0.66 - "" [22/Nov/2026:11:03:21 +0000] "GET /a/ HTTP/1.1" 401 179',
            {"user": None, "client": "127.0.0.66"},
        ),
        (  # the time it took, as many add it
            '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 352 0.003',
            {"bytes": 352, "extra": "0.003"},
        ),
        (
            r'127.0.0.66 - - [22/Nov/2026:16:33:44 +0530] "\x16\x03\x01" 400 448',
            {"method": None, "defect": "TLS on a plain port", "path": "\x16\x03\x01"},
        ),
        (
            '::1 - - [22/Nov/2026:11:03:14 +0000] "-" 408 0',
            {"client": "::1", "method": None, "path": None, "defect": "empty request", "bytes": 0},
        ),
    ),
    rejected=(
        ('127.0.0.1 - - [29/Feb/2023:00:00:00 +0000] "GET / HTTP/1.1" 200 1', "time is not a date"),
        (
            '127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" ok 1',
            "status is not a number",
        ),
        ('127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gi', "line is cut short"),
        ('127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200', "line is cut short"),
        ("127.0.0.1 - - [10/Oct/20", "line is cut short"),
        ("Server started.", "no format matches"),
    ),
)

VHOST_COMMON = Samples(
    ordinary=(
        (
            'www.shop.example:443 127.0.0.11 - - [22/Nov/2026:16:33:33 +0530] "GET / HTTP/2.0" 200 600',
            {
                "host": "www.shop.example",
                "client": "127.0.0.11",
                "protocol": "HTTP/2",
                "status": 200,
                "bytes": 600,
                "extra": None,
            },
        ),
    ),
    odd=(
        (
            '[2001:db8::1]:80 2001:db8::2 - - [22/Nov/2026:16:33:33 +0530] "GET / HTTP/1.1" 304 -',
            {"host": "2001:db8::1", "client": "2001:db8::2", "bytes": None},
        ),
        (  # without a port
            'www.example.com 192.0.2.7 - alice [10/Feb/2012:16:42:07 -0500] "GET / HTTP/1.0" 301 368',
            {"host": "www.example.com", "client": "192.0.2.7", "user": "alice", "bytes": 368},
        ),
    ),
    rejected=(
        (
            'a.example:80 127.0.0.1 - - [32/May/2026:16:33:33 +0530] "GET / HTTP/1.1" 200 1',
            "time is not a date",
        ),
        ('a.example:80 127.0.0.1 - - [22/May/2026:16:33:33 +0530] "GET / HT', "line is cut short"),
    ),
)
