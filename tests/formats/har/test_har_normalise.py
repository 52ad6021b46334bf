from collections.abc import Callable
from typing import Any

from haralyzer import HarParser

from analyzer.formats.har.normalise import normalise
from analyzer.formats.har.repairs import Repairs


def test_haralyzer_takes_what_comes_out_and_loses_no_entry(
    entry: Callable[..., dict[str, Any]],
) -> None:
    entries = [
        entry(pageref="dangling"),
        entry(pageref="page_1"),
        entry(pageref="page_1", startedDateTime="NaN-NaN-NaNTNaN"),
        entry(timings=None, response=None),
        {"request": {}},
    ]
    pages = [{"id": "page_1"}, {"id": "page_1"}, {"title": "no id"}]
    log = normalise({"log": {"entries": entries, "pages": pages}}, Repairs())
    parser = HarParser({"log": {"pages": log.pages, "entries": log.entries}})
    sizes = {page.page_id: len(page.entries) for page in parser.pages}
    assert sizes == {"unknown": 2, "page_1": 2, "dangling": 1}


def test_what_is_no_entry_is_kept_as_its_shape(entry: Callable[..., dict[str, Any]]) -> None:
    log = normalise({"entries": [entry(), None, {"a": "hunter2"}]}, Repairs())
    assert [type(kept) for kept in log.entries] == [dict, str, str]
    assert log.entries[1:] == ["null", '{"a": "***"}']
