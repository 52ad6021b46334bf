"""Servers of applications, and of one hoster, that write a format of their own."""

from analyzer.formats.lines import LineFormat
from analyzer.formats.samples import applications as samples
from analyzer.formats.template import Template

PYTHON = LineFormat(
    "python",
    "Python's http.server, Werkzeug and Flask",
    Template('{client} {ident} {user} [{zoneless}] "{request}" {status} {bytes}'),
    samples.PYTHON,
)
UVICORN = LineFormat(
    "uvicorn",
    "uvicorn's, which has no time",
    Template('INFO:     {peer} - "{request}" {code}'),
    samples.UVICORN,
)
UWSGI = LineFormat(
    "uwsgi",
    "uWSGI's",
    Template(
        "[pid: {skip1}|app: {skip2}|req: {skip3}] {client} {enclosed_user} {{skip4} vars in {skip5} "
        "bytes} [{ctime}] {called} => generated {length} bytes in {millis} msecs ({protocol} {code}) "
        "{skip6} headers in {skip7} bytes ({skip8} switches on core {skip9})"
    ),
    samples.UWSGI,
)
MORGAN_SHORT = LineFormat(
    "morgan-short",
    "morgan's short for Node.js, which has no time",
    Template("{client} {user} {called_fully} {code} {length} - {millis} ms"),
    samples.MORGAN_SHORT,
)
MORGAN_TINY = LineFormat(
    "morgan-tiny",
    "morgan's tiny for Node.js, which has no time",
    Template("{called} {code} {length} - {millis} ms"),
    samples.MORGAN_TINY,
)
GANDI = LineFormat(
    "gandi",
    "The hoster Gandi's: combined with the virtual host first, and seconds",
    Template(
        '{vhost} {client} {ident} {user} [{time}] ({seconds} s) "{request}" {status} {bytes} '
        '"{referrer}" "{agent}"'
    ),
    samples.GANDI,
)
