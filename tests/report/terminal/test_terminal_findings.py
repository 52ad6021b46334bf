from itertools import product

import pytest
from msgspec.structs import replace

from analyzer.findings.finding import Finding
from analyzer.report.model import Report, SourceLine
from analyzer.report.terminal.account import account, onward
from analyzer.report.terminal.findings import findings
from analyzer.report.terminal.header import header, health
from analyzer.report.terminal.lines import Line
from analyzer.report.terminal.screen import Screen

ONE = Finding(
    id="x",
    severity="alarm",
    title="outage",
    text="It did not answer.",
    basis="exact",
    evidence=(("a.log", 7),),
    where="status = 503",
    next="Look at it.",
)


def _texts(lines: list[Line]) -> list[str]:
    return ["".join(part.text for part in line).rstrip() for line in lines]


def test_a_finding_says_what_where_and_how_to_see_it(quiet: Report) -> None:
    shown = _texts(findings(replace(quiet, findings=(ONE,)), Screen(80)))
    assert shown == [
        "",
        "What stands out",
        "  1  outage  It did not answer.",
        "             Look at it.",
        "             alarm, exact, first at a.log:7",
        "             statscan access.log --where 'status = 503'",
    ]


def test_the_first_three_are_told_in_full(quiet: Report) -> None:
    shown = _texts(findings(replace(quiet, findings=(ONE,) * 5), Screen(80)))
    assert sum("Look at it." in line for line in shown) == 3
    assert sum("first at" in line for line in shown) == 5


def test_no_more_than_eight_are_shown_and_the_others_counted(quiet: Report) -> None:
    shown = _texts(findings(replace(quiet, findings=(ONE,) * 11), Screen(80)))
    assert shown[-1] == "  and 3 more on the page: -o report.html"
    eight = _texts(findings(replace(quiet, findings=(ONE,) * 8), Screen(80)))
    assert not any("more on the page" in line for line in eight)


def test_they_take_twenty_lines_of_a_terminal_whatever_they_are(quiet: Report) -> None:
    long = replace(ONE, text="word " * 500, next="more " * 500, before="POST " * 500, entries=3)
    for one, width in product((ONE, long), (40, 80, 160)):
        for number in range(1, 31):
            report = replace(quiet, findings=(one,) * number)
            assert len(findings(report, Screen(width))) <= 20


def test_what_came_just_before_is_told(quiet: Report) -> None:
    one = replace(ONE, before="POST /x by 10.0.0.7.", entries=12)
    shown = _texts(findings(replace(quiet, findings=(one,)), Screen(80)))
    assert shown[3:6] == [
        "             Just before: POST /x by 10.0.0.7.",
        "             Look at it.",
        "             alarm, exact, 12 entries, first at a.log:7",
    ]


def test_a_long_finding_is_cut_so_that_the_next_one_is_seen(quiet: Report) -> None:
    long = replace(ONE, text="word " * 500, next="more " * 500)
    shown = _texts(findings(replace(quiet, findings=(long,)), Screen(80)))
    assert len(shown) == 2 + 4 + 2 + 2
    assert shown[5].endswith("word ...")


def test_a_command_that_fits_no_line_is_left_out(quiet: Report) -> None:
    long = replace(ONE, where=f"path = '{'x' * 90}'")
    shown = _texts(findings(replace(quiet, findings=(long,)), Screen(80)))
    assert not any("--where" in line for line in shown)


def test_a_command_without_room_for_the_sources_leaves_them_to_the_reader(quiet: Report) -> None:
    source = replace(quiet.sources[0], name="x" * 60)
    report = replace(quiet, findings=(ONE,), sources=(source,))
    assert _texts(findings(report, Screen(80)))[-1].strip() == (
        "statscan FILE... --where 'status = 503'"
    )


def test_the_command_that_goes_on_can_be_pasted(quiet: Report) -> None:
    def shown(name: str) -> str:
        source = SourceLine(name, "combined", 1, 1, 0, 0, None, None)
        return _texts(onward(replace(quiet, sources=(source,)), Screen(80)))[1]

    assert shown("a b.log").startswith("Go on:   statscan 'a b.log' -o report.html")
    assert shown("-x.log").startswith("Go on:   statscan ./-x.log -o report.html")
    assert shown("-").startswith("Go on:   statscan - -o report.html")
    assert shown("explain").startswith("Go on:   statscan ./explain -o report.html")
    assert shown("x" * 60).startswith("Go on:   statscan FILE... -o report.html")


def test_what_nobody_asked_for_leads_nowhere(quiet: Report) -> None:
    """No entries, no page of them; no errors, no code to read about."""
    assert onward(replace(quiet, entries=0), Screen(80)) == []
    calm = onward(replace(quiet, panels=()), Screen(80))
    assert "explain" not in "".join(_texts(calm))


@pytest.mark.parametrize("width", [60, 72, 80])
def test_where_a_finding_was_first_seen_fits(quiet: Report, width: int) -> None:
    where = replace(ONE, evidence=(("/var/log/nginx/shop.example.access.log", 1_234_567),))
    shown = _texts(findings(replace(quiet, findings=(where,)), Screen(width)))
    assert all(len(line) <= width for line in shown)
    assert any(line.endswith(":1234567") for line in shown)


def test_every_line_is_accounted_for(quiet: Report) -> None:
    report = replace(quiet, lines=12, entries=10, rejected=1, ignored=1)
    assert _texts(account(report, None, Screen(80))) == [
        "",
        "Lines  12 lines: 10 entries, 1 rejected, 1 ignored.",
    ]


def test_estimates_are_called_so_and_exact_counts_are_not(quiet: Report) -> None:
    report = replace(quiet, clients=1, visitors=2)
    assert any("about 1 client, 2 visitors" in line for line in _texts(header(report, Screen(80))))
    exact = _texts(header(replace(report, distinct_error=0.0), Screen(80)))
    assert not any("about" in line for line in exact)


def test_a_filter_says_how_many_entries_it_let_through(quiet: Report) -> None:
    report = replace(quiet, where="status = 404", selected=1234)
    assert _texts(header(report, Screen(80)))[-1] == "1,234 entries where status = 404"


def test_only_the_first_problems_are_listed(quiet: Report) -> None:
    source = replace(quiet.sources[0], problem="cut short")
    shown = _texts(header(replace(quiet, sources=(source,) * 5), Screen(80)))
    assert shown[-4:] == [*["! access.log: cut short"] * 3, "! and 2 sources more"]


def test_a_problem_names_its_source_once(quiet: Report) -> None:
    source = replace(quiet.sources[0], problem="access.log: cut short")
    shown = _texts(header(replace(quiet, sources=(source,)), Screen(80)))
    assert shown[-1] == "! access.log: cut short"


def test_the_base_of_the_shares_is_named_once(report: Report) -> None:
    shown = _texts(health(report, Screen(80)))
    assert [" of 1,200,037" in line for line in shown] == [False, True, False, False, False, False]
