"""Lines of W3C extended logs, each with the `#Fields` before it."""

from datetime import UTC, datetime, timedelta

from analyzer.formats.format import Samples

_CLOUDFRONT = (
    "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status "
    "cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id "
    "x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher "
    "x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port "
    "time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len "
    "sc-range-start sc-range-end\n"
)
_IIS = (
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
    "cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n"
)
_ADVANCED = (
    "#Fields:   date-local time-local   s-ip   cs-method cs-uri-stem cs-uri-query s-port "
    "cs-username c-ip cs(User-Agent) cs(Referer) cs(Host) sc-status sc-substatus sc-win32-status "
    "TimeTakenMS\n"
)
_SHORT = "#Fields: time date c-ip cs-method cs-uri cs-version sc-status sc-bytes\n"

CLOUDFRONT = Samples(
    ordinary=(
        (
            _CLOUDFRONT
            + "2019-12-04\t21:02:31\tLAX1\t392\t192.0.2.100\tGET\td111111abcdef8.cloudfront.net\t"
            "/index.html\t200\t-\tMozilla/5.0%20(Windows%20NT%2010.0;%20Win64;%20x64)\ta=b\t-\tHit\t"
            "SOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==\twww.example.com\thttps\t23\t"
            "0.001\t-\tTLSv1.2\tECDHE-RSA-AES128-GCM-SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\t"
            "text/html\t78\t-\t-",
            {
                "time": datetime(2019, 12, 4, 21, 2, 31, tzinfo=UTC),
                "client": "192.0.2.100",
                "method": "GET",
                "scheme": "https",
                "host": "www.example.com",
                "path": "/index.html",
                "query": "a=b",
                "protocol": "HTTP/2",
                "status": 200,
                "bytes": 392,
                "request_bytes": 23,
                "duration": timedelta(milliseconds=1),
                "cache": "shared hit",
                "media": "text/html",
                "referrer": None,
                "agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
                "extra": "ssl_protocol=TLSv1.2 ssl_cipher=ECDHE-RSA-AES128-GCM-SHA256",
            },
        ),
    ),
    odd=(
        (  # fewer columns, agents encoded twice
            (
                "#Fields: date time x-edge-location c-ip cs-method cs-uri-stem sc-status cs(User-Agent)\n"
                "2014-05-23\t01:13:11\tFRA2\t2001:db8::7\tGET\t/view/my/file.html\t000\t"
                "Mozilla/5.0%2520(Windows;%2520U)"
            ),
            {
                "client": "2001:db8::7",
                "status": None,
                "status_text": "000",
                "agent": "Mozilla/5.0 (Windows; U)",
                "bytes": None,
            },
        ),
    ),
    rejected=(
        (_CLOUDFRONT + "2019-12-04\t21:02:31\tLAX1\t392", "line is cut short"),
        (_CLOUDFRONT + "Access denied", "no format matches"),
    ),
)

IIS = Samples(
    ordinary=(
        (
            _IIS + "2015-01-13 00:32:17 100.79.192.81 GET /robots.txt - 80 - 157.55.39.146 "
            "Mozilla/5.0+(compatible;+bingbot/2.0;++http://www.bing.com/bingbot.htm) - 404 0 2 242",
            {
                "time": datetime(2015, 1, 13, 0, 32, 17, tzinfo=UTC),
                "client": "157.55.39.146",
                "user": None,
                "method": "GET",
                "path": "/robots.txt",
                "query": None,
                "protocol": None,
                "defect": None,
                "status": 404,
                "bytes": None,
                "duration": timedelta(milliseconds=242),
                "extra": "sc-win32-status=2",
                "agent": "Mozilla/5.0 (compatible; bingbot/2.0;  http://www.bing.com/bingbot.htm)",
            },
        ),
    ),
    odd=(
        (  # IIS Advanced Logging: quotes, spaces, fractions of a second
            _ADVANCED + "2012-08-15 17:00:00.363  10.10.28.140 POST /hello a=1 80 - "
            '"173.5.0.0" "Mozilla/5.0 (X11; ""x"")" - "hello.example.com" 404 " ""garbage"" " 0 359',
            {
                "time": datetime(2012, 8, 15, 17, 0, 0, 363000, tzinfo=UTC),
                "client": "173.5.0.0",
                "host": "hello.example.com",
                "path": "/hello",
                "query": "a=1",
                "status": 404,
                "duration": timedelta(milliseconds=359),
                "agent": 'Mozilla/5.0 (X11; "x")',
            },
        ),
        (  # IIS escapes no backslash: this is a domain and its user
            _IIS
            + r"2026-11-22 10:03:14 10.0.0.1 GET /a\new - 443 CORP\bob 192.0.2.9 - - 200 0 0 15",
            {
                "user": r"CORP\bob",
                "path": r"/a\new",
                "duration": timedelta(milliseconds=15),
                "extra": None,
            },
        ),
        (  # request filtering denied it: 404.13
            _IIS + "2026-11-22 10:03:14 10.0.0.1 POST /up - 443 - 192.0.2.9 - - 404 13 0 15",
            {"status": 404, "extra": "sc-substatus=13"},
        ),
    ),
    rejected=(
        (_IIS + "2015-01-13 00:32:17 100.79.192.81 GET /robots.txt", "line is cut short"),
        (
            _IIS + "2015-02-30 00:32:17 1.2.3.4 GET / - 80 - 5.6.7.8 x - 200 0 0 1",
            "time is not a date",
        ),
        (
            _IIS + "2015-01-13 00:32:17 1.2.3.4 GET / - 80 - 5.6.7.8 x - OK 0 0 1",
            "status is not a number",
        ),
    ),
)

W3C = Samples(
    ordinary=(
        (
            _SHORT + "21:02:31 2019-12-04 192.0.2.100 GET /a?b=c HTTP/1.1 200 392",
            {
                "time": datetime(2019, 12, 4, 21, 2, 31, tzinfo=UTC),
                "client": "192.0.2.100",
                "path": "/a",
                "query": "b=c",
                "protocol": "HTTP/1.1",
                "status": 200,
                "bytes": 392,
            },
        ),
    ),
    odd=(
        (  # names that change in mid-file
            _SHORT + "21:02:31 2019-12-04 192.0.2.100 GET /a?b=c HTTP/1.1 200 392\n"
            "#Fields: date time cs-method cs-uri-stem sc-status time-taken\n"
            "2019-12-04\t21:02:32\tGET\t/\t304\t0.500",
            {
                "time": datetime(2019, 12, 4, 21, 2, 32, tzinfo=UTC),
                "client": None,
                "path": "/",
                "status": 304,
                "bytes": None,
                "duration": timedelta(milliseconds=500),
            },
        ),
        (  # the day stands above, as in the draft's own example and as old IIS writes it
            (
                "#Version: 1.0\n#Date: 12-Jan-1996 00:00:00\n#Fields: time cs-method cs-uri\n"
                "00:34:23 GET /foo/bar.html"
            ),
            {"time": datetime(1996, 1, 12, 0, 34, 23, tzinfo=UTC), "path": "/foo/bar.html"},
        ),
        (
            (
                "#Date: 1998-11-19 22:48:39\n#Fields: time c-ip cs-method cs-uri-stem sc-status\n"
                "22:48:39 192.0.2.3 GET /a.gif 200"
            ),
            {"time": datetime(1998, 11, 19, 22, 48, 39, tzinfo=UTC), "path": "/a.gif"},
        ),
        (  # more than a space between columns
            (
                "#Fields:  c-ip  date  time  cs-method  cs-uri  sc-status\n"
                "192.0.2.3   2001-10-31   00:00:18   GET   http://a.example/x   200"
            ),
            {"client": "192.0.2.3", "host": "a.example", "path": "/x", "status": 200},
        ),
    ),
    rejected=(
        (_SHORT + "21:02:31 2019-12-04 192.0.2.100 GET", "no format matches"),
        (_SHORT + "21:02:31 04.12.2019 192.0.2.100 GET /a HTTP/1.1 200 392", "time is not a date"),
    ),
)
