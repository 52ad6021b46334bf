from pathlib import Path

import pytest

from analyzer.errors import OptionError
from analyzer.output.inputs import refuse_inputs

LINE = '1.2.3.4 - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "-"\n'


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "a.log"
    path.write_text(LINE)
    return path


def test_a_file_is_known_by_any_name(log: Path, tmp_path: Path) -> None:
    (tmp_path / "soft").symlink_to(log)
    (tmp_path / "hard").hardlink_to(log)
    for output in (log, tmp_path / "soft", tmp_path / "hard", tmp_path / "." / "a.log"):
        for given in (log, tmp_path, tmp_path / "*.log"):
            with pytest.raises(OptionError, match="one of the files to be read"):
                refuse_inputs([str(output)], [str(given)])


def test_other_files_and_devices_are_free(log: Path, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text("{}")
    refuse_inputs(
        [str(tmp_path / "new.json"), str(tmp_path / "b.json"), "/dev/null", "-"], [str(log)]
    )
    refuse_inputs(["/dev/null"], ["/dev/null"])


def test_what_is_no_traffic_is_only_refused_when_named(log: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    report.write_text("<html></html>")
    refuse_inputs([str(report)], [str(tmp_path)])
    with pytest.raises(OptionError):
        refuse_inputs([str(report)], [str(report)])
