"""From the bytes of a HAR to the parts of its JSON document, one entry at a time.

A document is never held whole: every entry is decoded singly, where it stands, by Python's own
json, whose scanner says where the value ends. It takes what browsers write (NaN, halves of
surrogate pairs), and with the collector paused it is as fast as others (160 MB, 32,000 entries:
1.35 s, orjson 1.28 s).
"""

import json
from collections.abc import Iterable, Iterator

from analyzer.errors import FormatError
from analyzer.formats.har.repairs import Repairs
from analyzer.formats.har.unwrap import CALL, inflated
from analyzer.formats.har.window import Window

AGAIN = "export it again"

EACH = "*"
"""Stands in a path for any element of a list."""

Path = tuple[str, ...]
Part = tuple[Path, object]

_ENTERED = ((), ("log",))
"""Objects whose members are given out singly: the document, and its log."""

_LISTS = (("log", "entries"), ("entries",))
"""Lists whose elements are given out singly."""

_SHORT = 24
"""Characters; a number, a word or an escape that is cut at the end of a stretch is no longer."""

_DECODER = json.JSONDecoder(strict=False)


def parts(pieces: Iterable[bytes], repairs: Repairs) -> Iterator[Part]:
    """The parts of the JSON document that the bytes hold, in order, whatever is wrapped around it.

    Returns:
        Every member of the document and of its `log` with its path; of a list of entries each
        element (`("log", "entries", EACH)`). Those that are gone into come first, empty.

    Raises:
        FormatError: there is no JSON document.
    """
    window = Window(inflated(pieces), repairs)
    call = _enter_call(window)
    _refuse_at_sight(window.skip())
    yield from _value(window, ())
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


def _refuse_at_sight(first: str) -> None:
    """Name what is plainly no JSON, where the parser would only say `Expecting value`."""
    if not first:
        message = "the HAR is empty"
        raise FormatError(message, "record it again with the network panel open")
    if first == "<":
        message = "this is XML or HTML, not the JSON of a HAR"
        raise FormatError(message, "Internet Explorer saves HARs as XML: export from another tool")
    if first not in "{[":
        message = "this is no JSON, so it is no HAR"
        raise FormatError(message, "check that it is the file you meant")


def _value(window: Window, path: Path) -> Iterator[Part]:
    """A value, or where it is gone into, its parts."""
    first = window.skip()
    if first == "{" and path in _ENTERED:
        yield path, {}
        yield from _members(window, path)
    elif first == "[" and path in _LISTS:
        yield path, []
        yield from _elements(window, path)
    else:
        yield path, _decoded(window)


def _members(window: Window, path: Path) -> Iterator[Part]:
    window.at += 1
    if window.skip() == "}":
        window.at += 1
        return
    while True:
        if window.skip() != '"':
            raise _broken(window, "Expecting property name enclosed in double quotes", window.at)
        name = str(_decoded(window))
        _expect(window, ":")
        yield from _value(window, (*path, name))
        if _expect(window, ",}") == "}":
            return


def _elements(window: Window, path: Path) -> Iterator[Part]:
    window.at += 1
    if window.skip() == "]":
        window.at += 1
        return
    path = (*path, EACH)
    while True:
        window.skip()
        yield path, _decoded(window)
        if _expect(window, ",]") == "]":
            return


def _expect(window: Window, characters: str) -> str:
    found = window.skip()
    if not found or found not in characters:
        raise _broken(window, f"Expecting {' or '.join(map(repr, characters))}", window.at)
    window.at += 1
    return found


def _decoded(window: Window) -> object:
    """The value that begins here, whole: where the stretch ends too early, there is more of it."""
    while True:
        try:
            value, end = _DECODER.raw_decode(window.text, window.at)
        except json.JSONDecodeError as error:
            cut = error.msg.startswith("Unterminated") or error.pos >= len(window.text) - _SHORT
            if window.ended or not cut:
                raise _broken(window, error.msg, error.pos) from None
        except RecursionError:
            message = "the JSON is nested too deeply for a HAR"
            raise FormatError(message, AGAIN) from None
        except ValueError as error:  # an integer of more digits than Python converts
            message = f"the JSON cannot be read: {error}"
            raise FormatError(message, AGAIN) from None
        else:
            if window.ended or end < len(window.text) - _SHORT:
                window.at = end
                return value
        window.more()


def _broken(window: Window, why: str, at: int) -> FormatError:
    """Say what is wrong with the JSON, and where; never quote it, it may hold a password."""
    line, column = window.place(at)
    if why.startswith("Unterminated") or at >= len(window.text):
        end, _ = window.place(len(window.text))
        return FormatError(f"the HAR is cut short: its JSON ends in line {end}", AGAIN)
    return FormatError(
        f"the JSON of the HAR is broken at line {line}, column {column}: {why}", AGAIN
    )
