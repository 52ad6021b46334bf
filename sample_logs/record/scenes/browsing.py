"""An ordinary day: pages with their files, revalidation, ranges, HEAD, an old client, odd names."""

from dataclasses import replace

from sample_logs.record.hosts import WWW
from sample_logs.record.scenes.cast import Scene, Stage
from sample_logs.record.visitor import Request


def first_visit(stage: Stage) -> None:
    """Two readers with empty caches walk through the shop."""
    page = stage.firefox.open("/")
    stage.firefox.get("/products/", referer=page)
    stage.firefox.get("/products/kettle.html?colour=red", referer=f"http://{WWW}/products/")
    stage.chrome.open("/", referer="http://search.example/?q=kettle")
    stage.phone.get("/products/", referer="http://search.example/?q=cups")


def revalidation(stage: Stage) -> None:
    """A reader comes back; the cached copies are still good: 200 first, 304 now."""
    page = f"http://{WWW}/"
    stage.firefox.revalidate("/")
    stage.firefox.revalidate("/css/site.css", referer=page)
    stage.chrome.revalidate("/js/site.js", referer=page, by_date=True)


def part_of_a_file(stage: Stage) -> None:
    """Two ranges of one file, one beyond its end."""
    for wanted, status in (("bytes=0-99", 206), ("bytes=100-199", 206), ("bytes=9999-", 416)):
        stage.script.send(Request(target="/catalogue.txt", fields={"Range": wanted}), want=status)


def head_only(stage: Stage) -> None:
    """A link checker asks for the head alone."""
    stage.script.send(Request(method="HEAD", target="/products/"), want=200)


def old_client(stage: Stage) -> None:
    """HTTP/1.0, without an agent; then HTTP/0.9, whose answer has neither status nor head."""
    nameless = replace(stage.script, agent=None)
    nameless.send(Request(version="HTTP/1.0", target="/robots.txt"), want=200)
    simple = Request(raw=b"GET /robots.txt\r\n", target="/robots.txt", version=None, silent=200)
    stage.script.send(simple, want=200)


def odd_names(stage: Stage) -> None:
    """Quotes, a backslash, a script tag and bytes beyond ASCII in what the client controls."""
    odd = replace(stage.script, agent='He said "hi" \\ <script>alert(1)</script>')
    odd.send(
        Request(target="/search?q=%22tea%22&lang=fr", referer="http://caf\u00e9.example/"), want=200
    )
    odd.send(Request(target="/search?q=caf\u00e9"), want=200)


def robot(stage: Stage) -> None:
    """A polite robot reads robots.txt, then a page."""
    stage.robot.get("/robots.txt")
    stage.robot.get("/products/kettle.html")


SCENES: tuple[Scene, ...] = (
    first_visit,
    revalidation,
    part_of_a_file,
    head_only,
    old_client,
    odd_names,
    robot,
)
