"""The formats that began with NCSA's server: Apache's and nginx's own."""

from analyzer.formats.lines import LineFormat
from analyzer.formats.samples import combined, common
from analyzer.formats.template import Template

_COMMON = '{client} {ident} {user} [{time}] "{request}" {status} {bytes}'
_COMBINED = _COMMON + ' "{referrer}" "{agent}"'
_VHOST = "{vhost} "

COMMON = LineFormat(
    "common",
    "Common log format of Apache, nginx and many others",
    Template(_COMMON),
    common.COMMON,
)
COMBINED = LineFormat(
    "combined",
    "Combined log format of Apache and nginx",
    Template(_COMBINED),
    combined.COMBINED,
)
VHOST_COMMON = LineFormat(
    "vhost_common",
    "Common with the virtual host first, with its port or without",
    Template(_VHOST + _COMMON),
    common.VHOST_COMMON,
)
VHOST_COMBINED = LineFormat(
    "vhost_combined",
    "Combined with the virtual host first, with its port or without",
    Template(_VHOST + _COMBINED),
    combined.VHOST_COMBINED,
)
NGINX_MAIN = LineFormat(
    "main",
    "nginx's packaged main: combined with X-Forwarded-For",
    Template(_COMBINED + ' "{forwarded}"'),
    combined.NGINX_MAIN,
)
