"""Secrets in every place of a HAR, and in every guise: from a secret to what an entry has of it."""

import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

Json = dict[str, Any]

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
    "parameter without a value": lambda s: _request(url=f"https://example.com/?Bearer%20{quote(s)}"),
    "parameter that is all name": lambda s: _request(url=f"https://example.com/?token%3D{quote(s)}=1"),
    "code": lambda s: _request(url=f"https://example.com/cb?code={quote(s)}&state=x"),
    "code sent on": lambda s: _post("application/x-www-form-urlencoded", urlencode({"code": s, "a": "b"})),
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
    "comment, in words": lambda s: {"comment": f"the password is {s}"},
    "initiator's stack": lambda s: {"_initiator": {"stack": {"callFrames": [{"functionName": s, "url": f"https://j:{s}@example.com/"}]}}},
    "certificate": lambda s: {"_securityDetails": {"subjectName": f"{s}.inner.example"}},
    "file name": lambda s: _request(postData={"mimeType": "multipart/form-data", "params": [{"name": "f", "fileName": f"token={s}.pdf"}]}),
    "file name, multipart": lambda s: _post(
        "multipart/form-data; boundary=x",
        f'--x\r\nContent-Disposition: form-data; name="f"; filename="{s}.pdf"\r\n\r\na\r\n--x--\r\n',
    ),
    "GraphQL": lambda s: _post("application/json", json.dumps({"query": "mutation", "variables": {"a": {"password": s}}})),
    "e-mail as a name in JSON": lambda s: _post("application/json", json.dumps({f"{s.replace(' ', '-')}@mail.example": 1})),
    "link": lambda s: _header("Link", f"<https://example.com/?sessionToken={s}>; rel=next"),
    "refresh": lambda s: _response(headers=[{"name": "Refresh", "value": f"5; url=/?SID={s}"}]),
    "report-uri": lambda s: _header("Content-Security-Policy", f"default-src 'self'; report-uri https://r.example/?key={s}"),
    "SAML": lambda s: _post("application/x-www-form-urlencoded", urlencode({"SAMLResponse": b64encode(s.encode())})),
    "signed URL": lambda s: _request(url=f"https://b.s3.example/k?X-Amz-Credential={quote(s)}%2F2026&X-Amz-Signature={quote(s)}"),
    "parameter in capitals": lambda s: _request(url=f"https://example.com/?API_KEY={quote(s)}"),
    "link of a mail": lambda s: _request(url=f"https://example.com/reset-password/{quote(s)}"),
    "link of a mail, behind a number": lambda s: _header("Referer", f"https://example.com/invite/17/{quote(s)}?a=b"),
    "bot": lambda s: _request(url=f"https://api.example/bot123456789:AA{quote(s).replace('%', '-')}AbCdEfGhIjKl/send"),
    "hook": lambda s: _request(url=f"https://hooks.example/services/T0123456/B0123456/{'x' * 12}{quote(s).replace('%', '_')}"),
    "script as a URL": lambda s: _request(url=f"javascript:login('{s}')"),
    "error, user without a scheme": lambda s: _response(status=0, _error=f"proxy jane:{s.replace(' ', '-')}@192.0.2.1:3128 refused"),
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
