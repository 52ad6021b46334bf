"""W3C logs over blocks: what a `#Fields` said holds until the next one."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from analyzer.entry import conform
from analyzer.formats import w3c
from analyzer.formats.w3c import EXTENDED
from analyzer.pipeline import Traffic
from analyzer.report.account import Account

OLD = "#Fields: date time c-ip cs-method cs-uri-stem sc-status"
NEW = "#Fields: sc-status cs-uri-stem time date cs-method"
SHORT = "#Fields: time cs-method cs-uri-stem sc-status"
LINES = [
    OLD,
    *(f"2026-11-22 11:03:{second:02} 192.0.2.7 GET /old 200" for second in range(20)),
    "#Date: 2026-11-22",
    NEW,
    *(f"404 /new 11:04:{second:02} 2026-11-22 POST" for second in range(20)),
    SHORT,
    "11:05:00 GET /of-the-date-above 200",
    "#Date: 23-Nov-2026 00:00:00",
    "00:00:01 GET /of-the-next 200",
    "#Date: some day",
    "00:00:02 GET /of-none 200",
]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 22, 23, 50])
def test_every_way_to_cut_gives_the_same_rows(size: int) -> None:
    whole = conform(EXTENDED.parse("".join(line + "\n" for line in LINES).encode()))
    format_, rows = EXTENDED, []
    for start in range(0, len(LINES), size):
        block = "".join(line + "\n" for line in LINES[start : start + size]).encode()
        rows += conform(format_.parse(block)).rows()
        format_ = format_.after(block)
    assert rows == whole.rows()
    dated = ["/of-the-date-above", "/of-the-next", "/of-none"]
    assert whole["path"].drop_nulls().to_list() == ["/old"] * 20 + ["/new"] * 20 + dated
    times = [datetime(2026, 11, 22, 11, 5, tzinfo=UTC), datetime(2026, 11, 23, 0, 0, 1, tzinfo=UTC)]
    assert whole["time"].drop_nulls().to_list()[40:] == times


def test_columns_that_are_named_again_and_again_are_read_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = []
    for n in range(10, 40):
        lines += [
            OLD,
            f"2026-11-22 11:03:{n} 192.0.2.7 GET /old/{n} 200",
            f"#Date: 2026-11-{n // 2:02}",
        ]
        lines += [SHORT + f" x-{n}", f"11:03:{n} GET /short/{n} 200 -", "junk", NEW]
        lines += [f"404 /new/{n} 11:04:{n} 2026-11-22 POST"]
    split, read = w3c.Lines, []
    monkeypatch.setattr(w3c, "Lines", lambda data: read.append(data) or split(data))
    found = conform(EXTENDED.parse("\n".join(lines).encode()))
    assert len(read) == 3
    paths = [path for n in range(10, 40) for path in (f"/old/{n}", f"/short/{n}", f"/new/{n}")]
    assert found["path"].drop_nulls().to_list() == paths
    assert found.height == len(lines)
    short = found.filter(pl.col("path").str.starts_with("/short"))
    assert short["time"].dt.day().to_list() == [n // 2 for n in range(10, 40)]


def test_the_pipeline_hands_the_names_on_from_block_to_block(tmp_path: Path) -> None:
    log = tmp_path / "u_ex.log"
    many = 60_000
    line = "2026-11-22 11:03:00 192.0.2.7 GET /" + "a" * 200 + " 200\n"
    log.write_text(OLD + "\n" + line * many + NEW + "\n" + "404 / 11:04:00 2026-11-22 GET\n" * 3)
    assert log.stat().st_size > 8 << 20
    assert Account(Traffic(log).summary()).entries == many + 3


def test_a_line_without_names_before_it_is_no_entry() -> None:
    row = EXTENDED.parse(b"2026-11-22 11:03:14 192.0.2.7 GET / 200").row(0, named=True)
    assert row["reject"] == "no format matches"
