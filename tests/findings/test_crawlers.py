"""Crawlers that never ask for robots.txt, and impostors, as far as the log itself shows them."""

from pathlib import Path

import pytest
from made_logs import Log, line

import analyzer
from analyzer.findings.findings import find

DAY = 24 * 3600
BOTS = {
    "Googlebot": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "bingbot": "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "AhrefsBot": "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "curl": "curl/8.14.1",
}


def by(bot: str, text: str, client: str = "10.0.0.1") -> str:
    return text.replace('"curl/8"', f'"{BOTS[bot]}"').replace("10.0.0.1 ", f"{client} ")


def day(at: int, text: str) -> str:
    """Some lines are of the next day."""
    return text.replace("22/Nov", "23/Nov") if at else text


def crawl(bot: str, n: int, *, later: bool = True) -> list[str]:
    return [
        day(later and at >= n // 2, by(bot, line(f"/page/{at}", second=at * 60 + at // (n // 2))))
        for at in range(n)
    ]


ASKED = by("Googlebot", line("/robots.txt"))


def test_a_crawler_that_never_asked(log: Log, tmp_path: Path) -> None:
    found = find(log(ASKED, *crawl("AhrefsBot", 100), *crawl("Googlebot", 100)))
    assert [each.id for each in found] == ["unasked-crawler"]
    assert (
        found[0].text
        == "100 requests of AhrefsBot, which never asked for robots.txt in more than a day."
    )
    assert found[0].entries == 100
    assert analyzer.scan(tmp_path / "access.log", where=found[0].where).collect().height == 100


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([ASKED, *crawl("AhrefsBot", 98)], id="a few requests"),
        pytest.param([ASKED, *crawl("AhrefsBot", 200, later=False)], id="of one day"),
        pytest.param(crawl("AhrefsBot", 100), id="nobody asked: perhaps it is not logged"),
        pytest.param([ASKED, *crawl("curl", 100)], id="a tool is told where to go by people"),
        pytest.param(
            [by("AhrefsBot", line("/robots.txt"), "10.9.9.9"), *crawl("AhrefsBot", 100)],
            id="another of its hosts asked",
        ),
    ],
)
def test_who_is_not_said_to_have_forgotten(log: Log, lines: list[str]) -> None:
    assert find(log(*lines)) == ()


def test_a_selection_says_nothing_about_what_was_never_asked(log: Log, tmp_path: Path) -> None:
    log(ASKED, by("curl", line("/robots.txt")), *crawl("AhrefsBot", 100))
    summary = analyzer.summarise(tmp_path / "access.log", where="not (crawler = 'Googlebot')")
    assert find(summary) == ()


# Impostors


def named(client: str, bot: str = "Googlebot", n: int = 5) -> list[str]:
    return [by(bot, line(f"/{at}", second=at), client) for at in range(n)]


def test_a_name_that_is_not_the_operators(log: Log, tmp_path: Path) -> None:
    (found,) = find(log(*named("ec2-3-8.compute.amazonaws.com"), *named("evil-googlebot.com", n=7)))
    assert (found.id, found.severity, found.clients, found.entries) == ("impostor", "note", 2, 12)
    assert found.text == (
        "evil-googlebot.com says that it is Googlebot, and is not: its name is none of the operator's "
        "hosts. The same holds for 1 other client."
    )
    assert (
        analyzer.scan(tmp_path / "access.log", where=found.where).collect().height == found.entries
    )


@pytest.mark.parametrize(
    ("client", "bot"),
    [
        pytest.param("crawl-66-249-66-1.googlebot.com", "Googlebot", id="Google's"),
        pytest.param("RATE-LIMITED-PROXY-66-249-90-77.GOOGLE.COM", "Googlebot", id="in capitals"),
        pytest.param("msnbot-157-55-39-1.search.msn.com", "bingbot", id="Bing's"),
        pytest.param("203.0.113.9", "Googlebot", id="an address alone proves nothing"),
        pytest.param("2001:db8::abcd", "Googlebot", id="nor does one of IPv6"),
        pytest.param("host.example.net", "AhrefsBot", id="whose operator names no hosts"),
    ],
)
def test_who_may_be_what_it_says(log: Log, client: str, bot: str) -> None:
    assert find(log(*named(client, bot))) == ()


def test_one_stray_request_is_no_impostor(log: Log) -> None:
    assert find(log(*named("host.example.net", n=4))) == ()


def test_no_crawler_sweeps_through_weak_spots(log: Log) -> None:
    paths = ("/.env", "/.git/config", "/wp-login.php", "/phpmyadmin/", "/xmlrpc.php")
    sweep = [by("Googlebot", line(path, 404), "203.0.113.9") for path in paths]
    found = {each.id: each for each in find(log(*sweep))}
    assert found.keys() == {"impostor", "probed-path"}
    assert found["impostor"].text == (
        "203.0.113.9 says that it is Googlebot, and is not: it swept through well-known weak spots, as no "
        "such crawler does."
    )
    assert {each.id for each in find(log(*sweep[:4]))} == set()
