from pathlib import Path

import pytest

from analyzer.output.kinds import Kind, Wanted
from analyzer.output.outputs import Outputs
from analyzer.pipeline import Traffic
from analyzer.report.model import Report
from analyzer.run import run
from analyzer.selection import Selection

SAMPLE = Path(__file__).parents[1] / "sample_logs" / "nginx-combined.log"


def _run(
    *wanted: Wanted, path: Path = SAMPLE, where: str | None = None
) -> tuple[bool, list[Report]]:
    reports: list[Report] = []
    traffic = Traffic(path, selection=Selection(where))

    def keep(report: Report) -> str:
        reports.append(report)
        return ""

    with Outputs(wanted, dict.fromkeys(Kind, keep)) as outputs:
        return run(traffic, outputs, zone="+01:00", where=where, progress=False), reports


def test_the_report_knows_its_zone_its_selection_and_its_reading() -> None:
    read, (report,) = _run(Wanted("-", Kind.TERMINAL), where="status = 404")
    assert read
    assert report.first is not None
    assert f"{report.first:%z}" == "+0100"
    assert report.where == "status = 404"
    assert report.reading is not None
    assert report.reading.bytes == SAMPLE.stat().st_size


def test_nothing_read_is_no_report(tmp_path: Path) -> None:
    assert _run(Wanted("-", Kind.TERMINAL), path=tmp_path / "missing") == (False, [])


def test_entries_alone_need_no_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.pipeline.Traffic.summary", None)
    assert _run(Wanted(str(tmp_path / "a.ndjson"), Kind.NDJSON)) == (True, [])
    assert (tmp_path / "a.ndjson").read_text().count("\n") == 127
