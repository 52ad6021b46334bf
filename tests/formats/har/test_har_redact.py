"""No planted secret survives, in whatever place of a HAR and in whatever guise."""

import json
import zlib
from base64 import b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import PLACES

from analyzer.formats.har import HAR
from analyzer.formats.har.hiding import Hiding
from analyzer.formats.har.redact import Redaction

Build = Callable[..., Any]


def _redacted(data: bytes, *keep: str) -> tuple[str, Redaction]:
    redaction = Redaction(keep)
    return json.dumps(redaction.document([data]), ensure_ascii=False), redaction


def _ways(secret: str) -> set[str]:
    """The ways in which a secret may still be there."""
    plain = secret.encode()
    return {
        secret,
        quote(secret),
        quote_plus(secret),
        b64encode(plain).decode(),
        json.dumps(secret)[1:-1],
    }


PLAIN = st.from_regex(r"hunter2[A-Za-z0-9._~-]{8,40}[a-z]", fullmatch=True)
SECRETS = st.from_regex(r"hunter2[A-Za-z0-9._~%+ -]{8,40}[a-z]", fullmatch=True)


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=3, deadline=None)
@given(secret=SECRETS)
def test_a_secret_does_not_survive(place: str, secret: str, entry: Build, har: Build) -> None:
    if place in {"parameter", "cookie", "cookies", "user in a URL"}:
        secret = secret.replace("%", "-").replace(" ", "-")
    text, redaction = _redacted(har(entry(**PLACES[place](secret))))
    assert not [way for way in _ways(secret) if way in text]
    assert "hunter2" not in text
    assert redaction.masked.total() > 0


@settings(max_examples=15, deadline=None)
@given(planted=st.lists(st.tuples(st.sampled_from(sorted(PLACES)), PLAIN), min_size=1, max_size=6))
def test_nor_several_in_a_file_that_is_read_as_before(
    planted: list[tuple[str, str]], entry: Build, har: Build
) -> None:
    data = har(*(entry(**PLACES[place](secret)) for place, secret in planted))
    text, _ = _redacted(data)
    assert "hunter2" not in text
    before, after = HAR.parse(data), HAR.parse(text.encode())
    same = ("time", "method", "status", "duration", "timings", "bytes", "transfer_bytes", "reject")
    assert after.select(same).equals(before.select(same))


SECRET = "hunter2hunter2ABC"


def test_equal_secrets_stay_equal_and_others_do_not(entry: Build, har: Build) -> None:
    where = ["authorization, HTTP/2", "cookies", "parameter", "form", "response in JSON", "JSON"]
    several = [entry(**PLACES[place](SECRET)) for place in where]
    another = entry(**PLACES["x-api-key"]("hunter3hunter3ABC"))
    text, redaction = _redacted(har(*several, another))
    shown = redaction.document([har(entry(**PLACES["x-api-key"](SECRET)))])
    (name,) = [each["value"] for each in shown["log"]["entries"][0]["request"]["headers"]]
    assert text.count(name) == len(where)
    assert len({Hiding().hide("a", SECRET) for _ in range(3)}) == 3  # a key for each run


def test_a_secret_is_found_wherever_else_it_stands(entry: Build, har: Build) -> None:
    known = entry(**PLACES["authorization"](SECRET))
    path = entry(request={"url": f"https://example.com/a/{SECRET}/now"})
    text, redaction = _redacted(har(known, path))
    assert SECRET not in text
    assert redaction.masked["text with one of these in it"] == 1


def test_what_is_no_secret_stays(entry: Build, har: Build) -> None:
    built = entry(
        _resourceType="script",
        request={"url": "https://example.com/a?q=tea&page=2", "queryString": [{"name": "q", "value": "tea"}]},
        response={"content": {"size": 9, "mimeType": "application/json", "text": '{"a": [1, null, "tea"]}'}},
    )  # fmt: skip
    text, redaction = _redacted(har(built))
    assert json.loads(text)["log"]["entries"] == [built]
    assert redaction.masked.total() == 0


def test_what_is_to_be_kept_is(entry: Build, har: Build) -> None:
    built = entry(
        request={
            "url": "https://example.com/?token=abc&sid=12345",
            "headers": [{"name": "X-Api-Key", "value": "abc"}],
            "cookies": [{"name": "sid", "value": "abc"}, {"name": "b", "value": "12345"}],
        }
    )
    text, redaction = _redacted(har(built), "TOKEN", "x-api-key", "sid")
    (kept,) = json.loads(text)["log"]["entries"]
    assert kept["request"]["url"] == built["request"]["url"]
    assert kept["request"]["headers"] == built["request"]["headers"]
    assert kept["request"]["cookies"][0]["value"] == "abc"
    assert redaction.masked == {"cookie": 1}


def test_a_packed_har_without_a_log_becomes_a_plain_one_with(entry: Build) -> None:
    packed = zlib.compress(json.dumps({"entries": [entry(), None, 7]}).encode())
    whole = Redaction().document([packed])
    assert whole["log"]["version"] == "1.2"
    assert whole["log"]["entries"] == [entry()]


def test_hosts_dates_and_versions_are_not_looked_for_everywhere(entry: Build, har: Build) -> None:
    built = entry(
        request={
            "url": "https://www.shop24.example/",
            "headers": [],
            "cookies": [
                {"name": "a", "value": "www.shop24.example"},
                {"name": "b", "value": "2024-05-01T10:00:00.000Z"},
                {"name": "c", "value": "HTTP/1.1"},
            ],
        }
    )
    text, redaction = _redacted(har(built))
    (read,) = json.loads(text)["log"]["entries"]
    assert read["startedDateTime"] == built["startedDateTime"]
    assert read["request"]["url"] == built["request"]["url"]
    assert read["request"]["httpVersion"] == "HTTP/1.1"
    assert redaction.masked == {"cookie": 3}


def test_thousands_of_secrets_take_no_quadratic_time(entry: Build, har: Build) -> None:
    many = [
        entry(
            request={
                "url": f"https://example.com/a/hunter{n:09}",
                "headers": [{"name": "X-Api-Key", "value": f"hunter{n:09}"}],
            }
        )
        for n in range(3_000)
    ]
    text, redaction = _redacted(har(*many))
    assert "hunter" not in text
    assert redaction.masked["header"] == 3_000


def test_half_a_character_is_no_obstacle(entry: Build, har: Build) -> None:
    built = entry(**PLACES["x-api-key"](SECRET + "\ud800"), _note="\ud800" + SECRET)
    text, _ = _redacted(har(built, entry(comment=f"\ud800 {SECRET}", **PLACES["cookies"](SECRET))))
    assert SECRET not in text


def test_numbers_of_webpagetest_stay_though_they_are_texts(entry: Build, har: Build) -> None:
    text, _ = _redacted(har(entry(_bytesIn="1234", _pin="123456", _host="inner.example")))
    (read,) = json.loads(text)["log"]["entries"]
    assert read["_bytesIn"] == "1234"
    assert "123456" not in text
    assert "inner" not in text


@pytest.mark.parametrize("place", sorted(PLACES))
def test_a_text_of_any_length_takes_no_quadratic_time(place: str, entry: Build, har: Build) -> None:
    secret = "hunter2" + "a1" * 200_000
    text, _ = _redacted(har(entry(**PLACES[place](secret))))
    assert "hunter2" not in text


def test_what_no_exporter_writes_there_is_hidden(entry: Build, har: Build) -> None:
    odd = entry(
        startedDateTime="2024-05-01T10:00:00Z hunter2hunter2",
        serverIPAddress="hunter2.inner.example",
        connection="hunter2-connection",
        request={"method": "hunter2", "httpVersion": "hunter2/hunter2"},
    )
    usual = entry(
        startedDateTime="NaN-NaN-NaNTNaN:NaN:NaN.000Z",
        serverIPAddress="[2001:db8::1]:443",
        connection="443",
        request={"method": "M-SEARCH", "httpVersion": "http/2.0"},
    )
    text, redaction = _redacted(har(odd, usual))
    assert "hunter2" not in text
    assert json.loads(text)["log"]["entries"][1] == usual
    assert redaction.masked == {"vendor's text": 5}
