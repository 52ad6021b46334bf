"""The panels of crawlers, browsers, systems and routes, against a log that can be counted by hand."""

from pathlib import Path

import pytest

import analyzer
from analyzer.report.model import Panel, Report

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1"
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
AGENTS = [FIREFOX] * 4 + [PHONE] * 2 + [GOOGLE] * 3 + ["curl/8.5.0", "nonsense", "-"]

FORMAT = '$remote_addr [$time_local] "$request" $status $body_bytes_sent "$http_user_agent" $request_time'


def line(agent: str, path: str = "/", status: int = 200, seconds: str = "0.010") -> str:
    return f'10.0.0.1 [22/Nov/2026:10:00:00 +0000] "GET {path} HTTP/1.1" {status} 100 "{agent}" {seconds}\n'


def report(folder: Path, *lines: str, **options) -> Report:
    log = folder / "access.log"
    log.write_text("".join(lines))
    return analyzer.build(analyzer.summarise(log, log_format=FORMAT, **options))


def panel(made: Report, name: str) -> Panel:
    return next(each for each in made.panels if each.id == name)


def shown(made: Report, name: str, *columns: int) -> list[tuple]:
    return [tuple(row.values[at] for at in columns) for row in panel(made, name).rows]


@pytest.fixture
def twelve(tmp_path: Path) -> Report:
    return report(
        tmp_path, *(line(agent, status=404 if "curl" in agent else 200) for agent in AGENTS)
    )


def test_crawlers_by_name_and_kind(twelve: Report) -> None:
    assert shown(twelve, "crawlers", 0, 1, 2, 3, 5) == [
        ("Googlebot", "search", 3, 0, 300),
        ("curl", "tool", 1, 1, 100),
    ]


def test_the_share_of_crawlers_is_said_in_words_and_counted_for_machines(twelve: Report) -> None:
    says = "4 of 12 requests (33.3 %) came from crawlers and tools that say what they are: 3 search, 1 tool."
    assert panel(twelve, "crawlers").says == says
    counts = twelve.counts["crawlers"]
    assert (counts["search"], counts["tool"], counts["ai"]) == (3, 1, 0)
    assert sum(counts.values()) == 4
    assert "33.3 %" in analyzer.html(twelve).partition("</header>")[0]
    assert "33.3 % from crawlers" in " ".join(analyzer.terminal(twelve).split())


def test_browsers_and_systems_are_of_people(twelve: Report) -> None:
    assert shown(twelve, "browsers", 0, 1) == [("Firefox", 4), ("Mobile Safari", 2), ("unknown", 2)]
    assert shown(twelve, "systems", 0, 1, 2) == [
        ("Linux", "desktop", 4),
        ("iOS", "mobile", 2),
        ("unknown", "unknown", 2),
    ]
    says = "Which browser sent 6 requests that no crawler sent; 2 do not say."
    assert panel(twelve, "browsers").says == says


@pytest.mark.parametrize("name", ["crawlers", "browsers", "systems", "routes"])
def test_every_row_leads_to_its_entries(tmp_path: Path, twelve: Report, name: str) -> None:
    made = panel(twelve, name)
    for row in made.rows:
        found = [
            frame.height
            for frame in analyzer.read(tmp_path, log_format=FORMAT, where=row.where, rejects=False)
        ]
        assert sum(found) == row.values[made.share]


def test_where_no_agent_is_logged_nothing_is_shown(tmp_path: Path) -> None:
    made = report(tmp_path, line("-"), line("-"))
    assert panel(made, "browsers").rows == panel(made, "crawlers").rows == ()
    assert panel(made, "browsers").says.endswith("0 requests that no crawler sent; 2 do not say.")
    assert "crawlers" not in analyzer.terminal(made)


def test_a_route_has_the_requests_faults_and_durations_of_its_paths(tmp_path: Path) -> None:
    # A hundred dogs take 10, 20 ... 1000 ms: 500, 950 and 990 are the nearest ranks.
    dogs = [line("x", f"/dog/{n}", 503 if n > 98 else 200, f"{n / 100:.3f}") for n in range(1, 101)]
    made = report(tmp_path, *dogs, line("x", "/about", seconds="-"))
    assert shown(made, "routes", 0, 1, 6, 7) == [
        ("/dog/{id}", 100, 2, 10_000),
        ("/about", 1, 0, 100),
    ]
    titles = [column.title for column in panel(made, "routes").columns]
    assert titles[1:5] == ["requests", "p50", "p95", "p99"]
    (p50, p95, p99), unknown = shown(made, "routes", 2, 3, 4)
    assert [p50, p95, p99] == pytest.approx([500_000, 950_000, 990_000], rel=0.05)
    assert unknown == (None, None, None)
    assert "within 5 %" in (panel(made, "routes").note or "")


def test_without_durations_there_are_no_columns_of_them(tmp_path: Path) -> None:
    made = report(tmp_path, line("x", "/dog/1", seconds="-"))
    assert not {"p50", "p95", "p99"} & {column.title for column in panel(made, "routes").columns}
    assert panel(made, "routes").note is None


def test_the_users_own_routes_come_first(tmp_path: Path) -> None:
    lines = [line("x", f"/shop/{item}", seconds="0.100") for item in ("tea", "kettle", "pot")]
    made = report(tmp_path, *lines, line("x", "/dog/1"), routes=["/shop/{item}"])
    assert shown(made, "routes", 0, 1) == [("/shop/{item}", 3), ("/dog/{id}", 1)]
    assert shown(made, "routes", 2)[0][0] == pytest.approx(100_000, rel=0.05)


def test_where_nothing_is_folded_or_timed_paths_are_not_shown_twice(tmp_path: Path) -> None:
    plain = report(tmp_path, line("x", "/dog", seconds="-"))
    assert "routes" not in {each.id for each in plain.panels}
    timed = report(tmp_path, line("x", "/dog"))
    assert "routes" in {each.id for each in timed.panels}
