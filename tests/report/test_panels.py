"""The tables of a report against what the recorder of the samples sent and saw."""

import json
import math
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import recorded
from recorded import SAMPLES

import analyzer
from analyzer.relate import RELATED
from analyzer.report.account import Account
from analyzer.report.model import Panel, Report
from analyzer.report.over_time import over_time
from analyzer.report.panels import PANELS
from analyzer.selection import Selection
from analyzer.summary import summarise
from analyzer.summary.summary import LONGEST_KEY

TRUTH = json.loads((SAMPLES / "expected.json").read_text("utf-8"))["traffic"]
SETS = {
    "nginx-main.log": "nginx",
    "nginx-combined.log": "nginx",
    "apache-common.log": "apache",
    "apache-combined.log": "apache",
    "apache-vhost_combined.log": "apache",
    "nginx-combined.log.1.gz": "nginx-rotated",
}
LOGS = [*SETS, "chromium.har", "chromium-loop.har", "firefox.har"]


def report(name: str) -> Report:
    return recorded.report(SAMPLES / name)


def panel(name: str, id_: str) -> Panel:
    return next(panel for panel in report(name).panels if panel.id == id_)


def counts(panel: Panel, *, at: int = 1) -> dict[Any, int]:
    return {row.values[0]: row.values[at] for row in panel.rows}  # type: ignore[misc]


def sent(name: str) -> list[dict[str, Any]]:
    lines = (SAMPLES / f"{SETS[name]}.sent.ndjson").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def truth(name: str) -> dict[str, Any]:
    return TRUTH[SETS[name]]


@pytest.mark.parametrize("name", SETS)
def test_statuses_are_those_that_were_sent(name: str) -> None:
    wanted = {int(status): n for status, n in truth(name)["by_status"].items()}
    if 9 in wanted:
        wanted["009"] = wanted.pop(9)  # type: ignore[index]
    assert counts(panel(name, "status"), at=2) == wanted


@pytest.mark.parametrize("name", SETS)
def test_clients_are_those_that_were_sent_from(name: str) -> None:
    assert counts(panel(name, "clients")) == truth(name)["clients"]


@pytest.mark.parametrize("name", SETS)
def test_methods_are_those_that_were_sent(name: str) -> None:
    assert counts(panel(name, "methods")) == truth(name)["by_method"]


def test_hosts_are_those_that_were_asked() -> None:
    assert (
        counts(panel("apache-vhost_combined.log", "hosts"))
        == truth("apache-vhost_combined.log")["by_host"]
    )
    assert "hosts" not in {each.id for each in report("nginx-main.log").panels}  # none is logged


@pytest.mark.parametrize("name", ["nginx-main.log", "apache-combined.log"])
def test_paths_are_those_that_were_asked_for(name: str) -> None:
    plain = [one for one in sent(name) if not one["malformed"] and one["status"] not in {400, 414}]
    wanted = Counter(one["target"].split("?")[0] for one in plain)
    found = counts(panel(name, "paths"))
    for path, n in wanted.items():
        if path.isascii() and not set(path) & set('%"\\'):
            assert found[path] >= n, path
    assert sum(found.values()) == truth(name)["lines"]


@pytest.mark.parametrize("name", SETS)
def test_sizes_add_up(name: str) -> None:
    found = report(name)
    assert found.bytes == truth(name)["files"][name]["bytes_logged"]
    known = sum(row.values[1] for row in panel(name, "sizes").rows)  # type: ignore[misc]
    assert known + found.bytes_unknown == truth(name)["lines"]


def test_sizes_fall_where_they_belong() -> None:
    table = {"bytes": [0, 1, 10, 100, 1000, 1001, 1100, None]}
    rows = _report(table).panels
    sizes = next(panel for panel in rows if panel.id == "sizes")
    # 1001 is so near to 1000 that one bucket, 2 % wide, may hold both.
    assert [row.values for row in sizes.rows] == [
        (0, 1),
        (1, 1),
        (10, 1),
        (100, 1),
        (1000, 2),
        (10000, 1),
    ]
    assert "7 bodies" in sizes.says
    assert "1 does not say" in sizes.says


def test_not_found_is_told_by_the_page_that_led_there() -> None:
    missing = [one for one in sent("nginx-main.log") if one["status"] == 404]
    wanted = Counter((one["target"].split("?")[0], one["referer"] or "none") for one in missing)
    found = {
        (row.values[0], row.values[2]): row.values[1]
        for row in panel("nginx-main.log", "missing").rows
    }
    assert found == wanted


@pytest.mark.parametrize("name", SETS)
def test_redirects_are_counted_exactly_and_chains_not_invented(name: str) -> None:
    wanted, found = truth(name)["redirects"], report(name).counts["redirects"]
    assert found["hops"] == wanted["hops"]
    assert found["chains"] <= wanted["chains"] + wanted["loops"]
    assert found["loops"] <= wanted["loops"]


@pytest.mark.parametrize("name", ["chromium", "chromium-loop", "firefox"])
def test_redirects_of_a_har_are_known_exactly(name: str) -> None:
    wanted, found = TRUTH[name]["redirects"], report(f"{name}.har").counts["redirects"]
    assert found["chains"] == wanted["chains"] + wanted["loops"]
    assert found["loops"] == wanted["loops"]
    assert found["inferred"] == 0
    # Chromium shows the redirect at which it gave up as no response at all.
    assert found["hops"] == wanted["hops"] - (name == "chromium-loop")


def test_loops_are_said_to_be_among_the_chains() -> None:
    found = report("firefox.har").counts["redirects"]
    assert found["chains"] > found["loops"] == 1
    text = f"{found['chains']} chains of two or more hops, 1 of them in a loop."
    assert text in panel("firefox.har", "redirects").says


def test_a_way_of_one_redirect_is_no_chain() -> None:
    ways = {row.values[0]: row.values[2] for row in panel("nginx-main.log", "redirects").rows}
    assert ways["/winter → /winter"] == "single"
    assert ways["/old-kettle → /kettle → /products/kettle.html"] == "chain"
    assert ways["/loop/a → /loop/b → again"] == "loop"


@pytest.mark.parametrize("name", LOGS)
def test_the_parts_of_each_panel_are_the_whole(name: str) -> None:
    total = report(name).entries
    whose = () if name.endswith(".har") else ("clients",)  # a HAR does not say whose browser it was
    there = {each.id for each in report(name).panels} & {"hosts"}  # where any is logged
    for id_ in ("outcome", "fault", *whose, "referrers", "agents", *there, "methods"):
        assert sum(counts(panel(name, id_)).values()) == total, id_
    assert sum(sum(row.values[1:]) for row in panel(name, "time").rows) == total  # type: ignore[arg-type]


@pytest.mark.parametrize("name", LOGS)
def test_every_condition_lists_the_entries_of_its_row(name: str) -> None:
    entries = recorded.entries(SAMPLES / name)
    for each in report(name).panels:
        titles = [column.title for column in each.columns]
        at = next((i for i, title in enumerate(titles) if title in {"requests", "times"}), None)
        for row in each.rows:
            if row.where is not None and at is not None:
                listed = entries.filter(pl.sql_expr(row.where)).height
                assert listed == row.values[at], (each.id, row)
    for health in report(name).health:
        assert entries.filter(pl.sql_expr(health.where)).height == health.count, health.id


@pytest.mark.parametrize("name", LOGS)
def test_panels_are_well_formed(name: str) -> None:
    panels = report(name).panels
    # Countries and networks are there only where a file says which, routes where some path is
    # folded, changes where redirects were followed, hosts and upstreams where any is logged, and the
    # rest for HARs or for logs alone.
    sometimes = {"countries", "networks", "repaired", "pages", "waterfall", "routes"}
    sometimes |= {"clients", "visitors", "critical_paths", "contents", "parties", "answered"}
    sometimes |= {"failures", "freshness", "unused", "cookies", "phases", "redirect_costs"}
    sometimes |= {"changes", "given_up", "oversized", "hosts", "upstreams"}
    assert {"clients", "visitors"} <= {panel.id for panel in panels} or name.endswith(".har")
    always = [panel.id for panel in panels if panel.id not in sometimes]
    assert len({panel.id for panel in panels}) == len(panels)
    assert len(always) == len(PANELS) - len(sometimes)
    for each in panels:
        assert all(len(row.values) == len(each.columns) for row in each.rows), each.id
        if each.chart:
            assert each.chart.label < len(each.columns)
            series = each.chart.values if each.chart.kind == "over_time" else each.rows
            assert len(each.chart.colours) == len(series), each.id


# What a log may hold


def _report(columns: dict[str, list[Any]]) -> Report:
    height = len(next(iter(columns.values())))
    usual: dict[str, list[Any]] = {
        "source": ["a.log"] * height, "line": [*range(1, height + 1)], "status": [200] * height,
        "class": ["success"] * height, "outcome": ["ok"] * height, "fault": ["none"] * height,
    }  # fmt: skip
    full = {name: (usual | columns).get(name, [None] * height) for name in RELATED}
    return analyzer.build(summarise(pl.DataFrame(full, schema=RELATED)))


def test_keys_are_quoted_and_cut_in_conditions() -> None:
    long = "/" + "l" * (LONGEST_KEY + 10)
    paths = ["/it's", 'say "hi"', long, long + "er", None, "", "/%_\\", "/\n\x1b"]
    hosts = ["a.example", None, "b.example", "b.example", None, None, None, None]
    found = _report({"path": paths, "host": hosts})
    frame = pl.DataFrame({"path": paths, "host": hosts, "status": [200] * len(paths)})
    panel = next(panel for panel in found.panels if panel.id == "paths")
    assert [row.values[1] for row in panel.rows] == [2, *[1] * 6]
    for row in panel.rows:
        assert frame.filter(pl.sql_expr(row.where or "")).height == row.values[1], row.where


def test_a_panel_keeps_its_heaviest_rows_and_says_how_many_more() -> None:
    found = _report({"path": [f"/{number}" for number in range(150)] + ["/7"]})
    panel = next(panel for panel in found.panels if panel.id == "paths")
    assert len(panel.rows) + panel.more == 150
    assert panel.rows[0].values[:2] == ("/7", 2)
    assert "150 different ones" in panel.says


def test_what_is_absent_is_named_and_not_counted_as_one_of_them() -> None:
    found = _report({"client": ["::1", None, None], "referrer": [None, None, None]})
    clients, referrers = (
        next(panel for panel in found.panels if panel.id == id_) for id_ in ("clients", "referrers")
    )
    assert counts(clients) == {"unknown": 2, "::1": 1}
    assert "1 different one." in clients.says
    assert clients.rows[0].where == "client is null"
    assert counts(referrers) == {"none logged": 3}
    assert referrers.says == "Which page led to 3 requests: none logged."


# Over time


def _over_time(times: list[datetime | None], zone: str | None = None) -> Panel:
    height = len(times)
    full = {name: [None] * height for name in RELATED} | {
        "source": ["a.log"] * height, "line": [*range(height)], "time": times,
        "class": ["success"] * height, "outcome": ["ok"] * height, "fault": ["none"] * height,
    }  # fmt: skip
    return over_time(Account(summarise(pl.DataFrame(full, schema=RELATED)), zone))


@pytest.mark.parametrize(
    "zone",
    ["UTC", "+05:30", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"],
)
@pytest.mark.parametrize("hours", [0, 1, 7, 20, 100, 200, 700, 2000, 9000, 100_000])
def test_no_entry_is_lost_when_the_clocks_change(zone: str, hours: int) -> None:
    for begin in (
        datetime(2026, 3, 28, 5, 7, tzinfo=UTC),
        datetime(2026, 10, 24, 5, 7, tzinfo=UTC),
    ):
        times = [begin + timedelta(hours=hours) * part / 50 for part in range(51)]
        table = _over_time([*times, None], zone)
        assert sum(row.values[2] for row in table.rows) == 51  # type: ignore[misc]
        assert len(table.rows) <= 130
        moments = [row.values[0] for row in table.rows]
        absolute = [moment.astimezone(UTC) for moment in moments]  # type: ignore[union-attr]
        assert absolute == sorted(absolute)
        assert moments[0] <= begin  # type: ignore[operator]
        assert "1 have no time" in table.says


def test_days_begin_at_midnight_even_after_the_clocks_changed() -> None:
    begin = datetime(2026, 3, 1, tzinfo=UTC)
    table = _over_time([begin, begin + timedelta(days=90)], "Europe/Berlin")
    starts = [row.values[0].replace(tzinfo=None) for row in table.rows]  # type: ignore[union-attr]
    assert {start.time().isoformat() for start in starts} == {"00:00:00"}
    assert {later - earlier for earlier, later in pairwise(starts)} == {timedelta(days=1)}


def test_steps_without_entries_are_there() -> None:
    begin = datetime(2026, 3, 1, 0, 0, 59, tzinfo=UTC)
    table = _over_time([begin, begin + timedelta(minutes=3)])
    assert [row.values[2] for row in table.rows] == [1, 0, 0, 1]


def test_a_clock_that_was_never_set_makes_neither_an_error_nor_a_thousand_rows() -> None:
    table = _over_time([datetime(1970, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)])
    assert sum(row.values[2] for row in table.rows) == 2  # type: ignore[misc]
    assert len(table.rows) <= 130


def test_no_time_at_all() -> None:
    table = _over_time([None, None])
    assert table.rows == ()
    assert "2 have no time" in table.says


def test_percentiles_are_told_in_words() -> None:
    durations = [timedelta(milliseconds=each) for each in range(1, 101)]
    found = next(p for p in _report({"duration": durations}).panels if p.id == "durations")
    assert found.says.startswith("How long 100 requests took. 50 % up to ")
    assert sum(row.values[1] for row in found.rows) == 100  # type: ignore[misc]
    edges = [row.values[0] for row in found.rows]
    assert all(math.isclose(b / a, 10**0.5, rel_tol=0.01) for a, b in pairwise(edges))  # type: ignore[operator]


def test_what_was_repaired_is_counted_by_kind_with_its_first_place(tmp_path: Path) -> None:
    pairs = {"url": "https://e.example/", "headers": [["a", "b"], ["c", "d"]]}
    whole = {"timings": {"wait": 1}, "response": {"status": 200}}
    entries = [{**whole, "request": {"url": "/"}}, {**whole, "request": pairs}, {"request": pairs}]
    path = tmp_path / "a.har"
    path.write_text(json.dumps({"log": {"entries": entries}}), "utf-8")
    built = analyzer.build(analyzer.summarise(path))
    panel = next(panel for panel in built.panels if panel.id == "repaired")
    assert [row.values for row in panel.rows] == [
        ("headers that are no list of names and values", 4, f"{path}:2"),
        ("entry without a response", 1, f"{path}:3"),
        ("entry without timings", 1, f"{path}:3"),
    ]
    assert "repaired" not in {panel.id for panel in report("nginx-main.log").panels}


def test_nginx_refuses_a_method_without_naming_those_it_allows() -> None:
    """Its own page for 405 has no Allow: the browser's HAR holds the headers, the log does not."""
    (row,) = panel("firefox.har", "conformance").rows
    assert row.values[:3] == ("no allow", "MUST", 1)
    refused = list(analyzer.read(SAMPLES / "firefox.har", where="status = 405"))
    assert row.values[3] == f"{SAMPLES / 'firefox.har'}:{pl.concat(refused)['line'].item()}"
    listed = analyzer.scan(SAMPLES / "firefox.har", where=row.where).collect()
    assert listed["status"].to_list() == [405]
    assert panel("nginx-main.log", "conformance").rows == ()


def test_signals_list_their_entries() -> None:
    entries = recorded.entries(SAMPLES / "nginx-main.log")
    for row in panel("nginx-main.log", "signals").rows:
        listed = entries.filter(Selection(str(row.where)).predicate())
        assert listed.height == row.values[1]
        assert row.values[2] == f"{listed['source'][0]}:{listed['line'][0]}"


def test_malformed_requests_are_those_that_were_sent_so() -> None:
    kinds = counts(panel("nginx-main.log", "malformed"))
    assert kinds["TLS on a plain port"] == 1
    entries = recorded.entries(SAMPLES / "nginx-main.log")
    for id_ in ("malformed", "relations"):
        for row in panel("nginx-main.log", id_).rows:
            listed = entries.filter(Selection(str(row.where)).predicate())
            assert listed.height == row.values[1]


def test_relations_are_those_that_were_driven() -> None:
    """One challenge was answered; of five guesses four came after another; 429 and 503 were retried."""
    table = counts(panel("nginx-main.log", "relations"))
    scenes = truth("nginx-main.log")["scenarios"]
    assert scenes["challenge answered"]["statuses"] == [401, 200]
    assert table["challenge answered"] == 1
    assert table["refused again"] == scenes["credentials guessed"]["statuses"].count(401) - 1 == 4
    assert table["confirmed"] == scenes["revalidation"]["statuses"].count(304) == 3
