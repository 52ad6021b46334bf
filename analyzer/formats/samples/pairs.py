"""Lines of keys with values."""

from datetime import UTC, datetime, timedelta

from analyzer.formats.format import Samples

LTSV = Samples(
    ordinary=(
        (
            (
                "time:[28/Feb/2013:12:00:00 +0900]\thost:192.0.2.7\tforwardedfor:-\t"
                "req:GET /list?a=b HTTP/1.1\tstatus:200\tsize:5316\treferer:-\tua:Mozilla/5.0 (X11)\t"
                "reqtime:0.532\tapptime:0.512\tbackend:10.0.0.1:80\tcache:-\tvhost:example.com"
            ),
            {
                "time": datetime(2013, 2, 28, 3, 0, tzinfo=UTC),
                "offset": 32400,
                "client": "192.0.2.7",
                "host": "example.com",
                "method": "GET",
                "path": "/list",
                "query": "a=b",
                "status": 200,
                "bytes": 5316,
                "agent": "Mozilla/5.0 (X11)",
                "duration": timedelta(milliseconds=532),
                "upstream": timedelta(milliseconds=512),
                "upstream_address": "10.0.0.1:80",
            },
        ),
    ),
    odd=(
        (  # another order, and labels of one's own
            "status:404\tx:1:2\tmethod:POST\turi:/a\ttime:2026-11-22T11:03:14+00:00",
            {"status": 404, "method": "POST", "path": "/a", "client": None},
        ),
        (  # as Apache writes it, with %D; the labels are those of ltsv.org
            (
                "time:28/Feb/2013:12:00:00 +0900\tforwardedfor:203.0.113.9\thost:192.0.2.7\tmethod:GET\tpath"
                ":/a?b=c\tprotocol:HTTP/1.1\tstatus:200\tsize:12\treqtime_microsec:1500\tvhost:A.example:8080"
            ),
            {
                "path": "/a",
                "query": "b=c",
                "forwarded": "203.0.113.9",
                "host": "a.example",
                "duration": timedelta(microseconds=1500),
            },
        ),
    ),
    rejected=(
        ("time:[28/Feb/2013:12:00:00 +0900]\thost:192.0.2.7", "no format matches"),
        (
            "time:[31/Feb/2013:12:00:00 +0900]\treq:GET / HTTP/1.1\tstatus:200",
            "time is not a date",
        ),
        ("time:-\treq:GET / HTTP/1.1\tstatus:x", "status is not a number"),
    ),
)

LOGFMT = Samples(
    ordinary=(
        (
            (
                'ts=2026-11-22T11:03:14.5Z level=info method=GET path="/a?b=c" status=200 bytes=1024 '
                'duration=12ms client_ip=192.0.2.7 user_agent="Mozilla/5.0 \\"x\\""'
            ),
            {
                "time": datetime(2026, 11, 22, 11, 3, 14, 500000, tzinfo=UTC),
                "client": "192.0.2.7",
                "method": "GET",
                "path": "/a",
                "query": "b=c",
                "status": 200,
                "bytes": 1024,
                "duration": timedelta(milliseconds=12),
                "agent": 'Mozilla/5.0 "x"',
            },
        ),
    ),
    odd=(
        (  # Heroku's router
            (
                '2026-11-22T11:03:14.123456+00:00 heroku[router]: at=info method=POST path="/" '
                'host=a.example request_id=8601b555 fwd="203.0.113.9" dyno=web.1 connect=1ms '
                "service=18ms status=302 bytes=13 protocol=https"
            ),
            {
                "time": datetime(2026, 11, 22, 11, 3, 14, 123456, tzinfo=UTC),
                "client": "203.0.113.9",
                "host": "a.example",
                "status": 302,
                "bytes": 13,
                "duration": timedelta(milliseconds=18),
                "upstream_address": "web.1",
                "protocol": None,
            },
        ),
    ),
    rejected=(
        ("ts=2026-11-22T11:03:14.5Z level=info msg=started", "no format matches"),
        ("ts=2026-11-31T11:03:14.5Z method=GET path=/ status=200", "time is not a date"),
        ("ts=2026-11-22T11:03:14.5Z method=GET path=/ status=ok", "status is not a number"),
    ),
)
