"""What a browser does in the shop while its developer tools watch."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from sample_logs.record.application import Application
from sample_logs.record.scenes.outage import BACK, HEALTHY, PACE, REFUSED, await_second
from sample_logs.record.scenes.refusals import GUESSES, SWEEP

PATIENCE = 15.0  # seconds for a page to be complete
PAUSE = 1.5  # seconds after each leg; Firefox's tools lose what a fast successor overtakes
CACHED = """
return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter(entry => entry.transferSize === 0 && entry.decodedBodySize > 0)
    .map(entry => entry.name);
"""
SETTLED = "return document.readyState === 'complete' ? location.pathname : '';"
FETCH = """
const answers = [];
for (const [url, options] of %s) {
    const answer = await fetch(url, options);
    await answer.text();
    answers.push(answer.status);
}
return answers;
"""
ALICE = {"headers": {"Authorization": "Basic YWxpY2U6bm90LWEtc2VjcmV0"}}  # alice:not-a-secret
GUESS = {"headers": {"Authorization": "Basic YWxpY2U6Z3Vlc3M="}}  # alice:guess


class Browser(Protocol):
    """What the journey asks of a browser."""

    name: str
    last_hop_hidden: bool

    def visit(self, url: str) -> None:
        """Go to a page."""

    def run(self, script: str) -> Any:
        """Run a script in the page."""

    def har(self) -> str:
        """Export everything as HAR."""


@dataclass(slots=True)
class Journey:
    """One browser's way through the shop, and what its pages say came from the cache."""

    browser: Browser
    authority: str
    application: Application
    cached: list[str] = field(default_factory=list)

    def open(self, target: str, *, host: str = "www.", ends: str | None = None) -> None:
        """Go to a page, wait until it is there, and ask it what it took from the cache."""
        self.browser.visit(f"http://{host}{self.authority}{target}")
        self.settle(ends or target)

    def settle(self, path: str) -> None:
        """Wait until this page is complete; then its own count of cached files is taken."""
        deadline = time.monotonic() + PATIENCE
        while (shown := self.browser.run(SETTLED)) != path:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.browser.name} shows {shown!r} and not {path!r}")
            time.sleep(0.1)
        self.cached += self.browser.run(CACHED)

    def fetch(self, *requests: tuple[str, dict[str, Any], int]) -> None:
        """Have the page fetch these; each must get the status that the scene is about."""
        script = FETCH % json.dumps([request[:2] for request in requests])
        statuses = [status for _, _, status in requests]
        if (answers := self.browser.run(script)) != statuses:
            raise RuntimeError(f"{self.browser.name} got {answers} and not {statuses}")


Leg: TypeAlias = Callable[[Journey], None]


def first_visit(journey: Journey) -> None:
    """An empty cache: the page and all its files."""
    journey.open("/")


def second_page(journey: Journey) -> None:
    """The files are in the cache now."""
    journey.open("/products/")


def revalidation(journey: Journey) -> None:
    """Reload: the page is asked for with its validator."""
    journey.browser.run("setTimeout(() => location.reload(), 50);")
    time.sleep(PAUSE)
    journey.settle("/products/")


def chain_of_two(journey: Journey) -> None:
    """A permanent hop, then a temporary one."""
    journey.open("/old-kettle", ends="/products/kettle.html")


def chain_of_four(journey: Journey) -> None:
    """Apex to www, capital to small letter, slash added, page moved."""
    journey.open("/Shop", host="", ends="/shop/home.html")


def loop(journey: Journey) -> None:
    """A page that redirects to itself; the browser gives up by itself."""
    journey.open("/contact.html")
    answer = journey.browser.run("return fetch('/welcome').then(() => 'shown', () => 'given up');")
    if answer != "given up":
        raise RuntimeError(f"the loop was {answer}")


def post_redirect_get(journey: Journey) -> None:
    """A form is sent; the page that thanks is a GET."""
    journey.open("/contact.html")
    journey.browser.run("setTimeout(() => document.forms[0].submit(), 50);")
    time.sleep(PAUSE)
    journey.settle("/thanks.html")


def created(journey: Journey) -> None:
    """PUT makes a file; a 307 keeps the POST that makes an order."""
    order = {"method": "POST", "body": '{"kettle": 1}'}
    journey.fetch(
        ("/uploads/note.txt", {"method": "PUT", "body": "a note"}, 201),
        ("/orders", order, 201),
    )


def credentials(journey: Journey) -> None:
    """A challenge, a wrong guess, the right answer, and what even alice may not see."""
    journey.fetch(
        ("/account/", {"credentials": "omit"}, 401),
        ("/account/", GUESS | {"credentials": "omit"}, 401),
        ("/account/", ALICE, 200),
        ("/staff/", ALICE, 403),
        ("/private/report.html", {}, 403),
    )


def client_faults(journey: Journey) -> None:
    """A broken link, a wrong method, too much of everything, a value that is refused."""
    journey.fetch(
        ("/products/teapot.html", {}, 404),
        ("/products/", {"method": "DELETE"}, 405),
        ("/search", {"method": "POST", "body": "A" * 1_100}, 413),
        ("/search?q=" + "A" * 600, {}, 414),
        ("/app/refused", {}, 400),
        ("/app/quota", {}, 429),
    )


def conditional_and_part(journey: Journey) -> None:
    """The page asks for a style sheet anew: 304 to the browser, 200 to the page; then a range."""
    journey.fetch(
        ("/css/site.css", {"cache": "no-cache"}, 200),
        ("/catalogue.txt", {"headers": {"Range": "bytes=0-99"}}, 206),
        ("/products/", {"method": "HEAD", "cache": "no-store"}, 200),
    )


def server_faults(journey: Journey) -> None:
    """An input that breaks the application, one that does not; then it is taken down."""
    journey.fetch(("/app/report?id=7", {}, 200), ("/app/report?id=7%27", {}, 500))
    journey.application.stop()
    journey.fetch(("/app/stock", {}, 503))
    journey.application.start()
    journey.fetch(("/app/stock", {}, 200))


WALK: tuple[Leg, ...] = (
    first_visit,
    second_page,
    revalidation,
    chain_of_two,
    chain_of_four,
    post_redirect_get,
    created,
    credentials,
    client_faults,
    conditional_and_part,
    server_faults,
)


LOOP: tuple[Leg, ...] = (loop,)


def probing(journey: Journey) -> None:
    """What a scanner does, out of a page: wrong guesses, well-known paths, methods."""
    journey.open("/")
    journey.fetch(*[("/account/", GUESS | {"credentials": "omit"}, 401)] * len(GUESSES))
    journey.fetch(*((path, {}, 404) for path in SWEEP))
    methods = ("PUT", "DELETE")
    journey.fetch(*(("/products/", {"method": method}, 405) for method in methods))


def given_up(journey: Journey) -> None:
    """The page stops waiting for an answer."""
    answer = journey.browser.run(
        "const stop = new AbortController();"
        "const slow = fetch('/app/slow', {signal: stop.signal});"
        "await (await fetch('/app/stock')).text(); stop.abort();"
        "return slow.then(() => 'shown', () => 'given up');"
    )
    if answer != "given up":
        raise RuntimeError(f"the page that was not to wait was {answer}")


def healthy(journey: Journey) -> None:
    """Calls of a page in the last quarter of a minute."""
    await_second(60 - HEALTHY * PACE - 8)
    _calls(journey, HEALTHY, 200)


def outage(journey: Journey) -> None:
    """An import just before the next minute, in which the application is down; then it is back."""
    journey.fetch(("/app/import", {"method": "POST", "body": "all;of;it"}, 202))
    journey.application.stop()
    await_second(1)
    _calls(journey, REFUSED, 503)
    journey.application.start()


def healthy_again(journey: Journey) -> None:
    """The same calls as before."""
    _calls(journey, BACK, 200)


def _calls(journey: Journey, number: int, status: int) -> None:
    for item in range(number):
        journey.fetch((f"/app/stock?item={item % 4}", {}, status))
        time.sleep(PACE)  # here, for browsers slow down the timers of a page that nobody sees


PROBING: tuple[Leg, ...] = (probing, given_up)

OUTAGE: tuple[Leg, ...] = (first_visit, healthy, outage, healthy_again)


def travel(journey: Journey, legs: Sequence[Leg]) -> Iterator[str]:
    """Play the legs; each name is given once its leg has come to rest."""
    for leg in legs:
        leg(journey)
        time.sleep(PAUSE)
        yield leg.__name__.replace("_", " ")
