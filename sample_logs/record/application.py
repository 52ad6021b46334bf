"""The application behind the servers: answers, fails with a stack trace, dawdles, can be stopped."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from sample_logs.record.hosts import SERVER

TRACE = """Traceback (most recent call last):
  File "/srv/shop/views.py", line 42, in report
    rows = db.execute("SELECT * FROM orders WHERE id = '" + order + "'")
sqlite3.OperationalError: unrecognized token: "'''"
"""
SLOW = 2.0  # seconds, if the query has no other; the servers in front of the shop wait for one


class _Handler(BaseHTTPRequestHandler):
    """One tiny application; its paths are the same under /app/ and on the API's own host."""

    application: "Application"
    server_version = "shop/1.0"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer by the last part of the path."""
        url = urlsplit(self.path)
        match url.path.rsplit("/", 1)[-1]:
            case "report" if "'" in unquote(url.query):
                self._say(500, TRACE, "text/plain")
            case "slow":
                time.sleep(float(parse_qs(url.query).get("seconds", [SLOW])[0]))
                self._say(200, '{"late": true}')
            case "garbage":
                self.wfile.write(b"this is no HTTP\r\n\r\n")
            case "nothing":
                self.close_connection = True
            case "quota":
                self._say(429, '{"error": "slow down"}', retry="30")
            case "refused":
                self._say(400, '{"error": "no such colour"}')
            case _:
                self._say(200, '{"ok": true}')

    def do_POST(self) -> None:
        """Take the body; an order is created, an import is accepted for later."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        match self.path.rsplit("/", 1)[-1]:
            case "orders":
                self._say(201, '{"id": 7}', location="/app/orders/7")
            case "beacon":
                self._say(204)
            case _:
                self._say(202, '{"queued": true}')

    def do_HEAD(self) -> None:
        """Answer a HEAD as the GET, without the body."""
        self._say(200)

    def _say(
        self, status: int, text: str = "", kind: str = "application/json", **fields: str
    ) -> None:
        self.application.answered += 1
        body = text.encode()
        self.send_response(status)
        names = {"retry": "Retry-After", "location": "Location"}
        for name, value in fields.items():
            self.send_header(names[name], value)
        if body:
            self.send_header("Content-Type", kind)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._write(body)

    def _write(self, body: bytes) -> None:
        try:
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True  # the server in front stopped waiting: that is the point

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
        """Say nothing: the logs that count are those of the servers in front."""


class Application:
    """The application as the scenes see it: running, taken down, brought back on the same port.

    Attributes:
        port: the same throughout.
        answered: how many requests it has answered.
    """

    def __init__(self) -> None:
        """Listen at once, so that the port is known before the servers start."""
        self.port = 0
        self.answered = 0
        self._server: ThreadingHTTPServer | None = None
        self.start()

    def start(self) -> None:
        """Answer, on the same port as before."""
        handler = type("_OwnHandler", (_Handler,), {"application": self})
        self._server = ThreadingHTTPServer((SERVER, self.port), handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Go away: connections are refused from now on."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> Self:
        """Run while the context lasts."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, whatever happened."""
        self.stop()
