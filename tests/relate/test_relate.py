"""Any way to cut a log gives the same relations; and the relations are those that were driven."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.classify.classify import classify
from analyzer.entry import conform
from analyzer.formats.ncsa import COMBINED
from analyzer.pipeline import Traffic
from analyzer.relate import RELATED, Context, chains, copies, follow_ups, links, relate
from analyzer.relate import rows as related_rows

SAMPLES = Path(__file__).parents[2] / "sample_logs"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text("utf-8"))["traffic"]
LOGS = ["nginx-combined", "nginx-main", "apache-combined", "apache-vhost_combined"]
START = datetime(2026, 11, 22, tzinfo=UTC)


def entries(rows: list[dict[str, object]]) -> pl.DataFrame:
    """ENTRY with all that a test does not care about filled in."""
    plain = {"client": "192.0.2.1", "agent": "x/1", "method": "GET", "path": "/", "status": 200}
    filled = [
        {"line": number, "time": START} | ({} if "reject" in row else plain) | row
        for number, row in enumerate(rows, 1)
    ]
    names = {name for row in filled for name in row}
    return conform(pl.DataFrame({name: [row.get(name) for row in filled] for name in names}))


def whole(rows: list[dict[str, object]]) -> pl.DataFrame:
    return relate(classify(entries(rows)), Context(), last=True)[0]


def in_parts(labelled: pl.DataFrame, cuts: list[int]) -> tuple[pl.DataFrame, int]:
    """Related in parts; and the most rows that were held back at a time."""
    context, given, most = Context(), [], 0
    for start, end in zip([0, *cuts], [*cuts, labelled.height], strict=True):
        part, context = relate(labelled[start:end], context)
        given.append(part)
        most = max(most, context.held.height)
    given.append(relate(labelled.clear(), context, last=True)[0])
    return pl.concat(given), most


ROW = st.fixed_dictionaries(
    {
        "client": st.sampled_from(["192.0.2.1", "192.0.2.2"]),
        "agent": st.sampled_from(["x/1", None]),
        "referrer": st.sampled_from([None, None, "http://e/"]),
        "path": st.sampled_from(["/a", "/a/", "/A", "/b", "/b/a", "/c.css"]),
        "query": st.sampled_from([None, None, "x=1"]),
        "status": st.sampled_from([200, 301, 301, 302, 304, 404, 401, 401, 503, 206]),
        "bytes": st.sampled_from([None, 5]),
        "method": st.sampled_from(["GET", "GET", "GET", "POST"]),
        "location": st.sampled_from([None, None, None, "/a", "/b", "http://e/a"]),
        "step": st.sampled_from([0, 0, 0, 1, 2, 60, -1, -60]),
        "rejected": st.sampled_from([False] * 9 + [True]),
    }
)


def moments(drawn: list[dict[str, object]]) -> list[dict[str, object]]:
    """Steps to times; some rows are no entries."""
    at, rows = START, []
    for row in drawn:
        at += timedelta(seconds=int(str(row["step"])))
        kept = {name: value for name, value in row.items() if name not in {"step", "rejected"}}
        rows.append(
            {"time": None, "reject": "blank line"} if row["rejected"] else kept | {"time": at}
        )
    return rows


@contextmanager
def bounds(*, narrow: bool) -> Iterator[None]:
    """Bounds so small that a few rows reach them, or the real ones."""
    with pytest.MonkeyPatch.context() as patch:
        if narrow:
            patch.setattr(links, "LINES", 5)
            patch.setattr(copies, "LINES", 5)
            patch.setattr(follow_ups, "LINES", 5)
            patch.setattr(related_rows, "LINES", 5)
            patch.setattr(follow_ups, "ANSWERED_WITHIN", timedelta(seconds=59))
            patch.setattr(links, "FOLLOWED_WITHIN", timedelta(seconds=2))
            patch.setattr(chains, "HOPS", 3)
        yield


@settings(deadline=None, max_examples=120)  # mostly of many rows, where relations meet
@given(
    st.lists(ROW, min_size=2, max_size=6) | st.lists(ROW, min_size=20, max_size=40),
    st.sampled_from(["narrow", "wide"]),
    st.data(),
)
def test_any_cut_gives_the_same(
    drawn: list[dict[str, object]],
    width: str,
    data: st.DataObject,
) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(drawn) - 1), max_size=8)))
    labelled = classify(entries(moments(drawn)))
    with bounds(narrow=width == "narrow"):
        once, _ = relate(labelled, Context(), last=True)
        parts, _ = in_parts(labelled, cuts)
    assert dict(once.schema) == RELATED
    assert once["line"].to_list() == list(range(1, len(drawn) + 1))
    assert parts.rows() == once.rows()


def test_a_chain_longer_than_the_bound_is_cut_at_the_same_hops_however_it_is_read() -> None:
    rows = [{"path": f"/{n}", "status": 302, "location": f"/{n + 1}"} for n in range(30)]
    labelled = classify(entries(rows))
    with bounds(narrow=True):
        once, _ = relate(labelled, Context(), last=True)
        single, _ = in_parts(labelled, list(range(1, 30)))
    assert once["hop"].to_list()[:8] == [1, 2, 3, 1, 2, 3, 1, 2]
    assert single.rows() == once.rows()


def redirects(frame: pl.DataFrame) -> list[tuple[int, int]]:
    """Steps from one line to another."""
    return frame.filter(pl.col("basis").is_not_null()).select("prior", "line").rows()


def read(name: str) -> pl.DataFrame:
    traffic = Traffic(SAMPLES / name)
    frame = pl.concat(traffic.frames())
    assert not traffic.problems
    return frame


@pytest.mark.parametrize(
    ("name", "chains_and_loops", "hops"),
    # Chromium shows the last turn of the loop as an exchange without a response.
    [("chromium", (2, 0), 8), ("chromium-loop", (0, 1), 20), ("firefox", (2, 1), 29)],
)
def test_a_har_tells_every_hop_exactly(
    name: str, chains_and_loops: tuple[int, int], hops: int
) -> None:
    truth = EXPECTED[name]["redirects"]
    assert (truth["chains"], truth["loops"]) == chains_and_loops
    frame = read(f"{name}.har")
    assert set(frame["basis"].drop_nulls()) == {"exact"}
    walks = frame.filter(pl.col("chain").is_not_null()).sort("chain", "hop")
    walked = [
        walk["path"].to_list()[: len(each["urls"])]
        for (_, walk), each in zip(
            walks.group_by("chain", maintain_order=True), truth["each"], strict=True
        )
    ]
    paths = [["/" + url.split("/", 3)[3] for url in each["urls"]] for each in truth["each"]]
    assert walked == paths
    by_outcome = {
        outcome: frame.filter(pl.col("outcome") == outcome)["chain"].n_unique()
        for outcome in ("redirect_chain", "redirect_loop")
    }
    assert (by_outcome["redirect_chain"], by_outcome["redirect_loop"]) == chains_and_loops
    redirected = frame["outcome"].is_in(["redirect", "redirect_chain", "redirect_loop"])
    assert redirected.sum() == hops


@pytest.mark.parametrize("name", LOGS)
def test_what_is_inferred_from_a_log_was_driven_so(name: str) -> None:
    sent = SAMPLES / f"{name.partition('-')[0]}.sent.ndjson"
    records = [json.loads(line) for line in sent.read_text("utf-8").splitlines()]
    driven = {(each["follows"], each["line"]) for each in records if each["follows"]}
    frame = read(f"{name}.log")
    found = redirects(frame)
    assert set(frame["basis"].drop_nulls()) == {"inferred"}
    assert set(found) <= driven
    # Of 24 steps: five go from /welcome to itself, one from /Shop to itself, and look like a reload
    # (the latter not where the log names the hosts, which differ); one has neither referrer nor a
    # name in common with where it led.
    assert len(driven) == 24
    assert len(found) == (18 if "vhost" in name else 17)


def test_a_loop_is_inferred_where_the_paths_differ() -> None:
    frame = read("nginx-combined.log")
    (loop,) = (
        each for each in EXPECTED["nginx"]["redirects"]["each"] if each["scenario"] == "loop of two"
    )
    looping = frame.filter(pl.col("outcome") == "redirect_loop")
    assert looping["line"].to_list() == loop["lines"]
    assert looping["hop"].to_list() == [1, 2, 3, 4, 5, 6]


def test_a_304_names_the_response_that_it_confirms() -> None:
    rows = whole(
        [
            {"path": "/a"},
            {"path": "/a", "client": "192.0.2.9"},
            {"path": "/a", "query": "v=2"},
            {"path": "/a", "status": 304},
            {"path": "/b", "status": 304},
            {"path": "/a", "status": 304},
        ]
    )
    assert rows["prior"].to_list() == [None, None, None, 1, None, 1]
    assert rows["outcome"][3] == "revalidated"


def test_a_304_confirms_nothing_outside_the_window() -> None:
    far = [{"path": "/a"}, *[{"path": "/x"}] * 5, {"path": "/a", "status": 304}]
    near = far[:1] + far[2:]
    with bounds(narrow=True):
        assert whole(far)["prior"][-1] is None
        assert whole(near)["prior"][-1] == 1


def test_lines_out_of_order_are_no_followers() -> None:
    rows = whole(
        [
            {"path": "/a", "status": 301, "time": START},
            {"path": "/a/", "time": START - timedelta(seconds=1)},
        ]
    )
    assert redirects(rows) == []


HOSTILE = {
    "the same redirect, asked for again and again": ("/x", "/y"),
    "a redirect onto itself": ("/x", "/x"),
    "the same redirect, without a Location": ("/x", None),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_client_that_never_stops_costs_no_more_than_any_other(case: str) -> None:
    path, location = HOSTILE[case]
    row = {"path": path, "location": location, "status": 302}
    labelled = classify(entries([row])).select(pl.all().repeat_by(60_000).explode())
    labelled = labelled.with_columns(line=pl.int_range(1, 60_001, dtype=pl.UInt64))
    begun = time.process_time()
    related, most = in_parts(labelled, list(range(10_000, 60_000, 10_000)))
    assert related.height == 60_000
    assert most <= 10_001
    assert time.process_time() - begun < 10


def test_redirects_that_overlap_do_not_hold_back_the_whole_log() -> None:
    # Sixty clients in turn: each is redirected, and follows sixty lines later.
    labelled = classify(
        entries(
            [
                {
                    "client": f"192.0.2.{n % 60}",
                    "path": f"/{n // 120}" + "/" * (n // 60 % 2),
                    "status": 200 if n // 60 % 2 else 301,
                }
                for n in range(12_000)
            ]
        )
    )
    related, most = in_parts(labelled, list(range(1_000, 12_000, 1_000)))
    assert related["basis"].count() == 6_000
    assert most < 200


def test_a_log_with_locations_tells_every_step_exactly() -> None:
    data = (SAMPLES / "apache-combined-extra.log").read_bytes()
    frame = conform(COMBINED.parse(data)).with_columns(
        line=pl.int_range(1, pl.len() + 1, dtype=pl.UInt64),
        # What this log holds behind the fields of combined; reading it is for format strings.
        location=pl.col("extra").str.extract(r'^\d+ "(.+)"$').replace("-", None),
    )
    related, _ = relate(classify(frame), Context(), last=True)
    records = [
        json.loads(line)
        for line in (SAMPLES / "apache.sent.ndjson").read_text("utf-8").splitlines()
    ]
    driven = {(each["follows"], each["line"]) for each in records if each["follows"]}
    assert set(redirects(related)) == driven
    assert set(related["basis"].drop_nulls()) == {"exact"}
    assert related.filter(pl.col("hop") == 1).height == EXPECTED["apache"]["redirects"]["walks"]


TAG, DATED = ([{"name": name, "value": "x"}] for name in ("etag", "date"))


@pytest.mark.parametrize(
    ("copy", "confirms", "signals"),
    [
        (TAG, DATED, ["dropped_etag"]),
        (TAG, [*DATED, *TAG], []),
        (DATED, DATED, []),  # there was none to drop
        (TAG, None, []),  # nothing is known of the headers
        (TAG, [], []),  # nor where a browser gives out none
        (None, DATED, []),
    ],
)
@pytest.mark.parametrize("cuts", [[], [1]])
def test_a_304_that_drops_the_etag_of_its_copy(
    copy: object, confirms: object, signals: list[str], cuts: list[int]
) -> None:
    rows = [{"response_headers": copy}, {"status": 304, "response_headers": confirms}]
    labelled = classify(entries([*rows, {"path": "/b", "response_headers": TAG}]))
    related, _ = in_parts(labelled, cuts)
    assert related["relation"].to_list() == [None, "confirmed", None]
    assert [[*each] for each in related["signals"]] == [[], signals, []]
