"""Lines of proxies."""

from datetime import UTC, datetime, timedelta

from analyzer.formats.format import Samples

HAPROXY = Samples(
    ordinary=(
        (
            (
                "Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] "
                "http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "
                '"GET /index.html HTTP/1.1"'
            ),
            {
                "time": datetime(2009, 2, 6, 12, 14, 14, 655000, tzinfo=UTC),
                "offset": None,
                "client": "10.0.1.2",
                "method": "GET",
                "path": "/index.html",
                "status": 200,
                "bytes": 2750,
                "upstream": timedelta(milliseconds=69),
                "upstream_address": "static/srv1",
                "aborted": False,
                "duration": timedelta(milliseconds=109),
                "extra": "captured={1wt.eu} {}",
            },
        ),
        (
            (
                "4.3.2.1:55008 [25/Sep/2018:06:05:27.584] ft_https~ bk_https/abc 0/0/0/72/72 200 7456 "
                '- - ---- 5/4/0/1/0 0/0 "POST /user/ HTTP/1.1"'
            ),
            {
                "client": "4.3.2.1",
                "path": "/user/",
                "duration": timedelta(milliseconds=72),
                "extra": None,
            },
        ),
        (  # the client left while the body was sent
            (
                "4.3.2.1:55008 [25/Sep/2018:06:05:27.584] web bk_app/abc 0/0/0/72/3072 200 7456 "
                '- - CD-- 5/4/0/1/0 0/0 "GET /film HTTP/1.1"'
            ),
            {"status": 200, "aborted": True},
        ),
    ),
    odd=(
        (  # aborted before the server answered; logged as soon as possible
            (
                "Feb  6 12:14:14 localhost haproxy[14389]: 2001:db8::7:33317 [06/Feb/2009:12:14:14.655] "
                'http-in static/<NOSRV> 10/0/-1/-1/+109 503 212 - - SC-- 1/1/1/1/0 0/0 "<BADREQ>"'
            ),
            {
                "status": 503,
                "upstream": None,
                "upstream_address": "static",
                "aborted": False,
                "duration": timedelta(milliseconds=109),
                "defect": "binary bytes",
            },
        ),
        (  # three headers of the request, of which the last is a cookie, and none of the answer
            (
                "4.3.2.1:55008 [25/Sep/2018:06:05:27.584] web bk_app/abc 0/0/0/72/3072 200 7456 - - "
                '---- 5/4/0/1/0 0/0 {a.example|x (X11; y) z|sid=1a2b3c} {|} "GET / HTTP/1.1"'
            ),
            {"path": "/", "extra": "captured={a.example|x (X11; y) z|sid=***"},
        ),
    ),
    rejected=(
        (
            "Feb 25 16:19:38 192.168.4.2 haproxy[1]: Proxy prod_http_in started.",
            "no format matches",
        ),
        (
            (
                "Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [31/Feb/2009:12:14:14.655] "
                'http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 "GET / HTTP/1.1"'
            ),
            "time is not a date",
        ),
    ),
)

SQUID = Samples(
    ordinary=(
        (
            (
                "1286536309.586    921 192.168.0.68 TCP_MISS/200 507 POST http://a.example/x?y=1 - "
                "DIRECT/192.0.2.1 application/xml"
            ),
            {
                "time": datetime(2010, 10, 8, 11, 11, 49, 586000, tzinfo=UTC),
                "client": "192.168.0.68",
                "cache": "shared miss",
                "status": 200,
                "bytes": 507,
                "method": "POST",
                "scheme": "http",
                "host": "a.example",
                "path": "/x",
                "query": "y=1",
                "protocol": None,
                "user": None,
                "media": "application/xml",
                "duration": timedelta(milliseconds=921),
                "upstream_address": "192.0.2.1",
            },
        ),
    ),
    odd=(
        (
            (
                "1286536310.001 123456 2001:db8::7 TCP_TUNNEL/200 39 CONNECT a.example:443 alice "
                "HIER_DIRECT/192.0.2.1 -"
            ),
            {
                "client": "2001:db8::7",
                "method": "CONNECT",
                "host": "a.example",
                "user": "alice",
                "media": None,
                "duration": timedelta(milliseconds=123456),
            },
        ),
        (
            "1286536311.100      0 192.168.0.68 NONE/000 0 NONE error:invalid-request - NONE/- -",
            {"status": None, "status_text": "000", "bytes": 0, "upstream_address": None},
        ),
    ),
    rejected=(
        ("1286536309.586    921 192.168.0.68 TCP_MISS/200 507 POST", "no format matches"),
        (
            "6309.586    921 192.168.0.68 TCP_MISS/200 507 GET http://a.example/ - DIRECT/- -",
            "time is not a date",
        ),
    ),
)

ENVOY = Samples(
    ordinary=(
        (
            (
                '[2016-04-15T20:17:00.310Z] "POST /api/v1/locations HTTP/2" 204 - 154 0 226 100 '
                '"10.0.35.28" "nsq2http" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "locations" '
                '"tcp://10.0.2.1:80"'
            ),
            {
                "time": datetime(2016, 4, 15, 20, 17, 0, 310000, tzinfo=UTC),
                "client": None,
                "forwarded": "10.0.35.28",
                "method": "POST",
                "path": "/api/v1/locations",
                "protocol": "HTTP/2",
                "status": 204,
                "request_bytes": 154,
                "bytes": 0,
                "duration": timedelta(milliseconds=226),
                "upstream": timedelta(milliseconds=100),
                "upstream_address": "10.0.2.1:80",
                "agent": "nsq2http",
                "host": "locations",
            },
        ),
    ),
    odd=(
        (
            (
                '[2016-04-15T20:17:00.310Z] "GET /slow HTTP/2" 0 DC 0 0 300 - "-" "x/1" "c" "a" "10.0.2.1:80"'
            ),
            {
                "status": None,
                "status_text": "0",
                "aborted": True,
                "upstream_address": "10.0.2.1:80",
            },
        ),
        (
            (
                '[2016-04-15T20:17:00.310Z] "- - HTTP/1.1" 400 DPE 0 11 0 - "-" "-" "-" "A.example:8080" "-"'
            ),
            {
                "status": 400,
                "upstream": None,
                "upstream_address": None,
                "forwarded": None,
                "host": "a.example",
            },
        ),
    ),
    rejected=(
        ('[2016-04-15T20:17:00.310Z] "POST /api/v1/loc', "line is cut short"),
        (
            '[2016-04-31T20:17:00.310Z] "GET / HTTP/2" 204 - 154 0 226 100 "-" "-" "-" "a" "-"',
            "time is not a date",
        ),
    ),
)

ISTIO = Samples(
    ordinary=(
        (
            (
                '[2020-11-25T21:26:18.409Z] "GET /status/418 HTTP/1.1" 418 - via_upstream - "-" 0 135 3 1 '
                '"-" "curl/7.73.0-DEV" "84961386-6d84-929d-98bd-c5aee93b5c88" "httpbin:8000" '
                '"127.0.0.1:80" inbound|8000|| 127.0.0.1:41854 10.44.1.27:80 10.44.1.23:37652 '
                "outbound_.8000_._.httpbin.foo.svc.cluster.local default"
            ),
            {
                "time": datetime(2020, 11, 25, 21, 26, 18, 409000, tzinfo=UTC),
                "client": "10.44.1.23",
                "forwarded": None,
                "method": "GET",
                "path": "/status/418",
                "protocol": "HTTP/1.1",
                "status": 418,
                "request_bytes": 0,
                "bytes": 135,
                "duration": timedelta(milliseconds=3),
                "upstream": timedelta(milliseconds=1),
                "upstream_address": "127.0.0.1:80",
                "agent": "curl/7.73.0-DEV",
                "host": "httpbin",
                "extra": "outbound_.8000_._.httpbin.foo.svc.cluster.local default",
            },
        ),
    ),
    odd=(
        (
            (
                '[2026-11-22T11:03:14.310Z] "GET / HTTP/2" 503 UF,URX upstream_reset_before_response - '
                '"TLS error: 268435581" 0 91 30 - "203.0.113.9,10.0.0.1" "x/1" "c" "a.example" '
                '"10.0.2.1:80" outbound|80||a - 10.0.3.1:80 10.0.3.9:40112 - default'
            ),
            {
                "status": 503,
                "upstream": None,
                "upstream_address": "10.0.2.1:80",
                "forwarded": "203.0.113.9,10.0.0.1",
                "client": "10.0.3.9",
            },
        ),
    ),
    rejected=(
        ('[2026-11-22T11:03:14.310Z] "GET / HTTP/2" 503 UF', "line is cut short"),
        (
            '[2026-11-22T25:03:14Z] "GET / HTTP/2" 200 - - - "-" 0 1 3 1 "-" "x" "c" "a" "b" d e f 1.1.1.1:5 - -',
            "time is not a date",
        ),
    ),
)
