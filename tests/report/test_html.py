import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from msgspec.structs import replace

from analyzer import units
from analyzer.report import cell
from analyzer.report.html import html
from analyzer.report.model import Report
from analyzer.report.text import cut, visible

VOID = {"meta", "link", "input", "br", "img"}


class Parsed(HTMLParser):
    """The page's elements and texts; fails where one is not closed, or closed twice."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute of <{tag}> comes twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def said(self) -> str:
        """All that a reader reads, with single spaces."""
        unseen = {"style", "script"}
        return " ".join(" ".join(text for tag, text in self.texts if tag not in unseen).split())


@pytest.fixture(scope="module")
def page(report: Report) -> Parsed:
    return Parsed(html(report))


def test_pages_are_well_formed(report: Report, quiet: Report, nothing: Report) -> None:
    for each in (report, quiet, nothing):
        Parsed(html(each))


def test_every_panel_is_there_and_in_the_contents(page: Parsed, report: Report) -> None:
    sections = [each.get("id") for each in page.all("section")]
    expected = [
        "page-health",
        "page-findings",
        *(panel.id for panel in report.panels),
        "page-sources",
    ]
    assert sections == expected
    links = [each["href"] for each in page.all("a")]
    assert links == ["#page-main", *(f"#{name}" for name in expected)]


def test_ids_are_unique_and_references_lead_somewhere(page: Parsed) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        for reference in ("aria-labelledby", "aria-describedby"):
            assert attributes.get(reference, ids[0]) in ids


def test_every_row_and_every_chart_is_there(page: Parsed, report: Report) -> None:
    tables = len(report.sources) + sum(len(panel.rows) for panel in report.panels)
    heads = len([panel for panel in report.panels if panel.rows]) + 1
    assert len(page.all("tr")) == tables + heads
    drawn = [panel for panel in report.panels if panel.chart and panel.rows]
    assert len([svg for svg in page.all("svg") if svg.get("role") == "img"]) == len(drawn)


def test_a_screen_reader_finds_its_way(page: Parsed) -> None:
    headings = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    assert len(page.all("caption")) == len(page.all("table"))
    assert {each.get("scope") for each in page.all("th")} == {"row", "col"}
    for landmark in ("header", "nav", "main", "footer"):
        assert len(page.all(landmark)) == 1
    assert page.all("html") == [{"lang": "en"}]
    for svg in page.all("svg"):
        assert svg.get("aria-hidden") == "true" or svg["aria-labelledby"]


def test_the_policy_names_this_style_and_this_script(report: Report) -> None:
    text = html(report)
    policy = Parsed(text).all("meta")[1]["content"] or ""
    for tag in ("style", "script"):
        (inline,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = b64encode(sha256(inline.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_the_policy_comes_before_all_that_it_governs(page: Parsed) -> None:
    assert [tag for tag, _ in page.elements][:4] == ["html", "head", "meta", "meta"]
    assert page.all("meta")[0] == {"charset": "utf-8"}


def test_nothing_is_loaded_and_nothing_is_inline_that_the_policy_refuses(page: Parsed) -> None:
    loading = {"src", "srcset", "action", "formaction", "poster", "data", "background", "ping"}
    for tag, attributes in page.elements:
        assert not loading & set(attributes), tag
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("href", "xlink:href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:image/svg+xml,")), tag
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"img", "iframe", "object", "embed", "form", "base", "video", "use"}
    assert len(page.all("script")) == len(page.all("style")) == len(page.all("link")) == 1
    sheet = "".join(text for tag, text in page.texts if tag == "style")
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_everything_hostile_is_seen_and_nothing_of_it_works(
    page: Parsed, report: Report, hostile: tuple[str, ...]
) -> None:
    said = page.said()
    for text in hostile:
        assert " ".join(cut(visible(text), 90).split()) in said
    assert html(report).replace("\n", "").isprintable()
    html(report).encode()


def test_a_long_text_is_whole_in_its_title_and_bounded(report: Report) -> None:
    paths = next(panel for panel in report.panels if panel.id == "paths")
    long = max((str(row.values[0]) for row in paths.rows), key=len)
    titles = [
        str(attributes["title"])
        for _, attributes in Parsed(html(report)).elements
        if "title" in attributes
    ]
    assert cut(long, 2_000) in titles
    assert max(map(len, titles)) == 2_000
    longer = replace(
        paths, rows=(replace(paths.rows[0], values=("x" * 10**6, 1, 1, "a:1"), where="y" * 10**6),)
    )
    assert len(html(replace(report, panels=(longer,)))) < 60_000


def test_numbers_come_with_their_base(page: Parsed) -> None:
    said = page.said()
    assert "1,012,346 of 1,200,037" in said
    assert "84.4 %" in said
    assert "<0.1 %" in said
    assert "51,218 more not shown." in said
    assert "Keeps the 100,000 heaviest; any count may be up to 12 too low." in said


def test_the_first_line_says_what_was_read(page: Parsed, quiet: Report) -> None:
    said = page.said()
    for words in (
        "3 sources",
        "1,200,388 340 rejected, 11 ignored",
        "2026-03-14 09:26:53 to 2026-03-15 09:16:53",
        "UTC+02:00",
        "18,422 clients 21,007 visitors, both within about 1.6 %",
        "48.1 GB 1,204 entries do not say",
        "1.37 s 183 MB/s",
    ):
        assert words in said
    small = Parsed(html(quiet)).said()
    assert "10 0 rejected, combined" in small
    assert (
        "Sent unknown 10 entries do not say" in small.replace(" Sent ", "Sent ")
        or "unknown" in small
    )


def test_findings_lead_to_lines_commands_and_a_next_step(page: Parsed, report: Report) -> None:
    said = page.said()
    for finding in report.findings:
        assert finding.title in said
        assert visible(finding.text) in said
        assert visible(finding.next) in said
    assert "access.log:801223" in said
    assert """--where "status = 503 and path like '/api/orders%'\"""" in said
    assert "(inferred from the entries around)" in said


def test_a_good_day_is_said_to_be_one(quiet: Report) -> None:
    said = Parsed(html(quiet)).said()
    assert "Nothing stands out." in said
    assert "alarm" not in said


def test_nothing_read_is_a_page_too(nothing: Report) -> None:
    said = Parsed(html(nothing)).said()
    assert "status >= 500 and path like '/<b>%'" in said
    assert "0 of 0" in said
    assert "no format matches" in said


def test_rows_carry_the_command_that_lists_them(page: Parsed) -> None:
    commands = [row["data-command"] for row in page.all("tr") if "data-command" in row]
    assert any(str(line).endswith("--where 'status = 404'") for line in commands)


def test_cells_carry_what_they_are_sorted_by(page: Parsed) -> None:
    cells = [attributes for tag, attributes in page.elements if tag in {"th", "td"}]
    values = {cell.get("data-v") for cell in cells}
    assert {"1012345", "", None} <= values


def test_the_same_report_is_the_same_page(report: Report) -> None:
    assert html(report) == html(report)


def test_the_words_are_those_of_the_terminal() -> None:
    assert cell.written(1_500, cell.Kind.SIZE) == units.size(1_500)
