import io
import sys

import pytest

from analyzer.output.look import is_terminal, look


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def _on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "stdout", _Terminal(io.BytesIO(), "utf-8"))


def test_a_terminal_has_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    _on_a_terminal(monkeypatch)
    assert look(no_color=False)["colour"]
    assert not look(no_color=True)["colour"]


@pytest.mark.parametrize(
    ("name", "value", "colour"),
    [("NO_COLOR", "1", False), ("NO_COLOR", "", True), ("TERM", "dumb", False)],
)
def test_the_surroundings_may_say_no(
    name: str, value: str, colour: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    _on_a_terminal(monkeypatch)
    monkeypatch.setenv(name, value)
    assert look(no_color=False)["colour"] is colour


def test_a_stream_has_no_colours_and_80_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _on_a_terminal(monkeypatch)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "utf-8"))
    assert look(no_color=False)["colour"] is False
    monkeypatch.setenv("COLUMNS", "123")
    assert look(no_color=False)["width"] == 123


@pytest.mark.parametrize(
    ("encoding", "plain"), [("utf-8", False), ("ascii", True), ("latin-1", True), ("cp437", True)]
)
def test_what_cannot_be_encoded_is_not_shown(
    encoding: str, plain: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    assert look(no_color=False)["ascii"] is plain


def test_what_is_closed_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert not is_terminal(None)
    assert look(no_color=False)["ascii"]
