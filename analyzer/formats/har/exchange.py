"""One entry of a HAR, whatever its exporter left out or wrote otherwise, in the form of HAR 1.2."""

import re
from datetime import UTC, datetime

from analyzer.formats.har.disclosures import disclosed
from analyzer.formats.har.fields import BY_PART, LONGEST, Json, text
from analyzer.formats.har.repairs import Repair, Repairs

_DATED = re.compile(r"\s*\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")

_MILLISECONDS_FROM = 1e11
"""As seconds this is the year 5138; a greater number counts milliseconds."""


def exchange(entry: object, repairs: Repairs) -> Json | None:
    """What is read of an entry: known fields only, of known types. None: there is no request."""
    if not isinstance(entry, dict) or not isinstance(request := _request(entry), dict):
        return None
    response = _part(entry, "response", repairs, Repair.RESPONSE)
    timings = _part(entry, "timings", repairs, Repair.TIMINGS)
    kept = _read("entry", {**entry, "startedDateTime": date(entry, repairs)}, repairs)
    kept["request"] = _read("request", request, repairs)
    kept["response"] = _read("response", response, repairs)
    content = response.get("content")
    content = content if isinstance(content, dict) else {}
    kept["response"]["content"] = _read("content", content, repairs)
    # The one look at a body there is: it is not kept.
    kept["response"]["content"]["disclosed"] = disclosed(content, response.get("status"))
    for part, recorded in (("request", request), ("response", response)):
        kept[part]["headers"] = headers(recorded.get("headers"), repairs)
    kept["timings"] = _read("timings", timings, repairs) if timings else {}
    if kept["pageref"] is None:  # haralyzer goes by its absence
        del kept["pageref"]
    return kept


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


def _read(part: str, recorded: Json, repairs: Repairs) -> Json:
    """The known fields of one part, null where it lacks them."""
    return {
        key: None if (value := recorded.get(key)) is None else read(value, repairs)
        for key, read in BY_PART[part]
    }


def date(dated: Json, repairs: Repairs) -> str:
    """The `startedDateTime` of an entry or a page as text, and a number of seconds, too.

    Empty where there is none: haralyzer raises on null, and guesses the 10th of this month
    from `10`.
    """
    started = dated.get("startedDateTime")
    if isinstance(started, str):
        return started if _DATED.match(started) else ""
    if not isinstance(started, int | float) or isinstance(started, bool):
        return ""
    repairs[Repair.DATE] += 1
    try:
        seconds = started / 1000 if started > _MILLISECONDS_FROM else float(started)
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (OverflowError, OSError, ValueError):  # infinite, or a year that no calendar has
        return ""


def headers(recorded: object, repairs: Repairs) -> list[Json] | None:
    """Headers as HAR has them, each a name and a value; None where they were not recorded."""
    if isinstance(recorded, list) and _are_whole(recorded):
        return recorded
    if recorded is None:
        return None
    if isinstance(recorded, dict):
        repairs[Repair.HEADERS] += 1
        recorded = [{"name": name, "value": value} for name, value in recorded.items()]
    if not isinstance(recorded, list):
        repairs[Repair.HEADERS] += 1
        return None
    return [mended for header in recorded for mended in _mend(header, repairs)]


def _are_whole(recorded: list[Json]) -> bool:
    """Nothing is to be done, as for nearly every list there is: seen in a few calls, not in a loop."""
    try:
        names = [header["name"] for header in recorded]
        joined = "".join(names + [header["value"] for header in recorded])
    except (KeyError, TypeError, IndexError):
        return False
    return joined.isascii() and "\n" not in joined and "" not in names and len(joined) < LONGEST


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
