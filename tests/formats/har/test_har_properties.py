"""For any bytes: rows, or one FormatError. For any entries: as many rows. For any secret: gone."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.entry import ENTRY
from analyzer.errors import FormatError
from analyzer.formats.har import HAR
from analyzer.formats.har.fields import FIELDS

NAMES = sorted(
    {field.key for field in FIELDS}
    | {"log", "entries", "pages", "id", "title", "pageTimings", "onLoad", "creator", "version"}
    | {"name", "value", "request", "response", "headers", "content", "timings", "text", "cache"}
)
WORDS = ["", "-", "0", "GET", "http://[", "data:,", "2024-05-01T10:00:00Z", "a?b", "\ud800", "\0"]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.sampled_from(WORDS)
    | st.text(max_size=20)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=30,
)
HEADERS = st.lists(
    st.fixed_dictionaries({"name": SCALARS, "value": SCALARS}) | ANYTHING, max_size=3
)


def _part(part: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    fields = {field.key: SCALARS | ANYTHING for field in FIELDS if field.part == part}
    return st.fixed_dictionaries({}, optional=fields | more)


ENTRIES = ANYTHING | _part(
    "entry",
    request=_part("request", headers=HEADERS) | ANYTHING,
    response=_part("response", headers=HEADERS, content=_part("content")) | ANYTHING,
    timings=_part("timings") | ANYTHING,
)


def _parse(data: bytes) -> int | None:
    """How many rows there are; nothing for a FormatError, the one error that is allowed."""
    assert 0.0 <= HAR.claim(data) <= 1.0
    try:
        frame = HAR.parse(data)
    except FormatError:
        return None
    assert dict(frame.schema) == ENTRY
    return frame.height


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
@settings(deadline=None, max_examples=50)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _parse(data)


@given(ANYTHING)
@settings(deadline=None, max_examples=50)
def test_any_json_is_read_or_refused(document: object) -> None:
    _parse(json.dumps(document).encode())


@given(st.lists(ENTRIES, min_size=1, max_size=12), ANYTHING)
@settings(deadline=None, max_examples=20)
def test_rows_out_are_entries_in(entries: list[object], pages: object) -> None:
    document = {"log": {"pages": pages, "entries": entries}}
    assert _parse(json.dumps(document).encode()) == len(entries)


SECRETS = st.from_regex(r"[A-Za-z0-9._~-]{12,40}", fullmatch=True).map(
    lambda text: f"hunter2{text}"
)


@given(SECRETS)
@settings(deadline=None, max_examples=20)  # each is in every place there is
def test_no_planted_secret_reaches_the_frame(
    entry: Callable[..., dict[str, Any]], har: Callable[..., bytes], secret: str
) -> None:
    url = f"https://jane:{secret}@example.com/a;jsessionid={secret}?token={secret}&b=1#key={secret}"
    named = [
        "Authorization",
        "cookie",
        "COOKIE",
        "X-Api-Key",
        "x-auth-token",
        "Proxy-Authorization",
    ]
    headers = [
        *({"name": name, "value": secret} for name in named),
        {"name": "Authorization", "value": f"Bearer {secret}"},
        {"name": "Cookie", "value": f"sid={secret}; b={secret}"},
        {"name": "Set-Cookie", "value": f"sid={secret}; Path=/\nb={secret}"},
        {"name": "Referer", "value": url},
        {"name": ":path", "value": f"/a?password={secret}"},
        {"name": "Location", "value": url},
        {"name": "Link", "value": f"<{url}>; rel=preload"},
    ]
    cookies = [{"name": "sid", "value": secret}]
    built = entry(
        _vendor=secret,
        _initiator={"url": url},
        _webSocketMessages=[{"type": "send", "data": secret}],
        _error=f"failed {url}",
        pageref=url,
        request={
            "url": url,
            "headers": headers,
            "cookies": cookies,
            "queryString": [{"name": "token", "value": secret}],
            "postData": {"text": secret, "params": [{"name": "password", "value": secret}]},
        },
        response={
            "headers": headers,
            "cookies": cookies,
            "redirectURL": url,
            "statusText": secret,
            "content": {"mimeType": f"text/html; token={secret}", "text": secret},
        },
    )
    rejected = {"response": built["response"], "token": secret}
    frame = HAR.parse(har(built, rejected, secret, [secret], pages=[{"id": url, "title": url}]))
    assert frame.height == 4
    assert secret not in frame.write_json()
