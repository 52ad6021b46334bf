"""Lines of formats that begin as common or combined do."""

from datetime import timedelta

from analyzer.formats.format import Samples

TRAEFIK = Samples(
    ordinary=(
        (
            (
                '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET /a?b=c HTTP/2.0" 200 1024 '
                '"https://example.com/" "Mozilla/5.0 (X11)" 17 "web@docker" "http://172.20.0.3:80" 12ms'
            ),
            {
                "client": "192.0.2.7",
                "path": "/a",
                "query": "b=c",
                "status": 200,
                "bytes": 1024,
                "agent": "Mozilla/5.0 (X11)",
                "duration": timedelta(milliseconds=12),
                "upstream_address": "172.20.0.3:80",
                "extra": None,
            },
        ),
    ),
    odd=(
        (
            (
                '192.0.2.7 - alice [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 404 19 "-" "-" 18 "-" '
                '"-" 0ms'
            ),
            {
                "user": "alice",
                "status": 404,
                "agent": None,
                "duration": timedelta(),
                "upstream_address": None,
            },
        ),
    ),
    rejected=(
        (
            '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 404 19 "-" "-" 18 "-" "-',
            "line is cut short",
        ),
        (
            '192.0.2.7 - - [22/Nov/2026:11:03:61 +0000] "GET / HTTP/1.1" 404 19 "-" "-" 1 "-" "-" 0ms',
            "time is not a date",
        ),
    ),
)

INGRESS_NGINX = Samples(
    ordinary=(
        (
            (
                '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET /a HTTP/2.0" 200 1024 "-" "curl/8.0" '
                "348 0.005 [default-web-80] [] 10.244.0.7:8080 1024 0.004 200 "
                "6ba1f7e3b8f2b5e9d0c1a2b3c4d5e6f7"
            ),
            {
                "client": "192.0.2.7",
                "status": 200,
                "bytes": 1024,
                "request_bytes": 348,
                "duration": timedelta(milliseconds=5),
                "upstream": timedelta(milliseconds=4),
                "upstream_address": "10.244.0.7:8080",
                "upstream_tried": None,
                "agent": "curl/8.0",
                "extra": None,
            },
        ),
    ),
    odd=(
        (  # the first server did not answer
            (
                '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET /a HTTP/2.0" 200 1024 "-" "curl/8.0" '
                "348 5.005 [default-web-80] [] 10.244.0.7:8080, 10.244.0.8:8080 0, 1024 5.000, 0.004 "
                "504, 200 6ba1f7e3"
            ),
            {
                "status": 200,
                "upstream": timedelta(milliseconds=5004),
                "upstream_address": "10.244.0.8:8080",
                "upstream_tried": "10.244.0.7:8080",
            },
        ),
        (  # what the service said was not sent on: the server of error pages, another group, spoke
            (
                '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET /a HTTP/2.0" 503 90 "-" "curl/8.0" '
                "348 0.005 [default-web-80] [] 10.244.0.7:8080 : 10.244.1.9:80 20 : 90 0.003 : 0.002 "
                "503 : 503 6ba1f7e3"
            ),
            {
                "status": 503,
                "upstream": timedelta(milliseconds=5),
                "upstream_address": "10.244.1.9:80",
                "upstream_tried": "10.244.0.7:8080",
                "extra": None,
            },
        ),
        (
            (
                '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 404 146 "-" "-" 161 0.000 '
                "[] [] - - - - 6ba1f7e3"
            ),
            {"upstream": None, "upstream_address": None, "duration": timedelta()},
        ),
    ),
    rejected=(
        (
            '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 404 146 "-" "-" 161 0.0',
            "line is cut short",
        ),
        (
            '192.0.2.7 - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" x 146 "-" "-" 161 0.0 [] [] - - - - 6',
            "status is not a number",
        ),
    ),
)
