"""Lines of JSON logs of clouds and of the proxies in front of them."""

from datetime import UTC, datetime, timedelta

from analyzer.formats.format import Samples

CLOUDFLARE = Samples(
    ordinary=(
        (
            (
                '{"ClientIP":"89.163.242.206","ClientRequestHost":"www.example.com",'
                '"ClientRequestMethod":"GET","ClientRequestURI":"/?a=b","ClientRequestProtocol":"HTTP/2",'
                '"ClientRequestUserAgent":"Mozilla/5.0","ClientRequestReferer":"",'
                '"CacheCacheStatus":"hit","EdgeResponseContentType":"text/html",'
                '"EdgeEndTimestamp":1712790000123000000,"EdgeResponseBytes":12480,'
                '"EdgeResponseStatus":200,"EdgeStartTimestamp":1712790000100000000,"OriginIP":"192.0.2.80","RayID":"1"}'
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
                "upstream_address": "192.0.2.80",
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
        (  # a time that was not known is no reason to reject the rest
            '{"ClientIP":"1","ClientRequestURI":"/","EdgeEndTimestamp":"","EdgeResponseStatus":200}',
            {"time": None, "client": "1", "path": "/", "status": 200},
        ),
    ),
    rejected=(
        (
            '{"ClientIP":"1","ClientRequestURI":"/","EdgeEndTimestamp":"x","EdgeResponseStatus":200}',
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
                '"requestUrl":"https://a.example/console/?x=1","responseSize":"1467","serverIp":"10.128.0.2",'
                '"status":302,'
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
                "upstream_address": "10.128.0.2",
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
        ('{"httpRequest":{"status":200}}', "no format matches"),
        (
            '{"httpRequest":{"status":200},"timestamp":"2023-02-30T10:43:02Z"}',
            "time is not a date",
        ),
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
                "upstream_address": "10.0.2.1:80",
                "agent": "nsq2http",
            },
        ),
    ),
    odd=(
        (  # Contour's keys
            (
                '{"@timestamp":"2026-11-22T11:03:14Z","method":"GET","path":"/a","response_code":200,'
                '"duration":7,"downstream_remote_address":"10.0.35.28:4711"}'
            ),
            {
                "time": datetime(2026, 11, 22, 11, 3, 14, tzinfo=UTC),
                "client": "10.0.35.28",
                "status": 200,
                "duration": timedelta(milliseconds=7),
            },
        ),
        (  # Envoy Gateway's, after the headers
            (
                '{"start_time":"2026-11-22T11:03:14.310Z","method":"GET","x-envoy-origin-path":"/a?b",'
                '"protocol":"HTTP/1.1","response_code":200,"response_code_details":"via_upstream",'
                '"bytes_received":0,"bytes_sent":19,"duration":4,"x-envoy-upstream-service-time":"3",'
                '"x-forwarded-for":"203.0.113.9","user-agent":"x/1",":authority":"a.example",'
                '"downstream_remote_address":"10.0.0.7:60000","route_name":"r"}'
            ),
            {
                "client": "10.0.0.7",
                "forwarded": "203.0.113.9",
                "host": "a.example",
                "path": "/a",
                "query": "b",
                "upstream": timedelta(milliseconds=3),
                "agent": "x/1",
            },
        ),
        (  # a connection that ended before a response
            (
                '{"start_time":"2026-11-22T11:03:14Z","method":null,"path":null,"response_code":0,'
                '"response_flags":"DPE","upstream_host":null,"upstream_cluster":"outbound|80||a",'
                '"duration":1}'
            ),
            {
                "status": None,
                "status_text": "0",
                "method": None,
                "path": None,
                "upstream_address": "outbound|80||a",
            },
        ),
    ),
    rejected=(
        (
            '{"start_time":"-1","method":"GET","path":"/","response_code":200}',
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
        (  # of any route, by the key of its source; milliseconds since 1970
            (
                '{"requestId":"b9b3","sourceIp":"192.0.2.7","requestTimeEpoch":"1795345394000",'
                '"httpMethod":"POST","routeKey":"$default","path":"/prod/a","status":"504",'
                '"responseLatency":"29008","integrationLatency":"29001","domainName":"x.example"}'
            ),
            {
                "time": datetime(2026, 11, 22, 11, 3, 14, tzinfo=UTC),
                "client": "192.0.2.7",
                "host": "x.example",
                "path": "/prod/a",
                "status": 504,
                "duration": timedelta(seconds=29, milliseconds=8),
                "upstream": timedelta(seconds=29, milliseconds=1),
            },
        ),
        (  # HTTP APIs name the route
            (
                '{"requestId":"b9b3","ip":"192.0.2.7","requestTime":"22/Nov/2026:11:03:14 +0000",'
                '"httpMethod":"GET","routeKey":"GET /pets","status":"200","protocol":"HTTP/1.1",'
                '"responseLength":"-"}'
            ),
            {"path": "/pets", "bytes": None},
        ),
        (  # the route is but the pattern of a path
            (
                '{"requestId":"b9b3","requestTime":"22/Nov/2026:11:03:14 +0000","httpMethod":"GET",'
                '"routeKey":"GET /pets/{id}","path":"/prod/pets/7?a=b","status":"200"}'
            ),
            {"path": "/prod/pets/7", "query": "a=b"},
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
        (  # two times: the finer one counts
            (
                '{"timestamp(ms)":"1731623646042","date":"2024-11-14","time":"22:34:06","DistributionId":'
                '"E1","c-ip":"192.0.2.7","sc-status":"304","cs-uri-stem":"/a","c-country":"DE","asn":"64500"}'
            ),
            {"time": datetime(2024, 11, 14, 22, 34, 6, 42000, tzinfo=UTC), "status": 304},
        ),
        (  # the fields are the user's choice
            '{"timestamp(ms)":"1731623646042","c-ip":"192.0.2.7","sc-status":"200","cs-uri-stem":"/a"}',
            {"time": datetime(2024, 11, 14, 22, 34, 6, 42000, tzinfo=UTC), "path": "/a"},
        ),
    ),
    rejected=(
        (
            '{"date":"2024-11-14","time":"24:34:06","c-ip":"192.0.2.7","sc-status":"200","cs-uri-stem":"/"}',
            "time is not a date",
        ),
    ),
)
