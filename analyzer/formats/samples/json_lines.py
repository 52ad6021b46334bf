"""Lines of JSON logs of web servers."""

from datetime import UTC, datetime, timedelta

from analyzer.formats.format import Samples

CADDY = Samples(
    ordinary=(
        (
            (
                '{"level":"info","ts":1646861401.5241024,"logger":"http.log.access",'
                '"msg":"handled request","request":{"remote_ip":"127.0.0.1","remote_port":"41342",'
                '"client_ip":"192.0.2.7","proto":"HTTP/2.0","method":"GET","host":"localhost",'
                '"uri":"/a?b=1","headers":{"User-Agent":["curl/7.82.0"],"Accept":["*/*"],'
                '"Authorization":["REDACTED"]},"tls":{"resumed":false,"version":772,'
                '"cipher_suite":4865,"proto":"h2","server_name":"example.com"}},"bytes_read":0,'
                '"user_id":"","duration":0.000929675,"size":10900,"status":200,'
                '"resp_headers":{"Server":["Caddy"],"Content-Type":["text/html; charset=utf-8"]}}'
            ),
            {
                "time": datetime(2022, 3, 9, 21, 30, 1, 524102, tzinfo=UTC),
                "client": "192.0.2.7",
                "user": None,
                "method": "GET",
                "scheme": "https",
                "host": "localhost",
                "path": "/a",
                "query": "b=1",
                "protocol": "HTTP/2",
                "status": 200,
                "bytes": 10900,
                "duration": timedelta(microseconds=930),
                "agent": "curl/7.82.0",
                "media": "text/html",
                "request_headers": [
                    {"name": "accept", "value": "*/*"},
                    {"name": "authorization", "value": "***"},
                    {"name": "user-agent", "value": "curl/7.82.0"},
                ],
                "response_headers": [
                    {"name": "content-type", "value": "text/html; charset=utf-8"},
                    {"name": "server", "value": "Caddy"},
                ],
            },
        ),
    ),
    odd=(
        (  # Caddy before 2.5; a redirect; a duration as text
            (
                '{"level":"info","ts":"2026-11-22T11:03:14.5Z","request":{"remote_addr":"[::1]:4711",'
                '"proto":"HTTP/1.1","method":"GET","host":"a.example","uri":"/\\"x\\\\y",'
                '"headers":{}},"duration":"1.5ms","size":"0","status":"308",'
                '"resp_headers":{"Location":["https://a.example/"]}}'
            ),
            {
                "time": datetime(2026, 11, 22, 11, 3, 14, 500000, tzinfo=UTC),
                "client": "::1",
                "path": '/"x\\y',
                "scheme": None,
                "status": 308,
                "bytes": 0,
                "duration": timedelta(microseconds=1500),
                "location": "https://a.example/",
                "request_headers": [],
            },
        ),
    ),
    rejected=(
        ('{"level":"info","ts":1761019822.3,"msg":"using config from file"}', "no format matches"),
        ('{"ts":1646861401.5,"request":{"uri":"/","method":"GET"', "line is cut short"),
        ('{"ts":"x","request":{"uri":"/","method":"GET"},"status":200}', "time is not a date"),
        ('{"ts":1,"request":{"uri":"/",}}', "no format matches"),
        ("Server started.", "no format matches"),
    ),
)

TRAEFIK = Samples(
    ordinary=(
        (
            (
                '{"ClientAddr":"172.20.0.1:52458","ClientHost":"192.0.2.7","ClientPort":"52458",'
                '"ClientUsername":"-","DownstreamContentSize":15,"DownstreamStatus":504,'
                '"Duration":10002425284,"OriginContentSize":15,"OriginDuration":10002302842,'
                '"OriginStatus":504,"Overhead":122442,"RequestAddr":"a.example","RequestContentSize":0,'
                '"RequestCount":1,"RequestHost":"a.example","RequestMethod":"GET","RequestPath":"/x?y",'
                '"RequestPort":"-","RequestProtocol":"HTTP/1.1","RequestScheme":"http",'
                '"RetryAttempts":0,"RouterName":"r@docker",'
                '"ServiceAddr":"172.20.0.3:80","ServiceName":"s@docker","StartLocal":"2024-01-05T13:48:21.1Z",'
                '"StartUTC":"2024-01-05T13:48:21.123456789Z","entryPointName":"http","level":"info",'
                '"msg":"","request_User-Agent":"Prometheus/2.40.5","time":"2024-01-05T13:48:31Z"}'
            ),
            {
                "time": datetime(2024, 1, 5, 13, 48, 21, 123456, tzinfo=UTC),
                "client": "192.0.2.7",
                "user": None,
                "scheme": "http",
                "host": "a.example",
                "path": "/x",
                "query": "y",
                "status": 504,
                "bytes": 15,
                "duration": timedelta(microseconds=10002425),
                "upstream": timedelta(microseconds=10002303),
                "upstream_address": "172.20.0.3:80",
                "agent": "Prometheus/2.40.5",
            },
        ),
    ),
    odd=(
        (
            (
                '{"ClientHost":"2001:db8::7","DownstreamStatus":"301","RequestPath":"/","time":'
                '"2024-01-05T14:48:31+01:00","downstream_Location":"https://a.example/?token=x",'
                '"ServiceName":"s@docker"}'
            ),
            {
                "time": datetime(2024, 1, 5, 13, 48, 31, tzinfo=UTC),
                "client": "2001:db8::7",
                "method": None,
                "protocol": None,
                "status": 301,
                "location": "https://a.example/?token=***",
                "upstream_address": "s@docker",
            },
        ),
    ),
    rejected=(
        (
            '{"ClientHost":"192.0.2.7","DownstreamStatus":"x","RequestPath":"/","StartUTC":"2024-01-05T13:48:21Z"}',
            "status is not a number",
        ),
        ('{"ClientHost":"192.0.2.7","DownstreamStatus":200,"RequestPa', "line is cut short"),
    ),
)

NGINX = Samples(
    ordinary=(
        (
            (
                '{"time_local":"22/Nov/2026:12:03:14 +0100","remote_addr":"192.0.2.7",'
                '"remote_user":"","request":"GET /a%20b?c=d HTTP/1.1","status": "200",'
                '"body_bytes_sent":"1024","request_time":"0.003","upstream_response_time":"0.001, 0.002",'
                '"upstream_addr":"10.0.0.1:80, unix:/run/app.sock",'
                '"http_referrer":"https://example.com/","http_user_agent":"Mozilla/5.0 \\"x\\""}'
            ),
            {
                "time": datetime(2026, 11, 22, 11, 3, 14, tzinfo=UTC),
                "offset": 3600,
                "client": "192.0.2.7",
                "user": None,
                "method": "GET",
                "path": "/a%20b",
                "query": "c=d",
                "status": 200,
                "bytes": 1024,
                "duration": timedelta(milliseconds=3),
                "upstream": timedelta(milliseconds=3),
                "upstream_address": "unix:/run/app.sock",
                "upstream_tried": "10.0.0.1:80",
                "referrer": "https://example.com/",
                "agent": 'Mozilla/5.0 "x"',
            },
        ),
        (
            (
                '{"time_iso8601":"2026-11-22T11:03:14+00:00","remote_addr":"192.0.2.7",'
                '"request_method":"POST","request_uri":"/cart?id=7","server_protocol":"HTTP/2.0",'
                '"status":302,"body_bytes_sent":0,"request_time":0.020,"host":"www.example.com",'
                '"http_user_agent":"-"}'
            ),
            {
                "method": "POST",
                "path": "/cart",
                "query": "id=7",
                "protocol": "HTTP/2",
                "host": "www.example.com",
                "status": 302,
                "bytes": 0,
                "duration": timedelta(milliseconds=20),
                "agent": None,
            },
        ),
    ),
    odd=(
        (  # without escape=json: nginx's own escapes are none of JSON's
            (
                '{"msec":"1763809394.042","remote_addr":"192.0.2.7","request":"GET /\\x22 HTTP/1.1",'
                '"status":404,"http_user_agent":"caf\\xC3\\xA9"}'
            ),
            {
                "time": datetime(2025, 11, 22, 11, 3, 14, 42000, tzinfo=UTC),
                "path": '/"',
                "agent": "café",
            },
        ),
        (
            '{"@timestamp":"2026-11-22T11:03:14Z","client":"192.0.2.7","request":"","status":400,"x":{"y":[1]}}',
            {"status": 400, "defect": "empty request", "path": None},
        ),
        (
            '{"date":"2026-11-22 11:03:14","ip":"192.0.2.7","path":"/a","args":"b=c","status":200}',
            {"path": "/a", "query": "b=c"},
        ),
    ),
    rejected=(
        ('{"time_local":"22/Nov/2026:12:03:14 +0100","remote_addr":"1"}', "no format matches"),
        ('{"msec":"soon","request":"GET / HTTP/1.1","status":200}', "time is not a date"),
        ('{"msec":1763809394,"path":"/","status":{"x":1}}', "status is not a number"),
        ('[{"msec":1}]', "no format matches"),
    ),
)
