"""A HAR that is safe to share: every secret has a placeholder, the same wherever it stands.

Two passes. The first goes by place and by the rules of `secrets`: headers, cookies, URLs, forms,
bodies, messages, and whatever a vendor added. The second looks for what the first has found
wherever else it stands, in a path or in a title. It errs on the side of masking: a body that is
neither JSON nor a form goes as a whole, and so does a vendor's text.
"""

import re
from base64 import b64decode
from collections.abc import Callable, Iterable
from typing import Any

from analyzer.formats.har.bodies import content
from analyzer.formats.har.decode import parts
from analyzer.formats.har.exchange import headers
from analyzer.formats.har.hiding import Hiding
from analyzer.formats.har.members import BY_RULES, is_number, is_plain
from analyzer.formats.har.normalise import Around, raw_entries
from analyzer.formats.har.repairs import Repairs
from analyzer.formats.har.walk import finite
from analyzer.formats.placeholders import LONGEST, hidden, hidden_header, is_secret

Json = dict[str, Any]

_OPAQUE = re.compile(r"(?i)data:[\w.+/;=-]{0,80},|(?:data|javascript|mailto|tel):")
"""What of a URL is shown whose rest may be a document, a script or a person."""

_USER = re.compile(r"\A((?:[A-Za-z][A-Za-z0-9+.-]*:)?//)([^/?#]+)@")
"""Of a URL: spaces, which none should have, end no password."""


class Redaction:
    """One run: what is hidden, and what stands for it.

    Args:
        keep: names of headers, cookies, parameters and members whose values stay, in any case.
    """

    def __init__(self, keep: Iterable[str] = ()) -> None:
        """Begin with nothing found."""
        self._hiding = Hiding(keep)
        self.masked = self._hiding.masked
        self.left_out = 0

    def document(self, pieces: Iterable[bytes]) -> Json:
        """The redacted HAR; what is no entry, or broken, is left out.

        Raises:
            FormatError: the bytes hold no HAR that can be read.
        """
        around, repairs = Around(), Repairs()
        entries = [
            self._object(entry)
            for entry in raw_entries(parts(pieces, repairs), around)
            if isinstance(entry, dict)
        ]
        self.left_out = around.entries - len(entries)
        log = self._object({**around.log_members(repairs), "entries": None})
        usual = {"version": "1.2", "creator": {"name": "unknown", "version": ""}}
        return self._hiding.everywhere({"log": {**usual, **log, "entries": entries}})  # type: ignore[no-any-return]

    def _object(self, value: Json) -> Json:
        """Each member by its name; in objects that are used as tables the names are values, too."""
        return {self._hiding.name(key): self._member(key, member) for key, member in value.items()}

    def _member(self, key: str, value: object) -> object:
        if self._hiding.kept(key) or not isinstance(value, str | dict | list):
            return finite(value)
        if key in _PLACES:
            return _PLACES[key](self, value)
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            return [self._member(key, each) for each in value]
        return self._text(key, value)

    def _text(self, key: str, value: str) -> str:
        if is_plain(key, value) or (is_number(value) and not is_secret(key)):
            return value
        if re.match(r"https?://", value):
            return self._url(value)
        shown = hidden(value, self._hiding.of("text"))  # what it is of may stand elsewhere, too
        return shown if key in BY_RULES else self._hiding.hide("vendor's text", value)

    def _url(self, value: object) -> str:
        text = value if isinstance(value, str) else ""
        if opaque := _OPAQUE.match(text):
            return opaque[0] + self._hiding.hide("data: URL", text[opaque.end() :])
        text = _USER.sub(lambda user: f"{user[1]}{self._hiding.hide('URL', user[2])}@", text)
        path, mark, query = text.partition("?")
        query, hash_, fragment = query.partition("#")
        query = "&".join(map(self._in_query, query.split("&")))
        return (
            hidden(path, self._hiding.of("URL")) + mark + query + hash_ + self._fragment(fragment)
        )

    def _in_query(self, pair: str) -> str:
        """A parameter; one without a value, or an odd name, may be the secret itself."""
        name, sign, value = pair.partition("=")
        if self._hiding.kept(name):
            return pair
        if len(pair) <= LONGEST:
            return hidden(f"?{pair}", self._hiding.of("URL")).removeprefix("?")
        if len(name) <= LONGEST and sign:
            return f"{name}={self._hiding.hide('URL', value)}"
        return self._hiding.hide("URL", pair)

    def _fragment(self, fragment: str) -> str:
        return hidden(f"#{fragment}"[:LONGEST], self._hiding.of("URL")).removeprefix("#")

    def _headers(self, value: object) -> list[Json]:
        listed = headers(value, Repairs()) or []
        return [
            {**each, "value": self._header(str(each["name"]), each.get("value") or "")}
            for each in listed
        ]

    def _header(self, name: str, value: str) -> str:
        if self._hiding.kept(name):
            return value
        if re.match(r"\s*https?://", value) or name.lower() == ":path":
            return self._url(value.strip())
        return hidden_header(name, value, self._hiding.of("header"))

    def _cookies(self, value: object) -> list[Json]:
        return [
            self._named(each) | {"value": self._hiding.pair("cookie", each, secret=True)}
            for each in _objects(value)
        ]

    def _parameters(self, value: object) -> list[Json]:
        return [
            self._named(each) | {"value": self._hiding.pair("parameter", each)}
            for each in _objects(value)
        ]

    def _named(self, pair: Json) -> Json:
        return self._object({key: pair[key] for key in pair if key != "value"})

    def _body(self, value: object) -> Json:
        """The body of a request or a response, in whatever it was written."""
        body = value if isinstance(value, dict) else {}
        clean = self._object({key: body[key] for key in body if key not in {"text", "encoding"}})
        if isinstance(text := body.get("text"), str) and text:
            clean["text"] = content(
                _decoded(text, body), str(body.get("mimeType") or ""), self._hiding
            )
        return clean

    def _messages(self, value: object) -> list[Json]:
        """What went over a websocket, or came as events."""
        return [
            {
                key: self._hiding.hide("message", each)
                if isinstance(each, str) and key not in {"type", "eventName"}
                else self._member(key, each)
                for key, each in message.items()
            }
            for message in _objects(value)
        ]


def _objects(value: object) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _decoded(text: str, body: Json) -> str:
    if body.get("encoding") != "base64":
        return text
    try:
        return b64decode(text).decode("utf-8", "replace")
    except ValueError:
        return text


_PLACES: dict[str, Callable[[Redaction, Any], object]] = {
    "headers": Redaction._headers,
    "cookies": Redaction._cookies,
    "queryString": Redaction._parameters,
    "params": Redaction._parameters,
    "postData": Redaction._body,
    "content": Redaction._body,
    "url": Redaction._url,
    "redirectURL": Redaction._url,
    "redirectionURL": Redaction._url,
    "_webSocketMessages": Redaction._messages,
    "_eventSourceMessages": Redaction._messages,
}
"""What stands where in a HAR; a member of any other name is HAR's own word, or a vendor's."""
