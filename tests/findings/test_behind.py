"""Which servers behind an outage were asked: against traffic that the driver sent, and by hand."""

import json
from pathlib import Path

import polars as pl

import analyzer
from analyzer.findings.finding import Finding
from analyzer.findings.findings import find

SAMPLES = Path(__file__).parents[2] / "sample_logs"
LOG = SAMPLES / "nginx-upstreams.log"
FORMAT = '$remote_addr [$time_local] "$request" $status "$upstream_addr"'


def outage(path: Path, **options: str) -> Finding:
    summary = analyzer.summarise(path, **options)
    return next(each for each in find(summary) if each.id == "outage")


def line(at: int, status: int, upstream: str) -> str:
    hour, second = divmod(at, 3600)
    return (
        f"10.0.0.{at % 7} [22/Nov/2026:{hour:02}:{second // 60:02}:{second % 60:02} +0000] "
        f'"GET /orders/{1000 + at} HTTP/1.1" {status} "{upstream}"\n'
    )


def test_the_recorded_server_that_died_is_named() -> None:
    """The driver stopped it, and knows its address and which calls failed meanwhile."""
    truth = json.loads((SAMPLES / "expected.json").read_text())["traffic"]["nginx-upstreams"]
    scene = truth["scenarios"]["one is down"]
    failed = [
        line
        for line, status in zip(scene["lines"], scene["statuses"], strict=True)
        if status == 502
    ]
    behind = truth["upstreams"]
    found = outage(LOG)
    assert found.outage is not None
    (one,) = found.outage.upstreams
    assert (one.address, one.failed) == (behind["dying"]["address"], len(failed))
    assert one.others == behind["dying"]["answered"]
    assert one.every == behind["dying"]["answered"] + behind["steady"]["answered"]
    assert analyzer.scan(LOG, where=one.where).collect()["line"].to_list() == failed
    assert f"Asked behind it: {one.address} for 30 of these 30 and 40.7 % of all" in found.text


def test_the_other_server_answered_for_the_one_that_died() -> None:
    """In the shop nginx asks the other one then; every second of twelve requests went to the API's."""
    truth = json.loads((SAMPLES / "expected.json").read_text())["traffic"]["nginx-upstreams"]
    dying, steady = (truth["upstreams"][name] for name in ("dying", "steady"))
    panels = analyzer.build(analyzer.summarise(LOG)).panels
    (panel,) = (each for each in panels if each.id == "upstreams")
    titles = [column.title for column in panel.columns]
    rows = [dict(zip(titles, row.values, strict=True)) for row in panel.rows]
    scene = truth["scenarios"]["one is down"]
    pages = [line for line in scene["lines"] if "/app/" in _sent()[line]]
    assert {row["upstream"]: row["requests"] for row in rows} == {
        steady["address"]: steady["answered"],
        dying["address"]: dying["answered"] + 30,
    }
    assert {row["upstream"]: row["passed over"] for row in rows} == {
        steady["address"]: 0,
        dying["address"]: len(pages) // 2,
    }
    assert {row["upstream"]: row["server fault"] for row in rows} == {
        steady["address"]: 0,
        dying["address"]: 30,
    }
    tried = analyzer.scan(LOG, where=f"upstream_tried = '{dying['address']}'").collect()
    assert set(tried["line"]) <= set(pages)
    assert set(tried["status"]) == {200}


def _sent() -> dict[int, str]:
    lines = (SAMPLES / "nginx-upstreams.sent.ndjson").read_text().splitlines()
    return {each["line"]: each["target"] for each in map(json.loads, lines)}


def test_two_servers_and_one_that_nothing_failed_at(tmp_path: Path) -> None:
    """An hour's minute in which 10.0.0.1 fails 30 times, 10.0.0.2 10 times, 10.0.0.3 never."""
    log = tmp_path / "access.log"
    calm = [line(at, 200, f"10.0.0.{1 + at % 3}:80") for at in range(0, 3600, 6)]
    down = [line(3600 + at, 503, "10.0.0.1:80") for at in range(30)]
    down += [line(3630 + at, 502, "10.0.0.1:80, 10.0.0.2:80") for at in range(10)]
    log.write_text("".join([*calm, *down]))
    found = outage(log, log_format=FORMAT)
    assert found.outage is not None
    said = [(one.address, one.failed, one.others, one.every) for one in found.outage.upstreams]
    assert said == [("10.0.0.1:80", 30, 600, 600), ("10.0.0.2:80", 10, 0, 600)]
    assert found.outage.routes == (("/orders/{id}", 40),)
    assert "on /orders/{id}: 40 of 40 requests" in found.text
    for one in found.outage.upstreams:
        assert analyzer.scan(log, log_format=FORMAT, where=one.where).collect().height == one.failed


def test_a_log_that_names_no_server_behind_says_nothing_of_it() -> None:
    found = outage(SAMPLES / "nginx-outage.log")
    assert found.outage is not None
    assert found.outage.upstreams == ()
    assert "behind it" not in found.text


def test_a_server_that_never_answered_is_listed(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text("".join(line(at, 200, "10.0.0.1:80, 10.0.0.2:80") for at in range(5)))
    panels = analyzer.build(analyzer.summarise(log, log_format=FORMAT)).panels
    (panel,) = (each for each in panels if each.id == "upstreams")
    frame = pl.DataFrame(
        [row.values[:3] for row in panel.rows], schema=["address", "n", "passed"], orient="row"
    )
    assert frame.rows() == [("10.0.0.2:80", 5, 0), ("10.0.0.1:80", 0, 5)]
