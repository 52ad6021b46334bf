"""An expression is left out only where it cannot match: no agent is told otherwise for that."""

import os
import re
from pathlib import Path

import polars as pl
import pytest
from crawleruseragents import CRAWLER_USER_AGENTS_DATA
from hypothesis import given
from hypothesis import strategies as st

from analyzer.enrich.agents import LONGEST, _all_browsers, _Browsers
from analyzer.enrich.crawlers import crawlers
from analyzer.enrich.needed import FEW, fitting, needed

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
CORPORA = Path(os.environ.get("STATSCAN_CORPORA", CORPORA))
EXAMPLES = [text for each in CRAWLER_USER_AGENTS_DATA for text in each["instances"]]
PEOPLE = [
    f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) {browser}"
    for system in (
        "Windows NT 10.0; Win64; x64",
        "Macintosh; Intel Mac OS X 10_15_7",
        "iPhone; CPU iPhone OS 17_0 like Mac OS X",
        "Linux; Android 14; SM-X910",
        "SMART-TV; Linux; Tizen 5.0",
        "X11; CrOS x86_64 14541.0.0",
    )
    for browser in (
        "Chrome/130.0.0.0 Safari/537.36",
        "Chrome/130.0.0.0 Mobile Safari/537.36 EdgA/130.0.0.0",
        "Version/17.0 Mobile/15E148 Safari/604.1",
        "Gecko/20100101 Firefox/140.0",
        "SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
        "Chrome/130.0.0.0 Safari/537.36 OPR/115.0.0.0",
    )
]


@pytest.mark.parametrize(
    ("expression", "demands"),
    [
        ("curl", [("curl",)]),
        (r"(Firefox)/(\d+)\.(\d+)", [("Firefox",), ("/",)]),
        ("Mozilla.{1,200}Mobile", [("Mozilla",), ("Mobile",)]),
        ("(?:Chromium|Edge?)/", [("Chromium", "Edg"), ("/",)]),
        ("one two|three", [("one two", "three")]),
        ("a(?:b|)c", [("a",), ("c",)]),
        ("a(?:bc)?d(ef)*g(?:hi){0,2}", [("a",), ("d",), ("g",)]),
        ("[Bb]ot[^a](x|[yz])", [("ot",)]),
        (r"a\(b[\])|]c\|d", [("a",), ("b",), ("c",), ("d",)]),
        ("ab+c", [("ab",), ("c",)]),
        ("ab*c{2}", [("a",)]),
        ("((a|b)c|d(e|f))", [("a", "b", "d")]),
        ("(?i)curl", []),
        ("curl(?!x)", []),
        (r"\d+|x", []),
        ("", []),
    ],
)
def test_what_an_expression_needs(expression: str, demands: list[tuple[str, ...]]) -> None:
    assert needed(expression) == demands


_PART = st.sampled_from(["a", "bc", "D/", " ", r"\.", r"\d", ".", "[xy]", "[^]x]", r"\(", "e-f"])
EXPRESSIONS = st.recursive(
    _PART,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"({'|'.join(some)})"),
        st.builds("(?:{}){}".format, inner, st.sampled_from(["", "?", "*", "+", "{0,2}", "{2}"])),
        st.builds("(?:{}|)".format, inner),
        st.builds("{}{}".format, _PART, st.sampled_from(["?", "*", "+", "{0,2}", "{2}"])),
    ),
    max_leaves=8,
)


@given(EXPRESSIONS, st.data())
def test_what_matches_has_what_is_needed(expression: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(expression, re.ASCII)))
    assert fitting([needed(expression)], [text]) == [True]


def told_as_by_all(agents: list[str]) -> None:
    every = _all_browsers()
    for start in range(0, len(agents), FEW):
        some = agents[start : start + FEW]
        found = _Browsers()(some)
        assert [found(agent) for agent in some] == [every(agent) for agent in some]


def test_a_few_are_told_as_by_all_expressions() -> None:
    told_as_by_all([*PEOPLE, *EXAMPLES[::5]])


def test_of_real_agents_too() -> None:
    """Whatever stands between the last two quotes: nearly all of it are agents."""
    texts = (path.read_text("utf-8", "replace") for path in CORPORA.glob("logs/*/*.log"))
    lines = (line.rsplit('"', 2) for text in texts for line in text.splitlines())
    agents = sorted({parts[1][:LONGEST] for parts in lines if len(parts) == 3})
    if not agents:
        pytest.skip("no corpora are here")
    told_as_by_all(agents)


def test_crawlers_of_a_few_are_those_of_all() -> None:
    agents = pl.Series("agent", [*PEOPLE, *EXAMPLES])
    every = crawlers(agents)
    assert every["crawler_kind"].count() > 0.99 * len(EXAMPLES)
    few = [crawlers(agents.slice(start, FEW)) for start in range(0, agents.len(), FEW)]
    assert pl.concat(few).equals(every)
