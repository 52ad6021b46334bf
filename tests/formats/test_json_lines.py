"""Lines of JSON."""

import json

import pytest

from analyzer.entry import Reject, conform
from analyzer.formats.detect import named

CADDY = {
    "ts": 1_800_000_000,
    "request": {"method": "GET", "uri": "/", "headers": {"Accept": ["*/*"]}},
    "status": 200,
    "resp_headers": {"Server": ["Caddy"]},
}


@pytest.mark.parametrize(
    ("odd", "reason"),
    [({"ts": "yesterday"}, Reject.TIME), ({"status": "fine"}, Reject.STATUS), ({}, None)],
)
def test_what_is_no_entry_has_no_headers(odd: dict[str, str], reason: Reject | None) -> None:
    row = named("caddy").parse(json.dumps(CADDY | odd).encode())

    assert row["reject"][0] == reason
    for side in ("request_headers", "response_headers"):
        assert (row[side][0] is None) is (reason is not None)


@pytest.mark.parametrize("last", ['"user_id": "eve"', '"\\u0075ser_id": "eve"', '"user_id" :"eve"'])
def test_a_key_that_only_the_last_line_has_is_read(last: str) -> None:
    line = json.dumps(CADDY)
    block = f"{line}\n" * 1000 + line.removesuffix("}") + f", {last}}}\n"

    users = conform(named("caddy").parse(block.encode()))["user"]

    assert users.to_list() == [None] * 1000 + ["eve"]


@pytest.mark.parametrize(
    ("written", "first", "listed"),
    [
        ('["/a"]', "/a", "/a"),
        ('["/a","/b"]', "/a", "/a, /b"),
        ('["/a", null]', "/a", "/a"),
        ('["/\\"a","b"]', '/"a', '/"a, b'),
        ('["/\\u00e9"]', "/é", "/é"),
        ("[7]", "7", "7"),
        ("[]", None, ""),
        ("null", None, None),
        ('"/a"', None, None),
        ('"[\\"/a\\"]"', None, None),
        ('"\\u005b\\u0022/a\\u0022]"', None, None),
    ],
)
def test_a_header_has_any_number_of_values(
    written: str, first: str | None, listed: str | None
) -> None:
    line = json.dumps(CADDY).replace('["Caddy"]', f'["Caddy"], "Location": {written}')

    row = conform(named("caddy").parse(line.encode())).row(0, named=True)
    assert row["location"] == first
    headers = {header["name"]: header["value"] for header in row["response_headers"]}
    assert headers.pop("server") == "Caddy"
    assert headers.get("location") == listed


def test_a_header_that_only_the_last_line_has_is_read() -> None:
    line = json.dumps(CADDY)
    block = f"{line}\n" * 1000 + line.replace('"Server"', '"Retry-After"')

    waits = conform(named("caddy").parse(block.encode()))["retry_after"]

    assert waits.to_list() == [None] * 1000 + ["Caddy"]
