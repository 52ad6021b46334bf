"""A Report as one self-contained page: no request to anyone, nothing that a log says is run.

Every text that enters the template passes `visible` and Jinja's escaping, in one place for all of
them; the page's own style and script are fixed, and named by their hash in the page's
Content-Security-Policy, so that a browser refuses everything else.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from analyzer import units
from analyzer.report import colours
from analyzer.report.cell import NUMERIC, colour_of, order, written
from analyzer.report.charts import MOST_BARS, draw
from analyzer.report.command import command
from analyzer.report.falls import Bar, falls
from analyzer.report.loads import AT
from analyzer.report.model import ChartKind, Kind, Panel, Report, Row, Value
from analyzer.report.text import STEP, cut, visible
from analyzer.summary.loads import PHASES

if TYPE_CHECKING:
    from datetime import datetime

_PAGE = Path(__file__).parent / "page"

_LONG = 90
"""Characters of a text that a table shows; the whole is in its title."""

_WAY = 400
"""Characters of a way of several steps: of all columns the one that cannot do without its middle."""

_NAME = 24
"""Characters of a file's name beside each number."""

_WHOLE = 2_000
"""Characters of a text that a title holds: a page must not grow with what a client sends."""

_UNFOLDED = 3
"""Pages of a HAR whose waterfall is unfolded from the beginning."""

_NARROWEST = 3
"""Thousandths of the width that a phase has at the least."""

_HEIGHTS = {"blocked": 4, "dns": 9, "connect": 9, "tls": 14}
"""Of 24: a phase without an answer is lower than one with."""

_FULL = 20

_LEGEND = (
    ("blocked", "blocked"),
    ("DNS and connect", "dns"),
    ("TLS", "tls"),
    ("send and wait", "wait"),
    ("receive", "receive"),
    ("from a cache", "time cached"),
)

_FILTERED = 10
"""A table of more rows than these has a field to filter it."""


_PRINTED = 40
"""Rows of a table that are printed, as in report.css."""

_COMMAND = 4_000
"""A longer command is of no use to a reader."""


def html(report: Report) -> str:
    """The page, complete: style, script and pictures are in it."""
    return page("report.html.j2", report)


def page(template: str, report: Report, **more: object) -> str:
    """A page from a template of ours.

    Args:
        template: its name.
        report: what it shows; its commands list entries of this one's sources.
        more: what else the template asks for.
    """
    style, script = _style(), _resource("report.js")
    return (
        _environment()
        .get_template(template)
        .render(
            report=report,
            style=Markup(style),  # noqa: S704 - ours, and fixed
            script=Markup(script),  # noqa: S704 - ours, and fixed
            policy=_policy(style, script),
            command=lambda where: _command(report, where),
            zone=_zone(report.first),
            **more,
        )
        + "\n"
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
        loader=FileSystemLoader(_PAGE),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals |= {
        "Kind": Kind,
        "bar": _bar,
        "colour_of": colour_of,
        "draw": lambda panel: Markup(draw(panel)),  # noqa: S704 - escaped by matplotlib and svg.py
        "drawn": _drawn,
        "filtered": _FILTERED,
        "numeric": NUMERIC,
        "printed": _PRINTED,
        "shown": _shown,
        "sorted": NUMERIC | {Kind.MOMENT},
        "order": order,
        "units": units,
        "written": written,
    }
    environment.globals |= {
        "at": AT,
        "falls": falls,
        "height": _height,
        "legend": _LEGEND,
        "place": lambda x: f"{x * 1000:.1f}",
        "spent": _spent,
        "unfolded": _UNFOLDED,
        "wide": lambda piece: f"{max(_NARROWEST, (piece.end - piece.begin) * 1000):.1f}",
    }
    environment.filters |= {
        "capitalised": lambda text: text[:1].upper() + text[1:].removesuffix("."),
        "shortened": _shortened,
        "whole": _whole,
    }
    return environment


@cache
def _style() -> str:
    return colours.css() + _resource("report.css")


def _resource(name: str) -> str:
    return (_PAGE / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing from anywhere, but this style, this script and the icon in the page."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _zone(moment: "datetime | None") -> str:
    """`UTC+02:00`, once for the page: its moments are written without."""
    offset = f"{moment:%z}" if moment else ""
    return f"UTC{offset[:3]}:{offset[3:5]}" if offset.strip("+0") else "UTC"


def _command(report: Report, where: str) -> str | None:
    line = command(report, where)
    return line if len(line) <= _COMMAND else None


def _shown(value: Value, kind: Kind) -> str:
    """A cell's text; of a place the file's own name, for the folder is the same in all rows."""
    text = written(value, kind)
    if kind is not Kind.PLACE or value is None:
        return cut(text, _WAY if STEP in text else _LONG)
    name, _, line = text.rpartition(":")
    return f"{cut(name.rpartition('/')[2], _NAME)}:{line}"


def _shortened(text: str) -> str:
    return cut(visible(text), _LONG)


def _whole(text: str, shown: str) -> str | None:
    """What a title has to say, if not all is shown."""
    seen = visible(text)
    return cut(seen, _WHOLE) if seen != shown else None


def _height(phase: str) -> Markup:
    """Height and place of a phase's bar, which tell it apart without a colour."""
    height = _HEIGHTS.get(phase, _FULL)
    return Markup(f'y="{(24 - height) / 2:g}" height="{height}"')  # noqa: S704 - numbers


def _spent(bar: Bar) -> str:
    """What a request's time was spent on, in words."""
    known = [(phase, bar.row.values[AT[phase]]) for phase in PHASES]
    spent = [f"{phase} {written(value, Kind.DURATION)}" for phase, value in known if value]
    return ", ".join(spent) or written(bar.row.values[AT["takes"]], Kind.DURATION)


def _bar(panel: Panel, index: int, row: Row) -> tuple[str, str, str]:
    """The words, the width and the colour of a row's share."""
    value = row.values[panel.share] if panel.share is not None else None
    part = value if isinstance(value, int | float) else 0
    by_row = panel.chart and panel.chart.kind is not ChartKind.OVER_TIME
    colour = panel.chart.colours[index] if panel.chart and by_row else "neutral"
    width = f"{min(1, part / panel.total) * 100:.1f}" if panel.total else "0"
    return units.share(part, panel.total), width, colour


def _drawn(panel: Panel) -> int | None:
    """How many rows the picture shows, if not all."""
    bars = panel.chart and panel.chart.kind is ChartKind.BARS
    return MOST_BARS if bars and len(panel.rows) > MOST_BARS else None
