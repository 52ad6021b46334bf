"""FORMATS: all that statscan understands. A new format is one entry here, and its samples."""

from analyzer.formats.format import Format
from analyzer.formats.har import HAR
from analyzer.formats.json_formats import JSON_FORMATS
from analyzer.formats.ncsa import COMBINED, COMMON, NGINX_MAIN, VHOST_COMBINED, VHOST_COMMON
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
)
