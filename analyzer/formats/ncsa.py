"""The formats that began with NCSA's server: Apache's and nginx's own."""

from analyzer.formats.format import Samples
from analyzer.formats.lines import LineFormat
from analyzer.formats.template import Template

_COMMON = '{client} {ident} {user} [{time}] "{request}" {status} {bytes}'
_COMBINED = _COMMON + ' "{referrer}" "{agent}"'

COMMON = LineFormat(
    "common", "Common log format of Apache, nginx and many others", Template(_COMMON), Samples(())
)
COMBINED = LineFormat(
    "combined", "Combined log format of Apache and nginx", Template(_COMBINED), Samples(())
)
VHOST_COMBINED = LineFormat(
    "vhost_combined",
    "Apache's combined with the virtual host and its port first",
    Template("{host}:{port} " + _COMBINED),
    Samples(()),
)
NGINX_MAIN = LineFormat(
    "main",
    "nginx's packaged main: combined with X-Forwarded-For",
    Template(_COMBINED + ' "{forwarded}"'),
    Samples(()),
)
