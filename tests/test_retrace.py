"""How a line is explained: its fields, its labels with their reasons, and its neighbours."""

from pathlib import Path

import pytest

from analyzer.errors import OptionError
from analyzer.relate.relation import Relation
from analyzer.retrace import _MEANT, retrace

SAMPLES = Path(__file__).parents[1] / "sample_logs"
LOG = str(SAMPLES / "nginx-main.log")


def said(line: int, path: str = LOG) -> str:
    return " ".join(retrace(path, line, width=100).split())


def test_every_field_that_is_known_and_no_other() -> None:
    shown = retrace(LOG, 65, width=100)
    assert shown.splitlines()[0].endswith("nginx-main.log:65  main")
    fields = shown.split("How it was read\n")[1].split("\n\n")[0].splitlines()
    assert [row.split()[0] for row in fields] == [
        "time", "client", "user", "agent", "method", "path", "protocol", "status", "bytes",
    ]  # fmt: skip
    assert fields[2].split() == ["user", "alice"]


def test_a_line_of_another_format_than_its_file_names_its_own(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    other = "#Fields: date time cs-uri-stem sc-status\n2026-11-22 10:00:00 /w 404\n"
    log.write_text(Path(LOG).read_text() + other)
    count = log.read_text().count("\n")
    assert retrace(str(log), count).splitlines()[0].endswith("  w3c")
    assert retrace(str(log), count - 1).splitlines()[0].endswith("  main")


def test_the_time_is_the_logs_own() -> None:
    assert "time 2026-11-22 16:33:33+05:30" in said(1, str(SAMPLES / "apache-combined.log"))


def test_a_loop_is_what_the_neighbours_made_it() -> None:
    shown = said(48)
    assert "outcome redirect loop." in shown
    assert "The neighbours below decide that." in shown
    assert "> 48: GET /loop/b 302, where the redirect before it led, line 47 (inferred)" in shown
    assert "52: GET /loop/b 302" in shown


def test_a_rule_that_decided_is_named() -> None:
    assert "A page of the same site leads here" in said(
        73, str(SAMPLES / "apache-vhost_combined.log")
    )


def test_a_signal_says_why() -> None:
    assert "signal probed path. A path was tried that scanners look for everywhere" in said(77)


def test_a_har_tells_exactly() -> None:
    shown = said(15, str(SAMPLES / "chromium.har"))
    assert "where the redirect before it led, line 14 (exact)" in shown
    assert "response content-type: text/html" in shown


def test_what_follows_is_found_too() -> None:
    assert "65: GET /account/ 200, the answer to the challenge before it, line 64" in said(64)


def test_a_line_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    good = Path(LOG).read_text("utf-8").splitlines(keepends=True)[:3]
    path.write_text("junk \x1b[2J\n" + "".join(good))
    shown = retrace(str(path), 1)
    assert "Why it is no entry" in shown
    assert "junk \\x1b[2J" in shown


def test_a_line_that_is_not_there() -> None:
    with pytest.raises(OptionError, match=r"has no line 999; its last is line 127"):
        retrace(LOG, 999)
    with pytest.raises(OptionError, match="its last is line 127"):
        retrace(LOG, 10**60)


@pytest.mark.parametrize("width", [40, 80, 300])
@pytest.mark.parametrize("line", [1, 48, 98, 127])
def test_it_keeps_to_the_width_and_shows_no_control_character(line: int, width: int) -> None:
    for row in retrace(LOG, line, width=width).splitlines():
        assert len(row) <= min(width, 100)
        assert row.isprintable()


@pytest.mark.parametrize("line", [1, 48, 98, 127])
def test_where_that_is_wanted_it_is_ascii(line: int) -> None:
    assert retrace(LOG, line, ascii=True).isascii()


def test_every_relation_has_its_words() -> None:
    assert set(_MEANT) == {relation.value for relation in Relation}
