"""Lines of JSON."""

import json

import pytest

from analyzer.entry import Reject
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
