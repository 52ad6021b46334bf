"""Who visits the shop: browsers, a phone behind a proxy, a script, a robot and a scanner."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from sample_logs.record.application import Application
from sample_logs.record.hosts import Address
from sample_logs.record.journal import Journal
from sample_logs.record.visitor import Visitor

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/143.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
CURL = "curl/8.14.1"
ROBOT = "Mozilla/5.0 (compatible; ExampleBot/2.1; +http://bot.example/about)"
SCANNER = "Mozilla/5.0 zgrab/0.x"


@dataclass(frozen=True, slots=True)
class Stage:
    """Everybody who can act in a scene, and what a scene needs to know of the server."""

    journal: Journal
    application: Application
    server: str  # "nginx" or "apache"
    firefox: Visitor
    chrome: Visitor
    phone: Visitor
    script: Visitor
    robot: Visitor
    scanner: Visitor

    @property
    def on_nginx(self) -> bool:
        """Some scenes end differently on the two servers."""
        return self.server == "nginx"


Scene: TypeAlias = Callable[[Stage], None]


def stage(server: str, address: Address, journal: Journal, application: Application) -> Stage:
    """Give each visitor a loopback address of its own."""

    def visitor(host: int, agent: str, forwarded_for: str | None = None) -> Visitor:
        return Visitor(address, journal, f"127.0.0.{host}", agent, forwarded_for)

    return Stage(
        journal=journal,
        application=application,
        server=server,
        firefox=visitor(11, FIREFOX),
        chrome=visitor(12, CHROME),
        phone=visitor(13, IPHONE, "198.51.100.7, 203.0.113.9"),
        script=visitor(14, CURL),
        robot=visitor(15, ROBOT),
        scanner=visitor(66, SCANNER),
    )
