"""FAILURES: each holds for what its exporters record, and for nothing that looks alike."""

from typing import Any

import pytest
from made_entries import entries, labelled

from analyzer.classify.failure import Failure, FailureRule
from analyzer.classify.failures import FAILURES, failures
from analyzer.classify.vocabulary import Fault

BY_NAME = [pytest.param(rule, id=rule.failure.value) for rule in FAILURES]


def test_every_failure_has_one_rule() -> None:
    assert [rule.failure for rule in FAILURES] == list(Failure)


@pytest.mark.parametrize(
    ("failure", "example"),
    [(rule.failure, example) for rule in FAILURES for example in rule.examples],
)
def test_its_examples_are_called_so(failure: Failure, example: dict[str, Any]) -> None:
    assert labelled(example)["failure"] == failure


@pytest.mark.parametrize("rule", BY_NAME)
def test_its_counterexample_is_not(rule: FailureRule) -> None:
    assert labelled(rule.counterexample)["failure"] != rule.failure


@pytest.mark.parametrize("rule", BY_NAME)
def test_whose_it_is_where_there_is_no_status(rule: FailureRule) -> None:
    row = labelled({"status_text": "0"} | rule.examples[0])
    assert (row["outcome"], row["fault"]) == ("no_response", rule.fault)


@pytest.mark.parametrize("rule", BY_NAME)
def test_it_says_what_happened_and_what_to_do(rule: FailureRule) -> None:
    assert rule.says.endswith(".")
    assert rule.check.endswith(".")


@pytest.mark.parametrize("text", ["net::ERR_FAILED", "FAILED", "NS_ERROR_FAILURE", "?", ""])
def test_what_says_nothing_stays_unknown(text: str) -> None:
    row = labelled({"error": text, "status_text": "0"})
    assert (row["failure"], row["outcome"], row["fault"]) == (None, "no_response", Fault.UNKNOWN)


@pytest.mark.parametrize(
    ("changes", "failure"),
    [
        ({}, "cors"),
        ({"error": None}, None),
        ({"status": None}, None),  # a preflight may have failed, or the network
        ({"host": "www.example.com"}, None),  # its own origin
        ({"request_headers": None}, None),
        ({"request_headers": []}, None),
        ({"response_headers": None}, None),
    ],
)
def test_the_headers_show_what_a_check_of_cors_came_to(
    changes: dict[str, Any], failure: str | None
) -> None:
    example = next(rule for rule in FAILURES if rule.failure is Failure.CORS).examples[-1]
    assert labelled(example | changes)["failure"] == failure


@pytest.mark.parametrize(
    ("allowed", "failure"),
    [
        ("*", None),
        ("https://www.example.com", None),
        ("https://b.example", "cors"),
        ("null", "cors"),
    ],
)
def test_who_is_allowed_to_read(allowed: str, failure: str | None) -> None:
    example = next(rule for rule in FAILURES if rule.failure is Failure.CORS).examples[-1]
    headers = [{"name": "access-control-allow-origin", "value": allowed}]
    assert labelled(example | {"response_headers": headers})["failure"] == failure


def test_a_response_that_came_and_failed_keeps_its_outcome() -> None:
    row = labelled({"status": 200, "error": "net::ERR_CONTENT_LENGTH_MISMATCH"})
    assert (row["outcome"], row["failure"]) == ("ok", "broken_response")


def test_a_log_that_records_none_has_none() -> None:
    assert failures(entries({"status": 200}, {"status": None})).to_list() == [None, None]
