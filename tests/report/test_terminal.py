import re
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from analyzer.findings.finding import Finding
from analyzer.report.model import (
    Chart,
    ChartKind,
    Column,
    Health,
    Kind,
    Panel,
    Reading,
    Report,
    Row,
    SourceLine,
)
from analyzer.report.terminal import terminal

SGR = re.compile(r"\x1b\[[0-9;]*m")
BEGIN = datetime(2026, 11, 22, 10, 15, 30, tzinfo=UTC)

SMALL = """\
access.log  combined  214 lines, 1 rejected
2026-11-22 10:15:30 to 10:18:30 UTC  (3 min)  read in 12.0 ms (4.17 MB/s)
about 12 clients, 15 visitors  1.50 MB sent (3 entries without a size)

  success       82.2 %  ████████████████████████████████▉         175 of 213
  client fault  17.4 %  ███████                                    37
  server fault   0.5 %  ▎                                           1

What stands out
  1  broken link  37 of 213 requests look for /old.css, and your own page /start
                  links to it.
                  Mend the link on /start.
                  warning, exact, first at access.log:7
                  statscan access.log --where 'status = 404'

Status  What the server answered to 213 requests.
  status  name       requests
  200     OK              175  82.2 %  ████████████████████████
  404     Not Found        37  17.4 %  █████▏
  500     unknown           1   0.5 %  ▏
  and 2 more

Over time  Requests of each class, a minute to a row.
  success       ▃▅█▁  most 100 at 10:17
  client error  █▃▁▁  most  31 at 10:15
                10:15  a mark is 1 min

Lines  214 lines: 213 entries, 1 rejected, 0 ignored.
  1  no format matches, first at access.log:9
     "GET / \\x1b[2J"

Go on:   statscan access.log -o report.html   statscan explain 404
"""


def _small() -> Report:
    status = Panel(
        id="status",
        title="Status",
        says="What the server answered to 213 requests.",
        columns=(
            Column("status", Kind.STATUS),
            Column("name", Kind.TEXT),
            Column("requests", Kind.COUNT),
        ),
        rows=(Row((200, "OK", 175)), Row((404, "Not Found", 37)), Row((500, None, 1))),
        share=2,
        total=213,
        more=2,
        chart=Chart(ChartKind.BARS, 0, (2,), ("success", "client_error", "server_error")),
    )
    minutes = ((20, 31, 0), (55, 6, 0), (100, 0, 0), (0, 0, 0))
    time = Panel(
        id="time",
        title="Over time",
        says="Requests of each class, a minute to a row.",
        columns=(
            Column("from", Kind.MOMENT),
            Column("success", Kind.COUNT),
            Column("client_error", Kind.COUNT),
            Column("none", Kind.COUNT),
        ),
        rows=tuple(
            Row((BEGIN + timedelta(minutes=at), *numbers)) for at, numbers in enumerate(minutes)
        ),
        chart=Chart(ChartKind.OVER_TIME, 0, (1, 2, 3), ("success", "client_error", "none")),
    )
    rejected = Panel(
        id="rejected",
        title="Rejected",
        says="1 line",
        columns=(
            Column("reason", Kind.TEXT),
            Column("lines", Kind.COUNT),
            Column("first at", Kind.PLACE),
            Column("it says", Kind.TEXT),
        ),
        rows=(Row(("no format matches", 1, "access.log:9", "GET / \x1b[2J")),),
    )
    last = BEGIN + timedelta(minutes=3)
    return Report(
        sources=(SourceLine("access.log", "combined", 214, 213, 1, 0, BEGIN, last),),
        lines=214,
        entries=213,
        rejected=1,
        ignored=0,
        first=BEGIN,
        last=last,
        bytes=1_500_000,
        bytes_unknown=3,
        clients=12,
        visitors=15,
        distinct_error=0.0163,
        health=(
            Health("success", "success", 175, 213, "success", ""),
            Health("client_fault", "client fault", 37, 213, "client", ""),
            Health("server_fault", "server fault", 1, 213, "server", ""),
        ),
        findings=(
            Finding(
                id="broken-link",
                severity="warning",
                title="broken link",
                text="37 of 213 requests look for /old.css, and your own page /start links to it.",
                basis="exact",
                evidence=(("access.log", 7), ("access.log", 12)),
                where="status = 404",
                next="Mend the link on /start.",
            ),
        ),
        panels=(status, rejected, time),
        reading=Reading(seconds=0.012, bytes=50_000),
    )


def _cells(line: str) -> int:
    """Reckoned apart from rich: wide characters take two cells, marks none."""
    wide = sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in line)
    return wide - sum(unicodedata.category(character) in {"Mn", "Me"} for character in line)


def test_a_small_report_reads_like_this() -> None:
    assert terminal(_small()) == SMALL


def test_colours_add_nothing_but_colour(report: Report) -> None:
    for width in (60, 80, 160):
        coloured = terminal(report, width=width, colour=True)
        assert coloured != terminal(report, width=width)
        assert SGR.sub("", coloured) == terminal(report, width=width)


def test_no_colour_runs_over_the_end_of_a_line(report: Report) -> None:
    for line in terminal(report, colour=True).splitlines():
        assert not SGR.findall(line) or SGR.findall(line)[-1] == "\x1b[0m"


@pytest.mark.parametrize("width", [60, 61, 72, 80, 99, 119, 120, 121, 133, 160, 200, 250])
@pytest.mark.parametrize("characters", ["blocks", "ascii"])
def test_no_line_is_wider_than_the_terminal(
    report: Report, quiet: Report, nothing: Report, width: int, characters: str
) -> None:
    for one in (report, quiet, nothing, _small()):
        lines = terminal(one, width=width, ascii=characters == "ascii").splitlines()
        assert max(map(_cells, lines)) <= width
        assert all(line == line.rstrip() for line in lines)


def test_a_narrow_terminal_gets_sixty_columns(report: Report) -> None:
    assert terminal(report, width=3) == terminal(report, width=60)


def test_nothing_in_a_log_reaches_the_terminal_as_it_is(
    report: Report, hostile: tuple[str, ...]
) -> None:
    everywhere = [_poisoned(report, text) for text in hostile]
    for one in (report, *everywhere):
        for width, colour in ((80, False), (160, True)):
            shown = SGR.sub("", terminal(one, width=width, colour=colour))
            assert shown.replace("\n", "").isprintable()
            shown.encode()


def test_without_colour_there_is_no_escape_at_all(report: Report) -> None:
    assert "\x1b" not in terminal(report)
    assert r"\x1b" in terminal(report)


def _poisoned(report: Report, text: str) -> Report:
    """The report with one text in every place that can hold one."""
    source = replace(report.sources[0], name=text, format=text, problem=text)
    finding = replace(
        report.findings[0],
        title=text,
        text=text,
        next=text,
        where=text,
        basis=text,
        severity=text,
        evidence=((text, 1),),
    )
    panels = tuple(
        replace(
            panel,
            title=text,
            says=text,
            note=text,
            columns=tuple(replace(column, title=text) for column in panel.columns),
            rows=tuple(
                Row(tuple(text if isinstance(value, str) else value for value in row.values))
                for row in panel.rows
            ),
        )
        for panel in report.panels
    )
    health = tuple(replace(one, title=text) for one in report.health)
    return replace(
        report, sources=(source,), findings=(finding,), panels=panels, health=health, where=text
    )


def test_a_plain_terminal_gets_ascii_only(report: Report) -> None:
    shown = terminal(report, ascii=True)
    assert shown.isascii()
    assert r"\u7523" in terminal(_poisoned(report, "/産"), ascii=True)


def test_it_does_not_matter_who_has_set_no_color(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[" in terminal(report, colour=True)


def test_a_healthy_day_says_so(quiet: Report) -> None:
    assert "\nNothing stands out.\n" in terminal(quiet)
    assert "Challenges" not in terminal(quiet)


def test_nothing_read_is_no_healthy_day(nothing: Report) -> None:
    shown = terminal(nothing)
    assert "Nothing stands out" not in shown
    assert "\nNo entries.\n" in shown
    assert "\n! junk.bin: no format matches\n" in shown
    assert "only entries where status >= 500 and path like '/<b>%'\n" in shown


def test_a_wide_terminal_sets_tables_side_by_side(report: Report) -> None:
    assert not re.search("Status  .*Outcome  ", terminal(report, width=119))
    assert re.search("Status  .*Outcome  ", terminal(report, width=120))
    assert len(terminal(report, width=120).splitlines()) < len(terminal(report).splitlines())


def test_every_panel_with_rows_is_there_at_every_width(report: Report) -> None:
    for width in (60, 80, 120, 200):
        shown = terminal(report, width=width)
        for panel in report.panels:
            there = f"{panel.title}  " in shown
            assert there == (bool(panel.rows) and panel.id != "rejected")
