"""What rules ask about an entry's headers, as columns that are null where headers are unknown.

A rule may say "known to be absent" of a HAR, and must stay silent about an access log: comparing
with null does exactly that.
"""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from analyzer.classify.failures import failures
from analyzer.entry import Family, header
from analyzer.rows import unknown

_HEADERS = {"request": ("authorization",), "response": ("location",)}
"""What rules ask about that every entry is put to."""


def fact(side: str, name: str) -> pl.Expr:
    """Whether a header was there: true, false, or null for unknown."""
    return pl.col(f"has {side} {name}")


CREDENTIALS = fact("request", "authorization").fill_null(value=False) | pl.col("user").is_not_null()
"""The request carried credentials, as far as can be seen. Apache logs the name that was tried."""

SAME_SITE = pl.col("same site")
"""The referrer of a request for what is not there is a page of the same host; null: unknown."""

PROBED = pl.col("probed")
"""The path is one that scanners try everywhere; null where the answer was no refusal."""

TRAVERSAL = pl.col("traversal")
"""The target climbs out of its directory, or names a file of the system; null for no target."""

INJECTION = pl.col("injection")
"""The target holds a piece of SQL, of a script, of a shell's or of a template's language."""

GIVES_AWAY = {family: pl.col(f"gives away {family}") for family in Family}
"""What the response's body gives away; null where no body is known, as in any log."""

_MISSING = (404, 410)
_REFUSED = (400, 401, 403, 404, 405, 410, 444)

WELL_KNOWN = (
    r"(?i)/(?:\.(?:env|git|svn|hg|aws|ssh|htpasswd|htaccess|vscode|ds_store)\b"
    r"|wp-(?:login|admin|config|includes|content/plugins)|xmlrpc\.php|phpmyadmin|pma/|myadmin|adminer"
    r"|cgi-bin/|phpunit|boaform|hnap1|actuator|_ignition|solr/|manager/html|server-status"
    r"|admin\.php|owa/|autodiscover|etc/passwd|win\.ini|shell\b|config\.(?:php|json|bak))|/\.\./"
)
"""What lists of scanners begin with; a site that has such a path answers otherwise."""

_SPACE = r"(?:\s|\+|%20|/\*.{0,9}?\*/)"
_CLIMBS = r"(?:\.|%(?:25)*2e){2}(?:[/\\]|%(?:25)*(?:2f|5c))|etc(?:/|%2f)(?:passwd|shadow)|win\.ini"
_INJECTED = (
    rf"union{_SPACE}+(?:all{_SPACE}+)?select|information_schema|xp_cmdshell"
    rf"|(?:'|%27){_SPACE}*(?:or|and){_SPACE}+[^&]{{1,80}}(?:=|%3d|like)"
    r"|(?:sleep|benchmark|extractvalue|updatexml|load_file)(?:\(|%28)"
    r"|(?:<|%3c)(?:/|%2f)?script|onerror(?:=|%3d)|(?:\$|%24)(?:\{|%7b)(?:jndi|env|::)"
    r"|(?:\{|%7b){2}[^&]{0,80}(?:\*|\(|%2a|%28|__)|(?:php|expect|phar)(?::|%3a)(?:/|%2f){2}"
    rf"|(?:;|\||`|%3b|%7c|%60){_SPACE}*(?:cat|wget|curl|ping|nslookup|bash){_SPACE}"
)
"""What has no business in a URL in clear text, as far as ordinary sites go; an attempt, not a harm."""

_ATTEMPTS = {"traversal": _CLIMBS, "injection": _INJECTED}

_ORIGIN = r"^[a-z]+://(?:[^/@]*@)?([^/:?#]+)"


def lasting() -> pl.Expr:
    """The exchange stays open by nature, as a WebSocket or an event stream: it is long, not slow."""
    return (
        (pl.col("status") == 101)
        | pl.col("scheme").is_in(["ws", "wss"])
        | (pl.col("media") == "text/event-stream")
    ).fill_null(value=False)


def with_facts(entries: pl.DataFrame) -> pl.DataFrame:
    """Add the columns that rules ask about."""
    return entries.with_columns(
        *presences(entries, _HEADERS),
        failures(entries),
        _same_site(entries),
        _probed(entries),
        *_attempts(entries),
        *_given_away(entries),
    )


def presences(
    entries: pl.DataFrame, headers: Mapping[str, Iterable[str]]
) -> list[pl.Expr | pl.Series]:
    """A column for each of these headers: whether it was there, or null for unknown."""
    return [
        _presence(side, name)
        if entries[f"{side}_headers"].null_count() < entries.height
        else _unknown(f"has {side} {name}", entries)
        for side, names in headers.items()
        for name in names
    ]


def _unknown(name: str, entries: pl.DataFrame) -> pl.Series:
    return unknown(name, pl.Boolean(), entries.height)


def _answered_by(entries: pl.DataFrame, statuses: Sequence[int]) -> pl.Series:
    """The rows of these statuses."""
    return entries.select(pl.arg_where(pl.col("status").is_in(statuses))).to_series()


def _same_site(entries: pl.DataFrame) -> pl.Series:
    """Looked at only where it is asked for: the regex would take half the time of all rules."""
    same = _unknown("same site", entries)
    if entries["host"].null_count() == entries.height:
        return same
    rows = _answered_by(entries, _MISSING)
    origin = pl.col("referrer").str.extract(_ORIGIN).str.to_lowercase()
    asked = entries[rows, ["host", "referrer"]].select(pl.col("host") == origin)
    return same.scatter(rows, asked.to_series())


def _probed(entries: pl.DataFrame) -> pl.Series:
    """Looked at only where it is asked for, too."""
    rows = _answered_by(entries, _REFUSED)
    return _unknown("probed", entries).scatter(rows, entries["path"][rows].str.contains(WELL_KNOWN))


def _attempts(entries: pl.DataFrame) -> list[pl.Series]:
    """Each text is looked at once for both, and the few that hold one of them once more."""
    attempts = [_unknown(name, entries) for name in _ATTEMPTS]
    rows = entries.select(pl.arg_where(_held(f"{_CLIMBS}|{_INJECTED}"))).to_series()
    if not len(rows):
        return attempts
    held = entries[rows, ["path", "query"]].select(
        _held(pattern).alias(name) for name, pattern in _ATTEMPTS.items()
    )
    return [attempt.scatter(rows, held[attempt.name]) for attempt in attempts]


def _held(pattern: str) -> pl.Expr:
    """The target holds it, in any case of letters."""
    texts = pl.col("path", "query").str.contains(f"(?i){pattern}")
    return pl.any_horizontal(texts.fill_null(value=False))


def _given_away(entries: pl.DataFrame) -> list[pl.Expr | pl.Series]:
    names = {family: GIVES_AWAY[family].meta.output_name() for family in Family}
    if entries["disclosed"].null_count() == entries.height:
        return [_unknown(name, entries) for name in names.values()]
    families = pl.col("disclosed").list.eval(pl.element().struct.field("family"))
    return [families.list.contains(family).alias(name) for family, name in names.items()]


def _presence(side: str, name: str) -> pl.Expr:
    known = pl.col(f"{side}_headers").is_not_null()
    return (
        pl.when(known)
        .then(header(side, name).is_not_null())
        .alias(f"has {side} {name}")
    )  # fmt: skip
