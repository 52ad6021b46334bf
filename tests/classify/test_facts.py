"""Facts: an unknown header is not an absent one."""

import pytest
from made_entries import entries

from analyzer.classify.facts import with_facts

HEADER = {"name": "location", "value": "/"}


@pytest.mark.parametrize(
    ("headers", "there"), [(None, None), ([], False), ([HEADER], True), ([HEADER, HEADER], True)]
)
def test_presence_of_a_header(headers: object, there: bool | None) -> None:  # noqa: FBT001
    facts = with_facts(entries({"status": 302, "response_headers": headers}))
    assert facts["has response location"].to_list() == [there]


def test_a_known_row_does_not_make_its_neighbours_known() -> None:
    rows = ({"response_headers": [HEADER]}, {"response_headers": None}, {"response_headers": []})
    facts = with_facts(entries(*({"status": 302} | row for row in rows)))
    assert facts["has response location"].to_list() == [True, None, False]
    assert facts["has request authorization"].to_list() == [None] * 3


def test_the_same_site_is_looked_up_for_what_is_missing_alone() -> None:
    site = {"host": "a.example", "referrer": "https://a.example/x"}
    facts = with_facts(
        entries(
            site | {"status": 404},
            site | {"status": 200},
            site | {"status": 404, "host": None},
            site | {"status": 410, "referrer": None},
            site | {"status": 404, "referrer": "https://a.example.evil/"},
            site | {"status": 404, "referrer": "not a url"},
        )
    )
    assert facts["same site"].to_list() == [True, None, None, None, False, None]
