"""Bodies without their secrets: JSON and forms by their names, anything else as a whole."""

import json
import re
from urllib.parse import parse_qsl, urlencode

from analyzer.formats.har.hiding import Hiding
from analyzer.formats.har.walk import finite
from analyzer.formats.placeholders import hidden_value, is_secret

_MULTIPART = re.compile(r'(?i)\bname="?([^";\r\n]*)')


def content(text: str, media: str, hiding: Hiding) -> str:
    """A body's text without its secrets; as a whole, where it is neither JSON nor a form.

    Args:
        text: decoded.
        media: its media type, as recorded.
        hiding: what hides them.
    """
    media = media.lower()
    try:
        document = json.loads(text, strict=False)
        if isinstance(document, dict | list):
            return json.dumps(_json("", document, hiding))
    except (ValueError, RecursionError):
        pass
    if "urlencoded" in media:
        pairs = parse_qsl(text, keep_blank_values=True)
        return urlencode(
            [
                (name, hiding.pair("parameter", {"name": name, "value": value}))
                for name, value in pairs
            ],
            safe="/",
        )
    if "multipart" in media and (boundary := re.match(r"--\S+", text)):
        return boundary[0].join(_part(part, hiding) for part in text.split(boundary[0]))
    return hiding.hide("body", text)


def _part(part: str, hiding: Hiding) -> str:
    """A part of a form: its name, and a placeholder."""
    head, blank, value = part.partition("\r\n\r\n")
    name = _MULTIPART.search(head)
    if not blank or hiding.kept(name and name[1]):
        return part if blank or not part.strip("-\r\n") else "\r\n"
    shown = f'\r\nContent-Disposition: form-data; name="{name[1] if name else ""}"'
    return f"{shown}\r\n\r\n{hiding.hide('parameter', value.strip())}\r\n"


def _json(name: str, value: object, hiding: Hiding, *, secret: bool = False) -> object:
    """A member of a body that is JSON; under a telling name everything."""
    if hiding.kept(name) or value is None or isinstance(value, bool):
        return value
    secret |= is_secret(name)
    if isinstance(value, dict):
        return {
            hiding.name(key): _json(key, each, hiding, secret=secret) for key, each in value.items()
        }
    if isinstance(value, list):
        return [_json(name, each, hiding, secret=secret) for each in value]
    text, hide = str(value), hiding.of("member of JSON")
    shown = hide(text) if secret else hidden_value(name, text, hide)
    return finite(value) if shown == text else shown
