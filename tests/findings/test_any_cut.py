"""The law of the whole way: any cut into blocks, any order of merging, says the same."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as some
from polars.testing import assert_frame_equal

from analyzer.classify.classify import classify
from analyzer.entry import HEADERS, conform
from analyzer.findings.findings import find
from analyzer.relate import Context, copies, follow_ups, links, relate
from analyzer.relate import rows as related_rows
from analyzer.summary import Summary, merge, summarise

START = datetime(2026, 11, 22, tzinfo=UTC)
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
WAIT = [{"name": "retry-after", "value": "60"}]

STATUSES = (
    100, 200, 200, 200, 301, 302, 302, 304, 400, 401, 403, 404, 405, 408, 413, 414, 425, 429, 499, 503,
)  # fmt: skip

_URL = some.sampled_from(["/a", "/a/", "/b", "/robots.txt", "/.env", "/.git/config", "/x.css"])
ROW = some.fixed_dictionaries(
    {
        "client": some.sampled_from(["192.0.2.1", "192.0.2.2", "ec2-1.example.net"]),
        "agent": some.sampled_from(["x/1", None, BOT]),
        "user": some.sampled_from([None, None, "alice"]),
        "referrer": some.sampled_from([None, None, "http://e/a", "http://f/b"]),
        "scheme": some.sampled_from([None, "http", "https"]),
        "host": some.sampled_from([None, "e", "www.e"]),
        "path": _URL,
        "query": some.sampled_from([None, None, "x=1", "id=1 union select 2"]),
        "status": some.sampled_from(STATUSES),
        "bytes": some.sampled_from([None, 5, 5, 7000]),
        "request_bytes": some.sampled_from([None, 100, 90_000]),
        "duration": some.sampled_from([None, timedelta(seconds=1), timedelta(seconds=30)]),
        "method": some.sampled_from(["GET", "GET", "GET", "POST", "TRACE"]),
        "upstream_address": some.sampled_from([None, "10.0.0.1:80", "10.0.0.2:80"]),
        "upstream_tried": some.sampled_from([None, None, "10.0.0.1:80, 10.0.0.2:80"]),
        "location": some.sampled_from([None, None, "/a", "/b", "https://www.e/a"]),
        "response_headers": some.sampled_from([None, WAIT]),
    }
)
STEP = some.sampled_from([0, 0, 1, 2, 60, 50_000, -60])


def labelled(drawn: list[tuple[dict[str, object], int]]) -> pl.DataFrame:
    """LABELLED, a row for each that was drawn, so many seconds after the one before."""
    at, rows = START, []
    for line, (row, step) in enumerate(drawn, 1):
        at += timedelta(seconds=step)
        rows.append(row | {"source": "a.log", "line": line, "time": at})
    return classify(
        conform(pl.DataFrame(rows, schema_overrides={"response_headers": HEADERS}, strict=False))
    )


def in_blocks(entries: pl.DataFrame, cuts: list[int]) -> list[Summary]:
    """A summary of what is decided after each block, and of what is left in the end."""
    context, summaries = Context(), []
    for start, end in zip([0, *cuts], [*cuts, entries.height], strict=True):
        related, context = relate(entries[start:end], context)
        summaries.append(summarise(related))
    return [*summaries, summarise(relate(entries.clear(), context, last=True)[0])]


_DRAWN = some.tuples(ROW, STEP)


@settings(deadline=None, max_examples=40)  # mostly of many rows, where findings are
@given(
    some.lists(_DRAWN, min_size=2, max_size=6) | some.lists(_DRAWN, min_size=20, max_size=40),
    some.sampled_from([3, 10_000]),
    some.data(),
)
def test_any_cut_and_any_order_say_the_same(drawn, lines, data) -> None:
    cuts = sorted(data.draw(some.sets(some.integers(1, len(drawn) - 1), max_size=8)))
    entries = labelled(drawn)
    with (
        patch.object(links, "LINES", lines),
        patch.object(copies, "LINES", lines),
        patch.object(follow_ups, "LINES", lines),
        patch.object(related_rows, "LINES", lines),
    ):
        once = merge(in_blocks(entries, []))
        parts = in_blocks(entries, cuts)
    while len(parts) > 1:
        taken = [parts.pop(data.draw(some.integers(0, len(parts) - 1))) for _ in range(2)]
        parts.append(merge(taken))
    for name, table in once.tables.items():
        assert_frame_equal(table.sort(pl.all()), parts[0].tables[name].sort(pl.all()))
    with patch("analyzer.findings.findings.MOST", 1000):
        assert find(once) == find(parts[0])


def test_a_chain_that_is_given_out_in_parts_is_one_all_the_same() -> None:
    """While another client's redirect waits for its follower, the cut goes through the chain."""

    def row(client: str, path: str, status: int, location: str | None = None) -> dict[str, object]:
        return {"client": client, "method": "GET", "path": path, "status": status,
                "location": location, "response_headers": None}  # fmt: skip

    rows = [
        row("a", "/1", 302, "/2"), row("c", "/", 200), row("b", "/wait", 302, "/there"),
        row("a", "/2", 302, "/3"), row("a", "/3", 200), row("c", "/", 200), row("b", "/there", 200),
    ]  # fmt: skip
    entries = labelled([(each, 0) for each in rows])
    for cut in range(1, 7):
        (trail,) = merge(in_blocks(entries, [cut])).tables["trail"]["trail"]
        assert trail == "/1 → /2 → /3"
