"""Lines of JSON logs."""

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
                '"RetryAttempts":0,"RouterName":"r@docker","StartLocal":"2024-01-05T13:48:21.1Z",'
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
                "agent": "Prometheus/2.40.5",
            },
        ),
    ),
    odd=(
        (
            (
                '{"ClientHost":"2001:db8::7","DownstreamStatus":"301","RequestPath":"/","time":'
                '"2024-01-05T14:48:31+01:00","downstream_Location":"https://a.example/?token=x"}'
            ),
            {
                "time": datetime(2024, 1, 5, 13, 48, 31, tzinfo=UTC),
                "client": "2001:db8::7",
                "method": None,
                "protocol": None,
                "status": 301,
                "location": "https://a.example/?token=***",
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

CLOUDFLARE = Samples(
    ordinary=(
        (
            (
                '{"ClientIP":"89.163.242.206","ClientRequestHost":"www.example.com",'
                '"ClientRequestMethod":"GET","ClientRequestURI":"/?a=b","ClientRequestProtocol":"HTTP/2",'
                '"ClientRequestUserAgent":"Mozilla/5.0","ClientRequestReferer":"",'
                '"CacheCacheStatus":"hit","EdgeResponseContentType":"text/html",'
                '"EdgeEndTimestamp":1712790000123000000,"EdgeResponseBytes":12480,'
                '"EdgeResponseStatus":200,"EdgeStartTimestamp":1712790000100000000,"RayID":"1"}'
            ),
            {
                "time": datetime(2024, 4, 10, 23, 0, 0, 100000, tzinfo=UTC),
                "client": "89.163.242.206",
                "host": "www.example.com",
                "method": "GET",
                "path": "/",
                "query": "a=b",
                "protocol": "HTTP/2",
                "status": 200,
                "bytes": 12480,
                "cache": "shared hit",
                "media": "text/html",
                "agent": "Mozilla/5.0",
                "referrer": None,
            },
        ),
    ),
    odd=(
        (
            (
                '{"ClientIP":"2001:db8::7","ClientRequestMethod":"HEAD","ClientRequestURI":"/",'
                '"EdgeEndTimestamp":"2022-10-30T00:00:02Z","EdgeResponseStatus":0}'
            ),
            {
                "time": datetime(2022, 10, 30, 0, 0, 2, tzinfo=UTC),
                "status": None,
                "status_text": "0",
            },
        ),
    ),
    rejected=(
        (
            '{"ClientIP":"1","ClientRequestURI":"/","EdgeEndTimestamp":"","EdgeResponseStatus":200}',
            "time is not a date",
        ),
        ('{"ClientIP":"1","ClientRequestU', "line is cut short"),
    ),
)

GOOGLE = Samples(
    ordinary=(
        (
            (
                '{"httpRequest":{"latency":"0.058927s","referer":"https://example.com/console/",'
                '"remoteIp":"198.51.100.1","requestMethod":"GET","requestSize":"257",'
                '"requestUrl":"https://a.example/console/?x=1","responseSize":"1467","status":302,'
                '"userAgent":"Mozilla/5.0"},"insertId":"1vzs264g1u90hp5","jsonPayload":'
                '{"statusDetails":"response_sent_by_backend"},"severity":"INFO",'
                '"timestamp":"2023-07-10T10:43:02.123456Z"}'
            ),
            {
                "time": datetime(2023, 7, 10, 10, 43, 2, 123456, tzinfo=UTC),
                "client": "198.51.100.1",
                "scheme": "https",
                "host": "a.example",
                "path": "/console/",
                "query": "x=1",
                "status": 302,
                "bytes": 1467,
                "request_bytes": 257,
                "duration": timedelta(microseconds=58927),
                "referrer": "https://example.com/console/",
            },
        ),
    ),
    odd=(
        (
            (
                '{"httpRequest":{"requestUrl":"http://a.example","status":200,"cacheHit":true},'
                '"receiveTimestamp":"2023-07-10T10:43:03Z"}'
            ),
            {"path": "/", "cache": "shared hit", "method": None, "duration": None},
        ),
    ),
    rejected=(
        ('{"textPayload":"hello","timestamp":"2023-07-10T10:43:02Z"}', "no format matches"),
        ('{"httpRequest":{"status":200}}', "time is not a date"),
    ),
)

ENVOY = Samples(
    ordinary=(
        (
            (
                '{"start_time":"2026-11-22T11:03:14.310Z","method":"POST","path":"/api/v1/locations",'
                '"protocol":"HTTP/2","response_code":204,"response_flags":"-","bytes_received":154,'
                '"bytes_sent":0,"duration":226,"upstream_service_time":"100","x_forwarded_for":"10.0.35.28",'
                '"user_agent":"nsq2http","request_id":"cc21d9b0","authority":"locations",'
                '"upstream_host":"10.0.2.1:80","downstream_remote_address":"10.0.35.28:4711"}'
            ),
            {
                "time": datetime(2026, 11, 22, 11, 3, 14, 310000, tzinfo=UTC),
                "client": "10.0.35.28",
                "forwarded": "10.0.35.28",
                "method": "POST",
                "path": "/api/v1/locations",
                "protocol": "HTTP/2",
                "host": "locations",
                "status": 204,
                "bytes": 0,
                "request_bytes": 154,
                "duration": timedelta(milliseconds=226),
                "upstream": timedelta(milliseconds=100),
                "agent": "nsq2http",
            },
        ),
    ),
    odd=(
        (  # a connection that ended before a response
            (
                '{"start_time":"2026-11-22T11:03:14Z","method":null,"path":null,"response_code":0,'
                '"response_flags":"DPE","duration":1}'
            ),
            {"status": None, "status_text": "0", "method": None, "path": None},
        ),
    ),
    rejected=(
        (
            '{"start_time":null,"method":"GET","path":"/","response_code":200}',
            "time is not a date",
        ),
        ('{"start_time":"2026-11-22T11:03:14Z"}', "no format matches"),
    ),
)

API_GATEWAY = Samples(
    ordinary=(
        (
            (
                '{"requestId":"b9b3","extendedRequestId":"Q1","ip":"192.0.2.7","caller":"-","user":"-",'
                '"requestTime":"22/Nov/2026:11:03:14 +0000","httpMethod":"GET",'
                '"resourcePath":"/pets/{id}","status":"200","protocol":"HTTP/1.1","responseLength":"84"}'
            ),
            {
                "time": datetime(2026, 11, 22, 11, 3, 14, tzinfo=UTC),
                "client": "192.0.2.7",
                "user": None,
                "method": "GET",
                "path": "/pets/{id}",
                "protocol": "HTTP/1.1",
                "status": 200,
                "bytes": 84,
            },
        ),
    ),
    odd=(
        (  # HTTP APIs name the route
            (
                '{"requestId":"b9b3","ip":"192.0.2.7","requestTime":"22/Nov/2026:11:03:14 +0000",'
                '"httpMethod":"GET","routeKey":"GET /pets","status":"200","protocol":"HTTP/1.1",'
                '"responseLength":"-"}'
            ),
            {"path": "/pets", "bytes": None},
        ),
    ),
    rejected=(
        (
            '{"requestId":"b9b3","requestTime":"now","httpMethod":"GET","status":"200"}',
            "time is not a date",
        ),
        ('{"requestId":"b9b3"}', "no format matches"),
    ),
)

CLOUDFRONT = Samples(
    ordinary=(
        (
            (
                '{"date":"2024-11-14","time":"22:34:06","x-edge-location":"SOF50-P2","sc-bytes":"587",'
                '"c-ip":"192.0.2.7","cs-method":"GET","cs(Host)":"d1.cloudfront.net",'
                '"cs-uri-stem":"/index.html","sc-status":"200","cs(Referer)":"-",'
                '"cs(User-Agent)":"Mozilla/5.0%20(X11)","cs-uri-query":"a=b","cs(Cookie)":"-",'
                '"x-edge-result-type":"Hit","x-host-header":"www.example.com","cs-protocol":"https",'
                '"cs-bytes":"217","time-taken":"0.001","cs-protocol-version":"HTTP/2.0"}'
            ),
            {
                "time": datetime(2024, 11, 14, 22, 34, 6, tzinfo=UTC),
                "client": "192.0.2.7",
                "scheme": "https",
                "host": "www.example.com",
                "path": "/index.html",
                "query": "a=b",
                "protocol": "HTTP/2",
                "status": 200,
                "bytes": 587,
                "request_bytes": 217,
                "duration": timedelta(milliseconds=1),
                "agent": "Mozilla/5.0 (X11)",
                "cache": "shared hit",
            },
        ),
    ),
    odd=(
        (
            '{"date":"2024-11-14","time":"22:34:06","c-ip":"192.0.2.7","sc-status":"000","cs-uri-stem":"/"}',
            {"status": None, "status_text": "000", "path": "/", "duration": None},
        ),
    ),
    rejected=(
        (
            '{"date":"2024-11-14","c-ip":"192.0.2.7","sc-status":"200","cs-uri-stem":"/"}',
            "time is not a date",
        ),
    ),
)
