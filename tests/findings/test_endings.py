"""Clients that hang up, and after how long; uploads that nobody answers."""

from datetime import UTC, datetime, timedelta

import polars as pl
from made_logs import Log, line

import analyzer
from analyzer.classify.classify import classify
from analyzer.entry import conform
from analyzer.findings.findings import find
from analyzer.relate import Context, relate

START = datetime(2026, 11, 22, tzinfo=UTC)


def summary(rows: list[dict[str, object]]) -> analyzer.Summary:
    plain = {
        "source": "a.log",
        "client": "192.0.2.1",
        "method": "PUT",
        "path": "/up",
        "time": START,
    }
    filled = [plain | {"line": at} | row for at, row in enumerate(rows, 1)]
    frame = conform(pl.DataFrame(filled, infer_schema_length=None))
    return analyzer.summarise(relate(classify(frame), Context(), last=True)[0])


def left(n: int, seconds: float | None) -> list[dict[str, object]]:
    took = None if seconds is None else timedelta(seconds=seconds)
    return [{"status": 499, "method": "GET", "path": f"/{at}", "duration": took} for at in range(n)]


SERVED = [{"status": 200, "method": "GET", "path": f"/p/{at}"} for at in range(1000)]


def test_clients_that_hang_up_and_how_long_they_waited() -> None:
    (found,) = find(summary([*SERVED, *left(9, 1.0), *left(11, 30.0)]))
    assert (found.id, found.severity, found.entries) == ("given-up", "note", 20)
    assert found.text.startswith(
        "20 of 1,020 requests (2.0 %) were given up by the client before it had"
    )
    # Within 1 %: the median of nine times one second and eleven times thirty.
    assert found.text.endswith((", half of them after 30 s or more.", ", half of them after 30.1 s or more.", ", half of them after 29.9 s or more.", ", half of them after 30.2 s or more."))  # fmt: skip
    assert found.evidence[0] == ("a.log", 1001)


def test_who_leaves_in_the_middle_of_a_200_has_given_up_too() -> None:
    halves = [
        row | {"status": 200, "aborted": True, "client": f"192.0.2.{at % 3}"}
        for at, row in enumerate(left(12, 2.0))
    ]
    silent = [row | {"status": None, "status_text": "-1", "aborted": True} for row in left(8, 2.0)]
    told = summary([*SERVED, *halves, *silent])
    (found,) = find(told)
    assert (found.id, found.entries) == ("given-up", 20)
    assert found.where == "outcome = 'client_closed'"
    assert found.clients == 3  # 192.0.2.0 to .2; all others are .1
    (panel,) = (each for each in analyzer.build(told).panels if each.id == "given_up")
    assert [row.values[:3] for row in panel.rows] == [(200, "OK", 12), ("-", "no valid status", 8)]


def test_fewer_are_every_days_weather() -> None:
    assert find(summary([*SERVED, *left(19, 1.0)])) == ()
    assert find(summary([*SERVED, *SERVED, *left(20, 1.0)])) == ()


def test_how_long_is_not_said_where_it_is_not_logged() -> None:
    (found,) = find(summary([*SERVED, *left(20, None)]))
    assert found.text.endswith("given up by the client before it had the answer.")


def test_uploads_that_were_never_answered() -> None:
    lone = [{"status": 100, "path": f"/{at}"} for at in range(3)]
    answered = [{"status": 100, "path": "/x"}, {"status": 201, "path": "/x"}]
    (found,) = find(summary([*answered, *lone]))
    assert (found.id, found.entries) == ("unfinished-upload", 4)  # the filter lists every 100
    assert find(summary([*answered, *lone[1:]])) == ()


def test_sizes_that_led_to_a_refusal(log: Log) -> None:
    long = [line("/a-b" * length, 414, client=66) for length in (250, 400, 600, 800, 1000)]
    (found,) = find(log(*long))
    assert found.id == "oversized-request"
    assert found.text.endswith("; none had success. Refused were URLs of 1.00 kB to 4.00 kB.")


def test_how_long_a_url_was_is_not_known_once_a_secret_was_taken_out_of_it(log: Log) -> None:
    (found,) = find(log(*[line("/search?token=" + "A" * 4000, 414, client=66)] * 5))
    assert found.text.endswith("; none had success.")


def test_sizes_of_bodies_where_they_are_logged() -> None:
    sizes = (5_000, 10_000, 20_000, 40_000, None)
    (found,) = find(summary([{"status": 413, "request_bytes": size} for size in sizes]))
    assert found.text.endswith(" Refused were requests of 5.00 kB to 40.0 kB.")
