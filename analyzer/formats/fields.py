"""The fields that a line can hold: how each is written, and which columns of ENTRY it fills."""

import re
from collections.abc import Callable

import polars as pl
from msgspec import Struct

from analyzer.formats import clock, columns, haproxy, parts
from analyzer.formats.durations import lasting
from analyzer.formats.look import Look
from analyzer.formats.parts import known
from analyzer.formats.rows import Columns, by_run, by_value, each

TOKEN = re.compile(r"\{(\w+)\}")
"""A field in a template."""

WORD = r"[^ ]+"
ADDRESSES = r"(?:[^ ]+, )*[^ ]+"
SEVERAL = r"[^ ]*[^ ,](?:(?:, | : )[^ ]*[^ ,])*"
"""What nginx says of each server behind that it asked; a colon parts groups of them."""

HOST = r"(?:\[[^\] ]*\]|[^ :]+)"

PORT = r"[0-9]+"
VHOST = rf"{HOST}(?::{PORT})?"
SPAN = r"(?:-|-?[0-9.]+)"
EPOCH = r"[0-9]+(?:\.[0-9]+)?"
ACCEPTED = r"\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d\.\d+"
ZONELESS = r"\d\d/\w{3}/\d{4} \d\d:\d\d:\d\d"
PHASES = r"-?\d+(?:/[+-]?\d+){4}"
ANSWER = r"[A-Z_]+/[0-9]{3}"
NUMBER = r"(?:-|[0-9]+)"
CALLED = r"[A-Za-z-]+ [^ ]+"
CALLED_FULLY = CALLED + r" HTTP/[0-9.]+"
CTIME = r"\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}"
STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^ \[\]]*"
ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][^ \[\]]+"

_ADDRESS = r"(?:\d+\.\d+\.\d+\.\d+(?::\d+)?|\[?[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:\]:\d+)?|unknown)"
FORWARDED = rf"(?:-|{_ADDRESS}(?:, ?{_ADDRESS})*)"
"""X-Forwarded-For as proxies write it; `-` where there was none."""

_NAMED = rf"(?:{HOST}:{PORT}|[^ :,\[\]/]+(?= [^ ]*[.:][^ ]* [^ ]+ [^ ]+ \[))"
"""A virtual host: one without a port is known by the address that comes where a `-` would."""


class Field(Struct, frozen=True):
    """One kind of field.

    Args:
        name: as templates write it, `{name}`.
        columns: from the field's raw texts, a row a line, to columns of ENTRY.
        pattern: what it may be where nothing quotes it.
        careless: the same, in lines with raw quotes inside their quotes, or cut short: narrower,
            because there it must tell where the field before it ends.
        simple: which texts the pattern would take just so, if splitting alone does not ensure it.
        typical: what it looks like, if seeing it is what tells a format from others.
        usual: what it is in most lines of most logs, if one value is.
        width: how many characters it has in most lines, if they are that many: see `splitting`.
        spread: how its texts repeat: `by_value`, `by_run`, or not so that it is worth a look.
        adds: what it fills is added to what the fields before it have filled, as parts of a duration.
    """

    name: str
    columns: Columns
    pattern: str = WORD
    careless: str | None = None
    simple: Callable[[pl.Expr], pl.Expr] | None = None
    typical: str | None = None
    usual: str | None = None
    width: int | None = None
    spread: Callable[[pl.Series, Columns], dict[str, pl.Series]] = each
    adds: bool = False


def _like(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    return lambda raw: raw.str.contains(rf"^{pattern}$")


def _one_server(raw: pl.Expr) -> pl.Expr:
    """Of a list there would be a comma, or a colon for a word."""
    return ~raw.str.contains(",", literal=True) & (raw != ":")


def _without(character: str) -> Callable[[pl.Expr], pl.Expr]:
    return lambda raw: ~raw.str.contains(character, literal=True)


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("client", columns.client, ADDRESSES, simple=_without(" ")),
        Field("ident", columns.ident, usual="-"),
        Field("user", columns.user, r".+?", usual="-"),
        # Names of users may hold brackets, times do not.
        Field(
            "time",
            columns.time,
            r"[^\[]+?",
            careless=r"[^\[\]]+",
            simple=_without("["),
            width=26,
            spread=by_run,
            typical=rf"(?:\d{{1,2}}/[^/\[\]]+/\d{{4}}:\d\d:\d\d:\d\d [+-]\d{{4}}|{STAMP})",
        ),
        Field("request", columns.request, spread=by_value),
        Field("status", parts.status, careless=r"(?:-|[0-9]+)", width=3),
        Field("bytes", parts.size("bytes"), careless=r"(?:-|-?[0-9]+)"),
        Field("referrer", columns.url("referrer"), spread=by_value),
        Field("agent", columns.url("agent"), spread=by_value),
        Field("forwarded", columns.text("forwarded"), ADDRESSES, typical=FORWARDED),
        Field("host", parts.authority, HOST, simple=_like(HOST), spread=by_value),
        Field(
            "vhost", parts.authority, VHOST, simple=_like(VHOST), typical=_NAMED, spread=by_value
        ),
        Field("substatus", parts.further("sc-substatus")),
        Field("win32_status", parts.further("sc-win32-status")),
        Field("port", columns.nothing, PORT, simple=_like(PORT)),
        Field("extra", columns.seldom("extra", columns.url("extra")), ".*"),
        Field("skip", columns.nothing),
        Field("iso", clock.iso, ISO, simple=_like(ISO)),
        Field("epoch", clock.epoch, EPOCH, simple=_like(EPOCH)),
        Field("ctime", clock.ctime, CTIME, simple=_like(CTIME)),
        Field("accepted", clock.accepted, ACCEPTED, simple=_like(ACCEPTED)),
        Field("zoneless", clock.zoneless, ZONELESS, simple=_like(ZONELESS)),
        Field("moment", clock.any_kind),
        Field("seconds", lasting("duration", "s"), SPAN, simple=_like(SPAN)),
        Field("millis", lasting("duration", "ms"), SPAN, simple=_like(SPAN)),
        Field("micros", lasting("duration", "us"), SPAN, simple=_like(SPAN)),
        Field("nanos", lasting("duration", "ns"), SPAN, simple=_like(SPAN)),
        Field("taken", lasting("duration", "any")),
        *(
            Field(
                f"part_seconds{number}",
                lasting("duration", "s"),
                SPAN,
                simple=_like(SPAN),
                adds=True,
            )
            for number in (1, 2)
        ),
        Field("target_seconds", columns.of_target, SPAN, simple=_like(SPAN), adds=True),
        Field("upstream_seconds", lasting("upstream", "s"), SEVERAL, simple=_one_server),
        Field("upstream_millis", lasting("upstream", "ms"), SPAN, simple=_like(SPAN)),
        Field("upstream_nanos", lasting("upstream", "ns")),
        Field(
            "upstream_address",
            parts.upstream_address,
            SEVERAL,
            simple=_one_server,
            spread=by_value,
        ),
        Field("squid_peer", parts.squid_peer, spread=by_value),
        Field("ending", parts.ending, spread=by_value),
        Field("termination", haproxy.termination, spread=by_value),
        Field("response_flags", parts.response_flags, spread=by_value),
        Field("code", parts.status, NUMBER, simple=_like(NUMBER)),
        Field("length", parts.size("bytes"), NUMBER, simple=_like(NUMBER)),
        Field("called", parts.fetched, CALLED, simple=_like(CALLED)),
        Field("called_fully", columns.request, CALLED_FULLY, simple=_like(CALLED_FULLY)),
        Field("protocol", parts.protocol),
        Field("peer", columns.client, r"[^ ]*"),
        Field("enclosed_user", parts.enclosed_user, r"\([^)]*\)", simple=_like(r"\([^)]*\)")),
        Field("request_bytes", parts.size("request_bytes"), SPAN, simple=_like(SPAN)),
        Field("whole", parts.whole),
        Field("scheme", parts.scheme, typical=r"\w+", spread=by_value),
        Field("secure", parts.secure, spread=by_value),
        Field("cipher", parts.cipher, spread=by_value),
        Field("media", parts.media, spread=by_value),
        Field("cache", parts.cache, spread=by_value),
        Field("location", columns.url("location"), spread=by_value),
        Field(
            "retry_after",
            Look(lambda raw: {"retry_after": known(raw)}),
            spread=by_value,
        ),
        Field("coded_agent", parts.agent, spread=by_value),
        Field("authority", parts.authority, spread=by_value),
        Field("last_client", columns.last_client, r"(?:.* )?[^ ]+"),
        Field("phases", haproxy.phases, PHASES, simple=_like(PHASES)),
        Field("queues", haproxy.captured, r"\d+/\d+(?: \{.*\})?", simple=_like(r"\d+/\d+")),
        Field("padded_millis", parts.padded, r" *-?[0-9]+", simple=_like(r"-?[0-9]+")),
        Field("answer", parts.answer, ANSWER, simple=_like(ANSWER), spread=by_value),
        Field("fetched", parts.fetched, r"[^ ]+ [^ ]+", simple=lambda raw: raw.str.contains(" ")),
        Field("named_millis", lasting("duration", "ms"), r"[0-9.]+ms", simple=_like(r"[0-9.]+ms")),
        *(Field(f"skip{number}", columns.nothing) for number in range(1, 10)),
        *(
            Field(f"bracketed{number}", columns.nothing, r"\[[^\]]*\]", simple=_like(r"\[[^\]]*\]"))
            for number in (1, 2)
        ),
        *(
            Field(f"several{number}", columns.nothing, SEVERAL, simple=_one_server)
            for number in (1, 2)
        ),
    )
}
