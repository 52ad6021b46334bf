import re

import pytest

from analyzer.classify.codes import CODES, NO_STATUS
from analyzer.classify.outcomes import CLASSES, FAULTS, OUTCOMES
from analyzer.classify.signal import Signal
from analyzer.errors import OptionError
from analyzer.findings.meanings import MEANINGS
from analyzer.report.explain import explain

SGR = re.compile(r"\x1b\[[0-9;]*m")

NOT_MODIFIED = """\
304 Not Modified
class: redirection   outcome: cache hit via 304   fault: nobody
cacheable by default: no
"""

EVERYTHING = [
    *(str(code.number) for code in (*CODES, *NO_STATUS)),
    *CLASSES,
    *OUTCOMES,
    *FAULTS,
    *Signal,
    *MEANINGS,
]


def test_it_begins_with_the_name_and_the_labels() -> None:
    assert explain("304").startswith(NOT_MODIFIED)


def test_every_text_of_a_code_stands_under_its_heading() -> None:
    shown = explain("413", width=100)
    heads = [
        "What it says",
        "Whose move it is",
        "What must come with it",
        "How statscan recognises it",
        "What to check next",
        "What else it is called or means",
        "Where it is defined",
    ]
    assert [line for line in shown.splitlines()[2:] if line and line[0] != " "] == heads
    assert (
        "  should  in the request   The request announced a body, with `Content-Length` or" in shown
    )
    assert shown.endswith("\n  RFC 9110 §15.5.14; registered with IANA.\n")


def test_no_text_of_any_code_is_lost() -> None:
    for code in (*CODES, *NO_STATUS):
        shown = " ".join(explain(str(code.number)).split())
        for text in (code.says, code.whose, code.look_for, code.check, code.also):
            assert text in shown
        assert all(one.level.replace("_", " ") in shown for one in code.evidence)


@pytest.mark.parametrize("width", [40, 80, 300])
def test_everything_is_explained_within_the_width(width: int) -> None:
    for topic in EVERYTHING:
        lines = explain(topic, width=width).splitlines()
        assert max(map(len, lines)) <= min(width, 100), topic
        assert all(line == line.rstrip() and line.isprintable() for line in lines), topic


def test_colours_add_nothing_but_colour() -> None:
    for topic in EVERYTHING:
        coloured, plain = explain(topic, colour=True), explain(topic)
        assert coloured != plain
        assert SGR.sub("", coloured) == plain


def test_a_plain_terminal_gets_ascii_only() -> None:
    assert all(explain(topic, ascii=True).isascii() for topic in EVERYTHING)


def test_a_code_without_evidence_has_no_heading_for_it() -> None:
    assert "What must come with it" not in explain("430")


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("0", "0 No Response"),
        ("000", "0 No Response"),
        ("-", "0 No Response"),
        ("-1", "-1 No Response"),
        ("299", "299 Unassigned, read as 200 OK"),
        ("600", "600 Invalid Status"),
        (" 404 ", "404 Not Found"),
        ("content too large", "413 Content Too Large"),
        ("Not-Modified", "304 Not Modified"),
    ],
)
def test_a_code_by_its_number_or_name(topic: str, title: str) -> None:
    assert explain(topic).splitlines()[0] == title


@pytest.mark.parametrize("topic", ["redirect-loop", "redirect_loop", "Redirect Loop"])
def test_an_outcome_that_no_code_has_by_itself(topic: str) -> None:
    shown = explain(topic)
    assert shown.startswith(
        "redirect loop  outcome\n"
        "  The redirects came back to a URL already visited: a detour for a cookie at\n"
        "  best, and at worst nobody ever arrives.\n"
        "  No code says this by itself; the headers or the entries around it do.\n\n"
        "redirect loop  finding\n"
    )


def test_an_outcome_lists_its_codes_and_who_uses_them() -> None:
    assert explain("too-large").splitlines()[3:] == [
        "  413 Content Too Large",
        "  431 Request Header Fields Too Large",
        "  494 Request Header Too Large         nginx",
        "",
        "More: statscan explain 413",
    ]


@pytest.mark.parametrize("topic", ["4xx", "4XX", "client_error", "client error"])
def test_a_class_by_any_of_its_names(topic: str) -> None:
    shown = explain(topic)
    assert shown.startswith("client error  class\n")
    assert "  404 Not Found\n" in shown
    assert "500" not in shown


def test_a_name_of_two_labels_explains_both() -> None:
    shown = explain("server_error")
    assert shown.startswith("server error  class\n")
    assert "\n\ninternal error  outcome\n" in shown


@pytest.mark.parametrize("topic", ["", "teapots", "6xx", "99999", "[bold]", "\x1b[2J", "٤٠٤"])
def test_what_nobody_knows_is_an_error_that_says_what_can_be_asked(topic: str) -> None:
    with pytest.raises(OptionError, match="ask for a code") as error:
        explain(topic)
    assert str(error.value).isprintable()
    assert error.value.exit_code == 2


def test_a_slip_of_the_pen_is_answered_with_what_was_meant() -> None:
    with pytest.raises(OptionError, match="did you mean redirect-loop"):
        explain("redirect-lop")


def test_a_signal_says_what_it_means_and_where_that_stands() -> None:
    assert explain("probed_method") == (
        "probed method  signal\n"
        "  A method that could change or reveal something was tried where it is not\n"
        "  allowed.\n"
        "\n"
        "Where it is defined\n"
        "  RFC 9110 §15.5.6.\n"
        "\n"
        "probed method  finding\n"
        "  One client gave the signal at least 3 times.\n"
    )


def test_a_finding_says_when_it_speaks_up() -> None:
    shown = explain("kept-redirect")
    assert shown.startswith("kept redirect  finding\n")
    assert "at least 50 times" in " ".join(shown.split())


def test_percentages_are_written_as_everywhere() -> None:
    assert [text for text in MEANINGS.values() if re.search(r"\d%", text)] == []
