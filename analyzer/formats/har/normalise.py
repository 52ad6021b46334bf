"""From any JSON that means a HAR to the form that HAR 1.2 asks for; what was put right is counted.

haralyzer gets the result: given the raw documents of 20 exporters it lost entries whose page is
not listed, counted those of a page listed twice twice, and raised on one file in twelve.
"""

from dataclasses import dataclass

from analyzer.errors import FormatError
from analyzer.formats.har.exchange import date, exchange
from analyzer.formats.har.fields import Json, label, number, text
from analyzer.formats.har.repairs import Repair, Repairs
from analyzer.formats.har.snippet import snippet


@dataclass(frozen=True, slots=True)
class Log:
    """A normalised HAR.

    Args:
        version: of HAR, as recorded.
        creator: the program that wrote it, name and version.
        browser: the browser, if that is another.
        pages: pages with an id each, every page that an entry names among them.
        entries: what is read of each entry, or the shape of what is none, in their order.
    """

    version: str
    creator: Json
    browser: Json
    pages: list[Json]
    entries: list[Json | str]


def normalise(document: object, repairs: Repairs) -> Log:
    """Bring a document into the form of HAR 1.2. It is used up: entries are let go as they are read.

    Raises:
        FormatError: there are no entries in it.
    """
    log = _log(document, repairs)
    raw = log.get("entries")
    if not isinstance(raw, list) or not raw:
        message = "the HAR holds no entries"
        raise FormatError(message, "record again with the network panel open, then export")
    for index, entry in enumerate(raw):  # in place: bodies are free to go, one by one
        raw[index] = exchange(entry, repairs) or snippet(entry)
    return Log(
        version=label(log.get("version"), repairs) or "",
        creator=_program(log.get("creator"), repairs),
        browser=_program(log.get("browser"), repairs),
        pages=_pages(log.get("pages"), raw, repairs),
        entries=raw,
    )


def _log(document: object, repairs: Repairs) -> Json:
    """The log; or what stands for it: entries without one, or one entry alone."""
    if isinstance(document, dict):
        log = document.get("log")
        if isinstance(log, dict):
            return log
        if isinstance(document.get("entries"), list):
            repairs[Repair.LOG] += 1
            return document
        if isinstance(document.get("request"), dict):
            repairs[Repair.LOG] += 1
            return {"entries": [document]}
    message = "this is JSON but no HAR: it has no log with entries"
    raise FormatError(message, "check that it is the file you meant")


def _program(recorded: object, repairs: Repairs) -> Json:
    """Name and version of a program, empty where they are not recorded."""
    program = recorded if isinstance(recorded, dict) else {}
    return {key: label(program.get(key), repairs) or "" for key in ("name", "version")}


def _pages(recorded: object, entries: list[Json | str], repairs: Repairs) -> list[Json]:
    """Each page once, and those that only entries know of."""
    pages: dict[str, Json] = {}
    for page in recorded if isinstance(recorded, list) else ():
        if not isinstance(page, dict) or not (name := label(page.get("id"), repairs)):
            repairs[Repair.PAGE_UNNAMED] += 1
        elif name in pages:
            repairs[Repair.PAGE_REPEATED] += 1
        else:
            pages[name] = _page(name, page, repairs)
    for entry in entries:
        if isinstance(entry, dict) and (name := entry.get("pageref")) and name not in pages:
            repairs[Repair.PAGE_UNLISTED] += 1
            pages[name] = _page(name, {}, repairs)
    return list(pages.values())


def _page(name: str, page: Json, repairs: Repairs) -> Json:
    timings = page.get("pageTimings")
    known = timings if isinstance(timings, dict) else {}
    return {
        "id": name,
        "title": text(page.get("title"), repairs) or "",
        "startedDateTime": text(date(page, repairs), repairs),
        "pageTimings": {
            key: number(known.get(key), repairs) for key in ("onContentLoad", "onLoad")
        },
    }
