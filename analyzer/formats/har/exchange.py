"""One entry of a HAR, whatever its exporter left out: what is read of it, as recorded."""

from typing import NamedTuple

from analyzer.formats.har.disclosures import disclosed
from analyzer.formats.har.fields import NAMES, Json, text
from analyzer.formats.har.repairs import Repair, Repairs


class Exchange(NamedTuple):
    """The parts of an entry: of each the fields that are read, as recorded; empty where it is missing.

    Headers are as recorded, too, in any shape. Of the response's body there is what it gives away.
    """

    entry: Json
    request: Json
    response: Json
    content: Json
    timings: Json
    request_headers: object = None
    response_headers: object = None
    disclosed: list[Json] | None = None


NOTHING = Exchange({}, {}, {}, {}, {})
"""Stands in for what is no entry, so that its row is there."""


def exchange(entry: object, repairs: Repairs) -> Exchange | None:
    """What is read of an entry, which is used up. None: there is no request."""
    if not isinstance(entry, dict) or not isinstance(request := _request(entry), dict):
        return None
    response = _part(entry, "response", repairs, Repair.RESPONSE)
    timings = _part(entry, "timings", repairs, Repair.TIMINGS)
    content = response.get("content")
    content = content if isinstance(content, dict) else {}
    beside = (
        request.get("headers"),
        response.get("headers"),
        disclosed(content, response.get("status")),  # the one look at a body there is
    )
    return Exchange(
        _known("entry", entry),
        _known("request", request),
        _known("response", response),
        _known("content", content),
        _known("timings", timings),
        *beside,
    )


def _request(entry: Json) -> object:
    """The request; a bare URL in its place will do."""
    request = entry.get("request")
    return {"url": request} if isinstance(request, str) and request else request


def _part(entry: Json, key: str, repairs: Repairs, missing: Repair) -> Json:
    """A part that HAR asks for; empty where it is missing."""
    part = entry.get(key)
    if isinstance(part, dict):
        return part
    repairs[missing] += 1
    return {}


def _known(part: str, recorded: Json) -> Json:
    """The same with the fields that are read of a part, and nothing else: that may be large."""
    for name in recorded.keys() - NAMES[part]:
        del recorded[name]
    return recorded


def headers(recorded: object, repairs: Repairs) -> list[Json] | None:
    """Headers as HAR has them, each a name and a value; None where they were not recorded."""
    if recorded is None:
        return None
    if isinstance(recorded, dict):
        repairs[Repair.HEADERS] += 1
        recorded = [{"name": name, "value": value} for name, value in recorded.items()]
    if not isinstance(recorded, list):
        repairs[Repair.HEADERS] += 1
        return None
    return [mended for header in recorded for mended in _mend(header, repairs)]


def _mend(header: object, repairs: Repairs) -> list[Json]:
    """A header of another shape: a pair, a value that is null or a number, several in one."""
    if isinstance(header, dict):
        name, value = header.get("name"), header.get("value")
    elif isinstance(header, list | tuple) and len(header) == 2:  # Slack writes pairs
        repairs[Repair.HEADERS] += 1
        name, value = header
    else:
        name = value = None
    name = text(name, repairs)
    if not name:
        repairs[Repair.HEADER_UNNAMED] += 1
        return []
    value = str(value) if isinstance(value, int | float) else text(value, repairs)
    values: list[str | None] = [None]
    if value is not None:
        values = [*value.split("\n")]
    if len(values) > 1:  # Chrome and its kin join Set-Cookie so
        repairs[Repair.HEADER_JOINED] += 1
    return [{"name": name, "value": value} for value in values]
