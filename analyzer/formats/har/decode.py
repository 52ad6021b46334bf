"""From the bytes of a HAR to the parts of its JSON document, one entry at a time.

A document is never held whole: every entry is decoded singly, where it stands, by Python's own
json, whose scanner says where the value ends, and which takes what browsers write (NaN, halves of
surrogate pairs); or, where all is in order, several at once by what is faster (`bulk`).

A download that was cut, or a browser that crashed, leaves entries that are worth reading: what is
broken in a list of entries is given out as such, and the reading goes on at the next whole one.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator

from analyzer.errors import FormatError
from analyzer.formats.har.repairs import Repair, Repairs
from analyzer.formats.har.unwrap import CALL, inflated, refuse_at_sight
from analyzer.formats.har.window import Window

AGAIN = "export it again"

EACH = "*"
"""Stands in a path for any element of a list."""

Path = tuple[str, ...]
Part = tuple[Path, object]
Several = Callable[[Window], list[object]]
"""Entries from where the window stands up to where it stands then, at the next one; none, if it cannot."""


def one_by_one(_: Window) -> list[object]:
    """No entries at once."""
    return []


_ENTERED = ((), ("log",))
"""Objects whose members are given out singly: the document, and its log."""

_LISTS = (("log", "entries"), ("entries",))
"""Lists whose elements are given out singly."""

_SHORT = 24
"""Characters; a number, a word or an escape that is cut at the end of a stretch is no longer."""

_TORN = re.compile(rf"[\w.+\\-]{{0,{_SHORT}}}\Z")
"""What is left of a number, a word or an escape where a document ends within it."""

_BEGIN = re.compile(
    r'\{\s{0,99}"(?:_\w{1,40}|startedDateTime|request|response|pageref|time|timings|cache|connection'
    r'|serverIPAddress)"\s{0,99}:'
)
"""How entries begin; what begins so, too, is told from them once it is decoded."""

_TRIES = 1_000
"""Places that are looked at for the next whole entry: a hostile document may be full of them."""

_DECODER = json.JSONDecoder(strict=False)


class BrokenError(FormatError):
    """Where the JSON ends too early, or is none; in a list of entries it stands for what is lost.

    Args:
        what: what is wrong and where. Never a word of what stands there, it may be a password.
        at: the same place, in the window.
        cut: the document ends here.
    """

    def __init__(self, what: str, at: int, *, cut: bool = False) -> None:
        """Tell it."""
        super().__init__(what, AGAIN)
        self.at, self.cut = at, cut

    @property
    def repair(self) -> Repair:
        """What it is counted as, where the reading goes on all the same."""
        return Repair.CUT if self.cut else Repair.BROKEN


def parts(
    pieces: Iterable[bytes], repairs: Repairs, several: Several = one_by_one
) -> Iterator[Part]:
    """The parts of the JSON document that the bytes hold, in order, whatever is wrapped around it.

    Args:
        pieces: the document's bytes.
        repairs: what has to be put right is counted here.
        several: is asked for entries before each that is decoded singly.

    Returns:
        Every member of the document and of its `log` with its path; of a list of entries each
        element (`("log", "entries", EACH)`), or in the place of what is broken there, a BrokenError.
        Those that are gone into come first, empty.

    Raises:
        FormatError: there is no JSON document, or it breaks before any entry is whole.
    """
    window = Window(inflated(pieces), repairs)
    call = _enter_call(window)
    refuse_at_sight(window.skip())
    first: BrokenError | None = None
    whole = False
    try:
        for path, value in _value(window, (), several):
            if isinstance(value, BrokenError):
                first = first or value
            whole |= path[-1:] == (EACH,) and not isinstance(value, BrokenError)
            yield path, value
    except BrokenError as broken:
        if not whole:
            raise first or broken from None
        repairs[broken.repair] += 1
        return
    if call and window.skip() == ")":
        window.at += 1
        window.skip("\0 \t\r\n\ufeff;")
    if window.skip():
        line, column = window.place(window.at)
        message = f"something follows the JSON of the HAR at line {line}, column {column}"
        raise FormatError(message, "keep one document")


def _enter_call(window: Window) -> bool:
    """Step into `callback(`, if the document is the argument of a call."""
    window.skip()
    call = CALL.match(window.text, window.at)
    if call:
        window.at = call.end()
    return call is not None


def _value(window: Window, path: Path, several: Several) -> Iterator[Part]:
    """A value, or where it is gone into, its parts."""
    first = window.skip()
    if first == "{" and path in _ENTERED:
        yield path, {}
        yield from _members(window, path, several)
    elif first == "[" and path in _LISTS:
        yield path, []
        yield from _elements(window, path, several)
    else:
        yield path, _decoded(window)


def _members(window: Window, path: Path, several: Several) -> Iterator[Part]:
    window.at += 1
    if window.skip() == "}":
        window.at += 1
        return
    while True:
        if window.skip() != '"':
            raise _broken(window, "Expecting property name enclosed in double quotes", window.at)
        name = str(_decoded(window))
        _expect(window, ":")
        yield from _value(window, (*path, name), several)
        if _expect(window, ",}") == "}":
            return


def _elements(window: Window, path: Path, several: Several) -> Iterator[Part]:
    window.at += 1
    if window.skip() == "]":
        window.at += 1
        return
    path = (*path, EACH)
    while True:
        try:
            window.skip()
            for each in several(window):
                yield path, each
            yield path, _decoded(window)
            if _expect(window, ",]") == "]":
                return
        except BrokenError as broken:
            lost = broken.at > window.at or window.skip() not in {"", "{"}
            if lost:  # otherwise only a comma is missing
                yield path, broken
            _resume(window, broken)


def _resume(window: Window, broken: BrokenError) -> None:
    """Go on to the next entry that is whole.

    Raises:
        BrokenError: there is none.
    """
    # Where a quote is missing, a text swallowed the beginning of the next entry up to its own.
    window.at = max(window.text.rfind("{", window.at + 1, broken.at), broken.at - _SHORT, window.at)
    for _ in range(_TRIES):
        if not window.find(_BEGIN):
            break
        try:
            value, end = _scanned(window)
        except BrokenError as another:
            end = another.at
        else:
            if isinstance(value, dict) and isinstance(value.get("request"), dict):
                window.repairs[broken.repair] += 1
                return
        window.at = max(end, window.at + 1)
    raise broken


def _expect(window: Window, characters: str) -> str:
    found = window.skip()
    if not found or found not in characters:
        raise _broken(window, f"Expecting {' or '.join(map(repr, characters))}", window.at)
    window.at += 1
    return found


def _decoded(window: Window) -> object:
    """The value that begins here, whole; it is stepped over."""
    value, window.at = _scanned(window)
    return value


def _scanned(window: Window) -> tuple[object, int]:
    """The value that begins here and where it ends: where the stretch is too short, it is extended."""
    while True:
        try:
            value, end = _DECODER.raw_decode(window.text, window.at)
        except json.JSONDecodeError as error:
            cut = error.msg.startswith("Unterminated") or error.pos >= len(window.text) - _SHORT
            if window.ended or not cut:
                raise _broken(window, error.msg, error.pos) from None
        except RecursionError:
            message = "the JSON is nested too deeply for a HAR"
            raise BrokenError(message, window.at + 1) from None
        except ValueError as error:  # an integer of more digits than Python converts
            message = f"the JSON cannot be read: {error}"
            raise BrokenError(message, window.at + 1) from None
        else:
            if window.ended or end < len(window.text) - _SHORT:
                return value, end
        window.more()


def _broken(window: Window, why: str, at: int) -> BrokenError:
    """Say what is wrong with the JSON, and where."""
    line, column = window.place(at)
    if why.startswith("Unterminated") or _TORN.match(window.text, at):
        end, _ = window.place(len(window.text))
        return BrokenError(f"the HAR is cut short: its JSON ends in line {end}", at, cut=True)
    return BrokenError(f"the JSON of the HAR is broken at line {line}, column {column}: {why}", at)
