"""What is fetched again while it was fresh: sessions made up by hand, cut anywhere."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from analyzer.classify.classify import LABELLED
from analyzer.relate import Context, relate

_BEGIN = datetime(2026, 5, 1, 10, tzinfo=UTC)


def _row(second: float, path: str = "/a.css", *, fresh: int | None = 60, **values: Any) -> dict[str, Any]:  # fmt: skip
    at = _BEGIN + timedelta(seconds=second)
    return {
        "time": at,
        "duration": timedelta(seconds=1),
        "method": "GET",
        "status": 200,
        "outcome": "ok",
        "scheme": "https",
        "host": "e.example",
        "path": path,
        "page": "p",
        "party": "first",
        "request_headers": [],
        "response_headers": [],
        "fresh_until": None if fresh is None else at + timedelta(seconds=fresh),
        **values,
    }


def _related(*rows: dict[str, Any], cut: int | None = None) -> list[tuple[int | None, str | None]]:
    frame = pl.DataFrame(
        {name: [row.get(name) for row in rows] for name in LABELLED}, schema=LABELLED
    ).with_columns(line=pl.int_range(1, len(rows) + 1, dtype=pl.UInt64))
    first, context = relate(frame[:cut], Context())
    second, _ = relate(frame[len(frame) if cut is None else cut :], context, last=True)
    return pl.concat([first, second]).select("prior", "relation").rows()


AGAIN, NOT = (1, "refetched"), (None, None)


@pytest.mark.parametrize("cut", [None, 0, 1, 2])
def test_what_was_fresh_and_is_fetched_again_is_told(cut: int | None) -> None:
    assert _related(_row(0), _row(30), cut=cut) == [NOT, AGAIN]


def test_of_several_the_last_before_is_the_one() -> None:
    assert _related(_row(0), _row(30), _row(80)) == [NOT, AGAIN, (2, "refetched")]


_AFRESH = [{"name": "cache-control", "value": "no-cache"}]
_PART = [{"name": "range", "value": "bytes=0-9"}]
_LANGUAGE = [{"name": "vary", "value": "Accept-Language"}]
_CODING = [{"name": "vary", "value": "Accept-Encoding"}]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (_row(0), _row(60)),  # at the end of its life it is stale
        (_row(0), _row(0.5)),  # the first has not come yet
        (_row(0, fresh=None), _row(30)),
        (_row(0), _row(30, "/b.css")),
        (_row(0), _row(30, host="f.example")),
        (_row(0), _row(30, status=304)),
        (_row(0), _row(30, cache="disk")),
        (_row(0), _row(30, method="POST")),
        (_row(0), _row(30, request_headers=_AFRESH)),
        (_row(0), _row(30, request_headers=_PART)),
        (_row(0, response_headers=_LANGUAGE), _row(30)),
        (_row(0, party="third"), _row(30, party="third", page="q")),  # caches are kept apart by site
    ],
)  # fmt: skip
def test_what_is_no_waste(earlier: dict[str, Any], later: dict[str, Any]) -> None:
    relations = [relation for _, relation in _related(earlier, later)]
    assert "refetched" not in relations


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (_row(0, cache="disk"), _row(30, cache="shared hit")),
        (_row(0, response_headers=_CODING), _row(30)),
        (_row(0, party="third"), _row(30, party="third")),
        (_row(0, page="o"), _row(30)),
        (_row(0, status=304), _row(30)),  # it was confirmed, and named a lifetime
    ],
)
def test_what_is(earlier: dict[str, Any], later: dict[str, Any]) -> None:
    assert _related(earlier, later)[1] == AGAIN


def test_a_change_ends_the_use_of_a_copy() -> None:
    changed = _row(10, method="PUT", status=204, fresh=None)
    assert _related(_row(0), changed, _row(30))[2] == NOT
