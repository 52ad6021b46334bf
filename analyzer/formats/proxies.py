"""Proxies that write a format of their own."""

from analyzer.formats.lines import LineFormat
from analyzer.formats.samples import derived
from analyzer.formats.samples import proxies as samples
from analyzer.formats.template import Template

_COMBINED = '{client} {ident} {user} [{time}] "{request}" {status} {bytes} "{referrer}" "{agent}"'

HAPROXY = LineFormat(
    "haproxy",
    "HAProxy's option httplog",
    Template(
        "{last_client} [{accepted}] {skip1} {upstream_address} {phases} {status} {bytes} {skip2} "
        '{skip3} {termination} {skip4} {queues} "{request}"'
    ),
    samples.HAPROXY,
)
SQUID = LineFormat(
    "squid",
    "Squid's native format",
    Template(
        "{epoch} {padded_millis} {client} {answer} {bytes} {fetched} {user} {squid_peer} {media}"
    ),
    samples.SQUID,
)
ENVOY = LineFormat(
    "envoy",
    "Envoy's default text",
    Template(
        '[{iso}] "{request}" {status} {response_flags} {request_bytes} {bytes} {millis} '
        '{upstream_millis} "{forwarded}" "{agent}" "{skip1}" "{authority}" "{upstream_address}"'
    ),
    samples.ENVOY,
)
ISTIO = LineFormat(
    "istio",
    "Istio's text of its Envoys",
    Template(
        '[{iso}] "{request}" {status} {response_flags} {skip1} {skip2} "{skip3}" {request_bytes} {bytes} '
        '{millis} {upstream_millis} "{forwarded}" "{agent}" "{skip4}" "{authority}" "{upstream_address}" '
        "{skip5} {skip6} {skip7} {client}"
    ),
    samples.ISTIO,
)
TRAEFIK = LineFormat(
    "traefik",
    "Traefik's common log format",
    Template(_COMBINED + ' {skip1} "{skip2}" "{upstream_address}" {named_millis}'),
    derived.TRAEFIK,
)
INGRESS_NGINX = LineFormat(
    "ingress-nginx",
    "Kubernetes' ingress-nginx: upstreaminfo",
    Template(
        _COMBINED
        + " {request_bytes} {seconds} {bracketed1} {bracketed2} {upstream_address} {several1} "
        "{upstream_seconds} {several2} {skip1}"
    ),
    derived.INGRESS_NGINX,
)
