"""nginx's variables, and its way to write a `log_format`."""

import re

import polars as pl

from analyzer.formats.escape import verbatim
from analyzer.formats.strings.items import Escape, Items, Variable, broken, joined

VARIABLES = {
    "remote_addr": "client",
    "realip_remote_addr": "client",
    "proxy_protocol_addr": "client",
    "remote_user": "user",
    "time_iso8601": "iso",
    "time_local": "time",
    "msec": "epoch",
    "request": "request",
    "request_method": "method",
    "request_uri": "target",
    "uri": "path",
    "document_uri": "path",
    "args": "query",
    "query_string": "query",
    "server_protocol": "protocol",
    "status": "status",
    "body_bytes_sent": "bytes",
    "bytes_sent": "sent",  # headers included
    "request_length": "request_bytes",
    "request_time": "seconds",
    "upstream_response_time": "upstream_seconds",
    "upstream_addr": "upstream_address",
    "http_host": "name",
    "host": "name",
    "server_name": "name",
    "server_port": "port",
    "remote_port": "port",
    "scheme": "scheme",
    "http_x_forwarded_proto": "scheme",
    "http_referer": "referrer",
    "http_user_agent": "agent",
    "http_x_forwarded_for": "forwarded",
    "proxy_add_x_forwarded_for": "forwarded",
    "upstream_cache_status": "cache",
    **{
        f"{side}_http_{name}": "cache"
        for side in ("sent", "upstream")
        for name in (
            "cache_status",
            "cf_cache_status",
            "x_cache",
            "x_cache_status",
            "x_proxy_cache",
        )
    },
    "sent_http_age": "age",
    "upstream_http_age": "age",
    "sent_http_content_type": "media",
    "sent_http_location": "location",
    "sent_http_retry_after": "retry_after",
    "upstream_http_retry_after": "retry_after",
}
"""What each fills; of two that tell the same, the upper one is read. All others go to `extra`."""

NAMES = (
    *VARIABLES,
    *("ancient_browser", "binary_remote_addr", "brotli_ratio", "connection", "content_length"),
    *("content_type", "date_gmt", "date_local", "document_root", "fastcgi_path_info"),
    *("fastcgi_script_name", "gzip_ratio", "hostname", "http2", "http3", "https"),
    *("invalid_referer", "is_args", "is_request_port", "jwt_payload", "limit_conn_status"),
    *("limit_rate", "limit_req_status", "memcached_key", "modern_browser", "msie"),
    *("nginx_version", "pid", "pipe", "proxy_host", "proxy_port", "proxy_protocol_port"),
    *("proxy_protocol_server_addr", "proxy_protocol_server_port", "realip_remote_port"),
    *("realpath_root", "request_body", "request_body_file", "request_completion"),
    *("request_filename", "request_id", "request_port", "secure_link", "secure_link_expires"),
    *("server_addr", "slice_range", "uid_got", "uid_reset", "uid_set"),
    *("upstream_bytes_received", "upstream_bytes_sent", "upstream_cache_age"),
    *("upstream_cache_key", "upstream_cache_last_modified", "upstream_connect_time"),
    *("upstream_header_time", "upstream_last_addr", "upstream_last_server_name"),
    *("upstream_queue_time", "upstream_response_length", "upstream_status"),
    *("ingress_name", "namespace", "proxy_alternative_upstream_name", "proxy_upstream_name"),
    *("req_id", "service_name", "service_port", "the_real_ip"),
)
"""Of nginx's own modules and of ingress-nginx; any other is defined by a configuration, or a slip."""

_FAMILIES = re.compile(
    r"(?:acme|arg|connections?|cookie|geoip2?|http|jwt_claim|jwt_header|mqtt|oidc|otel|proxy_protocol_tlv"
    r"|sent_http|sent_trailer|session_log|spdy|ssl|tcpinfo|upstream_cookie|upstream_http|upstream_trailer)_"
    r"|field_\d+$|ident$"
)
"""Of these there are many or any number. The last two are what our own suggestions call a field."""

_RANKS = {name: rank for rank, name in enumerate(VARIABLES)}
_VARIABLE = re.compile(r"\$(?:(\w+)|\{(\w+)\})", re.ASCII)
_HEADER = re.compile(r"(?:upstream_|sent_|)(?:http|trailer)_(\w+)$")


def items(text: str, option: str) -> Items:
    """Take a `log_format` apart.

    Args:
        text: as nginx has it, without the quotes of its configuration.
        option: for errors.

    Raises:
        OptionError: it is broken.
    """
    found: list[str | Variable] = []
    end = 0
    while (at := text.find("$", end)) >= 0:
        match = _VARIABLE.match(text, at)
        if match is None:
            raise broken(option, text, at, "no name of a variable")
        found += (text[end:at], variable(match[1] or match[2]))
        end = match.end()
    return joined(_with_arguments([*found, text[end:]]))


def variable(name: str) -> Variable:
    """The variable of a name, known or not."""
    name = name.lower()
    header = _HEADER.match(name)
    if name.startswith("cookie_"):
        return Variable(name, header="cookie")
    return Variable(
        name,
        VARIABLES.get(name, ""),
        _RANKS.get(name, 0),
        header[1].replace("_", "-") if header else "",
        unknown=() if name in NAMES or _FAMILIES.match(name) else (f"${name}",),
    )


def _with_arguments(items: list[str | Variable]) -> list[str | Variable]:
    """`$uri$is_args$args` and `$uri?$args` are a target."""
    items = [item for item in items if item != ""]
    out: list[str | Variable] = []
    for item in items:
        if isinstance(item, Variable) and item.kind == "query" and len(out) > 1:
            path, mark = out[-2:]
            marked = mark == "?" or (isinstance(mark, Variable) and mark.label == "is_args")
            if marked and isinstance(path, Variable) and path.kind == "path":
                out[-2:] = [Variable(f"{path.label}+{item.label}", "target", path.rank)]
                continue
        out.append(item)
    return out


def escape(way: str) -> Escape | None:
    """How what `escape=` leaves in a line becomes what `unescape` knows."""
    return {"json": _json, "none": verbatim}.get(way)


def _json(raw: pl.Series) -> pl.Series:
    return raw.str.replace_all(r"\\u00([0-9A-Fa-f]{2})", r"\x${1}")
