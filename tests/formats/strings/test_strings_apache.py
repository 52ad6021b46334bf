"""Apache's format strings: each with a line that Apache would write, and what a reader sees."""

from datetime import UTC, datetime, timedelta

import pytest

from analyzer.entry import conform
from analyzer.errors import OptionError
from analyzer.formats.strings import compiled

CASES = [
    (
        r'LogFormat "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"" vhost',
        'a.example:80 ::1 - - [22/Nov/2026:10:00:00 +0530] "GET / HTTP/1.1" 200 9 "-" "x \\"y\\""',
        {"host": "a.example", "bytes": None, "transfer_bytes": 9, "agent": 'x "y"'},
    ),
    (
        "%h %l %u %t %s %>s %T/%D %I %{Location}o %{X-Cache}o %{Set-Cookie}o %{sid}C %k %X %{x}n",
        "::1 - - [22/Nov/2026:10:00:00 +0530] 301 200 0/1500 77 /b Miss a=b s 1 + -",
        {
            "status": 200,
            "duration": timedelta(microseconds=1500),
            "request_bytes": 77,
            "location": "/b",
            "cache": "shared miss",
            "extra": "s=301 T=0 Set-Cookie=*** {sid}C=*** k=1",
            "aborted": False,
            "response_headers": None,
        },
    ),
    (
        '%a %{sec}t.%{msec_frac}t %{sec}t%{usec_frac}t "%r" %>s',
        '::1 1795341794.042 1795341794042137 "GET / HTTP/1.1" 200',
        {"time": datetime(2026, 11, 22, 10, 3, 14, 42_000, tzinfo=UTC), "status": 200},
    ),
    (
        "combinedio",
        '::1 - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "x" 77 99',
        {"bytes": 5, "request_bytes": 77, "transfer_bytes": 99, "agent": "x", "extra": None},
    ),
    (
        "%h %t %>s %{Retry-After}o",
        "::1 [22/Nov/2026:10:00:00 +0000] 429 120",
        {"status": 429, "retry_after": "120", "extra": None},
    ),
    (
        '%a "%m %U%q %H" %>s %{ms}T %{Content-Type}o',
        '192.0.2.1 "GET /a?b=%20 HTTP/1.1" 200 12 text/html; charset=utf-8',
        {"method": "GET", "path": "/a", "query": "b=%20", "duration": timedelta(milliseconds=12)},
    ),
    (
        '%h %t "%r" %>s "%{BALANCER_WORKER_NAME}e"',
        '::1 [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 "http://10.0.0.2:8080"',
        {"upstream_address": "10.0.0.2:8080", "upstream_tried": None, "extra": None},
    ),
    (
        "%m %U %q %H %{us}T",
        "GET /a  HTTP/1.1 12",
        {"path": "/a", "query": None, "protocol": "HTTP/1.1"},
    ),
    (
        "%{%Y-%m-%d %H:%M:%S}t.%{msec_frac}t %{%z}t %a %!200,304{Referer}i",
        "2026-11-22 10:00:00.250 +0530 ::1 -",
        {
            "time": datetime(2026, 11, 22, 4, 30, 0, 250_000, tzinfo=UTC),
            "offset": 19800,
            "client": "::1",
            "referrer": None,
        },
    ),
    (
        '"%{%Y-%m-%d}t","%{%H:%M:%S}t","%h","%r"',
        '"2026-11-22","10:00:00","::1","GET /a,b HTTP/1.1"',
        {"time": datetime(2026, 11, 22, 10, tzinfo=UTC), "path": "/a,b", "extra": None},
    ),
    (
        "%{%T}t\\t%{msec_frac}t\\t%h\\t%{%d/%b/%Y}t\\t%{%z}t\\t%>s",
        "10:00:00\t042\t::1\t22/Nov/2026\t+0530\t200",
        {
            "time": datetime(2026, 11, 22, 4, 30, 0, 42_000, tzinfo=UTC),
            "offset": 19800,
            "status": 200,
        },
    ),
    (
        "[%{%d/%b/%Y %T}t] %h [%{%z}t] %>s",
        "[22/Nov/2026 10:00:00] ::1 [-0200] 200",
        {"time": datetime(2026, 11, 22, 12, tzinfo=UTC), "offset": -7200},
    ),
    (
        "%{%F}t|%{%T}t|%{end:%T}t|%h|%>s",
        "2026-11-22|10:00:00|10:00:01|::1|200",
        {"time": datetime(2026, 11, 22, 10, tzinfo=UTC), "extra": "{%T}t=10:00:01"},
    ),
    (
        "%t %{%F}t %{%T}t %{msec_frac}t %>s",
        "[22/Nov/2026:10:00:00 +0100] 2026-11-22 10:00:00 042 200",
        {
            "time": datetime(2026, 11, 22, 9, tzinfo=UTC),
            "extra": "{%F}t=2026-11-22 {%T}t=10:00:00 {msec_frac}t=042",
        },
    ),
    (
        "[%{begin:%Y-%m-%dT%H:%M:%S}t] %{end:usec}t %s %%",
        "[2026-11-22T10:00:00] 1700000000123456 200 %",
        {"time": datetime(2026, 11, 22, 10, tzinfo=UTC), "offset": None, "status": 200},
    ),
    (  # as in a handbook of ModSecurity, but for what is left out
        (
            '%h %{COUNTRY}e %u [%{%Y-%m-%d %H:%M:%S}t.%{usec_frac}t] "%r" %>s %b %v %A %p %R %{SSL_PROTOCOL}x '
            "%I %O %{ratio}n%% %D"
        ),
        (
            '192.0.2.7 DE - [2026-11-22 10:00:00.123456] "GET /a HTTP/1.1" 200 12 a.example 10.0.0.1 443 '
            "proxy-server TLSv1.3 217 512 -% 1500"
        ),
        {
            "time": datetime(2026, 11, 22, 10, 0, 0, 123_456, tzinfo=UTC),
            "host": "a.example",
            "transfer_bytes": 512,
            "duration": timedelta(microseconds=1500),
            "extra": "{COUNTRY}e=DE A=10.0.0.1 R=proxy-server {SSL_PROTOCOL}x=TLSv1.3",
        },
    ),
    (
        "%{c}a %{remote}p %^FB %<s %>s %{sec}t %L %{tid}P %{Foo}^ti",
        "192.0.2.7 52914 1200 302 200 1795341600 - 12 x",
        {
            "client": "192.0.2.7",
            "status": 200,
            "time": datetime(2026, 11, 22, 10, tzinfo=UTC),
            "extra": "{remote}p=52914 ^FB=1200 s=302 {tid}P=12 Foo=x",
        },
    ),
    (
        "%{msec}t %s",
        "1700000000123 200",
        {"time": datetime(2023, 11, 14, 22, 13, 20, 123_000, tzinfo=UTC)},
    ),
    ("%{usec}t %s", "1700000000123456 200", {"status": 200}),
    (
        "%>s\\t%{User-Agent}i\\t%B\\t%f",
        "200\ta b\t0\t/var/www/x y",
        {"agent": "a b", "bytes": 0, "extra": "f=/var/www/x y"},
    ),
    ("%h %r %>s", "::1 GET /a b HTTP/1.1 200", {"path": "/a b", "status": 200}),
    ("%s %{User-agent}i", "200 Mozilla/5.0 (X11; x)", {"agent": "Mozilla/5.0 (X11; x)"}),
    ("%{Referer}i -> %U", "http://a.example/ -> /b", {"referrer": "http://a.example/"}),
    ("%{c}a %a %s", "10.0.0.1 192.0.2.1 200", {"client": "192.0.2.1", "extra": "{c}a=10.0.0.1"}),
]


@pytest.mark.parametrize(("text", "line", "fields"), CASES)
def test_a_line_is_read_as_its_format_says(text: str, line: str, fields: dict[str, object]) -> None:
    each = compiled(text)
    row = conform(each.parse(line.encode())).row(0, named=True)
    assert row["reject"] is None
    assert {name: row[name] for name in fields} == fields
    assert each.claim(line.encode()) > 0.4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("%h %{Referer", "no directive at character 4: '%{Referer'"),
        ("%h %", "no directive at character 4"),
        (r'LogFormat "%h \"%r\"', "a quote that is not closed at character 11"),
    ],
)
def test_a_broken_string_says_where(text: str, said: str) -> None:
    with pytest.raises(OptionError) as caught:
        compiled(text)
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["%h%s", "%h %r%s"])
def test_what_nothing_parts_cannot_be_read_back(text: str) -> None:
    with pytest.raises(OptionError, match=r"nothing stands between . and s,"):
        compiled(text)


def test_a_directive_that_apache_does_not_have_is_remarked_on() -> None:
    (note,) = compiled("%h %Z %{x}Y %>s").notes
    assert "The format custom names %Z, %{x}Y, which Apache does not have of its own:" in note
    assert not compiled("%h %{x}c %^FB %{VARNISH}x %^tiX %S %!200,304{Referer}i %>s").notes


def test_times_that_are_taken_for_utc_are_remarked_on() -> None:
    line = '::1 2026-11-22 10:11:12 CET "GET / HTTP/1.1" 200'
    each = compiled('%h %{%F %T %Z}t "%r" %>s')
    assert conform(each.parse(line.encode()))["time"][0] == datetime(
        2026, 11, 22, 10, 11, 12, tzinfo=UTC
    )
    said = "Times of the format custom tell no offset (%z): they are taken for UTC"
    assert each.notes == (f"{said}, whatever zone they name.",)
    assert compiled("%h %{%F}t %{%T}t %>s").notes == (f"{said}.",)
    for told in ("%{%F %T %z}t %{%H}t", "%{sec}t", "%t %{%F %T}t"):
        assert not compiled(f"%h {told} %>s").notes
