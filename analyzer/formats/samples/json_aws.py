"""Lines of JSON logs of Amazon's services."""

from datetime import UTC, datetime, timedelta

from analyzer.formats.format import Samples

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
