"""The software behind an agent: browser, system and kind of device of people, name and kind of crawlers."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache

import polars as pl

from analyzer.enrich.crawlers import CRAWLER_KIND, crawlers
from analyzer.enrich.memo import Memo

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

_Software = tuple[str | None, ...]


def software(agents: pl.Series) -> pl.DataFrame:
    """What is behind agents, none of which is null: SOFTWARE, a row each."""
    answers = _memo(agents.str.head(LONGEST).to_list())
    return pl.DataFrame(answers, schema=SOFTWARE, orient="row")


def _work(agents: list[str]) -> list[_Software]:
    texts = pl.Series("agent", agents, dtype=pl.String)
    found = crawlers(texts)
    browsers = [
        (None, None) if kind else _browser()(agent)
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


@cache
def _browser() -> Callable[[str], tuple[str | None, str | None]]:
    """ua-parser by its native matcher, which takes a tenth of a second to get ready: devices are left out."""
    from ua_parser import load_lazy_builtins
    from ua_parser.regex import Resolver

    browsers, systems, _ = load_lazy_builtins()
    # Its two matchers are asked directly: around them, a result of several objects takes longer.
    matchers = Resolver((browsers, systems, []))

    def browser(agent: str) -> tuple[str | None, str | None]:
        found, system = matchers.ua.extract(agent), matchers.os.extract(agent)
        return found.family if found else None, system.family if system else None

    return browser
