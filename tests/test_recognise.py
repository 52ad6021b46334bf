from pathlib import Path

import pytest

from analyzer.errors import FormatError
from analyzer.recognise import recognise

COMBINED = '192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.1" 200 12 "-" "x/1"\n'


def test_it_names_format_runner_up_fields_and_the_lines_that_failed(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(COMBINED * 9 + "\x1b[31mServer started.\n" + COMBINED[:-3] + "\n# comment\n")
    first, runner_up, fields, looked, *failed = recognise(log).splitlines()
    assert first.startswith(f"{log}: combined (8")
    assert runner_up.startswith("next      common (")
    assert fields.split()[1:4] == ["time", "offset", "client"]
    assert looked == "looked at 12 lines: 9 entries, 2 rejected"
    assert failed == [
        "  line 10: no format matches, ends at {ident}, column 13",
        r"    \x1b[31mServer started.",
        "  line 11: line is cut short, ends at {agent}, column 74",
        f"    {COMBINED[:-3]}",
    ]


def test_junk_is_not_called_a_log(tmp_path: Path) -> None:
    log = tmp_path / "junk"
    log.write_text("Lorem ipsum\n" * 50)
    with pytest.raises(FormatError, match="no access log"):
        recognise(log)


def test_formats_of_as_many_lines_stand_in_order_of_their_names(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    json = '{"time_iso8601":"2026-11-22T10:00:00Z","request":"GET /j HTTP/1.1","status":200}\n'
    log.write_text((COMBINED + json) * 5)
    looked = "looked at 10 lines: 10 entries (5 combined, 5 json), 0 rejected"
    assert all(looked in recognise(log) for _ in range(20))
