"""How sure one can be, from its first bytes, that a document is a HAR."""

import re
import zlib

from analyzer.formats.har.unwrap import text_of, unwrap_call

_PEEK = 1 << 16
"""Inflated, this much of a compressed document is enough to know it by."""

_LOG_FIRST = re.compile(r'\{\s*"log"\s*:')
_LOG = re.compile(r'"log"\s*:\s*\{')
_OWN = re.compile(r'"(?:entries|creator|pages|browser)"\s*:')
_ENTRIES = re.compile(r'"entries"\s*:\s*\[')
_ENTRY = re.compile(r'"(?:startedDateTime|request)"\s*:')
_ALONE = re.compile(r'\{\s*"(?:startedDateTime|request|response|_\w+|pageref|time)"\s*:')
_XML = re.compile(r"<log\b[^>]*>.{0,4000}?<(?:version|creator|browser|pages|entries)\b", re.DOTALL)


def claim(head: bytes) -> float:
    """How sure it is, from 0 to 1, that these first bytes begin a HAR.

    A HAR that cannot be read (cut short, XML of Internet Explorer) is claimed too, though less:
    nobody else can say what is wrong with it.
    """
    text = _first_text(head)
    if text.startswith("<"):
        return 0.5 if _XML.search(text[:_PEEK]) else 0.0
    if not text.startswith("{") or _is_lines(text):
        return 0.0
    if _LOG_FIRST.match(text):
        return 1.0 if _LOG.search(text[:_PEEK]) and _OWN.search(text) else 0.5
    if _LOG.search(text):
        return 0.8 if _ENTRIES.search(text) or '"creator"' in text else 0.0
    if _ENTRIES.search(text):
        return 0.9 if _ENTRY.search(text) else 0.3
    alone = _ALONE.match(text) and '"request"' in text and '"startedDateTime"' in text
    return 0.7 if alone else 0.0


def _first_text(head: bytes) -> str:
    """The beginning of the document without its wrappings; empty where it cannot be text."""
    if head[:1] == b"\x78":
        try:
            head = zlib.decompressobj().decompress(head, _PEEK)
        except zlib.error:
            return ""
    return unwrap_call(text_of(head)[0]).lstrip()


def _is_lines(text: str) -> bool:
    """Each line is a document of its own: an access log in JSON, whatever its fields are called."""
    first, _, rest = text.partition("\n")
    return first.rstrip().endswith("}") and rest.lstrip().startswith("{")
