"""No planted secret survives, in whatever place of a HAR and in whatever guise."""

import json
import zlib
from base64 import b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.formats.har import HAR
from analyzer.formats.har.redact import Redaction

Json = dict[str, Any]
Build = Callable[..., Any]

PLACES: dict[str, Callable[[str], Json]] = {
    "authorization": lambda s: _header("Authorization", f"Bearer {s}"),
    "authorization, HTTP/2": lambda s: _header("authorization", s),
    "proxy-authorization": lambda s: _header("Proxy-Authorization", f"Basic {s}"),
    "cookie": lambda s: _header("COOKIE", f"a={s}; {s}; b={s}"),
    "set-cookie": lambda s: _header("Set-Cookie", f"a={s}; Path=/; HttpOnly"),
    "set-cookie, joined": lambda s: _header("set-cookie", f"a=1; Path=/\nb={s}; Secure"),
    "x-api-key": lambda s: _header("x-api-key", s),
    "x-auth-token": lambda s: _header("X-Auth-Token", s),
    "referer": lambda s: _header("Referer", f"https://example.com/?token={s}"),
    ":path": lambda s: _header(":path", f"/a?password={s}&b"),
    ":authority": lambda s: _header(":authority", f"jane:{s}@example.com"),
    "location": lambda s: _response(headers=[{"name": "Location", "value": f"/a#access_token={s}"}]),
    "websocket protocol": lambda s: _header("Sec-WebSocket-Protocol", f"graphql, {s}"),
    "headers as pairs": lambda s: _request(headers=[["Authorization", s]]),
    "cookies": lambda s: _request(cookies=[{"name": "a", "value": s}]),
    "cookies set": lambda s: _response(cookies=[{"name": "a", "value": s, "path": "/"}]),
    "user in a URL": lambda s: _request(url=f"https://jane:{s}@example.com/"),
    "parameter": lambda s: _request(url=f"https://example.com/?a=b&api_key={quote(s)}"),
    "fragment": lambda s: _request(url=f"https://example.com/#id_token={s}"),
    "session in a path": lambda s: _request(url=f"https://example.com/a;jsessionid={s}"),
    "data: URL": lambda s: _request(url=f"data:text/html;base64,{s}"),
    "query string": lambda s: _request(queryString=[{"name": "token", "value": s}]),
    "query string, JSON in it": lambda s: _request(queryString=[{"name": "q", "value": f'{{"token":"{s}&x"}}'}]),
    "form": lambda s: _post("application/x-www-form-urlencoded", urlencode({"user": "j", "password": s})),
    "form, as parameters": lambda s: _request(postData={"params": [{"name": "password", "value": s}]}),
    "JSON": lambda s: _post("application/json", json.dumps({"a": [{"clientSecret": s}]})),
    "JSON, below a telling name": lambda s: _post("application/json", json.dumps({"tokens": {"a": [s]}})),
    "JSON without its type": lambda s: _post("", json.dumps({"password": s})),
    "JSON cut short": lambda s: _post("application/json", json.dumps({"password": s})[:-1]),
    "multipart": lambda s: _post(
        "multipart/form-data; boundary=x",
        f'--x\r\nContent-Disposition: form-data; name="password"\r\n\r\n{s}\r\n--x--\r\n',
    ),
    "text sent": lambda s: _post("text/plain", f"my password is {s}"),
    "response in JSON": lambda s: _content(json.dumps({"access_token": s, "expires": 9})),
    "response in base64": lambda s: _content(b64encode(json.dumps({"jwt": s}).encode()).decode(), encoding="base64"),
    "response in HTML": lambda s: _content(f"<input name=csrf value={s}>"),
    "redirectURL": lambda s: _response(redirectURL=f"https://example.com/?code=1&session={s}"),
    "websocket message": lambda s: {"_webSocketMessages": [{"type": "send", "time": 1, "opcode": 1, "data": s}]},
    "event": lambda s: {"_eventSourceMessages": [{"time": 1, "eventName": "a", "eventId": s, "data": s}]},
    "vendor's text": lambda s: {"_note": s},
    "vendor's text, deep": lambda s: {"_a": {"b": [{"c": [s]}]}},
    "vendor's object without a mark": lambda s: {"test_log": {"line": f"logged in with {s}"}},
    "initiator": lambda s: {"_initiator": {"type": "script", "url": f"https://example.com/?token={s}"}},
    "error": lambda s: _response(_error=f"net::ERR at https://example.com/?token={s}"),
    "comment": lambda s: {"comment": f"log in with token={s}"},
    "page": lambda s: {"pageref": f"https://example.com/?token={s}"},
}  # fmt: skip


def _request(**parts: Any) -> Json:
    return {"request": parts}


def _response(**parts: Any) -> Json:
    return {"response": parts}


def _header(name: str, value: str) -> Json:
    return _request(headers=[{"name": name, "value": value}])


def _post(media: str, text: str) -> Json:
    return _request(postData={"mimeType": media, "text": text})


def _content(text: str, **more: Any) -> Json:
    return _response(content={"mimeType": "text/html", "size": 9, "text": text, **more})


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
    assert len({Redaction()._hide("a", SECRET) for _ in range(3)}) == 3  # a key for each run


def test_a_secret_is_found_wherever_else_it_stands(entry: Build, har: Build) -> None:
    known = entry(**PLACES["authorization"](SECRET))
    path = entry(request={"url": f"https://example.com/reset/{SECRET}/now"})
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
