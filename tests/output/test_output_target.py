import os
import stat
from pathlib import Path

import pytest

from analyzer.errors import OptionError, StatscanError
from analyzer.output.target import File, Standard, Through, target


def test_a_file_appears_whole_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    with target(str(path)) as out:
        out.write(b"new ")
        assert path.read_text() == "old"
        out.write(b"text")
    assert path.read_text() == "new text"
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")

    def fail() -> None:
        with target(str(path)) as out:
            out.write(b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_link_that_leads_nowhere_yet_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    with target(str(link)) as out:
        out.write(b"x")
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == b"x"


def test_a_private_file_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.touch(0o600)
    with target(str(path)) as out:
        out.write(b"x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_part_is_as_private_as_the_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.touch(0o600)
    with target(str(path)) as out:
        out.write(b"x")
        (part,) = tmp_path.glob(".statscan-*")
        assert stat.S_IMODE(part.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", "no/out", "file/out", "folder", "a\0b", "x" * 300, "loop"])
def test_what_cannot_be_opened(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OptionError, match="cannot write"), target(f"{tmp_path}/{name}"):
        pass
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder", "loop"]


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out"
    path.touch()
    monkeypatch.setattr("os.access", lambda *_: False)  # tests may run as root, who may write all
    with pytest.raises(OptionError, match="permission denied"):
        target(str(path))


def test_a_descriptor_goes_on_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "out"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        os.write(descriptor, b"before ")
        with target(f"/dev/fd/{descriptor}") as out:
            assert isinstance(out, Through)
            out.write(b"within")
        os.write(descriptor, b" after")
    finally:
        os.close(descriptor)
    assert path.read_bytes() == b"before within after"


def test_a_device_is_no_file() -> None:
    assert isinstance(target("/dev/null"), Through)
    assert isinstance(target("/nowhere"), File)


def test_a_full_device_says_so() -> None:
    out = target("/dev/full")
    with pytest.raises(StatscanError, match="cannot write /dev/full: no space left"), out:
        out.write(b"x" * 100_000)


def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with Standard() as out:
        out.write(b"a\x1b\n")
        out.write(b"b")
    assert capfdbinary.readouterr().out == b"a\x1b\nb"
