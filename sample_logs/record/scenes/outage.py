"""One client's import takes the application down; everybody else gets 503 until it is back."""

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


SCENES: tuple[Scene, ...] = (outage,)
