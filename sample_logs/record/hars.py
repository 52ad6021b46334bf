"""Records the HARs: a browser's journey, its own export, and what nginx noted of it meanwhile."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

from sample_logs.record import servers
from sample_logs.record.application import Application
from sample_logs.record.figures import counts
from sample_logs.record.hosts import CODES, SAMPLES, SERVER
from sample_logs.record.journey import WALK, Browser, Journey, Leg, travel
from sample_logs.record.visitor import REDIRECTS

PORT = 8610  # fixed, because it is in every URL of the HARs
HOST = "shop.localhost"  # browsers know that everything below localhost is this machine
DEVTOOLS_OWN = "/.well-known/appspecific/com.chrome.devtools.json"  # asked for, and not recorded
NAMES = {
    "apex": HOST,
    "www": f"www.{HOST}:{PORT}",
    "www_name": f"www.{HOST}",
    "api": f"api.{HOST}",
    "port_in_redirect": "on",
    "port": PORT,
    "head_limit": 512,
    "body_limit": "1k",
}

Note: TypeAlias = dict[str, Any]  # one object of the server's own log


def record_har(
    name: str, opened: AbstractContextManager[Browser], legs: Sequence[Leg]
) -> dict[str, Any]:
    """Send one browser on its journey; keep its export and the server's notes."""
    rests = {}
    with shop() as (log, application), opened as browser:
        journey = Journey(browser, f"{HOST}:{PORT}", application)
        for leg in travel(journey, legs):
            rests[leg] = (len(notes(log)), len(journey.cached))
        har, served = browser.har(), notes(log)
    entries = len(json.loads(har)["log"]["entries"])
    check(name, entries, len(served), len(journey.cached))
    if legs[: len(WALK)] == WALK:
        check_codes(served)
    (SAMPLES / f"{name}.har").write_text(har + "\n", encoding="utf-8")
    rows = (json.dumps(note) + "\n" for note in served)
    (SAMPLES / f"{name}.served.ndjson").write_text("".join(rows))
    return {
        "files": {f"{name}.har": {"entries": entries}},
        "served": f"{name}.served.ndjson",
        "requests_served": len(served),
        "from_cache_shown": entries - len(served),
        "from_cache_by_the_pages": len(journey.cached),
        **figures(served, statuses_shown(served, entries, hidden=browser.last_hop_hidden)),
        "scenarios": scenarios(served, rests),
    }


def statuses_shown(served: Sequence[Note], entries: int, *, hidden: bool) -> list[int]:
    """What was served, 200 for what the cache gave, 0 for a loop's last hop where it is hidden.

    Who hung up (499) saw no status at all.
    """
    statuses = [note["status"] for note in served] + [200] * (entries - len(served))
    statuses = [0 if status == 499 else status for status in statuses]
    if hidden and redirects(served)["loops"]:
        statuses[statuses.index(302)] = 0
    return statuses


@contextmanager
def shop() -> Iterator[tuple[Path, Application]]:
    """Run nginx with a log of its own for this, one JSON object for each request."""
    with tempfile.TemporaryDirectory(prefix="samples-") as name, Application() as application:
        root = Path(name)
        servers.furnish(root, icon="data:,")
        log = root / "served.log"
        values = {"logs": f"    access_log {log} served;", "application": application.port}
        with servers.nginx(root, "nginx.conf", (SERVER, PORT), **NAMES, **values):
            yield log, application


def notes(log: Path) -> list[Note]:
    """What the server noted; what the tools ask for behind the page's back is left out."""
    lines = log.read_text(encoding="utf-8").splitlines()
    return [note for note in map(json.loads, lines) if not note["url"].endswith(DEVTOOLS_OWN)]


def check_codes(served: Sequence[Note]) -> None:
    """Each of the fifteen codes but 100, which no browser waits for, must have been served."""
    if missing := CODES - {note["status"] for note in served}:
        raise RuntimeError(f"not every code was provoked: {sorted(missing)} is missing")


def check(name: str, entries: int, served: int, cached: int) -> None:
    """Every request served must be an entry, and no entry may be unaccounted for."""
    if not served <= entries <= served + cached:
        raise RuntimeError(f"{name}.har: {entries} entries, {served} served, {cached} cached")


def figures(served: Sequence[Note], statuses: Sequence[int]) -> dict[str, Any]:
    """What a reader of the HAR should be able to find in it."""
    times = [datetime.fromtimestamp(note["at"], UTC) for note in (served[0], served[-1])]
    first, last = (time.isoformat(timespec="milliseconds") for time in times)
    methods = Counter(note["method"] or "GET" for note in served)  # at 414 nginx has read none
    methods["GET"] += len(statuses) - len(served)
    return {
        "first": first,
        "last": last,
        "by_status": counts(statuses),
        "by_method": dict(sorted(methods.items())),
        "body_bytes_served": sum(note["body_bytes"] for note in served),
        "redirects": redirects(served),
    }


def redirects(served: Sequence[Note]) -> dict[str, Any]:
    """Walks: the next request is for the URL that the server has just named."""
    walks: list[list[Note]] = []
    named = None
    for note in served:
        if named == note["url"]:
            walks[-1].append(note)
        elif is_hop(note):
            walks.append([note])
        named = note["location"] if is_hop(note) else None
    each = [described(walk) for walk in walks]
    return {
        "hops": sum(map(is_hop, served)),
        "walks": len(each),
        "chains": sum(walk["hops"] >= 2 and not walk["loop"] for walk in each),
        "loops": sum(walk["loop"] for walk in each),
        "each": each,
    }


def is_hop(note: Note) -> bool:
    """A 3xx that sends the browser elsewhere."""
    return note["status"] in REDIRECTS and bool(note["location"])


def described(walk: Sequence[Note]) -> dict[str, Any]:
    """One walk, as in the figures of the logs."""
    urls = [note["url"] for note in walk]
    return {
        "urls": urls,
        "statuses": [note["status"] for note in walk],
        "methods": [note["method"] for note in walk],
        "hops": sum(map(is_hop, walk)),
        "loop": len(set(urls)) < len(urls),
        "ends_with": None if is_hop(walk[-1]) else walk[-1]["status"],
    }


def scenarios(served: Sequence[Note], rests: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """What was served in each leg, and how many files its pages had from the cache."""
    found, before = {}, (0, 0)
    for leg, rest in rests.items():
        statuses = [note["status"] for note in served[before[0] : rest[0]]]
        found[leg] = {"served": statuses, "cached": rest[1] - before[1]}
        before = rest
    return found
