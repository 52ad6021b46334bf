"""The layers: nothing later is imported by anything earlier, and what is heavy has one door each."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "analyzer"

LAYERS = (
    ("errors", "rows", "units"),
    ("source",),
    ("entry",),
    ("formats",),
    ("clients",),
    ("classify",),
    ("relate",),
    ("enrich",),
    ("selection", "engines", "rejected"),
    ("summary",),
    ("findings",),
    ("report",),
    ("compare", "join"),
    ("near",),
    ("labelled",),
    ("pipeline",),
    ("again",),
    ("output", "progress"),
    ("lazy", "library", "recognise", "redact", "retrace"),
    ("__init__", "completion", "failure", "options", "run", "cli", "__main__"),
)

ONE_DOOR = {
    "haralyzer": "formats/har/pages.py",
    "publicsuffixlist": "formats/har/parties.py",
    "matplotlib": "report/charts.py",
    "polars.io.plugins": "lazy.py",
    "jinja2": "report/html.py",
    "ua_parser": "enrich/agents.py",
    "crawleruseragents": "enrich/crawlers.py",
    "maxminddb": "clients/places.py",
}


def _level(module: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if module in names)


@cache
def _files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _module(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_module_has_its_layer() -> None:
    known = {name for names in LAYERS for name in names}

    assert {_module(file) for file in _files()} == known


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_nothing_later_is_imported_by_anything_earlier(file: Path) -> None:
    own = _level(_module(file))
    ours = {name.split(".")[1] for name in _imports(file) if name.startswith("analyzer.")}
    modules = {name for names in LAYERS for name in names}

    assert {name for name in ours & modules if _level(name) > own} == set()


@pytest.mark.parametrize(("library", "door"), ONE_DOOR.items())
def test_what_is_heavy_or_unstable_is_imported_in_one_place(library: str, door: str) -> None:
    files = {
        file.relative_to(PACKAGE).as_posix()
        for file in _files()
        if any(name == library or name.startswith(f"{library}.") for name in _imports(file))
    }

    assert files == {door}


def test_source_knows_nothing_of_polars() -> None:
    for file in (PACKAGE / "source").rglob("*.py"):
        assert not any(name.split(".")[0] == "polars" for name in _imports(file)), file


def test_records_are_structs() -> None:
    # Of dataclasses, the seventy records of a short run would take a tenth of all its time to define.
    assert [file for file in _files() if any("dataclass" in name for name in _imports(file))] == []
