"""FORMATS: all that statscan understands. A new format is one entry here, and its samples."""

from analyzer.formats.applications import GANDI, MORGAN_SHORT, MORGAN_TINY, PYTHON, UVICORN, UWSGI
from analyzer.formats.aws import ALB, ELB, S3
from analyzer.formats.format import Format
from analyzer.formats.har import HAR
from analyzer.formats.json_formats import JSON_FORMATS
from analyzer.formats.ncsa import COMBINED, COMMON, NGINX_MAIN, VHOST_COMBINED, VHOST_COMMON
from analyzer.formats.pairs import LOGFMT, LTSV
from analyzer.formats.proxies import ENVOY, HAPROXY, INGRESS_NGINX, ISTIO, SQUID, TRAEFIK
from analyzer.formats.w3c import CLOUDFRONT, EXTENDED, IIS

FORMATS: tuple[Format, ...] = (
    HAR,
    VHOST_COMBINED,
    VHOST_COMMON,
    NGINX_MAIN,
    COMBINED,
    COMMON,
    *JSON_FORMATS,
    IIS,
    CLOUDFRONT,
    EXTENDED,
    ALB,
    ELB,
    S3,
    HAPROXY,
    SQUID,
    ENVOY,
    ISTIO,
    TRAEFIK,
    INGRESS_NGINX,
    GANDI,
    PYTHON,
    UVICORN,
    UWSGI,
    MORGAN_SHORT,
    MORGAN_TINY,
    LTSV,
    LOGFMT,
)
