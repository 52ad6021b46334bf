"""The recorded scenes: what the driver sent and got says which relations and signals must be found."""

import json
from collections import Counter
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import analyzer
from analyzer.pipeline import Traffic

SAMPLES = Path(__file__).parents[2] / "sample_logs"
LOGS = ["nginx-combined", "nginx-main", "apache-combined", "apache-vhost_combined"]
HARS = ["chromium", "firefox"]
ENDING = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" %D %X'

Sent = dict[str, Any]


@cache
def sent(name: str) -> tuple[Sent, ...]:
    """What was sent, in the order of the lines."""
    path = SAMPLES / f"{name.partition('-')[0]}.sent.ndjson"
    return tuple(json.loads(line) for line in path.read_text("utf-8").splitlines())


def scene(name: str, title: str) -> list[Sent]:
    return [each for each in sent(name) if each["scenario"] == title]


@cache
def read(name: str) -> dict[int, dict[str, Any]]:
    """The entries, by line."""
    frame = pl.concat(Traffic(SAMPLES / name).frames())
    columns = ("line", "path", "status", "outcome", "fault", "relation", "prior", "signals")
    return {row["line"]: row for row in frame.select(columns).iter_rows(named=True)}


def ties(name: str, those: list[Sent], relation: str) -> list[tuple[int, int]]:
    """Line and prior of the entries of a scene that have this relation."""
    rows = [read(f"{name}.log")[each["line"]] for each in those]
    return [(row["line"], row["prior"]) for row in rows if row["relation"] == relation]


def earlier(name: str, one: Sent, status: int) -> int:
    """The line of the last request before this one, by the same client, agent and target."""
    return max(
        each["line"]
        for each in sent(name)
        if each["line"] < one["line"]
        and each["status"] == status
        and (each["client"], each["target"]) == (one["client"], one["target"])
    )


@pytest.mark.parametrize("name", LOGS)
def test_a_challenge_is_answered(name: str) -> None:
    asked, answer = scene(name, "challenge answered")
    assert (asked["status"], answer["status"]) == (401, 200)
    assert ties(name, [asked, answer], "challenge_answered") == [(answer["line"], asked["line"])]


@pytest.mark.parametrize("name", LOGS)
def test_credentials_are_guessed(name: str) -> None:
    guesses = scene(name, "credentials guessed")
    lines = [each["line"] for each in guesses]
    assert {each["status"] for each in guesses} == {401}
    assert ties(name, guesses, "refused_again") == [*zip(lines[1:], lines, strict=False)]
    assert {read(f"{name}.log")[line]["outcome"] for line in lines} == {"credentials_refused"}


@pytest.mark.parametrize("name", LOGS)
def test_copies_are_confirmed(name: str) -> None:
    confirmed = [each for each in scene(name, "revalidation") if each["status"] == 304]
    assert len(confirmed) == 3
    truth = [(each["line"], earlier(name, each, 200)) for each in confirmed]
    assert ties(name, confirmed, "confirmed") == truth


@pytest.mark.parametrize("name", LOGS)
def test_a_broken_link_is_the_sites_own(name: str) -> None:
    broken = scene(name, "broken link")
    assert {each["status"] for each in broken} == {404}
    for each in broken:
        row = read(f"{name}.log")[each["line"]]
        assert (row["outcome"], row["fault"]) == ("broken_link", "server")
    (elsewhere,) = scene(name, "gone elsewhere")
    assert read(f"{name}.log")[elsewhere["line"]]["outcome"] == "not_found"


@pytest.mark.parametrize("name", LOGS)
@pytest.mark.parametrize(
    ("title", "status", "signal"),
    [
        ("sweep", 404, "probed_path"),
        ("method probing", 405, "probed_method"),
        ("bodies too large", 413, "oversized_request"),
        ("urls too long", 414, "oversized_request"),
    ],
)
def test_probing_is_seen_and_nobody_else_is_suspected(
    name: str, title: str, status: int, signal: str
) -> None:
    those = {each["line"] for each in scene(name, title) if each["status"] == status}
    assert those
    found = {line for line, row in read(f"{name}.log").items() if signal in row["signals"]}
    assert those - found == set()
    scanner = {each["line"] for each in sent(name) if each["client"].endswith(".66")}
    assert found <= scanner


@pytest.mark.parametrize("name", LOGS)
def test_a_limit_that_is_not_waited_for(name: str) -> None:
    first, second = scene(name, "asked too often")
    assert (first["status"], second["status"]) == (429, 429)
    assert ties(name, [first, second], "retried") == [(second["line"], first["line"])]


@pytest.mark.parametrize("name", LOGS)
def test_part_after_part(name: str) -> None:
    parts = [each["line"] for each in scene(name, "part of a file") if each["status"] == 206]
    assert ties(name, scene(name, "part of a file"), "resumed") == [(parts[1], parts[0])]


def test_who_left_in_the_middle_is_known_where_apache_says_so() -> None:
    """The driver left three of its four downloads before they were over."""
    lines = (SAMPLES / "apache-ending.sent.ndjson").read_text("utf-8").splitlines()
    truth = [json.loads(line) for line in lines]
    left = {each["line"] for each in truth if not each["answered"]}
    assert (len(truth), len(left)) == (6, 3)
    found = analyzer.scan(SAMPLES / "apache-ending.log", log_format=ENDING).collect()
    assert set(found.filter(outcome="client_closed")["line"]) == left
    assert set(found.filter(aborted=False)["line"]) == {each["line"] for each in truth} - left
    assert found.filter(outcome="client_closed")["duration"].min() >= timedelta(seconds=0.3)


@pytest.mark.parametrize("name", HARS)
def test_a_browser_answers_a_challenge_after_a_guess(name: str) -> None:
    """The journey fetches /account/ without credentials, with wrong ones, and with the right ones."""
    rows = [row for row in read(f"{name}.har").values() if row["path"] == "/account/"]
    assert [row["status"] for row in rows] == [401, 401, 200]
    assert [row["relation"] for row in rows] == [None, "refused_again", "challenge_answered"]
    assert [row["prior"] for row in rows] == [None, rows[0]["line"], rows[1]["line"]]


@pytest.mark.parametrize("name", HARS)
def test_a_browser_that_reloads_confirms_its_copies(name: str) -> None:
    rows = [row for row in read(f"{name}.har").values() if row["status"] == 304]
    assert rows
    assert {row["relation"] for row in rows} == {"confirmed"}
    assert all(row["path"] == read(f"{name}.har")[row["prior"]]["path"] for row in rows)


def test_what_a_page_guesses_and_probes_and_gives_up() -> None:
    """The recorder's page: five guesses, a sweep of six paths, two methods, an abandoned request."""
    rows = read("chromium-probing.har").values()
    truth = json.loads((SAMPLES / "expected.json").read_text())["traffic"]["chromium-probing"]
    probing = truth["scenarios"]["probing"]["served"]
    assert Counter(probing) == {200: 4, 401: 5, 404: 6, 405: 2}
    assert truth["scenarios"]["given up"]["served"] == [200, 499]
    guesses = [row for row in rows if row["status"] == 401]
    assert [row["relation"] for row in guesses] == [None, *["refused_again"] * 4]
    assert {row["outcome"] for row in guesses} == {"credentials_refused"}
    signalled = Counter(signal for row in rows for signal in row["signals"])
    assert (signalled["probed_path"], signalled["probed_method"]) == (6, 2)
    (left,) = (row for row in rows if row["status"] is None)
    assert (left["path"], left["outcome"]) == ("/app/slow", "no_response")
    found = analyzer.scan(SAMPLES / "chromium-probing.har").collect()
    assert found.filter(failure="aborted")["line"].to_list() == [left["line"]]
