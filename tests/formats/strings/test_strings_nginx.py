"""nginx's format strings: each with a line that nginx would write, and what a reader of it sees."""

from datetime import UTC, datetime, timedelta

import pytest

from analyzer.entry import conform
from analyzer.errors import OptionError
from analyzer.formats import FORMATS
from analyzer.formats.strings import compiled

INGRESS = (
    "log_format upstreaminfo '$remote_addr - $remote_user [$time_local] \"$request\" '\n"
    '  \'$status $body_bytes_sent "$http_referer" "$http_user_agent" \'\n'
    "  '$request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] '\n"
    "  '$upstream_addr $upstream_response_length $upstream_response_time $upstream_status $req_id';"
)
HEAD = '10.0.0.1 - - [22/Nov/2026:10:00:00 +0100] "GET /a?b=1 HTTP/2.0" 200 612 "-" "curl/8" '
JSON = (
    """log_format j escape=json '{"time":"$time_iso8601","addr":"$remote_addr",'"""
    """'"request":"$request","status":$status,"agent":"$http_user_agent","took":"$request_time"}';"""
)
CASES = [
    (
        "$remote_addr;$time_local;$request;$status;$bytes_sent;$http_user_agent",
        "::1;22/Nov/2026:10:00:00 +0100;GET /a;b=1;c HTTP/1.1;200;5;x (X11; Linux)",
        {"path": "/a;b=1;c", "status": 200, "transfer_bytes": 5, "agent": "x (X11; Linux)"},
    ),
    (
        INGRESS,
        HEAD + "79 0.003 [web-80] [] 10.2.3.4:80 612 0.004 200 abc",
        {
            "client": "10.0.0.1",
            "time": datetime(2026, 11, 22, 9, tzinfo=UTC),
            "offset": 3600,
            "path": "/a",
            "query": "b=1",
            "protocol": "HTTP/2",
            "status": 200,
            "bytes": 612,
            "request_bytes": 79,
            "duration": timedelta(milliseconds=3),
            "upstream": timedelta(milliseconds=4),
            "upstream_address": "10.2.3.4:80",
            "upstream_tried": None,
            "extra": "proxy_upstream_name=web-80 upstream_response_length=612 upstream_status=200 "
            "req_id=abc",
        },
    ),
    (
        INGRESS,
        HEAD + "79 0.3 [web-80] [] 10.2.3.4:80, 10.2.3.5:80 0, 612 0.1, 0.2 : 0.001 502, 200 x",
        {
            "upstream": timedelta(milliseconds=301),
            "upstream_address": "10.2.3.5:80",
            "upstream_tried": "10.2.3.4:80",
            "extra": "proxy_upstream_name=web-80 upstream_response_length=0, 612 "
            "upstream_status=502, 200 req_id=x",
        },
    ),
    (
        INGRESS,
        HEAD + "79 0.000 [web-80] [] - - - - x",
        {
            "upstream": None,
            "upstream_address": None,
            "duration": timedelta(),
            "extra": "proxy_upstream_name=web-80 req_id=x",
        },
    ),
    (  # two of a group, then one of another, on a socket; the whole list in quotes
        '$remote_addr [$time_local] "$request" $status "$upstream_addr"',
        (
            '::1 [22/Nov/2026:10:00:00 +0100] "GET / HTTP/1.1" 502 '
            '"10.0.0.1:80, [2001:db8::2]:80 : unix:/run/app.sock"'
        ),
        {
            "upstream_address": "unix:/run/app.sock",
            "upstream_tried": "10.0.0.1:80, [2001:db8::2]:80",
            "extra": None,
        },
    ),
    (
        JSON,
        r'{"time":"2026-11-22T11:55:15+01:00","addr":"::1","request":"GET /\u0001 HTTP/1.1","status":404,"agent":"a \"b\" \\","took":"0.250"}',
        {
            "time": datetime(2026, 11, 22, 10, 55, 15, tzinfo=UTC),
            "offset": 3600,
            "client": "::1",
            "path": "/\x01",
            "status": 404,
            "agent": 'a "b" \\',
            "duration": timedelta(milliseconds=250),
            "extra": None,
        },
    ),
    (
        '$remote_addr [$msec] "$request_method $scheme://$host$request_uri $server_protocol" $status',
        '::1 [1700000000.125] "POST https://a.example/x?y=1 HTTP/1.1" 201',
        {
            "time": datetime(2023, 11, 14, 22, 13, 20, 125_000, tzinfo=UTC),
            "method": "POST",
            "scheme": "https",
            "host": "a.example",
            "path": "/x",
            "query": "y=1",
            "protocol": "HTTP/1.1",
        },
    ),
    (
        "$time_iso8601\\t$remote_addr\\t$status\\t$http_user_agent\\t$http_x_forwarded_for",
        "2026-11-22T11:55:15+00:00\t::1\t200\tMozilla/5.0 (X11)\t192.0.2.1, 10.0.0.1",
        {"agent": "Mozilla/5.0 (X11)", "forwarded": "192.0.2.1, 10.0.0.1", "status": 200},
    ),
    (
        "$time_local $remote_addr $status",
        "22/Nov/2026:10:00:00 +0100 ::1 200",
        {"time": datetime(2026, 11, 22, 9, tzinfo=UTC), "client": "::1", "status": 200},
    ),
    (
        "$status | $http_user_agent | ${request_time}s",
        "200 | a b | 1.5s",
        {"agent": "a b", "duration": timedelta(seconds=1.5), "time": None},
    ),
    (
        "$status {x} {$uri$is_args$args} $sent_http_location $sent_http_content_type",
        "302 {x} {/a?b=1} /c text/html;charset=utf-8",
        {"path": "/a", "query": "b=1", "location": "/c", "media": "text/html"},
    ),
    (
        '$remote_addr $status "$sent_http_retry_after"',
        '::1 503 "Sun, 22 Nov 2026 10:00:00 GMT"',
        {"status": 503, "retry_after": "Sun, 22 Nov 2026 10:00:00 GMT", "extra": None},
    ),
    (
        'escape=none "$http_user_agent" $status',
        '"a\\x22b\\" 200',
        {"agent": "a\\x22b\\", "status": 200},
    ),
    (
        '"$http_user_agent" $status $upstream_cache_status',
        r'"a\x22b" 200 HIT',
        {"agent": 'a"b', "cache": "shared hit"},
    ),
    (
        "$remote_addr:$remote_port $status $bytes_sent",
        "2001:db8::1:443 200 100",
        {"client": "2001:db8::1", "bytes": None, "transfer_bytes": 100},
    ),
    (
        '$status "$http_cookie" "$http_authorization" "$cookie_sid" "$http_x_trace" $ssl_protocol',
        '200 "sid=abc&t=secret" "Basic YTpi" "s3" "t1" TLSv1.3',
        {
            "extra": "http_cookie=*** http_authorization=*** cookie_sid=*** http_x_trace=t1 "
            "ssl_protocol=TLSv1.3",
            "request_headers": None,
        },
    ),
]


@pytest.mark.parametrize(("text", "line", "fields"), CASES)
def test_a_line_is_read_as_its_format_says(text: str, line: str, fields: dict[str, object]) -> None:
    each = compiled(text)
    row = conform(each.parse(line.encode())).row(0, named=True)
    assert row["reject"] is None
    assert {name: row[name] for name in fields} == fields
    assert each.claim(line.encode()) > 0.4


@pytest.mark.parametrize(("text", "line", "fields"), CASES)
def test_junk_and_half_a_line_are_no_entries(
    text: str, line: str, fields: dict[str, object]
) -> None:
    each = compiled(text)
    assert each.parse(b"Nov 22 kernel: oops\n\n# x\n")["reject"].null_count() == 0
    assert each.claim(b"Nov 22 kernel: oops\n") == 0


def test_names_are_those_of_the_configuration() -> None:
    assert compiled(INGRESS).name == "upstreaminfo"
    assert compiled("$status $uri").name == "custom"
    assert compiled("combined") in FORMATS


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("$status $http_cookie", "200 a=b; x=hunter2"),
        ("$http_cookie $status", "a=b; x=hunter2 200"),
        ("$http_authorization $status", "Bearer hunter2 200"),
        ("$status $http_authorization", '200 Digest x="a", y="hunter2"'),
        ("$status|$http_cookie|$uri", "200|a=b; x=hunter2|/"),
    ],
)
def test_a_secret_that_nothing_quotes_is_masked_whole(text: str, line: str) -> None:
    row = conform(compiled(text).parse(line.encode())).row(0, named=True)
    assert row["status"] == 200
    assert "hunter2" not in str(row)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("x ::1 200 y", "time is not a date"),
        ("2026-11-22T11:55:15Z ::1 ok y", "status is not a number"),
        ("2026-11-22T11:55:15Z ::1", "no format matches"),
    ],
)
def test_rejects_have_the_reasons_of_built_in_formats(line: str, reason: str) -> None:
    each = compiled("$time_iso8601 $remote_addr $status $ssl_protocol")
    assert each.parse(line.encode())["reject"].to_list() == [reason]


def test_a_cut_line_is_said_to_be_cut() -> None:
    each = compiled(INGRESS)
    for end in (60, 100, 110, 125):
        line = (HEAD + "79 0.003 [web-80] [] 10.2.3.4:80 612 0.004 200 abc")[:end]
        assert each.parse(line.encode())["reject"].to_list() == ["line is cut short"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("$remote_addr $", "no name of a variable at character 14"),
        ("$remote_addr ${status", "no name of a variable at character 14"),
        ("log_format x '$remote_addr;", "a quote that is not closed at character 14"),
        ("hello", "holds no $variable and no %directive"),
        ("", "holds no $variable and no %directive"),
    ],
)
def test_a_broken_string_says_where(text: str, said: str) -> None:
    with pytest.raises(OptionError, match=r"^--log-format") as caught:
        compiled(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("$remote_addr $statsu", "names $statsu ($status?), which nginx does not have of its own:"),
        ("$status ${My_Var}", "names $my_var, which nginx does not have of its own:"),
        ("$status $a$a-$requst", "names $a, $requst ($request?), which nginx does not have"),
        ("$status $arg_a $http_x $ssl_curve $ident $field_8 $request_id", None),
        (INGRESS, None),
    ],
)
def test_a_name_that_nginx_does_not_have_is_remarked_on(text: str, named: str | None) -> None:
    notes = compiled(text).notes
    assert len(notes) == (named is not None)
    assert named is None or named in notes[0]
