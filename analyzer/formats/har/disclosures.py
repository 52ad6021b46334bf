"""DISCLOSURES: what the body of a response gives away of how the server works. Bodies go no further.

A stack trace is one whatever the status; a server's own error page only where there is an error.
Of each family the first kind that fits is taken: an error of a database inside a trace is two.
"""

import html
import re
from base64 import b64decode

import polars as pl
from msgspec import Struct

from analyzer.entry import Family
from analyzer.formats.har.fields import LONGEST, Json
from analyzer.formats.secrets import mask_url, masked

_VERSION, _PATH = 80, 160  # characters

_FILE = r"(?:[A-Za-z]:[\\/]|/)[^\s\"'<>:*?|(),]{1,200}"
_NUMBER = r"\d+(?:\.\d+){0,3}(?:[.-]?\w){0,16}"

_READ = ("text/html", "text/plain", "application/json")
"""Of a response that is no error: scripts and styles hold such words for reasons of their own."""


class Disclosure(Struct, frozen=True):
    """A kind of text that tells too much.

    Args:
        family: what it is.
        kind: of which language, database or server.
        hints: one of these is in any such text: looked for first, for it costs next to nothing.
        sign: is found in such a text, and in hardly any other.
        version: the software and its version; None where such texts name none.
        path: a file; its first group.
    """

    family: Family
    kind: str
    hints: tuple[str, ...]
    sign: str
    version: str | None = None
    path: str | None = None


DISCLOSURES: tuple[Disclosure, ...] = (
    Disclosure(
        Family.TRACE,
        "Python",
        ("Traceback (most", "DEBUG = True", "Werkzeug"),
        r"Traceback \(most recent call last\)|DEBUG = True</code> in your|Werkzeug Debugger",
        rf"(?:Django Version:\s*(?:<[^>]{{1,40}}>\s*)*|(?:Python|Django|Flask|Werkzeug)/){_NUMBER}",
        rf"File \"({_FILE})\", line \d|<code class=\"fname\">({_FILE})",
    ),
    Disclosure(
        Family.TRACE,
        "Java",
        (".java:", ".kt:", ".scala:", "(Unknown Source)", "(Native Method)"),
        r"\bat [\w.$/@]{3,200}\([\w$]{1,80}\.(?:java|kt|scala|groovy):\d+\)"
        r"|\bat [\w.$]{3,200}\((?:Native Method|Unknown Source)\)",
        rf"(?:Apache Tomcat|JBoss Web|WildFly|Jetty|GlassFish)(?:/| ){_NUMBER}",
        r"\(([\w$]{1,80}\.(?:java|kt|scala|groovy)):\d+\)",
    ),
    Disclosure(
        Family.TRACE,
        ".NET",
        (":line ", "' Application", "System."),
        r"\bat [\w.`<>+\[\]]{3,200}\([^)\n]{0,200}\) in \S[^\n]{0,200}:line \d+"
        r"|Server Error in '[^'\n]{1,100}' Application|\bSystem\.(?:\w{1,40}\.){0,4}\w{1,60}Exception: ",
        rf"(?:ASP\.NET Version|Microsoft \.NET Framework Version):\s?{_NUMBER}",
        rf"(?: in |Source File:(?:\s|<[^>]{{1,20}}>){{0,9}})({_FILE})",
    ),
    Disclosure(
        Family.TRACE,
        "PHP",
        (".php",),
        r"(?:Fatal error|Parse error|Warning|Notice|Deprecated)(?:</b>)?:\s[^\n]{1,400}? in (?:<b>)?[^\s<]{1,200}"
        r"\.php(?:</b>)?(?: on line (?:<b>)?|:)\d|#\d+ [^\s(]{1,200}\.php\(\d+\): ",
        rf"(?:PHP|Laravel|Symfony)(?:/| Version:? |\s?v?){_NUMBER}",
        rf"({_FILE}\.php)\b",
    ),
    Disclosure(
        Family.TRACE,
        "Ruby",
        (".rb:",),
        r"\.rb:\d+:in [`'&]",
        rf"(?:Rails|Ruby|Rack|Sinatra|Puma)(?:/| version |: | ){_NUMBER}",
        r"((?:/|\b)[\w./-]{1,200}\.rb):\d+:in",
    ),
    Disclosure(
        Family.TRACE,
        "Node.js",
        ("js:", "ts:"),
        r"\bat (?:[\w.<>\[\] $]{1,120} \()?(?:file://|node:)?[\w./\\:@-]{1,200}\.[cm]?[jt]s:\d+:\d+\)?",
        rf"(?:Node\.js |node/|Express/)v?{_NUMBER}",
        rf"\(?(?:file://)?({_FILE}\.[cm]?[jt]s):\d+:\d+",
    ),
    Disclosure(
        Family.TRACE,
        "Go",
        ("goroutine ",),
        r"\bgoroutine \d+ \[[a-z ,0-9]{1,40}\]:",
        rf"\bgo{_NUMBER}",
        rf"({_FILE}\.go):\d+",
    ),
    Disclosure(
        Family.DATABASE,
        "MySQL",
        ("SQL",),
        r"You have an error in your SQL syntax|\bMySQL server version\b|SQLSTATE\[\w{5}\] ?\[\d{4}\]"
        r"|com\.mysql\.[\w.]*Exception|MySQL server has gone away",
        rf"(?:MySQL|MariaDB)(?:/| ){_NUMBER}",
    ),
    Disclosure(
        Family.DATABASE,
        "PostgreSQL",
        ("PG::", "psycopg", "postgresql", "pg_", "PostgreSQL"),
        r"\bPG::\w{3,60}:|psycopg\d?\.(?:errors\.)?\w{3,60}|org\.postgresql\.util\.PSQLException"
        r"|\bpg_\w{3,20}\(\): |PostgreSQL[^\n]{0,40}ERROR:",
        rf"PostgreSQL(?:/| ){_NUMBER}",
    ),
    Disclosure(
        Family.DATABASE,
        "SQL Server",
        ("SqlClient", "SQL Server", "quotation mark", "Incorrect syntax"),
        r"System\.Data\.SqlClient\.|SQL Server\]|Unclosed quotation mark after the character string"
        r"|Incorrect syntax near '",
        rf"SQL Server {_NUMBER}",
    ),
    Disclosure(
        Family.DATABASE,
        "Oracle",
        ("ORA-",),
        r"\bORA-\d{5}: ",
        rf"Oracle Database {_NUMBER}",
    ),
    Disclosure(
        Family.DATABASE,
        "SQLite",
        ("sqlite", "SQLITE_", "SQLite"),
        r"sqlite3?\.\w{0,40}(?:Error|Exception)|\bSQLITE_(?:ERROR|CONSTRAINT|CORRUPT|BUSY)\b|SQLite3::\w{3,40}",
        rf"SQLite {_NUMBER}",
    ),
    Disclosure(
        Family.PAGE,
        "nginx",
        ("<center>",),
        rf"<center>(?:nginx|openresty)/{_NUMBER}",
        rf"(?:nginx|openresty)/{_NUMBER}(?: \([\w .-]{{1,30}}\))?",
    ),
    Disclosure(
        Family.PAGE,
        "Apache httpd",
        ("<address>",),
        rf"<address>Apache/{_NUMBER}",
        rf"Apache/{_NUMBER}(?: \([\w .-]{{1,30}}\))?(?: \w{{2,30}}/[\w.+-]{{1,30}}){{0,5}}",
    ),
    Disclosure(
        Family.PAGE,
        "Tomcat",
        ("Apache Tomcat/",),
        rf"<h3>Apache Tomcat/{_NUMBER}",
        rf"Apache Tomcat/{_NUMBER}",
    ),
    Disclosure(
        Family.PAGE,
        "Jetty",
        ("Powered by Jetty", "powered by Jetty"),
        rf"(?i)powered by Jetty:(?://)?\s{{0,3}}{_NUMBER}",
        rf"Jetty:(?://)?\s{{0,3}}{_NUMBER}",
    ),
    Disclosure(
        Family.PAGE,
        "IIS",
        ("IIS ", "Internet Information Services"),
        rf"\bIIS {_NUMBER} Detailed Error|Microsoft-IIS/{_NUMBER}|Internet Information Services \(IIS\)",
        rf"(?:Microsoft-)?IIS[ /]{_NUMBER}",
        rf"Physical Path(?:[\s:;&\w]|<[^>]{{1,30}}>){{0,30}}?({_FILE})",
    ),
    Disclosure(
        Family.PAGE,
        "Spring Boot",
        ("Whitelabel Error Page",),
        r"<h1>Whitelabel Error Page</h1>",
    ),
    Disclosure(
        Family.PAGE,
        "Express",
        ("<pre>Cannot ",),
        r"<pre>Cannot [A-Z]{3,7} /[^\n]{0,300}</pre>",
    ),
)


def disclosed(content: Json, status: object) -> list[Json] | None:
    """What the body of a response gives away; None where no body is recorded.

    Args:
        content: of a HAR, as recorded.
        status: the same.
    """
    text = content.get("text")
    if not isinstance(text, str) or not text:
        return None
    failed = str(status)[:1] in "45" and str(status)[:3].isdecimal()
    media = str(content.get("mimeType") or "").partition(";")[0].strip().lower()
    if not failed and media not in _READ:
        return []
    text = _decoded(text, content)
    found: dict[Family, Json] = {}
    for each in DISCLOSURES:
        if each.family in found or (each.family is Family.PAGE and not failed):
            continue
        if any(hint in text for hint in each.hints) and re.search(each.sign, text):
            found[each.family] = {
                "family": each.family.value,
                "kind": each.kind,
                "version": _first(each.version, text, _VERSION),
                "path": _first(each.path, text, _PATH),
            }
    return [*found.values()]


def _decoded(text: str, content: Json) -> str:
    """The beginning of the text, as a reader sees it."""
    if content.get("encoding") == "base64":
        try:
            text = b64decode(text[: LONGEST // 4 * 4]).decode("utf-8", "replace")
        except ValueError:
            return ""
    text = text[:LONGEST]
    if "&" in text:
        text = html.unescape(text)
    # Within JSON a trace's lines and quotes are escaped.
    return text.replace("\\n", "\n").replace('\\"', '"') if "\\" in text else text


def _first(pattern: str | None, text: str, most: int) -> str | None:
    found = re.search(pattern, text) if pattern else None
    if found is None:
        return None
    said = next((group for group in found.groups() if group), found[0])
    said = re.sub(r"(?:<[^>]*>|\s)+", " ", said)[:most].strip()
    return str(masked(pl.Series([said], dtype=pl.String), mask_url)[0])
