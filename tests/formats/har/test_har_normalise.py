import json
from collections.abc import Callable
from typing import Any

from haralyzer import HarParser

from analyzer.formats.har.decode import parts
from analyzer.formats.har.normalise import Around, Entry, entries, one_page, pages
from analyzer.formats.har.repairs import Repair, Repairs

Build = Callable[..., Any]


def _read(document: object) -> tuple[list[Entry], Around]:
    around = Around()
    data = json.dumps(document).encode()
    return list(entries(parts([data], Repairs()), around)), around


def test_haralyzer_takes_the_pages_that_come_out() -> None:
    listed = [{"id": "page_1"}, {"id": "page_1"}, {"title": "no id"}]
    _, around = _read({"log": {"entries": [{"request": {}}], "pages": listed}})
    known = pages(around.log_members(Repairs()).get("pages"), Repairs())
    known["dangling"] = one_page("dangling", {"startedDateTime": "NaN-NaN-NaNTNaN"}, Repairs())
    parser = HarParser({"log": {"pages": list(known.values()), "entries": []}})
    assert [page.page_id for page in parser.pages] == ["page_1", "dangling"]


def test_an_entry_alone_keeps_what_stands_beside_it(entry: Build) -> None:
    read, around = _read({**entry(), "pages": [{"id": "page_1"}], "comment": "x"})
    assert len(read) == 1
    assert [*pages(around.log_members(Repairs()).get("pages"), Repairs())] == ["page_1"]


def test_what_is_no_entry_is_kept_as_its_shape(entry: Build) -> None:
    read, _ = _read({"entries": [entry(), None, {"a": "hunter2"}]})
    assert [each.kept is None for each in read] == [False, True, True]
    assert [each.raw for each in read] == [None, "null", '{"a": "***"}']


def test_each_entry_has_its_own_repairs(entry: Build) -> None:
    read, _ = _read({"log": {"entries": [entry(), entry(timings=None), entry()]}})
    assert [each.repairs for each in read] == [{}, {Repair.TIMINGS: 1}, {}]


def test_what_stands_behind_the_entries_counts_too(entry: Build) -> None:
    read, around = _read({"log": {"entries": [entry()], "version": "1.2", "pages": []}})
    assert len(read) == 1
    assert around.log == {"entries": [], "version": "1.2", "pages": []}
