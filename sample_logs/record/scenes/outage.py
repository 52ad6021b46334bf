"""One client's import takes the application down; everybody else gets 503 until it is back."""

import time
from itertools import cycle, islice

from sample_logs.record.hosts import API
from sample_logs.record.scenes.cast import Scene, Stage
from sample_logs.record.visitor import Request


def outage(stage: Stage) -> None:
    """Healthy requests, the POST just before, six refused requests, healthy ones again."""
    stage.firefox.get("/app/stock?item=1")
    stage.phone.send(Request(method="POST", target="/app/import", body=b"all;of;it"), want=202)
    stage.application.stop()
    for visitor in (stage.firefox, stage.chrome, stage.phone) * 2:
        visitor.get("/app/stock?item=2", want=503)
    down = 502 if stage.on_nginx else 503  # where no page is set up for it, nginx says 502
    stage.script.send(Request(host=API, target="/v1/stock"), want=down)
    stage.firefox.get("/products/", want=200)
    stage.application.start()
    stage.firefox.get("/app/stock?item=2")


BROWSED = ("/", "/products/", "/products/kettle.html", "/app/stock?item=1", "/about/")
HEALTHY, REFUSED, BACK = 75, 24, 12
"""Requests before, during and after the outage that is long enough to be found."""
CALM, DOWN = 96, 60
"""The same of calls to an API of whose two servers one dies for a while."""
PACE = 0.2
"""Seconds between two of them."""


def found(stage: Stage) -> None:
    """A minute that is healthy, one client's import at its end, and the next minute's outage."""
    visitors = (stage.firefox, stage.chrome, stage.phone)
    await_second(60 - HEALTHY * PACE - 4)
    with stage.journal.scene("healthy"):
        for target, visitor in islice(zip(cycle(BROWSED), cycle(visitors)), HEALTHY):
            visitor.get(target)
            time.sleep(PACE)
    with stage.journal.scene("import"):
        order = Request(method="POST", target="/app/import", body=b"all;of;it")
        stage.script.send(order, want=202)
    stage.application.stop()
    await_second(1)
    with stage.journal.scene("outage"):
        for item, visitor in islice(enumerate(cycle(visitors)), REFUSED):
            visitor.get(f"/app/stock?item={item % 4}", want=503)
            time.sleep(PACE)
    stage.application.start()
    with stage.journal.scene("healthy again"):
        for target, visitor in islice(zip(cycle(BROWSED), cycle(visitors)), BACK):
            visitor.get(target)
            time.sleep(PACE)


def one_of_two(stage: Stage) -> None:
    """Two servers behind answer in turn; one dies. The shop asks the other then, the API does not."""
    visitors = (stage.firefox, stage.chrome, stage.phone)
    targets = ("/products/", "/app/stock?item=1")

    def pages(number: int) -> None:
        for target, visitor in islice(zip(cycle(targets), cycle(visitors)), number):
            visitor.get(target)
            time.sleep(PACE / 2)

    def calls(number: int, *, down: bool = False) -> None:
        for turn, visitor in islice(enumerate(cycle(visitors)), number):
            want = 502 if down and turn % 2 == 0 else 200
            visitor.send(Request(host=API, target=f"/v1/stock/{turn % 5}"), want=want)
            time.sleep(PACE / 2)

    await_second(60 - 2 * CALM * PACE / 2 - 6)
    with stage.journal.scene("healthy"):
        pages(CALM)
        calls(CALM)
    stage.application.stop()
    await_second(1)
    with stage.journal.scene("one is down"):
        calls(DOWN, down=True)
        pages(12)
    stage.application.start()
    with stage.journal.scene("healthy again"):
        calls(6)
        pages(6)


def await_second(second: float) -> None:
    """Wait until the clock's minute has come so far: outages are found by the minute."""
    time.sleep((second - time.time()) % 60)


SCENES: tuple[Scene, ...] = (outage,)
