"""A log whose format was changed: every line by the format that fits it."""

import json
from pathlib import Path

import analyzer
from analyzer.entry import conform
from analyzer.formats import named
from analyzer.formats.json_formats import JSON_FORMATS
from analyzer.formats.mixed import Mixed, mixed
from analyzer.formats.ncsa import COMBINED
from analyzer.pipeline import Traffic
from analyzer.report.account import Account

OLD = COMBINED.samples.ordinary[0][0]
NEW = JSON_FORMATS[0].samples.ordinary[0][0]
CUT = OLD[:70]
JUNK = "Server started."


def test_each_line_is_read_by_the_format_that_fits_it_and_stays_in_its_place() -> None:
    data = "\n".join([OLD, NEW, JUNK, "", CUT, NEW, OLD]).encode()
    rows = Mixed(COMBINED).parse(data)
    assert rows["status"].to_list() == [200, 200, None, None, None, 200, 200]
    assert rows["host"].to_list() == [None, "localhost", None, None, None, "localhost", None]
    reasons = [None, None, "no format matches", "blank line", "line is cut short", None, None]
    assert rows["reject"].to_list() == reasons


def test_columns_that_are_named_in_mid_file_are_read_however_it_is_cut() -> None:
    lines = [
        *(OLD, "#Software: x", "2026-11-22 10:00:00 GET /untold 200"),
        *("#Fields: date time cs-method cs-uri-stem sc-status", "2026-11-22 10:00:01 GET /w 404"),
        *(OLD, "2026-11-22 10:00:02 GET /w 404", JUNK, "#Fields: time sc-status cs-uri-stem"),
        *("#Date: 2026-11-23", "10:00:03 304 /x", NEW, "10:00:04 304 /x", "10:00:05 cut"),
    ]
    found = []
    for size in (1, 2, 3, 5, 20):
        format_, rows = mixed(COMBINED), []
        for start in range(0, len(lines), size):
            block = "".join(f"{line}\n" for line in lines[start : start + size]).encode()
            rows += conform(format_.parse(block))[["status", "path", "time", "format"]].rows()
            format_ = format_.after(block)
        found.append(rows)
    assert all(rows == found[0] for rows in found)
    read = [200, None, None, None, 404, 200, 404, None, None, None, 304, 200, 304, None]
    assert [row[0] for row in found[0]] == read
    assert [row[3] for row in found[0] if row[0] in {304, 404}] == ["w3c"] * 4
    assert found[0][10][2].day == 23


def test_a_secret_before_the_time_hides_a_line_from_no_format() -> None:
    late = NEW.replace('{"level"', '{"first":"/?token=geheim123","level"', 1)
    assert "geheim123" in late
    rows = Mixed(COMBINED).parse(f"{OLD}\n{late}\n".encode())
    assert rows["status"].to_list() == [200, 200]


def test_a_log_of_one_format_is_left_as_it_is() -> None:
    data = "\n".join([OLD, JUNK, CUT]).encode()
    assert Mixed(COMBINED).parse(data).rows() == COMBINED.parse(data).rows()


def test_a_format_that_was_asked_for_is_the_only_one(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(f"{OLD}\n{OLD}\n{NEW}\n")
    assert Account(Traffic(log).summary()).entries == 3
    assert Account(Traffic(log, format=named("combined")).summary()).entries == 2


def test_every_report_says_how_many_lines_were_in_which_format(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(f"{OLD}\n{OLD}\n{NEW}\n{JUNK}\n")
    report = analyzer.build(analyzer.summarise(log))
    source = json.loads(analyzer.json(report))["sources"][0]
    assert (source["format"], source["formats"]) == ("combined", {"combined": 2, "caddy": 1})
    assert "combined (2), caddy (1)" in analyzer.terminal(report, width=120)
    assert analyzer.html(report).count("combined (2), caddy (1)") == 2


def test_filters_know_the_format(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(f"{OLD}\n{NEW}\n{JUNK}\n")
    frames = analyzer.scan(log, where="format = 'caddy'").collect()
    assert frames["line"].to_list() == [2]
