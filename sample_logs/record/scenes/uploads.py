"""Bodies sent: announced with Expect, created, replaced, too large; URLs too long."""

from sample_logs.record.scenes.cast import Scene, Stage
from sample_logs.record.visitor import Request

EXPECT = {"Expect": "100-continue"}


def upload_announced(stage: Stage) -> None:
    """The body is sent after the 100, which no log shows; the file is created, then replaced."""
    report = Request(method="PUT", target="/uploads/report.txt", body=b"r" * 300, fields=EXPECT)
    sent = stage.script.send(report, want=201)
    if sent.interim != (100,):
        raise RuntimeError(f"no 100 Continue before the 201, but {sent.interim}")
    stage.script.send(report, want=204)
    stage.script.send(Request(target="/uploads/report.txt"), want=200)
    stage.script.send(Request(method="DELETE", target="/uploads/report.txt"), want=204)


def order_created(stage: Stage) -> None:
    """The application makes a resource and names it."""
    stage.chrome.send(Request(method="POST", target="/app/orders", body=b'{"cup": 2}'), want=201)


def bodies_too_large(stage: Stage) -> None:
    """One client sends ever longer bodies, the last one announced and so never sent."""
    for size in (5_000, 10_000, 20_000):
        stage.scanner.send(Request(method="POST", target="/search", body=b"A" * size), want=413)
    announced = Request(method="POST", target="/search", body=b"A" * 40_000, fields=EXPECT)
    stage.scanner.send(announced, want=413)


def urls_too_long(stage: Stage) -> None:
    """The same in the URL: the first one still passes."""
    for length, status in ((500, 200), (1_100, 414), (1_200, 414)):
        stage.scanner.get("/search?q=" + "A" * length, want=status)


SCENES: tuple[Scene, ...] = (upload_announced, order_created, bodies_too_large, urls_too_long)
