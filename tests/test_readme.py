"""The README tells the truth: every command in it prints what stands there."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from analyzer.cli import main
from analyzer.formats import FORMATS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()

SHOWN = re.findall(r"```console\n\$ statscan ([^\n]+)\n(.+?)```", README, re.DOTALL)
CHANGES = re.compile(r"read in [^)]*\)")  # the speed of this run


@pytest.mark.parametrize(("arguments", "shown"), SHOWN, ids=[each[0] for each in SHOWN])
def test_what_the_readme_shows_is_what_is_printed(
    arguments: str,
    shown: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as left:
        main(shlex.split(arguments), prog_name="statscan")
    assert left.value.code == 0
    expected = CHANGES.sub("read in ...)", shown)
    printed = CHANGES.sub("read in ...)", capsys.readouterr().out)

    begin, *others = re.split(r"^\.\.\.\n", expected, flags=re.MULTILINE)  # ... is left out
    assert printed.startswith(begin)
    rest = printed.removeprefix(begin)
    for piece in others:
        assert piece in rest
        rest = rest[rest.index(piece) + len(piece) :]
    assert others or not rest.strip("\n")


def test_the_readme_lists_every_format() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|$", README, re.MULTILINE)

    assert rows == [(each.name, each.title) for each in FORMATS]


def test_the_files_that_the_readme_links_to_are_there() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", README)

    assert linked
    assert [link for link in linked if not (ROOT / link).exists()] == []


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_two_commands_are_there(target: str) -> None:
    assert f"$ make {target}" in README
    subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)
