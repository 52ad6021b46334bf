"""FORMATS: how each kind of server writes a request down. One entry here adds a format.

Data only: the runner of the benchmarks reads this table too, and must stay small, since a process
that starts another lends it its own peak of memory.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

Escape = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class LineFormat:
    """A way to write one line.

    Args:
        name: as given to `--format`.
        line: the whole line; `<word>` stands for one of the words of `rendering`.
        clock: how it writes the time, by strftime's rules.
        escape: what the server does to agents, targets and referrers before it writes them.
        header: lines that come first and are no requests.
        goaccess: the name that GoAccess knows it by, if it does.
        sizes: whether the size of the body is written at all.
    """

    name: str
    line: str
    clock: str
    escape: Escape
    header: tuple[str, ...] = ()
    goaccess: str | None = None
    sizes: bool = True


def _clf(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _json(text: str) -> str:
    return json.dumps(text)[1:-1]


def _plus(text: str) -> str:
    return text.replace(" ", "+")


def _percent(text: str) -> str:
    return quote(text, safe="/:?&=%+;,()*@!'~")


def _hex(text: str) -> str:
    return text.replace('"', "\\x22")


COMMON = '<client> - <user> [<clock>] "<method> <target> <protocol>" <status> <bytes>'
COMBINED = f'{COMMON} "<referrer>" "<agent>"'
CLF_CLOCK = "%d/%b/%Y:%H:%M:%S +0000"

NGINX_JSON = (
    '{"time_iso8601":"<clock>","remote_addr":"<client>","remote_user":"<user>",'
    '"request_method":"<method>","request_uri":"<target>","server_protocol":"<protocol>",'
    '"status":"<status>","body_bytes_sent":"<bytes>","request_time":"<seconds>",'
    '"http_referer":"<referrer>","http_user_agent":"<agent>","host":"www.example.com"}'
)

CADDY = (
    '{"level":"info","ts":<epoch>.<fraction>,"logger":"http.log.access.log0",'
    '"msg":"handled request","request":{"remote_ip":"<client>","remote_port":"<port>",'
    '"client_ip":"<client>","proto":"<protocol>","method":"<method>","host":"www.example.com",'
    '"uri":"<target>","headers":{"User-Agent":["<agent>"],"Referer":["<referrer>"]},'
    '"tls":{"resumed":false,"version":772,"cipher_suite":4865,"proto":"h2",'
    '"server_name":"www.example.com"}},"bytes_read":0,"user_id":"","duration":<seconds>,'
    '"size":<bytes>,"status":<status>,'
    '"resp_headers":{"Server":["Caddy"],"Content-Type":["text/html"]}}'
)

W3C_FIELDS = (
    "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) "
    "cs(Referer) sc-status sc-substatus sc-win32-status time-taken"
)
W3C = (
    "<clock> 10.0.0.5 <method> <path> <query> 443 <user> <client> <agent> <referrer> <status> "
    "0 0 <millis>"
)

CLOUDFRONT_FIELDS = (
    "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) "
    "cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header "
    "cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher "
    "x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port "
    "time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len "
    "sc-range-start sc-range-end"
)
CLOUDFRONT = (
    "<clock> FRA56-P4 <bytes> <client> <method> d111111abcdef8.cloudfront.net <path> <status> "
    "<referrer> <agent> <query> - Hit <number>== www.example.com https 217 <seconds> - TLSv1.3 "
    "TLS_AES_128_GCM_SHA256 Hit <protocol> - - <port> <seconds> Hit text/html <bytes> - -"
).replace(" ", "\t")

ALB = (
    "https <clock> app/shop/50dc6c495c0c9188 <address>:<port> 10.0.0.<server>:80 0.001 <seconds> "
    '0.000 <status> <status> 225 <bytes> "<method> https://www.example.com:443<target> '
    '<protocol>" "<agent>" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 '
    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/73e2d6bc24d8a067 "
    '"Root=1-<number>-5da38d1e2b9f" "www.example.com" "-" 0 <clock> "forward" "-" "-" '
    '"10.0.0.<server>:80" "<status>" "-" "-"'
)
FORMATS: dict[str, LineFormat] = {
    each.name: each
    for each in (
        LineFormat("combined", COMBINED, CLF_CLOCK, _clf, goaccess="COMBINED"),
        LineFormat("common", COMMON, CLF_CLOCK, _clf, goaccess="COMMON"),
        LineFormat("main", f'{COMBINED} "<forwarded>"', CLF_CLOCK, _clf),
        LineFormat("nginx-json", NGINX_JSON, "%Y-%m-%dT%H:%M:%S+00:00", _json),
        LineFormat("caddy", CADDY, "", _json, goaccess="CADDY"),
        LineFormat(
            "w3c",
            W3C,
            "%Y-%m-%d %H:%M:%S",
            _plus,
            header=("#Version: 1.0", f"#Fields: {W3C_FIELDS}"),
            goaccess="W3C",
            sizes=False,
        ),
        LineFormat(
            "cloudfront",
            CLOUDFRONT,
            "%Y-%m-%d\t%H:%M:%S",
            _percent,
            header=("#Version: 1.0", f"#Fields: {CLOUDFRONT_FIELDS}"),
            goaccess="CLOUDFRONT",
        ),
        LineFormat("alb", ALB, "%Y-%m-%dT%H:%M:%S%.6fZ", _hex, goaccess="AWSALB"),
    )
}
