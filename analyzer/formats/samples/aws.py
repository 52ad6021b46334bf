"""Lines of Amazon's load balancers and buckets."""

from datetime import UTC, datetime, timedelta

from analyzer.formats.format import Samples

_OWNER = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"

ALB = Samples(
    ordinary=(
        (
            (
                "https 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 "
                "192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "
                '"GET https://www.example.com:443/a?b=c HTTP/1.1" "curl/7.46.0" '
                "ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:1:targetgroup/t/7 "
                '"Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" "arn:aws:acm:x" 1 '
                '2018-07-02T22:22:48.364000Z "authenticate,forward" "-" "-" "10.0.0.1:80" "200" "-" "-"'
            ),
            {
                "time": datetime(2018, 7, 2, 22, 23, 0, 186641, tzinfo=UTC),
                "client": "192.168.131.39",
                "scheme": "https",
                "host": "www.example.com",
                "method": "GET",
                "path": "/a",
                "query": "b=c",
                "status": 200,
                "request_bytes": 0,
                "bytes": 57,
                "upstream": timedelta(milliseconds=48),
                "upstream_address": "10.0.0.1:80",
                "duration": timedelta(milliseconds=86 + 48 + 37),
                "agent": "curl/7.46.0",
            },
        ),
    ),
    odd=(
        (  # no target answered; a WebSocket; an agent with a quote
            (
                "wss 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 [2001:db8::7]:2817 "
                r'- -1 -1 -1 502 - 34 366 "GET https://www.example.com:443/ HTTP/1.1" "a \x22b\x22" - - '
                '- "-" "-" "-" 0 2018-07-02T22:22:48.364000Z "forward" "-" "LambdaInvalidResponse" "-" "-" "-" "-"'
            ),
            {
                "client": "2001:db8::7",
                "scheme": "https",
                "status": 502,
                "upstream": None,
                "upstream_address": None,
                "duration": None,
                "agent": 'a "b"',
            },
        ),
    ),
    rejected=(
        (
            (
                "https 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc 192.168.131.39:2817 10.0.0.1:80 "
                '0.086 0.048 0.037 200 200 0 57 "GET https://www.exam'
            ),
            "line is cut short",
        ),
        ("Enable AccessLog for ELB", "no format matches"),
    ),
)

ELB = Samples(
    ordinary=(
        (
            (
                "2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.000086 "
                '0.001048 0.001337 200 200 0 57 "GET https://www.example.com:443/ HTTP/1.1" '
                '"curl/7.38.0" DHE-RSA-AES128-SHA TLSv1.2'
            ),
            {
                "time": datetime(2015, 5, 13, 23, 39, 43, 945958, tzinfo=UTC),
                "client": "192.168.131.39",
                "scheme": "https",
                "host": "www.example.com",
                "path": "/",
                "status": 200,
                "bytes": 57,
                "upstream": timedelta(microseconds=1048),
                "upstream_address": "10.0.0.1:80",
                "duration": timedelta(microseconds=86 + 1048 + 1337),
                "extra": "ssl_cipher=DHE-RSA-AES128-SHA ssl_protocol=TLSv1.2",
            },
        ),
    ),
    odd=(
        (  # a TCP connection
            (
                "2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.001069 "
                '0.000028 0.000041 - - 82 305 "- - - " "-" - -'
            ),
            {"status": None, "status_text": "-", "bytes": 305, "agent": None},
        ),
    ),
    rejected=(
        (
            (
                "2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.000086 "
                '0.001048 0.001337 200 200 0 57 "GET https://www.example.com:443/ HTTP/1.1" "cu'
            ),
            "line is cut short",
        ),
        (
            (
                "2015-13-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.000086 "
                '0.001048 0.001337 200 200 0 57 "GET https://a.example:443/ HTTP/1.1" "curl" - -'
            ),
            "time is not a date",
        ),
    ),
)

S3 = Samples(
    ordinary=(
        (
            (
                f"{_OWNER} amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 {_OWNER} "
                '3E57427F3EXAMPLE REST.GET.VERSIONING - "GET /amzn-s3-demo-bucket1?versioning HTTP/1.1" '
                '200 - 113 - 7 - "-" "S3Console/0.4" - '
                "s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 "
                "ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com "
                "TLSV1.2 - Yes us-east-1"
            ),
            {
                "time": datetime(2019, 2, 6, 0, 0, 38, tzinfo=UTC),
                "client": "192.0.2.3",
                "user": _OWNER,
                "host": "amzn-s3-demo-bucket1",
                "method": "GET",
                "path": "/amzn-s3-demo-bucket1",
                "query": "versioning",
                "status": 200,
                "bytes": 113,
                "duration": timedelta(milliseconds=7),
                "agent": "S3Console/0.4",
            },
        ),
    ),
    odd=(
        (  # of an expired object, by Amazon itself, without a request
            (
                f"{_OWNER} www.example.com [10/Feb/2012:16:42:07 -0500] - AmazonS3 EB3502676500C6BE "
                'S3.EXPIRE.OBJECT index "-" - - - 368 - - "-" "-" -'
            ),
            {
                "client": None,
                "user": "AmazonS3",
                "status": None,
                "duration": None,
                "defect": "empty request",
            },
        ),
        (  # an object of a batch: nothing is in quotes
            (
                f"{_OWNER} test.bucket [13/Feb/2023:15:08:28 +0000] 192.0.2.3 arn:aws:iam::111:user/x AAA "
                "BATCH.DELETE.OBJECT a.js - 204 - - 1 - - - - - AAA= SigV4 ECDHE-RSA-AES128-GCM-SHA256 "
                "AuthHeader s3.us-east-2.amazonaws.com TLSv1.2 - -"
            ),
            {
                "client": "192.0.2.3",
                "user": "arn:aws:iam::111:user/x",
                "status": 204,
                "bytes": None,
                "duration": None,
                "defect": "empty request",
                "agent": None,
            },
        ),
    ),
    rejected=(
        (
            (
                f"{_OWNER} www.example.com [10/Feb/2012:16:42:07 -0500] 192.0.2.3 - EB REST.GET.OBJECT i "
                '"GET /i HTTP/1.1" 200 - 1 1 1 1 "-" "Mozi'
            ),
            "line is cut short",
        ),
        (
            (
                f"{_OWNER} www.example.com [30/Feb/2012:16:42:07 -0500] 192.0.2.3 - EB REST.GET.OBJECT i "
                '"GET /i HTTP/1.1" 200 - 1 1 1 1 "-" "x" -'
            ),
            "time is not a date",
        ),
    ),
)
