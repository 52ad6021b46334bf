import json
import os
import threading
import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from made_up import UNITS, numbered, related
from polars.testing import assert_frame_equal

from analyzer.errors import StateError
from analyzer.summary import SourceAccount, Summary, empty, load, save, summarise

SOURCES = (SourceAccount("a.log", "combined"), SourceAccount("b\x1b.log", "har", "cut short"))


@pytest.fixture
def summary() -> Summary:
    rows = [{"line": 1, "source": "a.log", "status": 200, "class": "success", "client": "::1"}]
    return summarise(related([("a.log", rows)]), SOURCES)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(UNITS.map(numbered))
def test_what_is_saved_is_what_is_loaded(tmp_path: Path, units) -> None:
    before = summarise(related(units), SOURCES)
    save(before, tmp_path / "it")
    after = load(tmp_path / "it")
    assert (after.names, after.sources, after.polars) == (
        before.names,
        before.sources,
        before.polars,
    )
    assert after.tables.keys() == before.tables.keys()
    for name, table in before.tables.items():
        assert_frame_equal(after.tables[name], table, check_row_order=False)


def test_nothing_can_be_saved_too(tmp_path: Path) -> None:
    save(empty(), tmp_path / "it")
    assert load(tmp_path / "it").names == ()


def test_the_same_summary_gives_the_same_bytes(tmp_path: Path, summary: Summary) -> None:
    save(summary, tmp_path / "one")
    save(load(tmp_path / "one"), str(tmp_path / "two"))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_nothing_else_is_left_in_the_folder(tmp_path: Path, summary: Summary) -> None:
    (tmp_path / "it").write_text("what was there before")
    save(summary, tmp_path / "it")
    assert [path.name for path in tmp_path.iterdir()] == ["it"]


def test_a_link_is_followed_and_not_replaced(tmp_path: Path, summary: Summary) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    save(summary, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert load(tmp_path / "target").names == summary.names


def test_a_pipe_is_written_through(tmp_path: Path, summary: Summary) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    taken: list[bytes] = []
    reader = threading.Thread(target=lambda: taken.append(pipe.read_bytes()))
    reader.start()
    save(summary, pipe)
    reader.join()
    assert pipe.is_fifo()
    (tmp_path / "it").write_bytes(taken[0])
    assert load(tmp_path / "it").names == summary.names


# What cannot be written or loaded


def test_a_folder_that_is_not_there(tmp_path: Path, summary: Summary) -> None:
    with pytest.raises(StateError, match=r"cannot write .*missing/it: No such file"):
        save(summary, tmp_path / "missing" / "it")


def test_a_folder_in_its_place(tmp_path: Path, summary: Summary) -> None:
    with pytest.raises(StateError, match=r"cannot write .*: Is a directory"):
        save(summary, tmp_path)
    with pytest.raises(StateError, match=r"cannot load .*: Is a directory"):
        load(tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StateError, match=r"cannot load .*missing: No such file"):
        load(tmp_path / "missing")


@pytest.mark.parametrize("content", [b"", b"junk", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" * 50])
def test_junk(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "it").write_bytes(content)
    with pytest.raises(StateError, match="no saved summary"):
        load(tmp_path / "it")


def changed(path: Path, name: str, content: bytes | None) -> None:
    """Write the archive again with another member in place of one; None leaves it out."""
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    members |= {name: content or b""}
    with zipfile.ZipFile(path, "w") as archive:
        for each, data in members.items():
            if each != name or content is not None:
                archive.writestr(each, data)


def parquet(table: pl.DataFrame) -> bytes:
    file = BytesIO()
    table.write_parquet(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("summary.json", None, "no saved summary"),
        ("summary.json", b"{", "no saved summary"),
        ("summary.json", b"[]", "no saved summary"),
        ("summary.json", b"\xff", "no saved summary"),
        ("summary.json", b"{}", "no saved summary"),
        ("summary.json", b'{"version": 1}', "no saved summary"),
        ("summary.json", b'{"version": 1, "names": 1, "sources": [], "polars": ""}', "no saved summary"),
        ("summary.json", b'{"version": 1, "names": [], "sources": [{"colour": 1}], "polars": ""}', "no saved summary"),
        ("summary.json", json.dumps({"version": 99}).encode(), "of version 99, not 1"),
        ("path.parquet", None, "no saved summary"),
        ("path.parquet", b"junk", "no saved summary"),
        ("path.parquet", parquet(pl.DataFrame({"path": ["/"]})), "of another version of statscan"),
    ],
)  # fmt: skip
def test_a_summary_that_was_tampered_with(
    tmp_path: Path, summary: Summary, name, content, complaint
) -> None:
    save(summary, tmp_path / "it")
    changed(tmp_path / "it", name, content)
    with pytest.raises(StateError, match=complaint):
        load(tmp_path / "it")


def test_bytes_that_were_damaged_on_the_way(tmp_path: Path, summary: Summary) -> None:
    path = tmp_path / "it"
    save(summary, path)
    whole = path.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 200)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            load(path)  # a byte that says nothing, as the date of a member
        except StateError:
            continue
    for length in range(0, len(whole), max(1, len(whole) // 50)):
        path.write_bytes(whole[:length])
        with pytest.raises(StateError):
            load(path)
