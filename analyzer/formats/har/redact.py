"""A HAR that is safe to share: every secret has a placeholder, the same wherever it stands.

Two passes. The first goes by place and by the rules of `secrets`: headers, cookies, URLs, forms,
bodies, messages, and whatever a vendor added. The second looks for what the first has found
wherever else it stands, in a path or in a title. It errs on the side of masking: a body that is
neither JSON nor a form goes as a whole, and so does a vendor's text.
"""

import hashlib
import hmac
import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from secrets import token_bytes
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, urlencode

import polars as pl

from analyzer.formats.har.decode import parts
from analyzer.formats.har.exchange import headers
from analyzer.formats.har.members import BY_RULES, is_number, is_plain
from analyzer.formats.har.normalise import Around, raw_entries
from analyzer.formats.har.repairs import Repairs
from analyzer.formats.har.walk import finite, replaced, texts, whole
from analyzer.formats.placeholders import LONGEST, hidden, hidden_header, hidden_value, is_secret

Json = dict[str, Any]

_PLACEHOLDER = re.compile(r"redacted-[0-9a-f]{12}")

_TELLING = re.compile(
    r"(?=[!-~]*[A-Za-z])(?=[!-~]*\d)(?!HTTP/|\d{4}-\d\d-\d\dT|(?:[\w-]+\.)+[a-z]{2,24}\Z)[!-~]{8,4096}"
)
"""A secret that is looked for everywhere. Shorter ones and plain words would be found by chance, and
where dates and hosts were replaced there would be no HAR."""

_AT_LARGE = frozenset({"header", "cookie", "parameter", "URL", "member of JSON", "text"})
"""Kinds that are looked for everywhere: bodies and vendors' texts are more than a secret."""

_OPAQUE = re.compile(r"(?i)data:[\w.+/;=-]{0,80},|(?:data|javascript|mailto|tel):")
"""What of a URL is shown whose rest may be a document, a script or a person."""

_USER = re.compile(r"\A((?:[A-Za-z][A-Za-z0-9+.-]*:)?//)([^/?#]+)@")
"""Of a URL: spaces, which none should have, end no password."""

_NAME = re.compile(r"[\w$:.-]{0,40}")
"""What is the name of a member for certain, as nearly all are."""

_MULTIPART = re.compile(r'(?i)\bname="?([^";\r\n]*)')


class Redaction:
    """One run: what is hidden, and what stands for it.

    Args:
        keep: names of headers, cookies, parameters and members whose values stay, in any case.
    """

    def __init__(self, keep: Iterable[str] = ()) -> None:
        """Make a key of its own, so that nobody can try out what a placeholder stands for."""
        self.masked: Counter[str] = Counter()
        self.left_out = 0
        self._keep = {name.lower() for name in keep}
        self._key = token_bytes(16)
        self._found: dict[str, str] = {}

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
        return self._everywhere({"log": {**usual, **log, "entries": entries}})  # type: ignore[no-any-return]

    def _hide(self, kind: str, secret: str) -> str:
        if _PLACEHOLDER.fullmatch(secret) or not secret:
            return secret
        self.masked[kind] += 1
        secret = whole(secret)
        digest = hmac.new(self._key, secret.encode(), hashlib.sha256)
        shown = f"redacted-{digest.hexdigest()[:12]}"
        if kind in _AT_LARGE and _TELLING.fullmatch(secret):
            self._found[secret] = shown
        return shown

    def _as(self, kind: str) -> Callable[[str], str]:
        return partial(self._hide, kind)

    def _kept(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._keep

    def _object(self, value: Json) -> Json:
        """Each member by its name; in objects that are used as tables the names are values, too."""
        return {self._name(key): self._member(key, member) for key, member in value.items()}

    def _name(self, name: str) -> str:
        return name if _NAME.fullmatch(name) else hidden(name, self._as("text"))

    def _member(self, key: str, value: object) -> object:
        if self._kept(key) or not isinstance(value, str | dict | list):
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
        shown = hidden(value, self._as("text"))  # what it is of may stand elsewhere, too
        return shown if key in BY_RULES else self._hide("vendor's text", value)

    def _url(self, value: object) -> str:
        text = value if isinstance(value, str) else ""
        if opaque := _OPAQUE.match(text):
            return opaque[0] + self._hide("data: URL", text[opaque.end() :])
        text = _USER.sub(lambda user: f"{user[1]}{self._hide('URL', user[2])}@", text)
        path, mark, query = text.partition("?")
        query, hash_, fragment = query.partition("#")
        query = "&".join(map(self._in_query, query.split("&")))
        return hidden(path, self._as("URL")) + mark + query + hash_ + self._fragment(fragment)

    def _in_query(self, pair: str) -> str:
        """A parameter; one without a value, or an odd name, may be the secret itself."""
        name, sign, value = pair.partition("=")
        if self._kept(name):
            return pair
        if len(pair) <= LONGEST:
            return hidden(f"?{pair}", self._as("URL")).removeprefix("?")
        if len(name) <= LONGEST and sign:
            return f"{name}={self._hide('URL', value)}"
        return self._hide("URL", pair)

    def _fragment(self, fragment: str) -> str:
        return hidden(f"#{fragment}"[:LONGEST], self._as("URL")).removeprefix("#")

    def _headers(self, value: object) -> list[Json]:
        listed = headers(value, Repairs()) or []
        return [
            {**each, "value": self._header(str(each["name"]), each.get("value") or "")}
            for each in listed
        ]

    def _header(self, name: str, value: str) -> str:
        if self._kept(name):
            return value
        if re.match(r"\s*https?://", value) or name.lower() == ":path":
            return self._url(value.strip())
        return hidden_header(name, value, self._as("header"))

    def _cookies(self, value: object) -> list[Json]:
        return [
            self._named(each) | {"value": self._pair("cookie", each, secret=True)}
            for each in _objects(value)
        ]

    def _parameters(self, value: object) -> list[Json]:
        return [
            self._named(each) | {"value": self._pair("parameter", each)} for each in _objects(value)
        ]

    def _named(self, pair: Json) -> Json:
        return self._object({key: pair[key] for key in pair if key != "value"})

    def _pair(self, kind: str, pair: Json, *, secret: bool = False) -> str:
        name, value = (str(pair.get(key) or "") for key in ("name", "value"))
        if self._kept(name):
            return value
        hide = self._as(kind)
        return hide(value) if secret else hidden_value(name, value, hide)

    def _body(self, value: object) -> Json:
        """The body of a request or a response, in whatever it was written."""
        body = value if isinstance(value, dict) else {}
        clean = self._object({key: body[key] for key in body if key not in {"text", "encoding"}})
        if isinstance(text := body.get("text"), str) and text:
            clean["text"] = self._content(_decoded(text, body), str(body.get("mimeType") or ""))
        return clean

    def _content(self, text: str, media: str) -> str:
        media = media.lower()
        try:
            document = json.loads(text, strict=False)
            if isinstance(document, dict | list):
                return json.dumps(self._json("", document))
        except (ValueError, RecursionError):
            pass
        if "urlencoded" in media:
            pairs = parse_qsl(text, keep_blank_values=True)
            return urlencode(
                [
                    (name, self._pair("parameter", {"name": name, "value": value}))
                    for name, value in pairs
                ],
                safe="/",
            )
        if "multipart" in media and (boundary := re.match(r"--\S+", text)):
            return boundary[0].join(map(self._part, text.split(boundary[0])))
        return self._hide("body", text)

    def _part(self, part: str) -> str:
        """A part of a form: its name, and a placeholder."""
        head, blank, value = part.partition("\r\n\r\n")
        name = _MULTIPART.search(head)
        if not blank or self._kept(name and name[1]):
            return part if blank or not part.strip("-\r\n") else "\r\n"
        shown = f'\r\nContent-Disposition: form-data; name="{name[1] if name else ""}"'
        return f"{shown}\r\n\r\n{self._hide('parameter', value.strip())}\r\n"

    def _json(self, name: str, value: object, *, secret: bool = False) -> object:
        """A member of a body that is JSON; under a telling name everything."""
        if self._kept(name) or value is None or isinstance(value, bool):
            return value
        secret |= is_secret(name)
        if isinstance(value, dict):
            return {
                self._name(key): self._json(key, each, secret=secret) for key, each in value.items()
            }
        if isinstance(value, list):
            return [self._json(name, each, secret=secret) for each in value]
        text, hide = str(value), self._as("member of JSON")
        shown = hide(text) if secret else hidden_value(name, text, hide)
        return finite(value) if shown == text else shown

    def _messages(self, value: object) -> list[Json]:
        """What went over a websocket, or came as events."""
        return [
            {
                key: self._hide("message", each)
                if isinstance(each, str) and key not in {"type", "eventName"}
                else self._member(key, each)
                for key, each in message.items()
            }
            for message in _objects(value)
        ]

    def _everywhere(self, value: Any) -> Any:
        """The same with what was found replaced wherever it still stands."""
        spelled = {
            way(secret): shown
            for secret, shown in self._found.items()
            for way in (str, quote, quote_plus)
        }
        if not spelled:
            return value
        longest_first = sorted(spelled, key=len, reverse=True)
        long = [*{text for text in texts(value) if len(text) >= len(longest_first[-1])}]
        clean = pl.Series(map(whole, long), dtype=pl.String).str.replace_many(
            longest_first, [spelled[each] for each in longest_first], leftmost=True
        )
        changed = {old: new for old, new in zip(long, clean, strict=True) if old != new}
        if not changed:
            return value
        self.masked["text with one of these in it"] += len(changed)
        return replaced(value, changed)


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
