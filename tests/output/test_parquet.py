from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from analyzer.enrich import ENRICHED
from analyzer.errors import StatscanError
from analyzer.output.entries import COLUMNS
from analyzer.output.parquet import Parquet
from analyzer.output.target import target
from analyzer.pipeline import Traffic

SAMPLES = Path(__file__).parents[2] / "sample_logs"


@pytest.fixture(scope="module")
def frames() -> list[pl.DataFrame]:
    return list(Traffic([SAMPLES / "chromium.har", SAMPLES / "nginx-main.log"]).entries())


def _write(path: Path, frames: list[pl.DataFrame]) -> None:
    with target(str(path)) as place, Parquet(place, path.parent) as parquet:
        for frame in frames:
            parquet.add(frame)
        parquet.finish()


def test_the_frames_come_back_in_order(frames: list[pl.DataFrame], tmp_path: Path) -> None:
    _write(tmp_path / "out.parquet", frames)
    assert_frame_equal(pl.read_parquet(tmp_path / "out.parquet"), pl.concat(frames).select(COLUMNS))
    assert [path.name for path in tmp_path.iterdir()] == ["out.parquet"]


def test_nothing_is_a_table_without_rows(tmp_path: Path) -> None:
    _write(tmp_path / "out.parquet", [])
    assert pl.read_parquet_schema(tmp_path / "out.parquet") == {
        name: ENRICHED[name] for name in COLUMNS
    }


def test_a_failure_leaves_nothing(frames: list[pl.DataFrame], tmp_path: Path) -> None:
    def fail() -> None:
        with target(f"{tmp_path}/out.parquet") as place, Parquet(place, tmp_path) as parquet:
            parquet.add(frames[0])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_full_device_is_said(
    frames: list[pl.DataFrame], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with target(str(tmp_path / "x")) as place, Parquet(place, tmp_path) as parquet:
        monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
        with pytest.raises(StatscanError, match="no space left"):
            parquet.add(frames[0])
