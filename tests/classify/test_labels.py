"""LABELS: each rule holds for its example, not for its counterexample, and never for the unknown."""

import pytest
from made_entries import entries, labelled

from analyzer.classify.codes import lookup
from analyzer.classify.facts import with_facts
from analyzer.classify.labels import LABELS, Label

BY_OUTCOME = [pytest.param(label, id=label.outcome.value) for label in LABELS]


@pytest.mark.parametrize("label", BY_OUTCOME)
def test_its_example_is_labelled_so(label: Label) -> None:
    row = labelled(label.example)
    assert (row["outcome"], row["fault"]) == (label.outcome, label.fault)


@pytest.mark.parametrize("label", BY_OUTCOME)
def test_its_counterexample_is_not(label: Label) -> None:
    assert not with_facts(entries(label.counterexample)).select(rule=label.rule)["rule"][0]
    row = labelled(label.counterexample)
    assert (row["outcome"], row["fault"]) != (label.outcome, label.fault)


@pytest.mark.parametrize("label", BY_OUTCOME)
def test_unknown_is_never_yes(label: Label) -> None:
    """An entry of which only the status is known has the outcome that its code has."""
    status = label.example["status"]
    if status is None:
        assert labelled({"status": None})["outcome"] == "no_response"
        return
    row = labelled({"status": status})
    code = lookup(int(str(status)))
    assert (row["outcome"], row["fault"]) == (code.outcome, code.fault)


@pytest.mark.parametrize("label", BY_OUTCOME)
def test_it_says_why_and_where_that_stands(label: Label) -> None:
    assert label.says.endswith(".")
    assert "§" in label.spec
    assert label.example != label.counterexample


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        *((text, "no_response") for text in ("-", "0", "000", "-1", None)),
        *((text, "invalid_status") for text in ("009", "999", "1000", "600", "99999", "1")),
    ],
)
def test_no_status_is_told_from_an_invalid_one(text: str | None, outcome: str) -> None:
    row = labelled({"status": None, "status_text": text})
    assert (row["class"], row["outcome"], row["fault"]) == ("none", outcome, "unknown")


@pytest.mark.parametrize(
    ("columns", "outcome", "fault"),
    [
        ({"status": 401}, "challenged", "client"),
        ({"status": 401, "user": "alice"}, "credentials_refused", "client"),
        ({"status": 404, "referrer": "http://example.com/"}, "not_found", "client"),
        (
            {"status": 404, "host": "example.com", "referrer": "HTTP://u@EXAMPLE.com:80/x"},
            "not_found",
            "client",
        ),
        (
            {"status": 404, "host": "example.com", "referrer": "http://EXAMPLE.com:80/x"},
            "broken_link",
            "server",
        ),
        ({"status": 410, "host": "a", "referrer": "http://a.b/"}, "gone", "client"),
        ({"status": 304, "cache": "disk"}, "revalidated", "none"),
        ({"status": 302, "location": "/a"}, "redirect", "none"),
        ({"status": 302}, "redirect", "none"),
        ({"status": 302, "response_headers": []}, "other_redirection", "server"),
        ({"status": 300}, "other_redirection", "none"),
        ({"status": 499}, "client_closed", "unknown"),
        ({"status": 200, "cache": "shared hit", "aborted": True}, "client_closed", "unknown"),
        ({"status": None, "status_text": "0", "aborted": True}, "client_closed", "unknown"),
        ({"status": 503, "aborted": True}, "unavailable", "server"),
        ({"status": 301, "location": "/a", "aborted": True}, "redirect", "none"),
        ({"status": 502}, "bad_gateway", "intermediary"),
        ({"status": 504}, "gateway_timeout", "intermediary"),
        ({"status": 522}, "origin_failed", "intermediary"),
        ({"status": 200, "cache": "memory"}, "browser_cache", "none"),
        ({"status": 200, "cache": "miss"}, "ok", "none"),
    ],
)
def test_context_decides(columns: dict[str, object], outcome: str, fault: str) -> None:
    row = labelled(columns)
    assert (row["outcome"], row["fault"]) == (outcome, fault)
