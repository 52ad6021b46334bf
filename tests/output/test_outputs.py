from pathlib import Path

import polars as pl
import pytest

from analyzer.enrich import ENRICHED
from analyzer.errors import OptionError
from analyzer.output.kinds import Kind, Wanted
from analyzer.output.outputs import Outputs


def _render(_: object) -> str:
    return "the report"


_RENDERS = dict.fromkeys(Kind, _render)


def _wanted(folder: Path) -> list[Wanted]:
    kinds = (Kind.CSV, Kind.NDJSON, Kind.PARQUET)
    return [Wanted(str(folder / f"out.{kind}"), kind) for kind in kinds]


def test_what_is_wanted_is_known_before_anything_is_read(tmp_path: Path) -> None:
    with Outputs(_wanted(tmp_path), _RENDERS) as outputs:
        assert outputs.wants_entries
        assert not outputs.wants_report
        assert outputs.files == [one.path for one in _wanted(tmp_path)]
    with Outputs([Wanted("-", Kind.JSON)], _RENDERS) as outputs:
        assert not outputs.wants_entries
        assert outputs.wants_report
        assert outputs.files == []


def test_one_place_that_cannot_be_written_leaves_none(tmp_path: Path) -> None:
    bad = Wanted(str(tmp_path / "no" / "x.csv"), Kind.CSV)
    with pytest.raises(OptionError), Outputs([*_wanted(tmp_path), bad], _RENDERS):
        pass
    assert list(tmp_path.iterdir()) == []


def test_left_by_an_exception_nothing_is_there(tmp_path: Path) -> None:
    frame = pl.DataFrame({name: [None] for name in ENRICHED}, schema=ENRICHED)

    def fail() -> None:
        with Outputs(_wanted(tmp_path), _RENDERS) as outputs:
            outputs.add(frame)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert list(tmp_path.iterdir()) == []
