"""Who is behind an agent, as a reader of it would say."""

import subprocess
import sys

import polars as pl
import pytest

from analyzer.enrich import GAINED, Routes, enrich
from analyzer.enrich.agents import DEVICES, LONGEST, SOFTWARE, software
from analyzer.enrich.crawlers import _TAGS, CrawlerKind, _known, _one_of

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"
SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0"

PEOPLE = {
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36": ("Chrome", "Windows", "desktop"),
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Edg/130.0.0.0": ("Edge", "Windows", "desktop"),
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": ("Firefox", "Linux", "desktop"),
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {SAFARI} Safari/605.1.15": ("Safari", "Mac OS X", "desktop"),
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) {SAFARI} Mobile/15E148 Safari/604.1": ("Mobile Safari", "iOS", "mobile"),
    f"Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) {SAFARI} Mobile/15E148 Safari/604.1": ("Mobile Safari", "iOS", "tablet"),
    f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {CHROME} Mobile Safari/537.36": ("Chrome Mobile", "Android", "mobile"),
    f"Mozilla/5.0 (Linux; Android 14; SM-X910) {CHROME} Safari/537.36": ("Chrome", "Android", "tablet"),
    # A phone, though its maker's name ends as a bot's.
    f"Mozilla/5.0 (Linux; Android 13; CUBOT) {CHROME} Mobile Safari/537.36": ("Chrome Mobile", "Android", "mobile"),
}  # fmt: skip

CRAWLERS = {
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)": ("Googlebot", "search"),
    "Googlebot-Image/1.0": ("Googlebot-Image", "search"),
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; GPTBot/1.1; +https://openai.com/gptbot": ("GPTBot", "ai"),
    "Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)": ("ClaudeBot", "ai"),
    "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)": ("UptimeRobot", "monitoring"),
    "curl/8.5.0": ("curl", "tool"),
    "python-requests/2.32": ("python-requests", "tool"),
    "Wget/1.21": ("Wget", "tool"),
    "Go-http-client/1.1": ("Go-http-client", "tool"),
    f"Mozilla/5.0 (X11; Linux x86_64) {CHROME.replace('Chrome', 'HeadlessChrome')} Safari/537.36": ("HeadlessChrome", "tool"),
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)": ("AhrefsBot", "seo"),
    "facebookexternalhit/1.1": ("facebookexternalhit", "preview"),
    # Of no list.
    "KettleInspectorBot/0.1": ("KettleInspectorBot", "unknown"),
    "Kettles/3 (+https://kettles.example)": ("Kettles", "unknown"),
    "Mozilla/5.0 (compatible; Kettles/3; +https://kettles.example)": ("Kettles", "unknown"),
}  # fmt: skip

NOBODY = ["nonsense", "x" * 70_000, "a(b[" * 20_000, "\x1b[31m<script>", "-"]


def rows(*agents: str) -> list[dict[str, str | None]]:
    return software(pl.Series("agent", agents, dtype=pl.String)).to_dicts()


@pytest.mark.parametrize(("agent", "known"), PEOPLE.items())
def test_people_have_a_browser_a_system_and_a_device(agent: str, known: tuple[str, ...]) -> None:
    assert tuple(rows(agent)[0].values()) == (*known, None, None)


@pytest.mark.parametrize(("agent", "known"), CRAWLERS.items())
def test_crawlers_have_a_name_and_a_kind(agent: str, known: tuple[str, ...]) -> None:
    assert tuple(rows(agent)[0].values()) == (None, None, None, *known)


@pytest.mark.parametrize("agent", NOBODY, ids=range(len(NOBODY)))
def test_of_others_nothing_is_known(agent: str) -> None:
    assert set(rows(agent)[0].values()) == {None}


def test_what_comes_behind_the_longest_agent_is_not_looked_at() -> None:
    assert rows("x" * LONGEST + " Googlebot/2.1")[0]["crawler"] is None
    assert rows("x" * (LONGEST - 20) + " Googlebot/2.1")[0]["crawler"] == "Googlebot"


def test_all_together_are_as_each_alone() -> None:
    agents = [*PEOPLE, *CRAWLERS, *NOBODY, *PEOPLE]
    assert rows(*agents) == [row for agent in agents for row in rows(agent)]


def test_the_list_is_one_expression_and_all_its_tags_are_known() -> None:
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA

    assert {tag for each in CRAWLER_USER_AGENTS_DATA for tag in each["tags"]} <= _TAGS.keys()
    assert {each.kind for each in _known()} == {*CrawlerKind} - {CrawlerKind.UNKNOWN}
    assert pl.Series(["curl/8"]).str.contains(_one_of(each.pattern for each in _known())).item()


def test_nearly_all_examples_of_the_list_are_told_to_be_crawlers() -> None:
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA

    examples = [text for each in CRAWLER_USER_AGENTS_DATA for text in each["instances"]]
    found = [row["crawler_kind"] for row in rows(*examples)]
    assert found.count(None) <= 0.005 * len(examples)


def test_every_kind_of_device_has_a_rule() -> None:
    assert {device.value for device, _ in DEVICES} == {*SOFTWARE["device"].categories}  # type: ignore[attr-defined]


# Columns of a frame


def test_only_what_is_wanted_is_added_and_what_is_there_stays() -> None:
    frame = pl.DataFrame({"agent": ["curl/8", None, "curl/8"], "path": ["/a/1", None, "/a/2"]})
    routes = Routes()
    assert enrich(frame, [], routes).columns == ["agent", "path"]
    assert enrich(frame, ["route", "line"], routes)["route"].to_list() == [
        "/a/{id}",
        None,
        "/a/{id}",
    ]
    kinds = enrich(frame, ["crawler_kind"], routes)
    assert kinds.columns == ["agent", "path", "crawler_kind"]
    assert kinds["crawler_kind"].to_list() == ["tool", None, "tool"]
    mine = frame.with_columns(route=pl.lit("mine"))
    assert enrich(mine, GAINED, routes)["route"].to_list() == ["mine"] * 3
    assert dict(enrich(frame.clear(), GAINED, routes).schema) == dict(frame.schema) | GAINED


def test_libraries_are_imported_for_an_agent_and_not_before() -> None:
    code = (
        "import sys, polars as pl; from analyzer.enrich import Routes, enrich; "
        "loaded = lambda: {'ua_parser', 'crawleruseragents'} & set(sys.modules); "
        "frame = pl.DataFrame({'agent': [None], 'path': ['/1']}, schema={'agent': pl.String, 'path': pl.String}); "
        "enrich(frame, ['route', 'browser'], Routes()); print(sorted(loaded())); "
        "enrich(frame.with_columns(agent=pl.lit('x')), ['browser'], Routes()); print(sorted(loaded()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "['crawleruseragents', 'ua_parser']"]
