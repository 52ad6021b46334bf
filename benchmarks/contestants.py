"""CONTESTANTS: the programs that are run side by side. One entry here adds one."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from subprocess import run

from line_formats import FORMATS

PEERS = Path(__file__).parent / "peers"
TOO_SLOW = {"caddy"}
"""Formats that GoAccess 1.7 reads at 2 MB/s: five minutes for a million lines, half an hour a table."""
GOACCESS = {
    form.name: form.goaccess
    for form in FORMATS.values()
    if form.goaccess and form.name not in TOO_SLOW
}
STATSCAN = Path(sys.executable).with_name("statscan")

Command = Callable[[Path, Path, str], list[str]]


@dataclass(frozen=True, slots=True)
class Contestant:
    """One program doing one job.

    Args:
        name: as printed and as given to `--contestants`.
        command: log, output and format to the arguments that run it.
        version: what is installed, or None where it is not.
        entries: reads from its output how many lines it understood.
        reads: the formats that it reads by name.
    """

    name: str
    command: Command
    version: Callable[[], str | None]
    entries: Callable[[Path], int] | None = None
    reads: frozenset[str] = frozenset({"combined"})


def package(name: str) -> Callable[[], str | None]:
    """The version of an installed distribution, without importing it."""

    def installed() -> str | None:
        try:
            return version(name)
        except PackageNotFoundError:
            return None

    return installed


def program(name: str) -> Callable[[], str | None]:
    """The version that a program on the path gives of itself."""

    def installed() -> str | None:
        if not (path := shutil.which(name)):
            return None
        said = run([path, "--version"], capture_output=True, text=True, check=False).stdout
        return said.partition("\n")[0].removesuffix(".") or "installed"

    return installed


def _at(*keys: str) -> Callable[[Path], int]:
    def read(out: Path) -> int:
        found = json.loads(out.read_text())
        for key in keys:
            found = found[key]
        return int(found)

    return read


def _statscan(log: Path, out: Path, _form: str) -> list[str]:
    return [str(STATSCAN), str(log), "-o", str(out)]


def _goaccess(log: Path, out: Path, form: str) -> list[str]:
    return ["goaccess", str(log), f"--log-format={GOACCESS[form]}", "-o", str(out), "--no-progress"]


def _script(name: str, *more: str) -> Command:
    return lambda log, out, _form: [sys.executable, str(PEERS / name), str(log), str(out), *more]


CONTESTANTS: dict[str, Contestant] = {
    each.name: each
    for each in (
        Contestant(
            "statscan", _statscan, package("statscan"), _at("lines", "entries"), frozenset(FORMATS)
        ),
        Contestant(
            "goaccess",
            _goaccess,
            program("goaccess"),
            _at("general", "valid_requests"),
            frozenset(GOACCESS),
        ),
        Contestant("duckdb", _script("duckdb_summary.py"), package("duckdb"), _at("entries")),
        Contestant(
            "chdb split", _script("chdb_summary.py", "split"), package("chdb"), _at("entries")
        ),
        Contestant(
            "chdb regex", _script("chdb_summary.py", "regex"), package("chdb"), _at("entries")
        ),
        Contestant("polars split", _script("polars_summary.py"), package("polars"), _at("entries")),
        Contestant("polars count", _script("polars_count.py"), package("polars")),
        Contestant("wc -l", lambda log, _out, _form: ["wc", "-l", str(log)], program("wc")),
    )
}
