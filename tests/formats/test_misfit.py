"""Where a line stops being one of a format's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.entry import Reject, conform
from analyzer.formats import FORMATS, named
from analyzer.formats.format import Headed
from analyzer.formats.misfit import misfit

WALKED = [each for each in FORMATS if not each.document]
HEAD = '192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.1"'


@pytest.mark.parametrize(
    ("line", "reason", "what"),
    [
        (HEAD.replace("10/Oct", "32/Oct") + ' 200 1 "-" "x"', Reject.TIME, "at {time}, column 16"),
        (HEAD + ' ok 1 "-" "x"', Reject.STATUS, "at {status}, column 62"),
        ("192.0.2.1 - - 10/Oct/2000", Reject.NO_FORMAT, "stops to fit behind {user}, column 15"),
        (HEAD.replace('"', ""), Reject.NO_FORMAT, "stops to fit behind {time}, column 44"),
        (HEAD + ' 200 "-" "x"', Reject.NO_FORMAT, "stops to fit at {bytes}, column 66"),
        (HEAD + ' 200 1 "-" "x', Reject.CUT, "ends at {agent}, column 73"),
        (HEAD + " 20", Reject.CUT, "ends at {status}, column 62"),
        (HEAD[:50], Reject.CUT, "ends at {request}, column 45"),
        (HEAD + ' 200 1 "-" "x"y', Reject.NO_FORMAT, "goes on behind {agent}, column 75"),
        ("junk", Reject.NO_FORMAT, "ends at {client}, column 1"),
    ],
)
def test_the_field_and_the_column_at_which_a_template_stops(
    line: str, reason: Reject, what: str
) -> None:
    assert misfit(named("combined"), line, reason).what == what


@pytest.mark.parametrize(
    ("name", "line", "reason", "what"),
    [
        ("json", '{"time":"soon","status":200,"uri":"/"}', Reject.TIME, 'at "time"'),
        ("json", '{"status":20', Reject.CUT, "no JSON from column 13 on"),
        ("json", '{"msg":"hello"}', Reject.NO_FORMAT, 'it has no "status"'),
        ("caddy", '{"status":200,"ts":1}', Reject.NO_FORMAT, 'it has no "request.uri"'),
        ("json", '"text"', Reject.NO_FORMAT, "it is no JSON object"),
        ("ltsv", "time:x\thost:y", Reject.NO_FORMAT, "no status is named"),
        ("w3c", "1 2 3", Reject.NO_FORMAT, "no #Fields before it"),
    ],
)
def test_what_other_formats_miss(name: str, line: str, reason: Reject, what: str) -> None:
    assert misfit(named(name), line, reason).what == what


def test_columns_are_counted_by_the_names_before_the_line() -> None:
    format_ = named("w3c")
    assert isinstance(format_, Headed)
    told = format_.after(b"#Fields: date time cs-uri-stem sc-status\n")
    assert (
        misfit(told, "2026-11-22 10:00:00 /", Reject.NO_FORMAT).what == "3 columns, #Fields names 4"
    )


@pytest.mark.parametrize("each", WALKED, ids=lambda each: each.name)
def test_every_rejected_sample_of_every_template_has_its_place(each) -> None:
    for line, reason in each.samples.rejected:
        *before, last = line.split("\n")
        format_ = each.after("\n".join(before).encode()) if isinstance(each, Headed) else each
        what, column = misfit(format_, last, reason)
        assert 0 <= column <= len(last)
        assert what or each.name in {"w3c", "iis", "cloudfront", "ltsv", "logfmt"}


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(WALKED), st.text(max_size=80))
def test_any_text_can_be_explained(each, text: str) -> None:
    line = text.replace("\n", " ")
    row = conform(each.parse(line.encode("utf-8", "replace"))).rows(named=True)
    for one in row:
        if one["reject"] is not None:
            misfit(each, one["raw"], one["reject"])
