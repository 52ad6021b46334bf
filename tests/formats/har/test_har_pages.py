import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import analyzer
from analyzer.formats.har import HAR
from analyzer.formats.har.pages import Program
from analyzer.formats.har.pages import document as read_document
from analyzer.formats.har.repairs import Repair

Row = Callable[..., dict[str, Any]]
Har = Callable[..., bytes]


def document(data: bytes) -> Any:
    return read_document([data])


def repairs(data: bytes) -> dict[str, int]:
    return dict(Counter(HAR.parse(data)["repairs"].explode().drop_nulls()))


PAGE = {
    "id": "page_1",
    "title": "https://example.com/?token=hunter2",
    "startedDateTime": "2024-05-01T12:00:00.5+02:00",
    "pageTimings": {"onContentLoad": 120.5, "onLoad": -1},
}


def test_the_container_and_its_pages_are_read(har: Har, entry: Row) -> None:
    creator = {"name": "WebInspector", "version": "537.36"}
    read = document(har(entry(pageref="page_1"), creator=creator, pages=[PAGE]))
    assert read.version == "1.2"
    assert read.creator == Program("WebInspector", "537.36")
    assert read.browser == Program("", "")
    assert read.entries["repairs"].to_list() == [None]
    assert read.pages.to_dicts() == [
        {
            "id": "page_1",
            "title": "https://example.com/?token=***",
            "started": datetime(2024, 5, 1, 10, 0, 0, 500_000, tzinfo=UTC),
            "on_content_load": timedelta(milliseconds=120.5),
            "on_load": None,
        }
    ]


@pytest.mark.parametrize("pages", [None, [], {}, "?", [PAGE], [PAGE, PAGE], [None, {}, PAGE]])
def test_no_entry_is_lost_to_the_list_of_pages(har: Har, entry: Row, pages: object) -> None:
    refs = ["page_1", "page_1", "another", None, "", 7]
    data = har(*(entry(pageref=ref) for ref in refs), pages=pages)
    named = ["page_1", "page_1", "another", None, None, "7"]
    assert HAR.parse(data)["page"].to_list() == named
    assert document(data).pages["id"].sort().to_list() == ["7", "another", "page_1"]


def test_repairs_of_pages_are_counted_each_by_its_kind(har: Har, entry: Row) -> None:
    data = har(entry(pageref="a"), entry(pageref="a"), pages=[PAGE, PAGE, {"title": "x"}])
    assert repairs(data) == {
        Repair.PAGE_REPEATED: 1,
        Repair.PAGE_UNNAMED: 1,
        Repair.PAGE_UNLISTED: 1,
    }


@pytest.mark.parametrize(
    "page",
    [
        {"id": "p"},
        {"id": "p", "startedDateTime": "2024-05-01T10:00\ud800"},
        {"id": "p", "pageTimings": None},
        {"id": 7},
    ],
)
def test_a_page_may_lack_all_but_its_id(har: Har, entry: Row, page: dict[str, Any]) -> None:
    read = document(har(entry(), pages=[page])).pages.row(0, named=True)
    assert read == {
        "id": str(page["id"]),
        "title": None,
        "started": None,
        "on_content_load": None,
        "on_load": None,
    }


@pytest.mark.parametrize("creator", [None, "x", {}, {"name": None, "version": 7}])
def test_a_creator_may_be_anything(har: Har, entry: Row, creator: object) -> None:
    assert document(har(entry(), creator=creator, version=None)).creator.name == ""


def test_entries_without_a_log_and_an_entry_alone_are_read(entry: Row) -> None:
    bare = json.dumps({"entries": [entry(), entry()]}).encode()
    alone = json.dumps(entry()).encode()
    assert (HAR.parse(bare).height, HAR.parse(alone).height) == (2, 1)
    assert repairs(bare) == repairs(alone) == {Repair.LOG: 1}


def test_ten_thousand_pages_take_no_quadratic_time(har: Har, entry: Row) -> None:
    pages = [{**PAGE, "id": f"page_{n}"} for n in range(10_000)]
    assert document(har(entry(), pages=pages)).pages.height == 10_000


def test_one_file_imports_haralyzer() -> None:
    package = Path(analyzer.__file__).parent
    importing = re.compile(r"^\s*(?:import|from) haralyzer", re.MULTILINE)
    files = [path for path in package.rglob("*.py") if importing.search(path.read_text("utf-8"))]
    assert [path.relative_to(package).as_posix() for path in files] == ["formats/har/pages.py"]
