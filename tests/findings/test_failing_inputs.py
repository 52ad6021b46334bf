"""What unhandled errors have in common, told from what is merely frequent."""

import random
from math import comb
from pathlib import Path

import pytest
from made_logs import Log, line

import analyzer
from analyzer.findings.findings import find
from analyzer.findings.inputs import _Shared

# Spread over three hours, so that nothing of it is an outage.
SITE = [line(f"/page/{at}", client=at % 9, second=at * 27) for at in range(400)]
REPORTS = [line(f"/report?year={at}&page=1", client=at % 9, second=at * 170) for at in range(60)]


def broken(query: str, n: int = 12, path: str = "/report") -> list[str]:
    return [
        line(f"{path}?{query}", 500, client=at % 5, second=at * 850).replace("=N", f"={at}")
        for at in range(n)
    ]


def of(summary: analyzer.Summary) -> list[analyzer.findings.finding.Finding]:
    return [each for each in find(summary) if each.id == "failing-input"]


def test_a_parameter_that_errors_have_and_successes_do_not(log: Log, tmp_path: Path) -> None:
    lines = [*SITE, *REPORTS, *broken("year=N&order=N")]
    (found,) = of(log(*lines))
    assert found.text == (
        "12 of 12 requests for /report that met an unhandled error (500) had the parameter order; of 60 "
        "successes there 0 had."
    )
    assert (found.severity, found.entries, found.clients) == ("warning", 12, 5)
    listed = analyzer.scan(tmp_path / "access.log", where=found.where).collect()
    assert listed.height == 12
    assert found.evidence[0][1] == len(SITE) + len(REPORTS) + 1


def test_of_more_parameters_than_are_looked_at_the_choice_is_no_chance(log: Log) -> None:
    query = "&".join(f"p{at:02}=1" for at in reversed(range(40)))
    (found,) = of(log(*SITE, *REPORTS, *broken(query)))
    assert "had the parameter p00;" in found.text


def test_a_route_whatever_its_numbers(log: Log, tmp_path: Path) -> None:
    errors = [line(f"/item/{at}/pdf", 500, client=at % 5, second=at * 850) for at in range(12)]
    stray = [line("/page/1", 500, second=9000)]
    (found,) = of(log(*SITE, *REPORTS, *errors, *stray))
    assert found.text == (
        "12 of 13 unhandled errors (500) came of requests for /item/{id}/pdf; of 460 successes 0 did."
    )
    assert analyzer.scan(tmp_path / "access.log", where=found.where).collect().height == 12


def test_a_parameter_that_successes_have_as_often_is_none(log: Log) -> None:
    several = [*broken("year=N&page=1", 6), *broken("", 6, "/x"), *broken("", 6, "/y")]
    assert of(log(*SITE, *REPORTS, *several)) == []


def test_small_numbers_do_not_shout(log: Log) -> None:
    assert of(log(*SITE, *REPORTS, *broken("year=N&order=N", 4))) == []
    few = [line("/report?year=1"), line("/report?year=2")]
    assert of(log(*few, *broken("order=N", 6))) == []


def test_chance_is_none(log: Log) -> None:
    """A hundred parameters at random, and errors at random."""
    draw = random.Random(7)  # noqa: S311
    lines = [
        line(
            "/report?" + "&".join(f"p{draw.randrange(100)}=1" for _ in range(4)),
            500 if draw.random() < 0.05 else 200,
            client=at % 9,
            second=at * 10,
        )
        for at in range(1000)
    ]
    assert of(log(*lines)) == []


def test_hostile_names_break_nothing(log: Log, tmp_path: Path) -> None:
    name = "a'(b|c)[\\%2e+"
    (found,) = of(log(*SITE, *REPORTS, *broken(f"year=N&{name}=1")))
    assert f"the parameter {name};" in found.text
    assert analyzer.scan(tmp_path / "access.log", where=found.where).collect().height == 12


@pytest.mark.parametrize("numbers", [(5, 6, 1, 20), (12, 12, 0, 60), (3, 9, 5, 8), (0, 3, 0, 3)])
def test_the_chance_is_that_of_fishers_exact_test(numbers: tuple[int, int, int, int]) -> None:
    failed, failures, worked, successes = numbers
    having, all_ = failed + worked, failures + successes
    ways = sum(
        comb(having, n) * comb(all_ - having, failures - n)
        for n in range(failed, min(having, failures) + 1)
    )
    assert _Shared(*numbers).chance == pytest.approx(ways / comb(all_, failures))
