"""What a body gives away: each kind by the text that such software writes, and what only looks alike."""

import json
from pathlib import Path

import pytest

import analyzer
from analyzer.findings.findings import find
from analyzer.formats.har.disclosures import DISCLOSURES, disclosed

PYTHON = """Traceback (most recent call last):
  File "/srv/kettle/views.py", line 12, in boil
    return water[key]
KeyError: 'steam'
"""
DJANGO = """<!DOCTYPE html><html><head><title>KeyError at /boil</title></head><body>
<tr><th>Django Version:</th><td>4.2.7</td></tr><pre>Traceback (most recent call last):
  File &quot;/srv/kettle/views.py&quot;, line 12, in boil</pre>
<p>You&#x27;re seeing this error because you have <code>DEBUG = True</code> in your Django settings.</p>"""
JAVA = """<h1>HTTP Status 500</h1><pre>java.lang.NullPointerException: spout
\tat com.example.kettle.Spout.pour(Spout.java:41)
\tat java.base/java.lang.Thread.run(Thread.java:833)
</pre><h3>Apache Tomcat/9.0.65</h3>"""
DOTNET = """<h1>Server Error in '/' Application.</h1>
<b>Source File: </b> C:\\sites\\kettle\\Boil.aspx.cs<b> Line: </b> 7
[NullReferenceException: Object reference not set to an instance of an object.]
   Kettle.Boil.Page_Load(Object sender, EventArgs e) in C:\\sites\\kettle\\Boil.aspx.cs:line 7
<b>Version Information:</b>&nbsp;Microsoft .NET Framework Version:4.0.30319; ASP.NET Version:4.8.4494.0"""
DOTNET_CORE = """System.InvalidOperationException: no water
   at Kettle.Boiler.Heat(Int32 degrees) in /app/src/Boiler.cs:line 30"""
PHP = """<br />
<b>Fatal error</b>:  Uncaught TypeError: boil(): Argument #1 must be of type int in /var/www/kettle/boil.php:9
Stack trace:
#0 /var/www/kettle/index.php(3): boil('x')
#1 {main}
  thrown in <b>/var/www/kettle/boil.php</b> on line <b>9</b><br />"""
LARAVEL = json.dumps(
    {"message": "no water", "file": "/var/www/app/Kettle.php", "trace": "#0 /var/www/app/Http.php(31): boil()\nPHP 8.1.2"}
)  # fmt: skip
RUBY = """NoMethodError (undefined method `pour' for nil:NilClass):
app/controllers/kettles_controller.rb:14:in `show'
Rails 7.0.4"""
NODE = """<pre>TypeError: Cannot read properties of undefined (reading &#39;water&#39;)<br>
 &nbsp; &nbsp;at boil (/usr/src/app/routes/kettle.js:17:22)<br> &nbsp; &nbsp;at node:internal/main:1:1</pre>
Node.js v18.17.1"""
GO = """panic: runtime error: index out of range [3] with length 3

goroutine 18 [running]:
main.boil(0xc000012345)
\t/home/build/kettle/main.go:27 +0x1d"""

KINDS = [
    ("stack trace", "Python", PYTHON, None, "/srv/kettle/views.py"),
    ("stack trace", "Python", DJANGO, "Django Version: 4.2.7", "/srv/kettle/views.py"),
    ("stack trace", "Java", JAVA, "Apache Tomcat/9.0.65", "Spout.java"),
    (
        "stack trace",
        ".NET",
        DOTNET,
        "Microsoft .NET Framework Version:4.0.30319",
        "C:\\sites\\kettle\\Boil.aspx.cs",
    ),
    ("stack trace", ".NET", DOTNET_CORE, None, "/app/src/Boiler.cs"),
    ("stack trace", "PHP", PHP, None, "/var/www/kettle/boil.php"),
    ("stack trace", "PHP", LARAVEL, "PHP 8.1.2", "/var/www/app/Kettle.php"),
    ("stack trace", "Ruby", RUBY, "Rails 7.0.4", "app/controllers/kettles_controller.rb"),
    ("stack trace", "Node.js", NODE, "Node.js v18.17.1", "/usr/src/app/routes/kettle.js"),
    ("stack trace", "Go", GO, None, "/home/build/kettle/main.go"),
    (
        "database error",
        "MySQL",
        (
            "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server "
            "version for the right syntax to use near ''' at line 1"
        ),
        None,
        None,
    ),
    (
        "database error",
        "PostgreSQL",
        'PG::SyntaxError: ERROR:  unterminated quoted string at or near "\'"',
        None,
        None,
    ),
    (
        "database error",
        "PostgreSQL",
        "Warning: pg_query(): Query failed: ERROR: syntax error at or near",
        None,
        None,
    ),
    (
        "database error",
        "SQL Server",
        "Unclosed quotation mark after the character string ''.",
        None,
        None,
    ),
    ("database error", "Oracle", "ORA-00933: SQL command not properly ended", None, None),
    ("database error", "SQLite", 'sqlite3.OperationalError: near "\'": syntax error', None, None),
    (
        "error page",
        "nginx",
        "<hr><center>nginx/1.18.0 (Ubuntu)</center>",
        "nginx/1.18.0 (Ubuntu)",
        None,
    ),
    (
        "error page",
        "Apache httpd",
        "<hr><address>Apache/2.4.52 (Ubuntu) OpenSSL/3.0.2 Server at kettle.example Port 80</address>",
        "Apache/2.4.52 (Ubuntu) OpenSSL/3.0.2",
        None,
    ),
    ("error page", "Tomcat", "<hr /><h3>Apache Tomcat/9.0.65</h3>", "Apache Tomcat/9.0.65", None),
    (
        "error page",
        "Jetty",
        '<a href="https://eclipse.org/jetty">Powered by Jetty:// 9.4.43.v20210629</a>',
        "Jetty:// 9.4.43.v20210629",
        None,
    ),
    (
        "error page",
        "IIS",
        (
            "<title>IIS 10.0 Detailed Error - 404.0 - Not Found</title><th>Physical Path</th>"
            "<td>&nbsp;&nbsp;&nbsp;C:\\inetpub\\wwwroot\\tea</td>"
        ),
        "IIS 10.0",
        "C:\\inetpub\\wwwroot\\tea",
    ),
    (
        "error page",
        "Spring Boot",
        "<html><body><h1>Whitelabel Error Page</h1><p>This application has no",
        None,
        None,
    ),
    ("error page", "Express", "<body>\n<pre>Cannot GET /tea</pre>\n</body>", None, None),
]


@pytest.mark.parametrize(("family", "kind", "text", "version", "path"), KINDS)
def test_a_kind_is_told_by_what_such_software_writes(
    family: str, kind: str, text: str, version: str | None, path: str | None
) -> None:
    found = disclosed({"text": text, "mimeType": "text/html; charset=utf-8"}, 500)
    assert {"family": family, "kind": kind, "version": version, "path": path} in (found or [])


def test_every_kind_has_its_text() -> None:
    assert {(each.family.value, each.kind) for each in DISCLOSURES} == {row[:2] for row in KINDS}


PROSE = """<h1>How to read a stack trace</h1><p>The last line names the exception; the lines above it, each with
a file such as views.py or Spout.java and a line, say how the program came there. A syntax error of SQL at
/etc/nginx/nginx.conf, a warning in index.php: all of these are told apart at a look. We run nginx and Apache.</p>
<p>Server error 500. Cannot GET a kettle? System error: no tea. See kettle.js, version 1:2, or app.rb.</p>"""


@pytest.mark.parametrize("status", [200, 404, 500])
def test_prose_about_errors_is_none(status: int) -> None:
    assert disclosed({"text": PROSE, "mimeType": "text/html"}, status) == []


def test_a_page_of_the_server_counts_only_where_there_is_an_error() -> None:
    text = "<center>nginx/1.18.0</center>"
    assert disclosed({"text": text, "mimeType": "text/html"}, 200) == []
    assert disclosed({"text": "<center>nginx</center>", "mimeType": "text/html"}, 404) == []


def test_a_script_that_holds_such_words_is_none() -> None:
    assert disclosed({"text": PYTHON, "mimeType": "text/javascript"}, 200) == []


def test_no_body_is_unknown_and_not_nothing() -> None:
    assert disclosed({}, 500) is None
    assert disclosed({"text": ""}, 500) is None
    assert disclosed({"text": 7}, 500) is None


def test_base64_is_read_and_junk_in_its_place_is_not() -> None:
    from base64 import b64encode

    packed = b64encode(PYTHON.encode()).decode()
    (found,) = disclosed({"text": packed, "encoding": "base64"}, 500) or []
    assert found["kind"] == "Python"
    assert disclosed({"text": "\x00é", "encoding": "base64"}, 500) == []


def test_secrets_and_endless_names_do_not_come_along() -> None:
    path = f'Traceback (most recent call last):\n  File "/srv/token=hunter2hunter2/{"x" * 900}.py", line 1'
    (found,) = disclosed({"text": path}, 500) or []
    assert "hunter2" not in str(found)
    path = 'Traceback (most recent call last):\n  File "/srv/password=hunter2/a.py", line 1'
    (found,) = disclosed({"text": path}, 500) or []
    assert "hunter2" not in str(found)
    assert len(str(found["path"])) <= 160


def _har(path: Path, *responses: tuple[int, str]) -> Path:
    entries = [
        {
            "startedDateTime": f"2026-11-22T10:00:{at:02}Z",
            "request": {"method": "GET", "url": f"https://kettle.example/{at}"},
            "response": {"status": status, "content": {"mimeType": "text/html", "text": text}},
        }
        for at, (status, text) in enumerate(responses)
    ]
    path.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}), "utf-8")
    return path


def test_a_finding_names_kinds_versions_and_files_and_no_more_of_the_body(tmp_path: Path) -> None:
    page = "<center>nginx/1.18.0</center>"
    har = _har(
        tmp_path / "a.har", (500, DJANGO), (500, NODE), (404, page), (200, PYTHON), (200, PROSE)
    )
    found = {(each.id, each.severity): each for each in find(analyzer.summarise(har))}
    assert found.keys() == {
        ("stack-trace", "warning"),
        ("stack-trace", "note"),
        ("default-error-page", "note"),
    }
    trace = found["stack-trace", "warning"]
    assert trace.text == (
        "2 responses with an error show a stack trace (Node.js, Python); it names Django Version: 4.2.7, "
        "Node.js v18.17.1; files: /srv/kettle/views.py, /usr/src/app/routes/kettle.js."
    )
    for each in found.values():
        assert analyzer.scan(har, where=each.where).collect().height == each.entries
    everything = analyzer.json(analyzer.build(analyzer.summarise(har)))
    assert "KeyError" not in everything
    assert "Cannot read" not in everything
