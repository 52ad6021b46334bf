"""Bursts of server faults: when, how deep, on what; and chance, which is none."""

import random
from pathlib import Path

from made_logs import Log, line

import analyzer
from analyzer.findings.findings import find


def hours(*bursts: tuple[int, int, float], usual: float = 0.0, paths: int = 3) -> list[str]:
    """Three hours, ten requests a minute by ten clients; of which in each burst so many fail.

    Args:
        bursts: first minute, minutes, share that fails.
        usual: share that fails otherwise.
        paths: how many different ones.
    """
    draw = random.Random(4)  # noqa: S311 - the same each time
    lines = []
    for second in range(0, 3 * 3600, 6):
        rate = next(
            (part for begin, length, part in bursts if begin <= second / 60 < begin + length), usual
        )
        status = 503 if draw.random() < rate else 200
        lines.append(
            line(f"/{second // 6 % paths}", status, client=second // 6 % 10, second=second)
        )
    return lines


def test_an_outage(log: Log, tmp_path: Path) -> None:
    (found,) = find(log(*hours((60, 4, 1.0))))
    assert (found.id, found.severity, found.entries, found.clients) == ("outage", "alarm", 40, 10)
    assert found.text == (
        "503 Service Unavailable on /{id}: 40 of 40 requests (100 %) failed in 3 min 54 s "
        "from 2026-11-22 12:00:00 UTC, for at least 10 clients; none of the other 1,760 did."
    )
    listed = analyzer.scan(tmp_path / "access.log", where=found.where).collect()
    assert listed.height == 40
    assert listed["line"][0] == found.evidence[0][1] == 601


def test_two_outages_are_two(log: Log) -> None:
    found = find(log(*hours((20, 6, 0.9), (100, 12, 0.9))))
    assert [each.id for each in found] == ["outage", "outage"]
    assert "from 2026-11-22 12:40:" in found[0].text
    assert "from 2026-11-22 11:20:" in found[1].text


def test_faults_that_come_at_any_time_are_none(log: Log) -> None:
    found = find(log(*hours(usual=0.05)))
    assert [each.id for each in found] == ["server-faults"]


def test_an_outage_stands_out_of_faults_that_come_at_any_time(log: Log) -> None:
    found = find(log(*hours((60, 10, 0.8), usual=0.03)))
    assert [each.id for each in found] == ["outage", "server-faults"]
    assert "from 2026-11-22 12:0" in found[0].text


def test_faults_of_one_client_are_no_outage_of_the_site(log: Log) -> None:
    calm = hours()
    alone = [line("/broken", 500, client=7, second=4000 + at) for at in range(12)]
    (found,) = [each for each in find(log(*calm, *alone)) if each.id == "outage"]
    assert (found.severity, found.clients) == ("note", 1)


def test_fewer_are_not_spoken_of(log: Log) -> None:
    assert (
        find(log(*hours(), *[line("/x", 500, client=at, second=4000 + at) for at in range(4)]))
        == ()
    )


def test_what_was_in_the_file_in_any_order_is_the_same(log: Log) -> None:
    lines = hours((60, 4, 1.0), (120, 5, 0.7))
    texts = [each.text for each in find(log(*lines))]
    random.Random(1).shuffle(lines)  # noqa: S311
    assert [each.text for each in find(log(*lines))] == texts
