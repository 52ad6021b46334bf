"""The pages of a comparison and of a join in a real Chromium, made of what means harm."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium_pipe import BROWSER, MARKS, Page, browser

import analyzer
from analyzer.compare import diff
from analyzer.compare.html import html as comparison
from analyzer.join import join
from analyzer.join.html import html as joined

pytestmark = MARKS

SAMPLES = Path(__file__).parents[1] / "sample_logs"
SCRIPT = "/<script>window.pwned=1</script>"
HANDLER = "/\"onmouseover='window.pwned=2'autofocus"
AGENT = "</title><img/src=x/onerror=window.pwned=3>"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def line(path: str, status: int = 200) -> str:
    escaped = path.replace('"', "\\x22")
    return f'192.0.2.1 - - [22/Nov/2026:10:00:00 +0000] "GET {escaped} HTTP/1.1" {status} 9 "-" "{AGENT}"\n'


def entry(path: str, status: int) -> dict[str, object]:
    return {
        "startedDateTime": "2026-11-22T10:00:00Z",
        "time": 9,
        "request": {
            "method": "GET",
            "url": f"http://shop.example{path}",
            "headers": [{"name": "User-Agent", "value": AGENT}],
        },
        "response": {"status": status, "headers": [], "content": {}},
        "timings": {"send": 0, "wait": 9, "receive": 0},
    }


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    before, after, har = folder / "a.log", folder / "<img src=x>.log", folder / f"{'long_' * 8}.har"
    before.write_text(line("/") * 50)
    after.write_text(line("/") * 40 + line(SCRIPT, 500) * 40 + line(HANDLER) * 20)
    entries = [entry(path, status) for path in ("/", SCRIPT, "/not/there") for status in (200, 0)]
    har.write_text(json.dumps({"log": {"entries": entries}}))
    read = {path: analyzer.read(path) for path in (har, after)}
    made = {
        "comparison": comparison(diff(analyzer.summarise(before), analyzer.summarise(after))),
        "join": joined(join(next(iter(read[har])), read[after])),
        "waterfalls": comparison(diff(*[analyzer.summarise(SAMPLES / "chromium.har")] * 2)),
    }
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    assert BROWSER, "Chromium is required here, and not installed"
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.mark.parametrize("name", ["comparison", "join", "waterfalls"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_silent_whole_and_runs_nothing(
    chromium: Page, pages: dict[str, Path], name: str, scheme: str
) -> None:
    for width in (360, 768, 1280):
        chromium.look(width, scheme=scheme)
        chromium.open(pages[name])
        assert chromium.requests() == [pages[name].as_uri()]
        assert chromium.complaints() == []
        assert chromium.run(OVERFLOW) <= 0
        assert chromium.run("window.pwned") is None
        assert chromium.run("document.scripts.length") == 1
        harm = (
            "document.querySelectorAll('main img, main iframe, [onmouseover], [autofocus]').length"
        )
        assert chromium.run(harm) == 0
    dark = chromium.run("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 28)"
    assert dark is (scheme == "dark")


@pytest.mark.parametrize("name", ["comparison", "join"])
def test_what_a_client_sent_is_shown_as_text(
    chromium: Page, pages: dict[str, Path], name: str
) -> None:
    chromium.open(pages[name])
    assert "<script>window.pwned=" in chromium.run("document.querySelector('main').innerText")
    names = [
        node.get("name", {}).get("value")
        for node in chromium.send("Accessibility.getFullAXTree")["nodes"]
        if node.get("role", {}).get("value") in {"heading", "table", "navigation"}
    ]
    assert {"What stands out", "Sources", "Contents"} <= set(names)
