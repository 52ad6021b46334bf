"""Inputs that each broke some known tool, through the whole of statscan."""

import bz2
import csv
import gzip
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import zstandard
from odd_inputs import GOOD, KINDS, Case, line

import analyzer
from analyzer.entry import IGNORED
from analyzer.pipeline import Traffic
from analyzer.report.account import Account


def counted(account: Account) -> tuple[int, int, int]:
    assert account.entries + account.rejected + account.ignored == account.lines
    return account.entries, account.rejected, account.ignored


def counts(path: Path) -> tuple[int, int, int]:
    return counted(Account(Traffic(path).summary()))


@pytest.mark.parametrize("cases", KINDS, ids=lambda cases: next(iter(cases)))
def test_every_line_is_accounted_for_says_what_it_holds_and_is_reported(
    cases: dict[str, Case], tmp_path: Path
) -> None:
    logs = {name: tmp_path / f"{name.replace('/', ' ')}.log" for name in cases}
    read = [survived(case, logs[name]) for name, case in cases.items()]
    # Charts take as long as all else: they are drawn of all cases of a kind.
    assert "</html>" in analyzer.html(analyzer.build(analyzer.merge(read)))


def survived(case: Case, log: Path) -> analyzer.Summary:
    """What is summed up of it; all else that is said of it is as it should be."""
    log.write_bytes(case.data)
    frame = pl.concat(Traffic(log).frames())
    summary = analyzer.summarise(log)
    assert counted(Account(summary)) == case.account, log
    assert sum(case.account) == case.lines
    entries = frame.filter(pl.col("reject").is_null())
    first = entries.row(0, named=True)
    assert {column: first[column] for column in case.holds} == case.holds
    moments = entries["time"].head(len(case.moments))
    assert tuple(f"{each:%Y-%m-%dT%H:%M:%S}" for each in moments) == case.moments
    reasons = set(frame["reject"].drop_nulls()) - IGNORED
    assert reasons == ({case.because} if case.because else set())
    report = analyzer.build(summary)
    assert json.loads(analyzer.json(report))["lines"]["entries"] == case.account[0]
    assert "\x1b" not in analyzer.terminal(report, width=80)
    return summary


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.log").touch()
    with pytest.raises(analyzer.StatscanError, match="empty"):
        list(analyzer.read(tmp_path / "empty.log"))


def test_the_same_file_twice_is_read_once_and_a_copy_is_another_file(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(GOOD * 5)
    assert Account(Traffic([log, log]).summary()).entries == 5
    (tmp_path / "copy.log").write_bytes(GOOD * 5)
    assert counts(tmp_path) == (10, 0, 0)


def test_overlapping_rotations_lose_nothing(tmp_path: Path) -> None:
    hours = [line(time=f"22/Nov/2026:{hour:02}:00:00 +0000") for hour in range(10)]
    (tmp_path / "access.log").write_bytes(b"".join(hours[4:]))
    (tmp_path / "access.log.1").write_bytes(b"".join(hours[:6]))
    assert counts(tmp_path) == (12, 0, 0)


MANY = b"".join(line(request=f"GET /{number} HTTP/1.1") for number in range(5_000))
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("name", ["access.log", "access.log.gz", "access.xz"])
def test_a_wrong_extension_does_not_matter(packer: str, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(PACKERS[packer](MANY))
    assert counts(tmp_path / name) == (5_000, 0, 0)


def test_a_plain_log_may_be_called_gz(tmp_path: Path) -> None:
    (tmp_path / "access.log.gz").write_bytes(MANY)
    assert counts(tmp_path / "access.log.gz") == (5_000, 0, 0)


def test_of_a_truncated_gzip_what_came_before_the_cut_counts(tmp_path: Path) -> None:
    packed = gzip.compress(MANY)
    (tmp_path / "cut.gz").write_bytes(packed[: len(packed) // 2])
    entries, rejected, _ = counts(tmp_path / "cut.gz")
    assert 1_500 < entries < 3_500
    assert rejected <= 1  # the line that was cut


def test_of_a_gzip_with_a_corrupt_middle_what_came_before_counts(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(MANY))
    packed[len(packed) // 2] ^= 0xFF
    (tmp_path / "bad.gz").write_bytes(packed)
    traffic = Traffic(tmp_path / "bad.gz")
    assert Account(traffic.summary()).entries > 1_500
    assert len(traffic.problems) == 1


def test_trailing_zeros_and_several_members_cost_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(MANY) + gzip.compress(GOOD) + bytes(512))
    traffic = Traffic(tmp_path / "a.gz")
    assert Account(traffic.summary()).entries == 5_001
    assert traffic.problems == []


def test_a_bomb_is_one_line_that_is_too_long(tmp_path: Path) -> None:
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(GOOD + bytes(200_000_000), 1))
    assert counts(tmp_path / "bomb.gz") == (1, 1, 0)


HOSTILE = (
    "<script>alert(1)</script>",
    "</script><!--",
    "\u2028\u2029",
    "\x1b[2J\x1b]0;title\x07",
    "=cmd|' /C calc'!A0",
    "\x9b31m",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_reaches_no_output_as_it_is(text: str, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(line(request=f"GET /{text} HTTP/1.1", referrer=text, agent=text) * 3)
    report = analyzer.build(analyzer.summarise(log))
    pages = {kind: getattr(analyzer, kind)(report) for kind in ("html", "json")}
    pages["terminal"] = analyzer.terminal(report, width=160)
    for kind, page in pages.items():
        steering = ("\x1b", "\x07", "\x9b", "\u2028")
        for bad in (
            steering if kind == "terminal" else (*steering, "<script>alert", "</script><!--")
        ):
            assert bad not in page, (kind, bad)
    assert pages["html"].count("</script>") == pages["html"].count("<script")


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from analyzer.cli import main

    log = tmp_path / "access.log"
    log.write_bytes(b"".join(line(agent=f"{sign}cmd|x") for sign in "=+-@"))
    result = CliRunner().invoke(main, [str(log), "--to", "csv"], prog_name="statscan")
    agents = [row["agent"] for row in csv.DictReader(io.StringIO(result.stdout))]
    assert [agent[0] for agent in agents] == ["'"] * 4


def test_a_hundred_thousand_distinct_of_everything_stay_exact_in_total_and_say_what_is_not(
    tmp_path: Path,
) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(
        b"".join(
            line(
                client=f"client{number}.example",
                request=f"GET /{number} HTTP/1.1",
                agent=f"a/{number}",
            )
            for number in range(100_000)
        )
    )
    summary = Traffic(log).summary()
    assert Account(summary).entries == 100_000
    for name in ("path", "client", "agent"):
        assert summary.tables[name]["n"].sum() == 100_000
    report = json.loads(analyzer.json(analyzer.build(summary)))
    assert abs(report["clients"] - 100_000) <= 4 * report["distinct_error"] * 100_000
    assert report["distinct_error"] == pytest.approx(0.0078, abs=0.0001)  # 1/sqrt(16384 - 2)
    for panel in ("paths", "clients", "agents"):
        assert "may be up to" in report["panels"][panel]["note"]
