"""Records the same requests from both sides: a browser's HAR, and the log of a server far from it.

Between the two stand a stretch of network and an edge that caches and changes what passes. The edge
numbers each request, and tells its number to the browser (`X-Request-Id`) and to the origin: so it
is known which line of the origin's log is which entry of the HAR. What is seen in no number (the
browser answered, or gave up) the driver knows because it made it so.
"""

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sample_logs.record import far, servers, wire
from sample_logs.record.application import Application
from sample_logs.record.hars import Note
from sample_logs.record.hosts import SAMPLES, SERVER
from sample_logs.record.journey import Browser, Journey

PORT, EDGE, ORIGIN = 8620, 8621, 8622
HOST = f"shop.localhost:{PORT}"
LATE = 0.03  # seconds, each way between the browser and the edge
SLOW, CUT = 0.7, 1.5  # seconds that the application takes; the browser gives up the second one
OTHER, TWIN = (
    "127.0.0.11",
    "127.0.0.12",
)  # clients: one with an agent of its own, one with the browser's
CURL = "curl/8.14.1"
PAIR = SAMPLES / "pair"

WORKER = """
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(clients.claim()));
self.addEventListener("fetch", event => {
    if (event.request.url.endsWith("/greeting.txt")) event.respondWith(new Response("hello"));
});
"""
REGISTER = """
await navigator.serviceWorker.register('/offline/worker.js', {scope: '/offline/'});
while (!navigator.serviceWorker.controller) await new Promise(done => setTimeout(done, 50));
return await (await fetch('/offline/greeting.txt')).text();
"""
GIVE_UP = """
const leaving = new AbortController();
setTimeout(() => leaving.abort(), 500);
return fetch('/app/slow?seconds=%s', {signal: leaving.signal}).then(() => 'answered', () => 'given up');
"""
NOBODY = "return fetch('http://127.0.0.1:8629/').then(() => 'answered', () => 'refused');"

# Chromium's tools show the script of a worker, Firefox's do not.
WORKERS = "/offline/worker.js"
# What becomes of each request that the scenes make, by path and in their order; the scene's word
# for it is checked against the numbers.
FATES: dict[str, list[str]] = {
    "/": ["answered"],
    "/products/": ["answered", "answered"],  # the second time 304
    "/css/site.css": ["answered", "browser", "browser"],
    "/js/site.js": ["answered", "browser", "browser"],
    "/img/logo.svg": ["edge", "browser", "browser"],
    "/old-kettle": ["answered"],
    "/products/kettle.html": ["answered"],
    "/app/stock": ["answered"] * 4,
    f"/app/slow?seconds={SLOW}": ["answered"],
    "/app/report?id=7%27": ["changed"],
    "/views/kettle": ["changed"],
    "/catalogue.txt": ["confirmed"],
    "/private/report.html": ["elsewhere"],
    f"/app/slow?seconds={CUT}": ["given up"],
    "/offline/index.html": ["answered"],
    "/offline/greeting.txt": ["worker"],
}


def record_pair(opened: AbstractContextManager[Browser]) -> dict[str, Any]:
    """Play the scenes; keep the export, the logs, and what is true of each entry."""
    with both() as (root, application), opened as browser:
        play(Journey(browser, HOST, application))
        har = browser.har()
        numbered = {name: notes(root / f"{name}.ndjson") for name in ("edge", "origin")}
        logs = {name: (root / f"{name}.log").read_text() for name in ("edge", "origin")}
    truth = list(told(json.loads(har)["log"]["entries"], numbered["edge"], numbered["origin"]))
    check(browser.name, truth)
    PAIR.mkdir(exist_ok=True)
    (PAIR / f"{browser.name}.har").write_text(har + "\n", encoding="utf-8")
    for name, text in logs.items():
        (PAIR / f"{browser.name}.{name}.log").write_text(text)
    rows = (json.dumps(row) + "\n" for row in truth)
    (PAIR / f"{browser.name}.truth.ndjson").write_text("".join(rows))
    return {
        "files": {f"pair/{browser.name}.har": {"entries": len(truth)}},
        "truth": f"pair/{browser.name}.truth.ndjson",
        "late_each_way": LATE,
        "lines": {name: text.count("\n") for name, text in logs.items()},
    }


@contextmanager
def both() -> Iterator[tuple[Path, Application]]:
    """Run the edge, the origin and its application, and the stretch before them."""
    with tempfile.TemporaryDirectory(prefix="samples-") as name, Application() as application:
        root = Path(name)
        servers.furnish(root, icon="data:,")
        offline = root / "site" / "offline"
        offline.mkdir()
        (offline / "index.html").write_text(
            "<!doctype html><title>Offline</title><link rel=icon href=data:,>"
        )
        (offline / "worker.js").write_text(WORKER)
        values = {"edge": EDGE, "origin": ORIGIN, "application": application.port}
        with (
            servers.nginx(root, "pair.conf", (SERVER, EDGE), **values),
            far.far((SERVER, PORT), (SERVER, EDGE), LATE),
        ):
            yield root, application


def play(journey: Journey) -> None:
    """What the browser does, and meanwhile two others of whom its HAR knows nothing."""
    browser = journey.browser
    agent = browser.run("return navigator.userAgent;")
    ask(OTHER, CURL, "/", "/robots.txt", "/nothing/here")
    ask(TWIN, agent, "/", "/css/site.css", "/img/logo.svg", "/catalogue.txt")
    time.sleep(2.5)  # so that the edge's copy of the catalogue is no longer fresh
    journey.open("/", host="")
    ask(TWIN, agent, "/products/")
    journey.open("/products/", host="")
    browser.run("setTimeout(() => location.reload(), 50);")
    time.sleep(1.5)
    journey.settle("/products/")
    journey.open("/old-kettle", host="", ends="/products/kettle.html")
    for _ in range(4):
        journey.fetch(("/app/stock", {"cache": "no-store"}, 200))
        ask(TWIN, agent, "/app/stock")
        time.sleep(0.6)
    journey.fetch(
        (f"/app/slow?seconds={SLOW}", {}, 200),
        ("/app/report?id=7%27", {}, 503),
        ("/views/kettle", {}, 200),
        ("/catalogue.txt", {}, 200),
        ("/private/report.html", {}, 403),
    )
    expect(browser, GIVE_UP % CUT, "given up")
    expect(browser, NOBODY, "refused")
    ask(OTHER, CURL, "/", "/app/stock")
    time.sleep(1.5)
    journey.open("/offline/index.html", host="")
    expect(browser, REGISTER, "hello")
    time.sleep(1.5)


def expect(browser: Browser, script: str, wanted: str) -> None:
    """Run a script that must end in this."""
    if (ended := browser.run(script)) != wanted:
        raise RuntimeError(f"{browser.name}: {ended!r} and not {wanted!r}")


def ask(client: str, agent: str, *targets: str) -> None:
    """Somebody else's requests, straight to the edge."""
    for target in targets:
        head = f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: {agent}\r\nConnection: close\r\n\r\n"
        wire.exchange((SERVER, EDGE), client, head.encode())


def notes(path: Path) -> list[Note]:
    """What a server noted, a line of its log each."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def told(
    entries: Sequence[dict[str, Any]], edge: Sequence[Note], origin: Sequence[Note]
) -> Iterator[dict[str, Any]]:
    """What became of each entry, by the edge's numbers."""
    at_edge = {note["id"]: (line, note) for line, note in enumerate(edge, 1)}
    at_origin = {note["told"]: (line, note) for line, note in enumerate(origin, 1)}
    given_up = next(note for note in edge if note["url"].endswith(f"={CUT}"))["id"]
    for entry, each in enumerate(entries, 1):
        url = urlsplit(each["request"]["url"])
        target = f"{url.path}?{url.query}" if url.query else url.path
        fields = {field["name"].lower(): field["value"] for field in each["response"]["headers"]}
        number = given_up if target.endswith(f"={CUT}") else fields.get("x-request-id")
        edge_line, passed = at_edge.pop(number, (None, None))  # a number comes twice from a cache
        line, arrived = at_origin.get(number, (None, None)) if passed else (None, None)
        yield {
            "entry": entry,
            "url": each["request"]["url"],
            "status": each["response"]["status"],
            "fate": fate(url.netloc, target, each["response"]["status"], passed, arrived),
            "origin_line": line,
            "origin_status": arrived and arrived["status"],
            "edge_line": edge_line,
            "seconds_slept": SLOW if target.endswith(f"={SLOW}") else None,
        }


def fate(host: str, target: str, status: int, passed: Note | None, arrived: Note | None) -> str:
    """In one word."""
    if host != HOST:
        return "nobody"
    if passed is None:
        return "worker" if target.endswith("/greeting.txt") else "browser"
    if arrived is None:
        return "edge" if passed["cache"] == "HIT" else "elsewhere"
    if not status:
        return "given up"
    if arrived["status"] == status:
        return "answered"
    return "confirmed" if arrived["status"] == 304 else "changed"


def check(browser: str, truth: Sequence[dict[str, Any]]) -> None:
    """Each request must have gone as its scene says; Firefox need not show what its cache gave."""
    seen: dict[str, list[str]] = {}
    for row in truth:
        if row["fate"] != "nobody" and not row["url"].endswith(WORKERS):
            seen.setdefault(row["url"].partition(HOST)[2], []).append(row["fate"])
    shown = lambda fates: [each for each in fates if each != "browser"]  # noqa: E731
    for target in FATES.keys() | seen.keys():
        if shown(seen.get(target, [])) != shown(FATES.get(target, [])):
            raise RuntimeError(
                f"{browser}: {target} was {seen.get(target)}, not {FATES.get(target)}"
            )
