"""Temporary redirects that stay, and steps back to http; thresholds from both sides."""

from pathlib import Path

import polars as pl
from made_logs import Log, line

import analyzer
from analyzer.classify.classify import classify
from analyzer.entry import conform
from analyzer.findings.finding import Finding
from analyzer.findings.findings import find
from analyzer.relate import Context, relate

ORDINARY = [line(f"/page/{number}", client=number % 9) for number in range(600)]
HALF_A_DAY = 12 * 3600


def only(summary: analyzer.Summary) -> Finding:
    (found,) = find(summary)
    return found


def asked(
    n: int = 100, *, clients: int = 40, over: int = HALF_A_DAY, status: int = 302
) -> list[str]:
    """So many requests for /now, evenly over so many seconds."""
    return [
        line("/now", status, client=at % clients, second=at * over // (n - 1)) for at in range(n)
    ]


def test_a_temporary_redirect_that_is_the_only_answer(log: Log, tmp_path: Path) -> None:
    found = only(log(*ORDINARY, *asked()))
    assert (found.id, found.severity, found.entries) == ("steady-redirect", "note", 100)
    assert found.text == (
        "/now was asked for 100 times in 12 h, and never answered but with a temporary redirect."
    )
    listed = analyzer.scan(tmp_path / "access.log", where=found.where).collect()
    assert listed.height == 100
    assert found.evidence[0][1] == listed["line"][0]


def test_fewer_shorter_or_other_answers_are_no_habit(log: Log) -> None:
    assert find(log(*ORDINARY, *asked(99))) == ()
    assert find(log(*ORDINARY, *asked(clients=5))) == ()
    assert find(log(*ORDINARY, *asked(over=HALF_A_DAY - 1))) == ()
    assert find(log(*ORDINARY, *asked(), line("/now", 200))) == ()
    assert find(log(*ORDINARY, *asked(), line("/now", 200, method="POST"))) == ()


def located(*goals: str) -> analyzer.Summary:
    """The same with Location, in turn."""
    start = pl.datetime(2026, 11, 22, time_zone="UTC")
    frame = pl.DataFrame({"n": range(120)}).select(
        line=pl.col("n") + 1,
        source=pl.lit("a.log"),
        time=start + pl.duration(minutes=7 * pl.col("n")),
        client=pl.format("192.0.2.{}", pl.col("n") % 40),
        method=pl.lit("GET"),
        path=pl.lit("/now"),
        status=302,
        location=pl.Series([goals[at % len(goals)] for at in range(120)]),
    )
    return analyzer.summarise(relate(classify(conform(frame)), Context(), last=True)[0])


def test_where_it_leads_is_said_and_must_not_change() -> None:
    assert only(located("/sale")).text.endswith("with a temporary redirect, always to /sale.")
    assert find(located("/sale", "/winter")) == ()


def test_from_https_back_to_http(log: Log, tmp_path: Path) -> None:
    def walks(n: int) -> list[str]:
        return [
            line(f"{scheme}://a.example/cart{slash}", status, client=at, second=10 * at)
            for at in range(n)
            for scheme, slash, status in (("https", "", 302), ("http", "/", 200))
        ]

    found = only(log(*ORDINARY, *walks(3)))
    assert (found.id, found.entries) == ("downgrade", 3)
    assert analyzer.scan(tmp_path / "access.log", where=found.where).collect().height == 3
    assert find(log(*ORDINARY, *walks(2))) == ()
