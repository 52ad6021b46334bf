"""What is said to have changed, on traffic of which it is known."""

import json
import random
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import Phase, given, settings
from made_up import UNITS, numbered, related
from msgspec.structs import replace
from shop import Made, lines

import analyzer
from analyzer.compare import Change, Comparison, diff
from analyzer.summary import empty, load, merge, save, summarise

PHASES = [
    each for each in Phase if each is not Phase.shrink
]  # each example takes a tenth of a second


def change(found: Comparison, aspect: str, key: str | None) -> Change:
    (one,) = [each for each in found.changes if (each.aspect, each.key) == (aspect, key)]
    return one


def told(found: Comparison) -> dict[str, str]:
    return {each.id: each.severity for each in found.findings}


def test_a_route_that_broke(made: Made) -> None:
    before = made(lines("/cart/1", 200), lines("/", 300), name="before.log")
    after = made(lines("/cart/2", 170), lines("/cart/3", 30, status=500), lines("/", 300))
    found = diff(before, after)

    broken = change(found, "server_faults", "shop.example/cart/{id}")
    assert (broken.before, broken.after) == (0, 0.15)
    assert (broken.requests_before, broken.requests_after) == (200, 200)
    assert (broken.word, broken.certain) == ("broken", True)
    assert broken.chance is not None
    assert broken.chance < 0.001
    assert broken.where == (
        "fault in ('server', 'intermediary') and host = 'shop.example' and route = '/cart/{id}'"
    )
    assert change(found, "server_faults", None).after == 30 / 500
    finding = found.findings[0]
    assert (finding.id, finding.severity) == ("server_faults-broken", "alarm")
    assert "all routes went from 0 % to 6.0 % of 500 and 500 requests" in finding.text
    assert "shop.example/cart/{id} (from 0 % to 15.0 % of 200 and 200 requests)" in finding.text
    assert told(diff(after, before))["server_faults-mended"] == "note"


def test_small_numbers_do_not_shout(made: Made) -> None:
    before = made(lines("/cart", 3), lines("/", 20), name="before.log")
    found = diff(before, made(lines("/cart", 3, status=500), lines("/", 20)))

    one = change(found, "server_faults", "shop.example/cart")
    assert (one.before, one.after, one.chance, one.word) == (0, 1, None, "too few")
    assert found.findings == ()


def test_a_small_difference_is_not_told_however_certain(made: Made) -> None:
    before = made(lines("/", 9000), lines("/no", 9000, status=404), name="before.log")
    found = diff(before, made(lines("/", 8500), lines("/no", 9500, status=404)))

    one = change(found, "client_faults", None)
    assert one.chance is not None
    assert one.chance < 1e-5
    assert (one.word, one.certain) == ("", False)
    assert found.findings == ()


def test_slower_and_its_slowest(made: Made) -> None:
    fast = [lines("/search", 1, seconds=f"0.0{50 + at % 20}") for at in range(200)]
    slow = [lines("/search", 1, seconds=f"0.{100 + at % 40}") for at in range(200)]
    found = diff(made(fast, name="before.log"), made(slow))

    one = change(found, "median", "shop.example/search")
    assert one.before == pytest.approx(59_000, rel=0.06)
    assert one.after == pytest.approx(119_000, rel=0.06)
    assert (one.word, one.requests_before, one.requests_after) == ("slower", 200, 200)
    assert change(found, "tail", "shop.example/search").word == "slower"
    assert told(found)["median-slower"] == "warning"
    assert told(diff(made(slow, name="b.log"), made(fast)))["median-faster"] == "note"


def test_a_tail_alone(made: Made) -> None:
    before = made(lines("/", 1000, seconds="0.100"), name="before.log")
    found = diff(before, made(lines("/", 900, seconds="0.100"), lines("/", 100, seconds="2.000")))

    assert change(found, "median", None).word == ""
    tail = change(found, "tail", None)
    assert tail.after == pytest.approx(2_000_000, rel=0.05)
    assert (tail.word, tail.certain) == ("slower", True)


def test_larger_says_that_means_were_not_tested(made: Made) -> None:
    before = made(lines("/", 30, size=1000), lines("/few", 5, size=10), name="before.log")
    found = diff(before, made(lines("/", 30, size=3000), lines("/few", 5, size=90)))

    one = change(found, "size", "shop.example/")
    assert (one.before, one.after, one.chance, one.word) == (1000, 3000, None, "larger")
    assert not one.certain
    assert change(found, "size", "shop.example/few").word == ""
    (finding,) = found.findings
    assert "means cannot be tested" in finding.text


def test_what_came_and_went(made: Made) -> None:
    before = made(lines("/", 10), lines("/old", 4), lines("/older", 2), name="before.log")
    found = diff(before, made(lines("/", 10), lines("/new", 3)))

    assert change(found, "traffic", "shop.example/new").word == "appeared"
    assert change(found, "traffic", "shop.example/old").word == "vanished"
    appeared, vanished = sorted(found.findings, key=lambda each: each.id)
    assert appeared.text.startswith("1 route appeared, with 3 of 13 requests: shop.example/new (3)")
    assert appeared.evidence == ((f"{Path(found.after.sources[0].name)}", 11),)
    assert vanished.text.startswith(
        "2 routes vanished, with 6 of 16 requests: shop.example/old (4)"
    )
    assert vanished.evidence[0][1] == 11
    assert vanished.where is None  # nothing would be found


def test_labels_count_all_requests(made: Made) -> None:
    found = diff(made(lines("/", 90), lines("/x", 10, status=404)), made(lines("/", 50)))

    status = change(found, "status", "404")
    assert (status.before, status.after, status.word) == (0.1, 0, "vanished")
    assert (status.requests_before, status.requests_after) == (10, 0)
    assert change(found, "class", "success").before == 0.9
    assert change(found, "fault", "client").where == "fault = 'client'"


def test_hosts_do_not_part_the_routes_of_a_site_that_moved(made: Made) -> None:
    found = diff(made(lines("/a", 5, host="old.example"), name="before.log"), made(lines("/a", 5)))
    one = change(found, "traffic", "/a")
    assert (one.requests_before, one.requests_after, one.where) == (5, 5, "route = '/a'")
    assert found.notes == ("No host is on both sides: routes are compared without their hosts.",)


def test_what_a_reader_has_to_know_of_a_side_is_said_once(made: Made) -> None:
    before, after = made(lines("/", 9), name="before.log"), made(lines("/", 9))
    noted = replace(before, notes=("Of both.", "Of the one."))
    assert diff(noted, replace(after, notes=("Of both.",))).notes == noted.notes


def test_what_a_table_has_lost_is_unknown(made: Made) -> None:
    before, after = made(lines("/", 9), name="before.log"), made(lines("/", 9), lines("/new", 2))
    route = before.tables["route"]
    rest = route.with_columns(
        pl.lit(None, pl.String).alias("route"), rest=True, n=pl.lit(40, pl.UInt64)
    )
    cut = replace(before, tables=before.tables | {"route": pl.concat([route, rest])})
    one = change(diff(cut, after), "traffic", "shop.example/new")
    assert (one.before, one.requests_before, one.word) == (None, None, "")
    assert "unknown" in diff(cut, after).notes[-1]


def test_of_nothing_nothing_is_said(made: Made) -> None:
    nothing = diff(empty(), empty())
    assert (nothing.findings, nothing.changes, nothing.tests) == ((), (), 0)
    assert {each.id for each in diff(empty(), made(lines("/", 50))).findings} == {
        "traffic-appeared"
    }


@settings(max_examples=8, phases=PHASES)
@given(UNITS.map(numbered))
def test_nothing_differs_from_itself(units) -> None:
    one = summarise(related(units))
    found = diff(one, one)
    assert found.findings == ()
    assert found.same
    assert all(each.before == each.after and not each.certain for each in found.changes)
    assert all(each.word == "" for each in found.changes)


@settings(max_examples=8, phases=PHASES)
@given(UNITS.map(numbered), UNITS.map(numbered))
def test_the_other_way_round_is_the_same_turned(first, second) -> None:
    one, other = summarise(related(first)), summarise(related(second))
    there = {(each.aspect, each.key): each for each in diff(one, other).changes}
    back = {(each.aspect, each.key): each for each in diff(other, one).changes}
    assert there.keys() == back.keys()
    for name, each in there.items():
        turned = back[name]
        assert (each.before, each.after) == (turned.after, turned.before)
        assert each.requests_before == turned.requests_after
        assert (each.chance is None) == (turned.chance is None)
        assert each.chance is None or each.chance == pytest.approx(turned.chance)


def test_merged_and_saved_summaries_are_as_good(made: Made, tmp_path: Path) -> None:
    samples = Path(__file__).parents[2] / "sample_logs"
    logs = [samples / "nginx-main.log", samples / "apache-combined.log"]
    whole = analyzer.summarise(logs)
    parts = merge([analyzer.summarise(log) for log in logs])
    save(parts, tmp_path / "saved")
    other = analyzer.summarise(samples / "chromium.har")
    assert diff(whole, other) == diff(parts, other) == diff(load(tmp_path / "saved"), other)


def test_two_sessions_of_a_browser(tmp_path: Path) -> None:
    """A recorded HAR, and the same after a release: one script is 300 ms slower, a page is gone."""
    path = Path(__file__).parents[2] / "sample_logs" / "pair" / "chromium.har"
    session = json.loads(path.read_text())
    entries = session["log"]["entries"]
    for each in [entry for entry in entries if entry["request"]["url"].endswith("/app/stock")]:
        each["time"] += 300
        each["timings"]["wait"] += 300
        entries += [each] * 29
    before = list(json.loads(path.read_text())["log"]["entries"])
    before += [entry for entry in before if entry["request"]["url"].endswith("/app/stock")] * 29
    kept = [entry for entry in entries if not entry["request"]["url"].endswith("/old-kettle")]
    for name, these in (("before.har", before), ("after.har", kept)):
        (tmp_path / name).write_text(json.dumps({"log": session["log"] | {"entries": these}}))
    found = diff(*(analyzer.summarise(tmp_path / name) for name in ("before.har", "after.har")))

    changes = {(each.aspect, each.key): each for each in found.changes}
    slower = changes["median", "shop.localhost/app/stock"]
    assert (slower.word, slower.requests_before, slower.requests_after) == ("slower", 120, 120)
    assert slower.before is not None
    assert slower.after == pytest.approx(slower.before + 300_000, rel=0.06)
    assert changes["traffic", "shop.localhost/old-kettle"].word == "vanished"
    assert [each.id for each in found.findings][:1] == ["median-slower"]
    assert not any(each.aspect == "server_faults" and each.certain for each in found.changes)


def test_alike_days_stay_quiet(made: Made) -> None:
    """Each of 21 days of the same traffic with the next: at 5 % one false alarm is to be expected."""
    drawn = random.Random(0)  # noqa: S311 - to be the same each time
    days = [
        made(
            lines(
                f"/page/{'abcdef'[drawn.randrange(6)]}",
                status=500 if drawn.random() < 0.05 else 404 if drawn.random() < 0.1 else 200,
                seconds=f"{drawn.lognormvariate(-3, 1):.3f}",
            )
            for _ in range(400)
        )
        for _ in range(21)
    ]
    alarms = sum(any(each.certain for each in diff(*two).changes) for two in pairwise(days))
    assert alarms <= 2
