"""The page in a real Chromium: what it loads, what it runs, and whether its controls work."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium_pipe import BROWSER, MARKS, Page, browser

import analyzer
from analyzer.report.html import html
from analyzer.report.model import Report

pytestmark = MARKS

PAGES: dict[int, str] = {}  # drawing them takes longer than all that is done with them
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
COLUMN = """[...document.querySelector('#{panel} tbody').rows]
    .filter(row => !row.hidden).map(row => row.cells[{index}].textContent)"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    assert BROWSER, "Chromium is required here, and not installed"
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def page(chromium: Page, report: Report, tmp_path: Path) -> Page:
    """The report of a bad day, opened on a desk."""
    return opened(chromium, report, tmp_path)


def opened(chromium: Page, report: Report, folder: Path) -> Page:
    path = folder / "report.html"
    page = PAGES.get(id(report)) or PAGES.setdefault(id(report), html(report))
    path.write_text(page, encoding="utf-8")
    chromium.look(1280)
    chromium.open(path)
    return chromium


def column(page: Page, panel: str, index: int) -> list[str]:
    texts: list[str] = page.run(COLUMN.format(panel=panel, index=index))
    return [text.strip() for text in texts]


def test_it_opens_in_silence_and_asks_for_nothing(page: Page, tmp_path: Path) -> None:
    assert page.requests() == [(tmp_path / "report.html").as_uri()]
    assert page.complaints() == []


def test_every_table_and_every_chart_is_seen(page: Page, report: Report) -> None:
    seen = "[...document.querySelectorAll('{}')].filter(e => e.getBoundingClientRect().height > 20).length"
    drawn = [panel for panel in report.panels if panel.chart and panel.rows]
    assert page.run(seen.format("svg[role=img]")) == len(drawn)
    assert page.run(seen.format("main table")) == len([p for p in report.panels if p.rows]) + 1
    bars = "getComputedStyle(document.querySelector('#status figure path')).fill"
    assert page.run(bars) == "rgb(20, 107, 98)"


def test_a_hostile_log_runs_nothing(page: Page) -> None:
    assert page.run("window.pwned") is None
    assert page.run("document.title") == "3 sources: statscan report"
    assert page.run("document.scripts.length") == 1
    assert (
        page.run("document.querySelectorAll('img, iframe, [onmouseover], [onfocus]').length") == 0
    )


def test_the_policy_would_stop_what_escaping_missed(page: Page) -> None:
    page.run(
        """(() => {
            const script = document.createElement('script');
            script.textContent = 'window.pwned = 1';
            document.body.append(script);
            document.body.insertAdjacentHTML('beforeend', '<img src="data:x" onerror="window.pwned = 2">');
            document.body.insertAdjacentHTML('beforeend', '<i id="odd" style="color: red"></i>');
            return new Promise(done => setTimeout(done, 200));
        })()"""
    )
    assert page.run("window.pwned") is None
    assert page.run("getComputedStyle(document.getElementById('odd')).color") != "rgb(255, 0, 0)"
    assert page.complaints(), "a refusal is told"


@pytest.mark.parametrize("width", [360, 390, 768, 1280, 1600])
def test_no_width_scrolls_sideways(
    chromium: Page, report: Report, tmp_path: Path, width: int
) -> None:
    opened(chromium, report, tmp_path)
    chromium.look(width)
    assert chromium.run(OVERFLOW) <= 0


def test_small_reports_fit_a_phone(
    chromium: Page, quiet: Report, nothing: Report, tmp_path: Path
) -> None:
    for report in (quiet, nothing):
        page = opened(chromium, report, tmp_path)
        page.look(360)
        assert page.run(OVERFLOW) <= 0
        assert page.complaints() == []


def test_dark_is_dark(page: Page) -> None:
    colours = "['backgroundColor', 'color'].map(name => getComputedStyle(document.body)[name])"
    assert page.run(colours) == ["rgb(255, 255, 255)", "rgb(27, 32, 39)"]
    page.look(1280, scheme="dark")
    assert page.run(colours) == ["rgb(20, 23, 28)", "rgb(228, 231, 235)"]
    text = "getComputedStyle(document.querySelector('#status figure text')).fill"
    assert page.run(text) != "rgb(27, 32, 39)"


def test_headers_sort(page: Page) -> None:
    header = "document.querySelector('#status thead').rows[0].cells[{}]"
    requests = header.format(4)
    before = column(page, "status", 4)
    page.run(f"{requests}.click()")
    assert page.run(f"{requests}.getAttribute('aria-sort')") == "descending"
    numbers = [int(text.replace(",", "")) for text in column(page, "status", 4)]
    assert numbers == sorted(numbers, reverse=True)
    page.run(f"{requests}.click()")
    assert page.run(f"{requests}.getAttribute('aria-sort')") == "ascending"
    assert column(page, "status", 4)[0] == "0"
    page.run(f"{header.format(1)}.click()")
    assert page.run(f"{requests}.getAttribute('aria-sort')") is None
    assert column(page, "status", 1)[-2:] == ["unknown", "unknown"], "the unknown comes last"
    assert sorted(column(page, "status", 4)) == sorted(before), "no row is lost"


def test_pictures_of_requests_sort_as_they_began(chromium: Page, tmp_path: Path) -> None:
    session = Path(__file__).parents[2] / "sample_logs" / "chromium.har"
    page = opened(chromium, analyzer.build(analyzer.summarise(session)), tmp_path)
    table = "document.querySelector('table.waterfall')"
    began = f"[...{table}.tBodies[0].rows].map(row => Number(row.cells[5].dataset.v))"
    before = page.run(began)
    page.run(f"{table}.tHead.rows[0].cells[4].querySelector('.sort').click()")  # takes
    assert page.run(began) != before
    page.run(f"{table}.tHead.rows[0].cells[5].querySelector('.sort').click()")
    assert page.run(began) == sorted(before)


def test_a_field_filters(page: Page) -> None:
    field = "document.querySelector('#paths input')"
    typed = f"{field}.value = '{{}}'; {field}.dispatchEvent(new Event('input'))"
    assert len(column(page, "paths", 0)) == 15
    page.run(typed.format(" SEARCH?q "))
    assert len(column(page, "paths", 0)) == 1
    assert page.run("document.querySelector('#paths .tools span').textContent") == "1 of 15 rows"
    page.run(typed.format("nothing of the kind"))
    assert column(page, "paths", 0) == []
    page.run(typed.format(""))
    assert len(column(page, "paths", 0)) == 15


def test_a_row_tells_its_command(page: Page) -> None:
    dock = "document.getElementById('page-dock')"
    command = "document.getElementById('page-dock-command').textContent"
    assert page.run(f"{dock}.hidden")
    page.run("document.querySelector('#status tbody').rows[2].cells[1].click()")
    assert page.run(f"{dock}.hidden") is False
    assert page.run(command).endswith("--where 'status = 404'")
    page.run("document.querySelector('#page-health .tile').click()")
    assert page.run(command).endswith("""--where "class = 'success'\"""")


def test_a_button_that_copies_says_whose_command(page: Page) -> None:
    labels = page.run(
        "[...document.querySelectorAll('.command .copy')].map(each => each.getAttribute('aria-label'))"
    )
    titles = page.run(
        "[...document.querySelectorAll('.finding:has(.command) h3')].map(each => each.lastChild.textContent.trim())"
    )
    assert labels == [f"Copy the command of: {title}" for title in titles]


def test_a_command_is_copied(page: Page) -> None:
    origin: dict[str, Any] = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    page.send("Browser.grantPermissions", **origin)
    page.run("document.querySelector('#status tbody').rows[2].cells[1].click()")
    page.run("document.getElementById('page-dock-copy').click()")
    page.run("new Promise(done => setTimeout(done, 200))")
    assert page.run("document.getElementById('page-dock-copy').textContent") in {
        "Copied",
        "Selected",
    }
    assert page.run("document.getElementById('page-status').textContent")


def test_the_keyboard_is_enough(page: Page) -> None:
    focused = "document.activeElement.{}"
    page.press("Tab")
    assert page.run(focused.format("textContent")) == "Skip to the report"
    page.press("Enter")
    page.press("Tab")
    assert page.run(focused.format("className")) == "list"
    page.press("Enter")
    assert page.run(focused.format("id")) == "page-dock-copy"
    page.press("Escape")
    assert page.run("document.getElementById('page-dock').hidden")
    assert page.run(focused.format("className")) == "list"
    page.run("document.querySelector('#status .sort').focus()")
    page.press("Enter")
    header = "document.querySelector('#status thead th').getAttribute('aria-sort')"
    assert page.run(header) == "ascending"


def test_it_is_whole_without_its_script(chromium: Page, report: Report, tmp_path: Path) -> None:
    chromium.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        opened(chromium, report, tmp_path)
        tree = chromium.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        chromium.send("Emulation.setScriptExecutionDisabled", value=False)
    roles = [node.get("role", {}).get("value") for node in tree]
    names = [node.get("name", {}).get("value") for node in tree]
    assert {"banner", "navigation", "main", "contentinfo"} <= set(roles)
    assert "What the server answered to 1,200,037 requests." in names
    assert "Chart: Status" in names
    assert "button" not in roles, "nothing that does nothing is offered"


def test_it_prints(page: Page) -> None:
    pdf = page.send("Page.printToPDF", printBackground=True)["data"]
    assert len(pdf) > 50_000
    page.send("Emulation.setEmulatedMedia", media="print")
    shown = "getComputedStyle(document.querySelector('{}')).display"
    assert page.run(shown.format("nav")) == "none"
    assert page.run(shown.format("#paths .tools")) == "none"
    assert page.run("getComputedStyle(document.querySelector('.scroll')).overflow") == "visible"
    page.send("Emulation.setEmulatedMedia", media="")
