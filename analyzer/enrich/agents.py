"""The software behind an agent: browser, system and kind of device of people, name and kind of crawlers."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Any

import polars as pl

from analyzer.enrich.crawlers import CRAWLER_KIND, crawlers
from analyzer.enrich.memo import Memo
from analyzer.enrich.needed import FEW, Needed, fitting, needed

LONGEST = 512
"""Characters of an agent that are looked at: no browser has more, and what others send is endless."""


class Device(StrEnum):
    """What a person holds, or sits at."""

    DESKTOP = "desktop"
    MOBILE = "mobile"
    TABLET = "tablet"
    TV = "tv"
    CONSOLE = "console"


DEVICE = pl.Enum([device.value for device in Device])

SOFTWARE: dict[str, pl.DataType] = {
    "browser": pl.String(),
    "system": pl.String(),
    "device": DEVICE,
    "crawler": pl.String(),
    "crawler_kind": CRAWLER_KIND,
}

DEVICES = (
    (Device.TV, r"(?i)smart-?tv|apple ?tv|google ?tv|android tv|bravia|hbbtv|roku|crkey|web0s"),
    (Device.CONSOLE, r"PlayStation|Xbox|Nintendo"),
    (Device.TABLET, r"iPad|Tablet[;)]|Kindle|Silk/|PlayBook"),
    (Device.MOBILE, r"Mobi|iPhone|iPod|Windows Phone|BlackBerry|BB10|Opera Mini"),
    (Device.TABLET, r"Android"),
    (Device.DESKTOP, r"Windows NT|Macintosh|X11|CrOS"),
)
"""The first that fits. Browsers write `Mobile` or `Mobi` on phones, and on Android leave it out on tablets;
an iPad that asks for the desktop's page calls itself a Macintosh."""

_A_FEW_TIMES = 4
"""After which it is quicker to have all expressions ready."""

_Software = tuple[str | None, ...]
_Browser = Callable[[str], tuple[str | None, str | None]]


def software(agents: pl.Series) -> pl.DataFrame:
    """What is behind agents, none of which is null: SOFTWARE, a row each."""
    answers = _memo(agents.str.head(LONGEST).to_list())
    return pl.DataFrame(answers, schema=SOFTWARE, orient="row")


def _work(agents: list[str]) -> list[_Software]:
    texts = pl.Series("agent", agents, dtype=pl.String)
    found = crawlers(texts)
    people = [agent for agent, kind in zip(agents, found["crawler_kind"], strict=True) if not kind]
    browser = _browsers(people)
    browsers = [
        (None, None) if kind else browser(agent)
        for agent, kind in zip(agents, found["crawler_kind"], strict=True)
    ]
    fitting = (
        pl.when(pl.col("agent").str.contains(pattern)).then(pl.lit(device.value))
        for device, pattern in DEVICES
    )
    devices = texts.to_frame().select(pl.coalesce(*fitting)).to_series()
    devices = devices.set(found["crawler_kind"].is_not_null(), None)
    kinds = found["crawler_kind"].cast(pl.String)
    return [
        (*browser, device, crawler, kind)
        for browser, device, crawler, kind in zip(
            browsers, devices, found["crawler"], kinds, strict=True
        )
    ]


_memo = Memo(_work)


class _Browsers:
    """ua-parser by its native matcher: devices are left out.

    To get all of its expressions ready takes longer than to read a short log, so the first few agents are
    tried on those alone that may match them.
    """

    def __init__(self) -> None:
        """Nothing is ready yet."""
        self._asked = 0

    def __call__(self, agents: list[str]) -> _Browser:
        """What finds browser and system of each of these agents."""
        self._asked += 1
        if len(agents) > FEW or self._asked > _A_FEW_TIMES:
            return _all_browsers()
        return _finds(
            *(
                [rule for rule, fits in zip(rules, fitting(needs, agents), strict=True) if fits]
                for rules, needs in zip(_rules(), _needs(), strict=True)
            )
        )


_browsers = _Browsers()


@cache
def _rules() -> tuple[list[Any], list[Any]]:
    from ua_parser import load_lazy_builtins

    browsers, systems, _ = load_lazy_builtins()
    return browsers, systems


@cache
def _needs() -> tuple[list[Needed], ...]:
    return tuple([needed(rule.regex) for rule in rules] for rules in _rules())


@cache
def _all_browsers() -> _Browser:
    return _finds(*_rules())


def _finds(browsers: list[Any], systems: list[Any]) -> _Browser:
    from ua_parser.regex import Resolver

    # Its two matchers are asked directly: around them, a result of several objects takes longer.
    matchers = Resolver((browsers, systems, []))

    def browser(agent: str) -> tuple[str | None, str | None]:
        found, system = matchers.ua.extract(agent), matchers.os.extract(agent)
        return found.family if found else None, system.family if system else None

    return browser
