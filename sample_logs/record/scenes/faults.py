"""The server's faults one by one: 500 with a cause, 502, 504, an impatient client, a limit."""

from sample_logs.record.hosts import API
from sample_logs.record.scenes.cast import Scene, Stage
from sample_logs.record.visitor import Request


def unhandled_input(stage: Stage) -> None:
    """A quote in the order's number breaks the report; plain numbers do not."""
    stage.chrome.get("/app/report?id=7", want=200)
    for visitor in (stage.chrome, stage.phone, stage.scanner):
        visitor.get("/app/report?id=7%27", want=500)
    stage.chrome.get("/app/report?id=8", want=200)


def internal_loop(stage: Stage) -> None:
    """A rewrite rule that never ends."""
    stage.phone.get("/broken/page", want=500)


def application_breaks_off(stage: Stage) -> None:
    """The application closes without a word, on the API's own host."""
    stage.script.send(Request(host=API, target="/v1/nothing"), want=502)


def application_talks_nonsense(stage: Stage) -> None:
    """No HTTP from the application: both take it for HTTP/0.9; Apache says 200, nginx logs 009."""
    status = 9 if stage.on_nginx else 200
    nonsense = Request(host=API, target="/v1/garbage", version="HTTP/1.0", silent=9)
    stage.script.send(nonsense, want=status)


def application_too_slow(stage: Stage) -> None:
    """The server waits for a second, the application takes two: 504, and Apache's 502."""
    stage.phone.get("/app/slow", want=504 if stage.on_nginx else 502)


def client_goes_away(stage: Stage) -> None:
    """A reader closes the page while it loads: 499 is nginx's own word for it."""
    if stage.on_nginx:
        stage.phone.send(Request(target="/app/slow", silent=499, leave_after=0.3), want=499)


def download_left(stage: Stage) -> None:
    """A large file: taken whole once, left in the middle by three; and pages, before and after."""
    stage.firefox.get("/products/")
    stage.firefox.get(LARGE)
    for visitor in (stage.firefox, stage.chrome, stage.phone):
        visitor.send(Request(target=LARGE, silent=200, leave_after=0.3), want=200)
    stage.chrome.get("/products/")


def asked_too_often(stage: Stage) -> None:
    """The application limits a script, which does not wait."""
    for _ in range(2):
        stage.script.send(Request(host=API, target="/v1/quota"), want=429)


LARGE = "/catalogue.pdf"
"""Of more bytes than a connection takes in advance."""

SCENES: tuple[Scene, ...] = (
    unhandled_input,
    internal_loop,
    application_breaks_off,
    application_talks_nonsense,
    application_too_slow,
    client_goes_away,
    asked_too_often,
)
