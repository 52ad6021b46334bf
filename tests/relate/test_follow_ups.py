"""What a visitor did about a challenge, a refusal for now, a part; and a form's redirect."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from analyzer.classify.classify import classify
from analyzer.entry import conform
from analyzer.relate import Context, relate
from analyzer.relate.follow_ups import FOLLOW_UPS
from analyzer.relate.window import ANSWERED_WITHIN, LINES

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
Row = dict[str, object]


def entries(*rows: Row) -> pl.DataFrame:
    """One client asks for /a with GET, a second apart, where nothing else is said."""
    plain = {"client": "192.0.2.1", "method": "GET", "path": "/a"}
    filled = [
        {**plain, "line": number, "time": START + timedelta(seconds=number - 1), **row}
        for number, row in enumerate(rows, 1)
    ]
    names = {name for row in filled for name in row}
    return conform(pl.DataFrame({name: [row.get(name) for row in filled] for name in names}))


def told(*rows: Row) -> list[tuple[int, int, str]]:
    """Line, the line it goes on with, and how."""
    related, _ = relate(classify(entries(*rows)), Context(), last=True)
    return related.filter(pl.col("prior").is_not_null()).select("line", "prior", "relation").rows()


OK, ASKED, BUSY, PART = ({"status": status} for status in (200, 401, 503, 206))


@pytest.mark.parametrize(
    ("rows", "ties"),
    [
        pytest.param([ASKED, OK], [(2, 1, "challenge_answered")], id="a challenge answered"),
        pytest.param([ASKED, OK, OK], [(2, 1, "challenge_answered")], id="and only once"),
        pytest.param([OK, ASKED], [], id="in this order"),
        pytest.param([ASKED, OK | {"path": "/b"}], [], id="for this URL"),
        pytest.param([ASKED, OK | {"client": "192.0.2.2"}], [], id="by this client"),
        pytest.param([ASKED, OK | {"agent": "x"}], [], id="and this agent"),
        pytest.param([ASKED, {"status": 403}], [], id="a refusal is no answer"),
        pytest.param(
            [ASKED, ASKED, ASKED, OK],
            [(2, 1, "refused_again"), (3, 2, "refused_again"), (4, 3, "challenge_answered")],
            id="guessed, and guessed right",
        ),
        pytest.param([BUSY, OK], [(2, 1, "retried")], id="a retry"),
        pytest.param([BUSY, BUSY], [(2, 1, "retried")], id="in vain"),
        pytest.param([BUSY, OK | {"method": "POST"}], [], id="another method is no retry"),
        pytest.param([{"status": 408}, OK], [(2, 1, "retried")], id="a retry of what was too slow"),
        pytest.param([{"status": 425}, OK], [(2, 1, "retried")], id="or too early"),
        pytest.param([{"status": 404}, OK], [], id="what is final is not retried"),
        pytest.param([{"status": 100}, OK], [(2, 1, "continued")], id="the final response"),
        pytest.param([{"status": 100}, {"status": 413}], [(2, 1, "continued")], id="a refusal is final"),
        pytest.param([{"status": 100}, {"status": 102}], [], id="another interim one is not"),
        pytest.param([PART, PART], [(2, 1, "resumed")], id="the next part"),
        pytest.param([PART, OK], [], id="the whole is no part"),
        pytest.param(
            [OK, {"status": 304, "bytes": 0}], [(2, 1, "confirmed")], id="a copy confirmed"
        ),
        pytest.param(
            [ASKED, OK | {"time": START + ANSWERED_WITHIN + timedelta(seconds=1)}], [], id="too late"
        ),
        pytest.param([ASKED, OK | {"time": START - timedelta(seconds=1)}], [], id="out of order"),
        pytest.param(
            [{"status": 302, "method": "POST"}, OK], [(2, 1, "post_redirect_get")], id="a form"
        ),
        pytest.param(
            [{"status": 307, "method": "POST"}, OK | {"method": "POST"}],
            [(2, 1, "redirected")],
            id="a form sent on",
        ),
    ],
)  # fmt: skip
def test_what_goes_on_with_what(rows: list[Row], ties: list[tuple[int, int, str]]) -> None:
    rows = [{"path": f"/a{'/' * (at > 0)}"} | row if rows[0].get("status") in {302, 307} else row
            for at, row in enumerate(rows)]  # fmt: skip
    assert told(*rows) == ties


@pytest.mark.parametrize(
    ("value", "after", "relation"),
    [
        ("120", 119, "retried_early"),
        ("120", 120, "retried"),
        ("Sun, 22 Nov 2026 09:02:00 GMT", 119, "retried_early"),
        ("Sun, 22 Nov 2026 09:02:00 GMT", 120, "retried"),
        ("soon", 1, "retried"),
        ("99999999999999999999", 1, "retried"),
    ],
)
def test_whether_retry_after_was_kept(value: str, after: int, relation: str) -> None:
    wait = BUSY | {"retry_after": value}
    again = OK | {"time": START + timedelta(seconds=after)}
    assert told(wait, again) == [(2, 1, relation)]


def test_nothing_is_tied_beyond_the_window() -> None:
    between = [{"status": 200, "client": "192.0.2.9", "time": START}] * (LINES - 1)
    assert told(ASKED, *between, OK | {"time": START}) == [(LINES + 1, 1, "challenge_answered")]
    assert told(ASKED, *between, between[0], OK | {"time": START}) == []


def test_one_relation_has_one_row_in_the_table() -> None:
    assert len({each.relation for each in FOLLOW_UPS}) == len(FOLLOW_UPS)
