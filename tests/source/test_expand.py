import io
import os
import socket
import sys
from pathlib import Path

import pytest

from analyzer.source.expand import expand
from analyzer.source.source import Source


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def make(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name)


def names(*paths: str | Path) -> list[str]:
    sources, errors = expand(paths)
    assert errors == []
    return [source.name for source in sources]


def errors(*paths: str | Path) -> list[str]:
    sources, found = expand(paths)
    assert sources == []
    return [str(error) for error in found]


def test_files_come_in_the_order_given_and_by_the_name_given() -> None:
    make("b.log", "a.log", "c.log")
    assert expand(["b.log", Path("a.log"), "./c.log"]) == (
        [
            Source("b.log", Path("b.log")),
            Source("a.log", Path("a.log")),
            Source("./c.log", Path("c.log")),
        ],
        [],
    )


def test_a_directory_gives_its_files_at_any_depth_in_natural_order() -> None:
    make(*(f"logs/{name}" for name in ("access.log.10", "access.log", "access.log.2.gz", "z/b/c")))
    make("logs/.hidden", "logs/.git/config", "logs/z/a9", "logs/z/a10")
    assert names("logs") == [
        "logs/access.log",
        "logs/access.log.2.gz",
        "logs/access.log.10",
        "logs/z/a9",
        "logs/z/a10",
        "logs/z/b/c",
    ]
    assert all(source.found for source in expand(["logs"])[0])
    assert not expand(["logs/.hidden"])[0][0].found


def test_only_regular_files_of_a_directory_are_read() -> None:
    make("logs/a.log")
    os.mkfifo("logs/pipe")
    Path("logs/broken").symlink_to("nowhere")
    assert names("logs") == ["logs/a.log"]


def test_a_pattern_gives_its_files_in_natural_order() -> None:
    make("access.log.10", "access.log.9", "other", ".access.log", "sub/access.log.1")
    assert names("access.log*") == ["access.log.9", "access.log.10"]
    assert names("**/access.log.?") == ["access.log.9", "sub/access.log.1"]


def test_a_pattern_may_match_directories() -> None:
    make("logs/a/1", "logs/2")
    Path("logs/empty").mkdir()
    assert names("logs/*") == ["logs/2", "logs/a/1"]


def test_a_file_whose_name_is_a_pattern_is_that_file() -> None:
    make("a[1].log", "a1.log")
    assert names("a[1].log") == ["a[1].log"]
    Path("a[1].log").unlink()
    assert names("a[1].log") == ["a1.log"]


def test_a_directory_whose_name_is_a_pattern_is_that_directory() -> None:
    make("logs[1]/a*.log")
    assert names("logs[1]") == ["logs[1]/a*.log"]


def test_the_same_file_is_read_once() -> None:
    make("logs/a.log", "logs/b.log")
    Path("link.log").symlink_to("logs/b.log")
    assert names("logs/b.log", "logs", "link.log", "logs/*", Path("logs/../logs/a.log")) == [
        "logs/b.log",
        "logs/a.log",
    ]


def test_a_fifo_and_an_open_descriptor_are_sources() -> None:
    os.mkfifo("fifo")
    reading, writing = os.pipe()
    descriptor = f"/dev/fd/{reading}"
    assert names("fifo", descriptor, descriptor) == ["fifo", descriptor]
    os.close(reading)
    os.close(writing)


def test_a_dash_is_standard_input_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert expand(["-", "-"]) == ([Source("-", None)], [])


def test_a_file_called_dash_is_named_by_its_path() -> None:
    make("-")
    assert expand(["./-"])[0] == [Source("./-", Path("-"))]
    assert expand([Path("-")])[0] == [Source("-", Path("-"))]


def test_standard_input_and_its_file_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    make("a.log")
    with open("a.log") as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert names("-", "a.log") == ["-"]


def test_each_path_that_gives_nothing_has_its_error_and_others_go_on() -> None:
    make("a.log")
    Path("empty/.hidden").mkdir(parents=True)
    sources, found = expand(["gone.log", "empty", "a.log", "gone*", "a.log/b", ""])
    assert [source.name for source in sources] == ["a.log"]
    assert [error.what for error in found] == [
        "cannot read gone.log: no such file or directory",
        "cannot read empty: the directory holds no files",
        "cannot read gone*: no file matches",
        "cannot read a.log/b: no such file or directory",
        "cannot read : no such file or directory",
    ]
    assert all(error.cure for error in found)


def test_a_name_that_no_file_can_have_is_an_error() -> None:
    (error,) = errors("x\0y")
    assert error.startswith("cannot read x\0y: ")
    assert "embedded null" in error


def test_a_broken_link_and_a_circle_are_errors() -> None:
    Path("broken*").symlink_to("nowhere")
    Path("circle").symlink_to("circle")
    assert errors("broken*", "br*", "circle") == [
        "cannot read broken*: no such file or directory; check the spelling",
        "cannot read broken*: no such file or directory; check the spelling",
        "cannot read circle: its symbolic links run in a circle; name the file itself",
    ]


def test_a_socket_is_an_error() -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("server.sock")
        assert errors("server.sock") == [
            "cannot read server.sock: it is a socket, not a file; name a file, a directory or a pipe"
        ]


def test_what_may_not_be_read_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    make("secret.log", "logs/secret.log", "logs/open.log")

    def may_read(path: str, _mode: int) -> bool:  # root may read everything: the system's no, acted
        return "secret" not in path

    monkeypatch.setattr(os, "access", may_read)
    sources, found = expand(["secret.log", "logs"])
    assert [source.name for source in sources] == ["logs/open.log"]
    assert [error.what for error in found] == [
        "cannot read secret.log: permission denied",
        "cannot read logs/secret.log: permission denied",
    ]


def test_a_directory_that_may_not_be_listed_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("locked").mkdir()

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert errors("locked") == [
        "cannot read locked: permission denied; run as a user who may read it, or have it copied"
    ]


def test_a_name_that_is_no_text_is_made_one(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.log")
    Path(path).write_bytes(b"line\n")

    sources, errors = expand([path])

    assert errors == []
    assert [source.name for source in sources] == [rf"{tmp_path}/caf\xe9.log"]
    assert sources[0].path == Path(path)
