"""What a reader gets of a comparison: text that fits, a page that is safe, a document as described."""

import json as standard
import re
from html import unescape
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource
from rich.cells import cell_len
from shop import Made, lines, maker

import analyzer
from analyzer.compare import Comparison, diff
from analyzer.compare.html import html
from analyzer.compare.json import json
from analyzer.compare.terminal import terminal
from analyzer.summary import empty

SAMPLES = Path(__file__).parents[2] / "sample_logs"
EVIL = "/<script>alert(1)</script>\\x1b[31m"


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """A bad day, of somebody who means harm."""
    made = maker(tmp_path_factory.mktemp("evil"))
    before = made(lines("/", 200, seconds="0.010"), name="<b>.log")
    after = made(lines("/", 200, seconds="0.900"), lines(EVIL, 60, status=500), name="after.log")
    return diff(before, after)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    both = [
        standard.loads((files(f"analyzer.{home}") / f"{name}.schema.json").read_text("utf-8"))
        for home, name in (("report", "summary"), ("compare", "comparison"))
    ]
    registry = Registry().with_resources(
        [(schema["$id"], Resource.from_contents(schema)) for schema in both]
    )
    jsonschema.Draft202012Validator.check_schema(both[1])
    return jsonschema.Draft202012Validator(both[1], registry=registry)


def test_the_document_is_as_the_schema_says(evil: Comparison, validator) -> None:
    samples = [analyzer.summarise(SAMPLES / name) for name in ("chromium.har", "nginx-main.log")]
    for found in (evil, diff(*samples), diff(empty(), empty())):
        text = json(found)
        assert text.isascii()
        assert "<" not in text
        validator.validate(standard.loads(text))


def test_the_document_holds_what_changed(evil: Comparison) -> None:
    found = standard.loads(json(evil))
    (slower,) = (
        each for each in found["changes"] if (each["aspect"], each["key"]) == ("median", "shop.example/")
    )  # fmt: skip
    assert slower["before"] == pytest.approx(10_000, rel=0.05)
    assert slower["after"] == pytest.approx(900_000, rel=0.05)
    assert (slower["change"], slower["certain"], slower["kind"]) == ("slower", True, "duration")
    assert found["before"]["lines"]["total"] == 200
    assert found["after"]["lines"]["total"] == 260


@pytest.mark.parametrize("width", [60, 80, 120, 160])
@pytest.mark.parametrize("ascii_", [False, True])
def test_it_fits_the_terminal(evil: Comparison, width: int, ascii_: bool) -> None:  # noqa: FBT001
    text = terminal(evil, width=width, ascii=ascii_)
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert text.isascii() or not ascii_
    assert "\x1b" not in text
    assert "\x1b[" in terminal(evil, width=width, colour=True)


def test_the_terminal_says_it_in_words(evil: Comparison) -> None:
    text = " ".join(terminal(evil).split())
    assert "The share of server faults of all routes went from 0 % to 23.1 % of 200 and" in text
    assert "The median duration of all routes went from" in text
    assert re.search(r"--where .fault in \('server', 'intermediary'\)", text)


def test_a_calm_day_says_so(made: Made) -> None:
    calm, busier = made(lines("/", 50)), made(lines("/", 60), name="busier.log")
    for after, says in ((calm, "Nothing changed."), (busier, "Nothing stands out.")):
        assert says in terminal(diff(calm, after))
        assert says in html(diff(calm, after))


def test_the_page_runs_nothing_of_the_log(evil: Comparison) -> None:
    page = html(evil)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>.log" not in page
    assert len(re.findall("<script>", page)) == 1
    assert "default-src 'none'; style-src 'sha256-" in unescape(page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert all(panel.title in page for panel in evil.panels)
