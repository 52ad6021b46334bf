import csv as standard
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from analyzer.enrich import ENRICHED
from analyzer.output.entries import COLUMNS, csv, csv_names, ndjson

MOMENT = datetime(2026, 11, 22, 10, 0, 0, 250_000, tzinfo=UTC)


def _frame(**values: Any) -> pl.DataFrame:
    row = {name: [values.get(name)] for name in ENRICHED}
    return pl.DataFrame(row, schema=ENRICHED)


def _cells(frame: pl.DataFrame) -> dict[str, str]:
    text = (csv_names() + csv(frame)).decode()
    (row,) = standard.DictReader(io.StringIO(text, newline=""))
    return row


def _object(frame: pl.DataFrame) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ndjson(frame))
    return found


FULL = _frame(
    source="a.har",
    line=1,
    time=MOMENT,
    status=200,
    duration=timedelta(microseconds=1),
    upstream=timedelta(seconds=90),
    visitor=2**64 - 1,
    signals=["bot"] if "bot" in ENRICHED["signals"].inner.categories else None,  # type: ignore[attr-defined]
    request_headers=[{"name": "accept", "value": '*/*, "x"'}, {"name": "x", "value": None}],
    response_headers=[],
    timings={"dns": timedelta(milliseconds=2)},
)


def test_json_keeps_every_column_and_unknown_is_null() -> None:
    found = _object(FULL)
    assert list(found) == COLUMNS
    assert found["client"] is None
    assert found["response_headers"] == []
    assert _object(_frame())["response_headers"] is None
    assert _object(_frame())["timings"] is None


def test_json_writes_times_in_utc_and_durations_in_seconds() -> None:
    found = _object(FULL)
    assert datetime.fromisoformat(found["time"]) == MOMENT
    assert found["time"].endswith("+00:00")
    assert found["duration"] == 1e-6
    assert found["upstream"] == 90
    assert found["timings"]["dns"] == 0.002
    assert found["timings"]["connect"] is None


def test_json_keeps_all_digits_of_a_visitor() -> None:
    assert _object(FULL)["visitor"] == "18446744073709551615"


def test_csv_has_the_columns_of_the_schema_in_order() -> None:
    names = list(_cells(FULL))
    assert [name for name in names if not name.startswith("timings.")] == [
        name for name in COLUMNS if name != "timings"
    ]
    assert names[names.index("page") + 1] == "timings.blocked"


def test_csv_writes_what_a_spreadsheet_reads() -> None:
    cells = _cells(FULL)
    assert cells["time"] == "2026-11-22T10:00:00.250+00:00"
    assert cells["duration"] == "0.000001"
    assert float(cells["upstream"]) == 90
    assert float(cells["timings.dns"]) == 0.002
    assert cells["client"] == cells["timings.tls"] == ""
    assert json.loads(cells["request_headers"]) == ['accept: */*, "x"', "x: "]
    assert cells["response_headers"] == "[]"


def test_csv_signals_are_parted_by_spaces() -> None:
    some = ENRICHED["signals"].inner.categories[:2].to_list()  # type: ignore[attr-defined]
    assert _cells(_frame(signals=some))["signals"] == " ".join(some)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1"])  # noqa: RUF001
def test_no_text_is_a_formula(text: str) -> None:
    texts = [name for name in COLUMNS if ENRICHED[name] == pl.String]
    cells = _cells(_frame(**dict.fromkeys(texts, text)))
    assert [name for name in texts if not cells[name].startswith("'")] == []


@pytest.mark.parametrize("text", ["a=1", "1-1", "'x", " =1", "x", "", "日本", 'a "b", c'])
def test_other_text_is_as_it_was(text: str) -> None:
    assert _cells(_frame(path=text))["path"] == text


def test_csv_has_one_line_for_each_entry_whatever_is_in_it() -> None:
    frame = _frame(path="a\r\nb\x00\x1b[2J\x7f\u009b", agent="x\ny")
    assert csv(frame).count(b"\n") == 1
    assert _cells(frame)["path"] == r"a\x0d\x0ab\x00\x1b[2J\x7f\x9b"


def test_nothing_is_no_line() -> None:
    assert csv(_frame().clear()) == ndjson(_frame().clear()) == b""
