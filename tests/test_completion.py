import click
import pytest

from analyzer.completion import File, FormatName, Topic


def _complete(kind: click.ParamType, incomplete: str, files: tuple[str, ...] = ()) -> list[str]:
    argument = click.Argument(["files"], nargs=-1)
    ctx = click.Context(click.Command("x", params=[argument]))
    ctx.params["files"] = files
    return [f"{item.type} {item.value}" for item in kind.shell_complete(ctx, argument, incomplete)]


@pytest.mark.parametrize(
    ("incomplete", "files", "expected"),
    [
        ("", (), ["file "]),
        ("ex", (), ["file ex", "plain explain"]),
        ("ex", ("a.log",), ["file ex"]),
        ("a", (), ["file a"]),
    ],
)
def test_files_and_commands(incomplete: str, files: tuple[str, ...], expected: list[str]) -> None:
    assert _complete(File("explain", "formats"), incomplete, files) == expected


def test_formats() -> None:
    assert _complete(FormatName(), "co") == ["plain combined", "plain common"]


def test_topics() -> None:
    assert "plain 404" in _complete(Topic(), "4")
    assert _complete(Topic(), "redirect-l") == ["plain redirect-loop"]
    assert len(_complete(Topic(), "")) == len(set(_complete(Topic(), ""))) > 100


def test_every_topic_that_is_offered_can_be_explained() -> None:
    from analyzer.report.explain import explain

    for offered in _complete(Topic(), ""):
        assert explain(offered.removeprefix("plain "))
