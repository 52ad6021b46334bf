"""The library as a user meets it: `import analyzer`, and nothing else."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FunctionType

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import analyzer

SAMPLES = Path(__file__).parents[1] / "sample_logs"
NGINX = SAMPLES / "nginx-main.log"
HAR = SAMPLES / "chromium.har"
MIXED = b"junk\n\n" + NGINX.read_bytes()


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A log with one line that is none, and a blank one."""
    path = tmp_path / "mixed.log"
    path.write_bytes(MIXED)
    return path


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    """An archive that breaks off."""
    path = tmp_path / "cut.log.1.gz"
    path.write_bytes((SAMPLES / "nginx-combined.log.1.gz").read_bytes()[:-20])
    return path


def _python(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout


# What there is


def test_every_public_name_is_there_and_listed() -> None:
    assert sorted(analyzer.__all__, key=str.lower) == sorted(set(analyzer.__all__), key=str.lower)
    for name in analyzer.__all__:
        assert getattr(analyzer, name) is not None
        assert name in dir(analyzer)


def test_every_public_function_and_class_says_what_it_is() -> None:
    for name in analyzer.__all__:
        thing = getattr(analyzer, name)
        if isinstance(thing, FunctionType | type):
            assert thing.__doc__, name


def test_what_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'summarize'"):
        analyzer.summarize  # noqa: B018 - the access is the test


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import sys, analyzer; print(sorted({'polars', 'matplotlib', 'jinja2', 'haralyzer', 'rich', 'click'} & set(sys.modules)))"
    assert _python(code) == "[]\n"


def test_reading_imports_neither_charts_nor_pages() -> None:
    code = (
        "import sys, analyzer; "
        f"analyzer.json(analyzer.build(analyzer.summarise({str(NGINX)!r}))); "
        "print(sorted({'matplotlib', 'jinja2', 'haralyzer', 'rich', 'click'} & set(sys.modules)))"
    )
    assert _python(code) == "[]\n"


# read


def test_read_gives_every_line_as_a_row_in_order(mixed: Path) -> None:
    rows = pl.concat(analyzer.read(mixed))
    assert rows["line"].to_list() == list(range(1, MIXED.count(b"\n") + 1))
    assert rows.head(2)["reject"].to_list() == ["no format matches", "blank line"]
    assert rows.schema == analyzer.ENRICHED


def test_read_leaves_out_what_is_no_entry(mixed: Path) -> None:
    rows = pl.concat(analyzer.read(mixed, rejects=False))
    assert rows["line"].min() == 3
    assert rows["reject"].null_count() == rows.height


def test_read_with_a_filter_keeps_the_lines_that_are_no_entries(mixed: Path) -> None:
    rows = pl.concat(analyzer.read(mixed, where="status = 503"))
    assert rows["status"].to_list() == [None, None, *[503] * 6]


def test_read_takes_paths_of_any_kind(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_bytes(NGINX.read_bytes())
    (tmp_path / "b.log").write_bytes(NGINX.read_bytes())
    one = sum(frame.height for frame in analyzer.read(tmp_path / "a.log"))
    for several in (
        tmp_path,
        str(tmp_path / "*.log"),
        [tmp_path / "a.log", str(tmp_path / "b.log")],
    ):
        assert sum(frame.height for frame in analyzer.read(several)) == 2 * one


# scan


def test_scan_is_a_lazy_frame_of_what_read_gives(mixed: Path) -> None:
    rows = analyzer.scan(mixed)
    assert isinstance(rows, pl.LazyFrame)
    assert_frame_equal(rows.collect(), pl.concat(analyzer.read(mixed, rejects=False)))
    assert_frame_equal(
        analyzer.scan(mixed, rejects=True).collect(), pl.concat(analyzer.read(mixed))
    )


def test_scan_knows_its_columns_without_reading() -> None:
    assert analyzer.scan("no such file").collect_schema() == analyzer.ENRICHED


def test_scan_can_be_collected_again_and_given_an_iterator() -> None:
    rows = analyzer.scan(iter([NGINX, HAR]))
    assert_frame_equal(rows.collect(), rows.collect())


def test_where_and_since_and_until_choose_entries() -> None:
    rows = analyzer.scan(NGINX).collect()
    chosen = analyzer.scan(NGINX, where="status >= 500 and path like '/api/%'").collect()
    wanted = (pl.col("status") >= 500) & pl.col("path").str.starts_with("/api/")
    assert_frame_equal(chosen, rows.filter(wanted))
    since, until = (
        datetime(2026, 11, 22, 11, 3, 20, tzinfo=UTC),
        datetime(2026, 11, 22, 11, 3, 25, tzinfo=UTC),
    )
    chosen = analyzer.scan(NGINX, since=since, until=until).collect()
    assert_frame_equal(chosen, rows.filter(pl.col("time") >= since, pl.col("time") < until))
    assert 0 < chosen.height < rows.height


def test_head_reads_no_more_of_a_large_file_than_it_needs(tmp_path: Path, monkeypatch) -> None:
    from analyzer import pipeline

    readers = []

    class Watched(pipeline.Reader):
        def __init__(self, source) -> None:
            super().__init__(source, block_size=1 << 17)
            readers.append(self)

    monkeypatch.setattr(pipeline, "Reader", Watched)
    large = tmp_path / "large.log"
    large.write_bytes(NGINX.read_bytes() * 400)
    assert analyzer.scan([large, "behind.log"], problems=[]).head(5).collect().height == 5
    assert [reader.source.name for reader in readers] == [str(large)]
    assert readers[0].done < large.stat().st_size / 4


# summarise


def test_summarise_counts_files_and_frames_alike(mixed: Path) -> None:
    files = analyzer.summarise([mixed, HAR])
    frames = analyzer.merge(map(analyzer.summarise, analyzer.read([mixed, HAR])))
    assert files.names == frames.names
    for name, table in files.tables.items():
        assert_frame_equal(table, frames.tables[name], check_row_order=False)


def test_summarise_takes_a_filter_and_keeps_the_account_of_lines(mixed: Path) -> None:
    for traffic in (mixed, pl.concat(analyzer.read(mixed))):
        report = analyzer.build(analyzer.summarise(traffic, where="status = 503"))
        assert report.counts["status"] == {"503": 6}
        assert (report.lines, report.rejected, report.ignored) == (MIXED.count(b"\n"), 1, 1)


def test_the_whole_way(tmp_path: Path) -> None:
    analyzer.save(analyzer.summarise(NGINX), tmp_path / "log.summary")
    analyzer.save(analyzer.summarise(HAR), tmp_path / "har.summary")
    summary = analyzer.merge([analyzer.load(path) for path in sorted(tmp_path.iterdir())])
    assert isinstance(summary, analyzer.Summary)
    report = analyzer.build(summary)
    assert isinstance(report, analyzer.Report)
    assert [source.name for source in report.sources] == sorted([str(NGINX), str(HAR)])
    assert "<table" in analyzer.html(report)
    assert analyzer.json(report).startswith("{")
    assert "503" in analyzer.terminal(report, width=80)


# What goes wrong


@pytest.mark.parametrize("verb", [analyzer.read, analyzer.scan, analyzer.summarise])
@pytest.mark.parametrize(
    ("option", "complaint"),
    [
        ({"format": "nonsense"}, "no format called 'nonsense'"),
        ({"where": "status >"}, "no condition"),
        ({"where": "colour = 1"}, "no column 'colour'"),
        ({"since": datetime(2026, 1, 1)}, "no time zone"),
        ({"until": datetime(2026, 1, 1)}, "no time zone"),
        ({"since": "2026-01-01"}, "a moment is a datetime, and no str"),
        ({"where": pl.col("status") > 499}, "where takes SQL as a text, and no Expr"),
    ],
)
def test_a_wrong_option_fails_at_once(verb, option, complaint) -> None:
    with pytest.raises(analyzer.OptionError, match=complaint):
        verb(NGINX, **option)


def _consumed(verb, paths, **options):
    made = verb(paths, **options)
    if isinstance(made, pl.LazyFrame):
        return made.collect().height
    if isinstance(made, analyzer.Summary):
        return analyzer.build(made).lines
    return sum(frame.height for frame in made)


@pytest.mark.parametrize("verb", [analyzer.read, analyzer.scan, analyzer.summarise])
def test_what_cannot_be_read_is_raised(verb, cut: Path) -> None:
    with pytest.raises(analyzer.SourceError, match="missing: no such file"):
        _consumed(verb, [NGINX, "missing"])
    with pytest.raises(analyzer.FormatError, match="no access log or HAR"):
        _consumed(verb, [NGINX, __file__])
    with pytest.raises(analyzer.SourceError, match="cut short"):
        _consumed(verb, cut)


@pytest.mark.parametrize("verb", [analyzer.read, analyzer.scan, analyzer.summarise])
def test_or_collected_while_the_rest_is_read(verb, cut: Path) -> None:
    problems: list[analyzer.StatscanError] = []
    assert _consumed(verb, [__file__, cut, NGINX, "missing"], problems=problems) > 127
    assert [type(problem) for problem in problems] == [
        analyzer.SourceError,
        analyzer.FormatError,
        analyzer.SourceError,
    ]


def test_read_gives_out_what_an_archive_held_before_it_broke_off(cut: Path) -> None:
    frames = analyzer.read(cut)
    assert next(frames).height
    with pytest.raises(analyzer.SourceError, match="cut short"):
        list(frames)


def test_another_format_than_asked_for_fails_loudly() -> None:
    with pytest.raises(analyzer.FormatError, match="looks like har"):
        analyzer.scan(HAR, format="combined").collect()
