"""JSON lines by a map of keys."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

import analyzer
from analyzer.entry import conform
from analyzer.errors import OptionError
from analyzer.formats.strings import compiled

MAP = (
    '{"when": "$time_iso8601", "who": "$remote_addr", "http": {"line": "$request", "code": $status}, '
    '"took": "$millis"}'
)
LINES = """\
{"when":"2026-11-22T10:00:00Z","who":"192.0.2.7","http":{"line":"GET /a?b=c HTTP/1.1","code":200},"took":12.5}
{"took":"3","more":[1],"http":{"code":"404","line":"GET /b HTTP/2.0"},"when":"2026-11-22T11:00:01+01:00"}
{"msg":"Server started","when":"2026-11-22T10:00:00Z"}
"""


def test_keys_are_read_in_any_order_and_among_any_others() -> None:
    frame = conform(compiled(MAP).parse(LINES.encode()))
    columns = ("time", "client", "path", "query", "protocol", "status", "duration", "reject")
    assert frame.select(columns).rows() == [
        (datetime(2026, 11, 22, 10, tzinfo=UTC), "192.0.2.7", "/a", "b=c", "HTTP/1.1", 200, timedelta(milliseconds=12.5), None),
        (datetime(2026, 11, 22, 10, 0, 1, tzinfo=UTC), None, "/b", None, "HTTP/2", 404, timedelta(milliseconds=3), None),
        (None, None, None, None, None, None, None, "no format matches"),
    ]  # fmt: skip


def test_it_is_asked_for_as_any_format_string(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_text(LINES)
    frame = pl.concat(analyzer.read(log, log_format=MAP, rejects=False))
    assert frame["status"].to_list() == [200, 404]


def test_what_nginx_itself_writes_stays_a_text() -> None:
    written = """log_format j escape=json '{"a":"$remote_addr","x":"$ssl_cipher","s":$status}';"""
    row = compiled(written).parse(b'{"a":"::1","x":"AES","s":200}')
    assert row["extra"].to_list() == ["ssl_cipher=AES"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"a": "$nonsense", "s": "$status"}', "no column is for \\$nonsense"),
        ('{"a": "$remote_addr"}', "neither a request nor a status"),
    ],
)
def test_what_cannot_be_meant_is_said(text: str, what: str) -> None:
    with pytest.raises(OptionError, match=what):
        compiled(text)
