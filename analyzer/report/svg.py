"""What matplotlib writes, made fit for a page: no inline style, no ids, colours by custom property.

A strict Content-Security-Policy refuses `style="..."` and `<style>`; several pictures in one page
may not share ids; and a picture has to follow the page into the dark.
"""

import re

from markupsafe import escape

from analyzer.report.colours import PALETTE, SURFACE, variable

_TAG = re.compile(r"<[^<>]+>")  # matplotlib escapes both signs in text and in attributes
_STYLE = re.compile(r' style="([^"]*)"')
_DROPPED = re.compile(r' (?:id|clip-path)="[^"]*"')
_DEFINITIONS = re.compile(r"<defs>.*?</defs>\s*", re.DOTALL)
_UPRIGHT = re.compile(r' transform="rotate\(-?0 [^"]*"')
_DECIMALS = re.compile(r"-?\d+\.\d+")
_VARIABLES = {
    colour.light: variable(name) for name, colour in reversed((PALETTE | SURFACE).items())
}
"""Of two names of one colour, the first."""


def inline(svg: str, *, name: str, title: str, description: str) -> str:
    """The picture as an element of a page, read aloud as its title and description."""
    body = _DEFINITIONS.sub("", svg[svg.index("<svg") :].partition(">")[2])
    box = re.search(r'viewBox="[^"]*"', svg)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {box and box[0]} '
        f'aria-labelledby="{escape(name)}-title" aria-describedby="{escape(name)}-desc">'
        f'<title id="{escape(name)}-title">{escape(title)}</title>'
        f'<desc id="{escape(name)}-desc">{escape(description)}</desc>'
    )
    return head + _TAG.sub(lambda tag: _clean(tag[0]), body)


def _clean(tag: str) -> str:
    tag = _STYLE.sub(lambda style: _attributes(style[1]), tag)
    tag = _UPRIGHT.sub("", _DROPPED.sub("", tag))
    return _DECIMALS.sub(lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), tag)


def _attributes(style: str) -> str:
    pairs = (pair.split(":", 1) for pair in style.split(";") if pair.strip())
    kept = ((name.strip(), value.strip()) for name, value in pairs)
    return "".join(
        f' {name}="{_VARIABLES.get(value, value)}"' for name, value in kept if name != "font-family"
    )
