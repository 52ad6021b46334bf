"""A log on disk, summarised."""

from pathlib import Path

import pytest
from made_logs import Log

import analyzer


@pytest.fixture
def log(tmp_path: Path) -> Log:
    def summary(*lines: str) -> analyzer.Summary:
        path = tmp_path / "access.log"
        path.write_text("".join(lines), "utf-8")
        return analyzer.summarise(path)

    return summary
