"""Waterfalls against pages made up by hand: places worked out on paper, not by the code."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analyzer
from analyzer.report.falls import Bar, Fall, falls
from analyzer.report.html import html
from analyzer.report.model import Panel, Report
from analyzer.report.terminal import terminal
from analyzer.summary import loads

Entry = dict[str, Any]
Built = Callable[..., Report]


def _entry(path: str, at: int, *, status: int = 200, page: str | None = "p", to: str = "", **phases: float) -> Entry:  # fmt: skip
    return {
        "startedDateTime": f"2026-05-01T10:00:00.{at:03}Z",
        "pageref": page,
        "time": sum(length for phase, length in phases.items() if phase != "ssl"),
        "request": {"method": "GET", "url": f"https://e.example{path}", "headers": []},
        "response": {"status": status, "redirectURL": to, "headers": [], "content": {}},
        "timings": phases,
    }


PAGE = {
    "id": "p",
    "title": "Tea <b>",
    "startedDateTime": "2026-05-01T10:00:00.000Z",
    "pageTimings": {"onContentLoad": 60, "onLoad": 100},
}
REDIRECTED = [
    _entry(
        "/old", 0, status=301, to="https://e.example/new", blocked=5, connect=20, ssl=10, wait=15
    ),
    _entry("/new", 40, wait=20, receive=40),
    {**_entry("/logo.svg", 60, wait=10), "_fromCache": "memory"},
]


@pytest.fixture
def built(tmp_path: Path) -> Built:
    def build(*entries: Entry, pages: list[Any] | None = None) -> Report:
        log = {"version": "1.2", "entries": entries, "pages": [PAGE] if pages is None else pages}
        path = tmp_path / "a.har"
        path.write_text(json.dumps({"log": log}), "utf-8")
        return analyzer.build(analyzer.summarise(path))

    return build


def _panel(report: Report, name: str) -> Panel:
    return next(panel for panel in report.panels if panel.id == name)


def _fall(report: Report) -> Fall:
    (fall,) = falls(_panel(report, "waterfall"))
    return fall


def _places(bar: Bar) -> list[tuple[str, float, float]]:
    return [(each.phase, pytest.approx(each.begin), pytest.approx(each.end)) for each in bar.pieces]


def test_bars_lie_where_their_phases_were(built: Built) -> None:
    """All of the hundred milliseconds are busy, so a place is a hundredth for each."""
    fall = _fall(built(*REDIRECTED))
    assert fall.page == "p Tea <b>"
    assert fall.milestones == (("content loaded", 0.6, 60_000), ("loaded", 1.0, 100_000))
    assert _places(fall.bars[0]) == [
        ("blocked", 0, 0.05), ("connect", 0.05, 0.15), ("tls", 0.15, 0.25), ("wait", 0.25, 0.4),
    ]  # fmt: skip
    assert _places(fall.bars[1]) == [("wait", 0.4, 0.6), ("receive", 0.6, 1)]
    assert [bar.cached for bar in fall.bars] == [None, None, "memory"]
    assert [bar.colour for bar in fall.bars] == ["redirection", "success", "success"]


def test_a_redirect_is_joined_to_its_target_through_the_rows_between(built: Built) -> None:
    between = _entry("/other", 10, wait=5)
    old, other, new, logo = _fall(built(REDIRECTED[0], between, *REDIRECTED[1:])).bars
    assert old.joins == [(pytest.approx(0.4), False, True)]
    assert other.joins == [(pytest.approx(0.4), True, True)]
    assert new.joins == [(pytest.approx(0.4), True, False)]
    assert logo.joins == []


def test_idle_time_is_shortened(built: Built) -> None:
    first, last = _fall(built(_entry("/", 0, wait=1), _entry("/late", 900, wait=1), pages=[])).bars
    assert _places(first) == [("wait", 0, 1 / 2.02)]
    assert _places(last) == [("wait", 1.02 / 2.02, 1)]


def test_a_websocket_leaves_room_for_the_others(built: Built) -> None:
    """Open for an hour, it is drawn to the end of the last of them, and the page is not late for it."""
    chat = _entry("/chat", 20, status=101, wait=3_600_000)
    report = built(_entry("/", 0, wait=50), chat, _entry("/late", 60, wait=40), pages=[])
    page, chat_bar, late = _fall(report).bars
    assert _places(page) == [("wait", 0, 0.5)]
    assert _places(chat_bar) == [("wait", 0.2, 1)]
    assert _places(late) == [("wait", 0.6, 1)]
    panel = _panel(report, "pages")
    last = [column.title for column in panel.columns].index("last byte")
    assert panel.rows[0].values[last] == 100_000


def test_websockets_alone_are_drawn_as_long_as_they_were(built: Built) -> None:
    (bar,) = _fall(built(_entry("/chat", 0, status=101, wait=3_600_000), pages=[])).bars
    assert _places(bar) == [("wait", 0, 1)]


def test_an_entry_without_time_or_phases_is_listed(built: Built) -> None:
    undated = {**_entry("/a", 0, wait=5), "startedDateTime": "NaN"}
    unknown = {**_entry("/b", 0), "time": 30, "timings": {}}
    b, a = _fall(built(undated, unknown, pages=[])).bars
    assert a.pieces == []
    assert _places(b) == [("time", 0, 1)]


def test_pages_stand_apart_and_so_does_what_has_none(built: Built) -> None:
    several = [
        _entry("/1", 0, wait=1),
        _entry("/2", 5, page=None, wait=1),
        _entry("/3", 9, page="q", wait=1),
    ]
    report = built(*several)
    assert [row.values[:2] for row in _panel(report, "pages").rows] == [
        ("p Tea <b>", 1), ("no page", 1), ("q", 1),
    ]  # fmt: skip
    assert [fall.page for fall in falls(_panel(report, "waterfall"))] == [
        "p Tea <b>",
        "no page",
        "q",
    ]


def test_a_page_says_when_it_was_there(built: Built) -> None:
    (row,) = _panel(built(*REDIRECTED), "pages").rows
    _, requests, _, redirects, first, document, content, loaded, last, began, _ = row.values
    assert (requests, content, loaded, last) == (3, 60_000, 100_000, 100_000)
    # The document is /new: asked for 40 ms after /old, its first byte 20 ms later, its last at 100.
    assert (redirects, first, document) == (40_000, 60_000, 100_000)
    assert str(began) == "2026-05-01 10:00:00+00:00"


def test_as_many_are_drawn_as_are_readable_and_the_rest_is_counted(built: Built) -> None:
    many = [_entry(f"/{number}", number % 1000, wait=1) for number in range(1300)]
    panel = _panel(built(*many), "waterfall")
    assert (len(panel.rows), panel.more) == (loads.PER_PAGE, 300)


def test_an_access_log_has_no_pages() -> None:
    log = Path(__file__).parents[2] / "sample_logs" / "nginx-main.log"
    panels = {panel.id for panel in analyzer.build(analyzer.summarise(log)).panels}
    assert not panels & {"pages", "waterfall"}


def test_the_terminal_draws_it_in_its_width(built: Built) -> None:
    text = terminal(built(*REDIRECTED), width=80)
    lines = text.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert "  p Tea <b>; e.example; content loaded after 60.0 ms; loaded after 100 ms" in lines
    (old,) = [line for line in lines if line.startswith("  /old") and "╌" in line]
    # 37 cells: two for 5 ms blocked, then up to a quarter to connect, then 15 ms of waiting.
    assert re.fullmatch(r"  /old +301 +40\.0 ms  ··?╌{7,8}▒{5,6} +┊ +┊", old)
    assert any("↳ /new" in line and "█" in line for line in lines)
    assert any("/logo.svg" in line and "□" in line for line in lines)
    assert terminal(built(*REDIRECTED), width=80, ascii=True).isascii()


def test_a_wide_terminal_gives_it_all_of_its_width(built: Built) -> None:
    lines = terminal(built(*REDIRECTED), width=160).splitlines()
    (new,) = [line for line in lines if "↳ /new" in line and "█" in line]
    assert len(new) > 150


def test_the_host_of_most_is_named_once(built: Built) -> None:
    other = _entry("/x", 90, wait=5)
    other["request"]["url"] = "https://e.example.org/x"
    fall = _fall(built(*REDIRECTED, other))
    assert fall.host == "e.example"
    assert [bar.name for bar in fall.bars] == ["/old", "/new", "/logo.svg", "e.example.org/x"]


def test_the_page_draws_it_without_a_script_and_escaped(built: Built) -> None:
    page = html(built(*REDIRECTED))
    section = page[page.index('id="waterfall"') :].split("</section>")[0]
    assert "Tea &lt;b&gt;" in section
    assert "<script" not in section
    assert "style=" not in section
    assert section.count('<svg class="fall') == 3 + 7  # and the legend
    assert '<rect class="tls" x="150.0" y="5" height="14" width="100.0"/>' in section
    assert section.count('class="join"') == 2
    assert section.count('class="fall cached"') == 1


def test_the_json_has_what_was_drawn(built: Built) -> None:
    panel = json.loads(analyzer.json(built(*REDIRECTED)))["panels"]["waterfall"]
    titles = [column["title"] for column in panel["columns"]]
    rows = [dict(zip(titles, row["values"], strict=True)) for row in panel["rows"]]
    assert [row["request"] for row in rows] == [
        "e.example/old",
        "e.example/new",
        "e.example/logo.svg",
    ]
    assert (rows[0]["tls"], rows[0]["chain"], rows[1]["hop"]) == (10_000, 1, 2)
    assert rows[2]["answered by"] == "memory"
