"""The README tells the truth: every command in it prints what stands there."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analyzer.formats import FORMATS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()

SHOWN = re.findall(r"```console\n\$ statscan ([^\n]+)\n(.+?)```", README, re.DOTALL)
CHANGES = re.compile(r"read in [^)]*\)")  # the speed of this run


def _run(arguments: str) -> str:
    command = [sys.executable, "-m", "analyzer", *shlex.split(arguments)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "80", "LC_ALL": "C.UTF-8"},
    )
    return CHANGES.sub("read in ...)", done.stdout)


@pytest.mark.parametrize(("arguments", "shown"), SHOWN, ids=[each[0] for each in SHOWN])
def test_what_the_readme_shows_is_what_is_printed(arguments: str, shown: str) -> None:
    expected = CHANGES.sub("read in ...)", shown)
    printed = _run(arguments)

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
