"""From the parts of any JSON that means a HAR to what HAR 1.2 asks for; what was put right is counted.

haralyzer gets the result: given the raw documents of 20 exporters it lost entries whose page is
not listed, counted those of a page listed twice twice, and raised on one file in twelve.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from analyzer.entry import Reject
from analyzer.errors import FormatError
from analyzer.formats.har.decode import EACH, BrokenError, Part
from analyzer.formats.har.exchange import Exchange, exchange
from analyzer.formats.har.fields import Json, date, label, number, text
from analyzer.formats.har.repairs import Repair, Repairs
from analyzer.formats.har.snippet import snippet

_ENTRY = (("log", "entries", EACH), ("entries", EACH))


class Entry(Struct, frozen=True):
    """What is read of one entry.

    Args:
        kept: its parts; None where it is no entry.
        repairs: what was put right in it.
        reject: why it is none.
        raw: its shape, or where its JSON is broken.
    """

    kept: Exchange | None
    repairs: Repairs = field(default_factory=Repairs)
    reject: Reject | None = None
    raw: str | None = None


class Around(Struct):
    """What a HAR holds around its entries, as far as it has been read."""

    members: dict[str, object] = field(default_factory=dict)
    log: dict[str, object] | None = None
    entries: int = 0

    def log_members(self, repairs: Repairs) -> dict[str, object]:
        """The members of the log, or of what stands for it."""
        if self.log is None:
            repairs[Repair.LOG] += 1
            return self.members
        return self.log


def entries(parts: Iterable[Part], around: Around) -> Iterator[Entry]:
    """The entries of `raw_entries`, read."""
    return map(_entry, raw_entries(parts, around))


def raw_entries(parts: Iterable[Part], around: Around) -> Iterator[object]:
    """The entries in their order, as recorded, each let go before the next is decoded.

    Args:
        parts: of the document.
        around: is filled with everything else.

    Raises:
        FormatError: there are no entries.
    """
    for path, value in parts:
        if path in _ENTRY:
            around.entries += 1
            yield value
        elif path == ("log",):
            around.log = {} if isinstance(value, dict) else None
        elif len(path) == 2 and around.log is not None:
            around.log[path[1]] = value
        elif len(path) == 1:
            around.members[path[0]] = value
    if around.log is None and isinstance(around.members.get("request"), dict):
        around.entries += 1
        yield {**around.members}
    if around.entries:
        return
    if around.log is None and not isinstance(around.members.get("entries"), list):
        message = "this is JSON but no HAR: it has no log with entries"
        raise FormatError(message, "check that it is the file you meant")
    message = "the HAR holds no entries"
    raise FormatError(message, "record again with the network panel open, then export")


def _entry(value: object) -> Entry:
    if isinstance(value, BrokenError):
        reject = Reject.ENTRY_CUT if value.cut else Reject.ENTRY_BROKEN
        return Entry(None, reject=reject, raw=value.what)
    repairs = Repairs()
    kept = exchange(value, repairs)
    if kept is None:
        return Entry(None, repairs, Reject.NOT_AN_ENTRY, snippet(value))
    return Entry(kept, repairs)


def program(recorded: object, repairs: Repairs) -> Json:
    """Name and version of a program, empty where they are not recorded."""
    known = recorded if isinstance(recorded, dict) else {}
    return {key: label(known.get(key), repairs) or "" for key in ("name", "version")}


def pages(recorded: object, repairs: Repairs) -> dict[str, Json]:
    """Each page once, by its id."""
    known: dict[str, Json] = {}
    for page in recorded if isinstance(recorded, list) else ():
        if not isinstance(page, dict) or not (name := label(page.get("id"), repairs)):
            repairs[Repair.PAGE_UNNAMED] += 1
        elif name in known:
            repairs[Repair.PAGE_REPEATED] += 1
        else:
            known[name] = one_page(name, page, repairs)
    return known


def one_page(name: str, page: Json, repairs: Repairs) -> Json:
    """A page in the form that haralyzer takes."""
    timings = page.get("pageTimings")
    known = timings if isinstance(timings, dict) else {}
    return {
        "id": name,
        "title": text(page.get("title"), repairs) or "",
        "startedDateTime": date(page.get("startedDateTime"), repairs),
        "pageTimings": {
            key: number(known.get(key), repairs) for key in ("onContentLoad", "onLoad")
        },
    }
