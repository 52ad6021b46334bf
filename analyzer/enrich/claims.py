"""CLAIMS: crawlers whose operators say which names their hosts have, so that a log with names tells impostors."""

from typing import NamedTuple


class Claim(NamedTuple):
    """A crawler that many pretend to be.

    Args:
        name: of the crawler, as its agent has it.
        agents: a regular expression that finds it in an agent.
        domains: what the names of its hosts end in, as its operator says.
    """

    name: str
    agents: str
    domains: tuple[str, ...]


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "Googlebot",
        "Googlebot|AdsBot-Google|Mediapartners-Google|Storebot-Google",
        ("googlebot.com", "google.com", "googleusercontent.com"),
    ),
    Claim("bingbot", "bingbot|adidxbot|BingPreview", ("search.msn.com",)),
    Claim("Applebot", "Applebot", ("applebot.apple.com",)),
    Claim("YandexBot", "YandexBot|YandexMobileBot", ("yandex.ru", "yandex.net", "yandex.com")),
    Claim("Baiduspider", "Baiduspider", ("baidu.com", "baidu.jp")),
    Claim("Yahoo! Slurp", "Slurp", ("crawl.yahoo.net",)),
    Claim("PetalBot", "PetalBot", ("petalsearch.com", "aspiegel.com")),
)
"""Who says to be one of them and comes from elsewhere is none; who comes from there may still lie
about its name, which only a look into the DNS would tell."""
