import errno
import os

import pytest

from analyzer.source import trouble


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (errno.ENOENT, "cannot read x.log: no such file or directory; check the spelling"),
        (
            errno.EACCES,
            "cannot read x.log: permission denied; run as a user who may read it, or have it copied",
        ),
        (
            errno.EIO,
            "cannot read x.log: Input/output error; check that it is a file that can be read",
        ),
    ],
)
def test_a_refusal_names_file_reason_and_cure(code: int, text: str) -> None:
    assert str(trouble.unreadable("x.log", OSError(code, os.strerror(code)))) == text


def test_a_name_that_no_file_can_have() -> None:
    assert "embedded null byte" in str(trouble.unreadable("x", ValueError("embedded null byte")))


@pytest.mark.parametrize(
    ("count", "unit", "text"),
    [
        (0, "line", "before its first line; get an intact copy"),
        (1, "line", "after 1 line; what came before was read; get an intact copy for the rest"),
        (
            4321,
            "byte",
            "after 4,321 bytes; what came before was read; get an intact copy for the rest",
        ),
    ],
)
def test_an_early_end_says_how_much_was_read(count: int, unit: str, text: str) -> None:
    error = trouble.ended_early("x.gz", "its gzip stream is cut short", count, unit)
    assert str(error) == f"x.gz: its gzip stream is cut short {text}"


def test_every_error_is_one_line() -> None:
    errors = [
        trouble.unmatched("a*"),
        trouble.without_files("logs"),
        trouble.too_large("x.har", 1000),
        trouble.foreign("x.zip", "a zip archive", "unpack it"),
    ]
    assert all("\n" not in str(error) and error.cure for error in errors)
