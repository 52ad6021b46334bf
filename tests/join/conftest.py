"""A HAR and a log, joined."""

import json as standard
from pathlib import Path
from typing import Any

import pytest
from made_pairs import FORMAT, read

import analyzer
from analyzer.join import Joined, join


@pytest.fixture
def joined(tmp_path: Path):
    def make(entries: list[dict[str, Any]], lines: list[str]) -> Joined:
        har, log = tmp_path / "session.har", tmp_path / "access.log"
        har.write_text(
            standard.dumps(
                {
                    "log": {
                        "version": "1.2",
                        "creator": {"name": "t", "version": "1"},
                        "pages": [],
                        "entries": entries,
                    }
                }
            )
        )
        log.write_text("".join(lines))
        return join(read(har), analyzer.read(log, log_format=FORMAT, rejects=False))

    return make
