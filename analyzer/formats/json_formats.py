"""The servers that log JSON lines."""

from analyzer.formats import json_keys
from analyzer.formats.json_lines import JsonFormat
from analyzer.formats.samples import json_aws as aws
from analyzer.formats.samples import json_clouds as clouds
from analyzer.formats.samples import json_lines as samples
from analyzer.formats.w3c_fields import W3C

JSON_FORMATS = (
    JsonFormat(
        "caddy",
        "Caddy's JSON",
        json_keys.CADDY,
        (("request.uri",), ("status",), ("ts",)),
        samples.CADDY,
    ),
    JsonFormat(
        "traefik-json",
        "Traefik's JSON",
        json_keys.TRAEFIK,
        (("RequestPath",), ("DownstreamStatus", "OriginStatus"), ("ClientHost", "ClientAddr")),
        samples.TRAEFIK,
    ),
    JsonFormat(
        "cloudflare",
        "Cloudflare's Logpush of HTTP requests",
        json_keys.CLOUDFLARE,
        (
            ("ClientRequestURI", "ClientRequestPath"),
            ("EdgeResponseStatus",),
            ("EdgeStartTimestamp", "EdgeEndTimestamp"),
        ),
        clouds.CLOUDFLARE,
    ),
    JsonFormat(
        "google",
        "Google Cloud's HTTP load balancer",
        json_keys.GOOGLE,
        (("httpRequest.requestUrl",), ("httpRequest.status",), ("timestamp", "receiveTimestamp")),
        clouds.GOOGLE,
    ),
    JsonFormat(
        "envoy-json",
        "Envoy's JSON, also Istio's",
        json_keys.ENVOY,
        (("start_time", "@timestamp", "ts"), ("response_code",), ("duration", "path")),
        clouds.ENVOY,
    ),
    JsonFormat(
        "api-gateway",
        "AWS API Gateway's JSON",
        json_keys.API_GATEWAY,
        (
            ("requestId", "extendedRequestId"),
            ("requestTime", "requestTimeEpoch"),
            ("status",),
            ("httpMethod", "routeKey"),
        ),
        aws.API_GATEWAY,
    ),
    JsonFormat(
        "cloudfront-json",
        "CloudFront's standard logs (v2) as JSON",
        W3C,
        (("c-ip",), ("sc-status",), ("cs-uri-stem",)),
        aws.CLOUDFRONT,
    ),
    JsonFormat(
        "json",
        "nginx's escape=json, and others that name their keys as nginx its variables",
        json_keys.NGINX,
        (
            ("status",),
            ("request", "request_uri", "uri", "path", "url"),
            tuple(key for key, field in json_keys.NGINX.items() if field == "moment"),
        ),
        samples.NGINX,
        weight=0.95,
    ),
)
