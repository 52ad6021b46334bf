from pathlib import Path

import pytest

import analyzer
from analyzer.report.model import Reading
from analyzer.summary import SourceAccount, empty, merge, summarise
from analyzer.summary.tallies import HASHES

SAMPLES = Path(__file__).parents[2] / "sample_logs"
LOG, OTHER, HAR = (
    SAMPLES / name for name in ("nginx-main.log", "apache-common.log", "firefox.har")
)


def test_the_account_adds_up_for_every_source() -> None:
    report = analyzer.build(analyzer.summarise([LOG, OTHER, HAR]))
    assert [source.name for source in report.sources] == sorted(map(str, (LOG, OTHER, HAR)))
    assert [source.format for source in report.sources] == ["common", "har", "main"]
    for source in (*report.sources, report):
        assert source.entries + source.rejected + source.ignored == source.lines
    assert report.lines == sum(source.lines for source in report.sources)
    assert report.first == min(source.first for source in report.sources)
    assert report.last == max(source.last for source in report.sources)


def test_a_filter_changes_all_but_the_account() -> None:
    whole = analyzer.build(analyzer.summarise([LOG]))
    part = analyzer.build(analyzer.summarise([LOG], where="status = 503"), where="status = 503")
    assert (part.lines, part.entries, part.sources) == (whole.lines, whole.entries, whole.sources)
    assert (part.selected, part.where) == (6, "status = 503")
    assert (whole.selected, whole.where) == (None, None)
    assert part.counts["class"]["server_error"] == part.health[0].total == 6
    assert part.first > whole.first


def test_a_filter_that_leaves_nothing_says_which_span_there_is() -> None:
    nothing = analyzer.summarise([LOG, HAR], where="status = 999")
    span = "2026-11-22 12:03:14 to 12:04:46 +01:00"
    (note,) = analyzer.build(nothing, zone="+01:00").notes
    assert note == f"The filter leaves none of the entries, which span {span}."
    assert not analyzer.build(analyzer.summarise([LOG], where="status = 503")).notes
    assert not analyzer.build(empty()).notes


def test_the_parts_of_health_do_not_overlap() -> None:
    for path in (LOG, OTHER, HAR):
        report = analyzer.build(analyzer.summarise(path))
        assert sum(one.count for one in report.health) <= report.entries
        assert all(one.total == report.entries for one in report.health)


def test_the_zone_reaches_every_moment() -> None:
    report = analyzer.build(analyzer.summarise(OTHER), zone="America/New_York")
    moments = [report.first, report.last, report.sources[0].first, report.sources[0].last]
    assert {moment.strftime("%z") for moment in moments} == {"-0500"}
    with pytest.raises(analyzer.OptionError):
        analyzer.build(analyzer.summarise(OTHER), zone="nowhere")


def test_the_report_of_nothing() -> None:
    report = analyzer.build(empty())
    assert (report.lines, report.entries, report.clients, report.visitors) == (0, 0, 0, 0)
    assert (report.first, report.last, report.bytes) == (None, None, None)
    assert report.findings == report.sources == ()
    assert report.panels


def test_bytes_that_nobody_says_are_unknown_and_not_zero() -> None:
    report = analyzer.build(analyzer.summarise(LOG, where="status is null"))
    assert report.bytes is not None
    none = analyzer.build(analyzer.summarise(LOG, where="status = 999"))
    assert (none.bytes, none.bytes_unknown) == (None, 0)


def test_a_source_that_gave_no_line_is_listed() -> None:
    bare = summarise(
        next(analyzer.read(LOG)).clear(), [SourceAccount("z.log.gz", "combined", "cut")]
    )
    report = analyzer.build(merge([analyzer.summarise(LOG), bare]))
    last = report.sources[-1]
    assert (last.name, last.lines, last.problem, last.first) == ("z.log.gz", 0, "cut", None)


def test_clients_and_visitors_are_exact_while_they_are_few() -> None:
    report = analyzer.build(analyzer.summarise(LOG))
    assert (report.clients, report.distinct_error) == (6, 0.0)
    assert report.visitors >= report.clients


def test_and_state_their_error_when_they_are_many(tmp_path: Path) -> None:
    line = '10.{}.{}.{} - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 5\n'
    many = 3 * HASHES
    text = "".join(line.format(n >> 16, n >> 8 & 255, n & 255) for n in range(many))
    (tmp_path / "many.log").write_text(text)
    report = analyzer.build(analyzer.summarise(tmp_path))
    assert report.distinct_error == pytest.approx(0.0078, abs=1e-4)
    assert report.clients == pytest.approx(many, rel=4 * report.distinct_error)
    assert report.visitors == pytest.approx(many, rel=4 * report.distinct_error)


def test_how_fast_it_went_is_handed_on() -> None:
    reading = Reading(1.5, 1000)
    assert analyzer.build(empty(), reading=reading).reading is reading


def test_who_sent_a_har_is_unknown_and_not_nobody() -> None:
    report = analyzer.build(analyzer.summarise(SAMPLES / "chromium.har"))

    assert (report.clients, report.visitors) == (None, None)
    assert "client," not in analyzer.terminal(report)
