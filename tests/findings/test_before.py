"""What came just before an outage: named where it is unusual for the log, and never made up."""

import gzip
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from made_logs import line
from msgspec.structs import replace
from test_outages import hours

import analyzer
from analyzer.again import again
from analyzer.findings.before import NAMED, before
from analyzer.findings.finding import Before, Finding
from analyzer.findings.findings import find
from analyzer.near import Near
from analyzer.pipeline import Traffic
from analyzer.source import Reader

SAMPLES = Path(__file__).parents[2] / "sample_logs"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OUTAGE = hours((60, 4, 1.0))
SECONDS = 3590  # after eleven: ten seconds before the outage


def put(lines: list[str], *more: str) -> list[str]:
    """The lines with others among them, where their time has them."""
    return sorted([*lines, *more], key=lambda each: each.split("[")[1][:20])


def told(path: Path, lines: list[str]) -> Finding:
    path.write_text("".join(lines), "utf-8")
    traffic = Traffic(path)
    summary = traffic.summary()
    return next(each for each in find(summary, again=again(traffic, summary)) if each.outage)


def looked(found: Finding) -> Before:
    assert found.outage is not None
    assert found.outage.before is not None
    return found.outage.before


def test_a_request_that_came_at_no_other_time_is_named(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    post = line("/import", 202, client=77, second=SECONDS, method="POST")
    found = told(path, put(OUTAGE, post))
    (one,) = looked(found).candidates
    assert (one.method, one.path, one.client, one.requests) == ("POST", "/import", "10.0.0.77", 1)
    assert one.why == (
        "address and client seen at no other time",
        "<0.1 % of all requests are POST",
    )
    assert path.read_text().splitlines()[one.first[1] - 1] == post.rstrip()
    assert found.before is not None
    assert found.before.startswith(f"POST /import by 10.0.0.77 at {path}:{one.first[1]} (addr")
    assert analyzer.scan(path, where=one.where).collect()["line"].to_list() == [one.first[1]]


def test_what_differs_from_before_is_known_in_numbers(tmp_path: Path) -> None:
    outage = told(tmp_path / "access.log", OUTAGE).outage
    assert outage is not None
    assert (outage.requests, outage.failed) == (40, 40)
    assert (outage.usual_requests, outage.usual_failed) == (1760, 0)
    assert outage.statuses == {503: 40}
    assert outage.routes == (("/{id}", 40),)
    assert outage.first == NOON
    assert outage.last == NOON + timedelta(seconds=39 * 6)
    assert outage.before is not None
    # Ten in the minute before, and the first fault.
    assert (outage.before.requests, outage.before.statuses) == (11, {200: 10, 503: 1})


def test_nothing_unusual_is_said_to_be_so(tmp_path: Path) -> None:
    found = told(tmp_path / "access.log", OUTAGE)
    assert looked(found).candidates == ()
    assert found.before == "Nothing unusual among 11 requests in the 60 s before."


def test_a_post_where_posts_are_ordinary_is_none(tmp_path: Path) -> None:
    posts = [each.replace("GET", "POST") if at % 2 else each for at, each in enumerate(OUTAGE)]
    ordinary = line("/1", 200, client=3, second=SECONDS, method="POST")
    assert looked(told(tmp_path / "access.log", put(posts, ordinary))).candidates == ()


def test_what_came_earlier_or_later_is_none(tmp_path: Path) -> None:
    posts = [
        line("/import", 202, client=77, second=second, method="POST") for second in (3500, 3700)
    ]
    assert looked(told(tmp_path / "access.log", put(OUTAGE, *posts))).candidates == ()


def test_one_client_that_asks_far_more_than_otherwise(tmp_path: Path) -> None:
    burst = [line(f"/{at % 3}", client=5, second=3560 + at // 2) for at in range(60)]
    (one, *_) = looked(told(tmp_path / "access.log", put(OUTAGE, *burst))).candidates
    # One of the minute's ordinary requests is its own, too.
    assert (one.client, one.path, one.requests) == ("10.0.0.5", None, 61)
    assert one.why[0].startswith("85.9 % of the 71 requests before the outage, ")


def test_at_most_three_are_named_and_always_the_same(tmp_path: Path) -> None:
    posts = [
        line(f"/import/{at}", 202, client=100 + at, second=SECONDS, method="POST")
        for at in range(9)
    ]
    path = tmp_path / "access.log"
    first = looked(told(path, put(OUTAGE, *posts)))
    assert len(first.candidates) <= NAMED
    assert first == looked(told(path, put(OUTAGE, *posts)))


def test_an_input_that_can_be_read_only_once_was_not_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_text("".join(OUTAGE), "utf-8")
    (found,) = find(analyzer.summarise(path))
    assert found.before == "Not looked at: that takes reading the input a second time."
    assert found.outage is not None
    assert found.outage.before is None


def test_the_library_asks_for_it_with_a_second_reading(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_text(
        "".join(put(OUTAGE, line("/import", 202, second=SECONDS, method="PUT"))), "utf-8"
    )
    asked: list[Sequence[tuple[datetime, datetime]]] = []

    def once_more(spans: Sequence[tuple[datetime, datetime]]) -> Iterator[pl.DataFrame]:
        asked.append(spans)
        for since, until in spans:
            yield from analyzer.read(path, since=since, until=until)

    report = analyzer.build(analyzer.summarise(path), again=once_more, zone="+02:00")
    assert asked == [[(NOON - timedelta(seconds=60), NOON + timedelta(microseconds=1))]]
    assert "PUT /import" in str(report.findings[0].before)
    assert "from 2026-11-22 14:00:00 +02:00" in report.findings[0].text
    healthy = analyzer.summarise(path, until=NOON)
    assert analyzer.build(healthy, again=once_more).findings == ()
    assert len(asked) == 1


@pytest.mark.parametrize("size", [12_000, 1 << 20])
def test_a_filtered_or_rotated_log_is_looked_at_within_its_filter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Blocks far from the outage are passed over, and the answer is the same."""
    monkeypatch.setitem(Reader.__init__.__kwdefaults__, "block_size", size)
    lines = put(OUTAGE, line("/import", 202, client=77, second=SECONDS, method="POST"))
    (tmp_path / "access.log.1").write_text("".join(lines[:500]), "utf-8")
    (tmp_path / "access.log").write_text("".join(lines[500:]), "utf-8")
    traffic = Traffic([tmp_path / "access.log", tmp_path / "access.log.1"])
    summary = traffic.summary()
    (found,) = find(summary, again=again(traffic, summary))
    assert [one.path for one in looked(found).candidates] == ["/import"]


def test_only_the_blocks_of_those_moments_are_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Reader.__init__.__kwdefaults__, "block_size", 12_000)
    path = tmp_path / "access.log"
    path.write_text("".join(OUTAGE), "utf-8")
    traffic = Traffic(path)
    traffic.summary()
    until = NOON + timedelta(microseconds=1)
    once_more = replace(traffic, stretches=[], near=_near(traffic, until))
    found = pl.concat(once_more.entries(()))
    holding = [each for each in traffic.stretches if each.first <= NOON <= each.last]  # type: ignore[operator]
    assert len(traffic.stretches) > 10
    assert len(once_more.stretches) < 4
    assert set(holding) <= set(once_more.stretches)
    assert found.filter(pl.col("time") == NOON)["line"].to_list() == [601]


@pytest.mark.parametrize(("name", "jumps"), [("access.log", True), ("access.log.gz", False)])
def test_what_lies_far_from_those_moments_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, jumps: bool
) -> None:
    """Of what lies before and between two moments, nothing of a plain file is."""
    monkeypatch.setitem(Reader.__init__.__kwdefaults__, "block_size", 5000)
    monkeypatch.setattr("analyzer.near._LINES", 5)
    later = [line("/later", second=2 * 3600 + at) for at in range(3600)]
    path = tmp_path / name
    text = "".join([*OUTAGE, *later]).encode()
    path.write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    traffic = Traffic(path)
    traffic.summary()
    given: list[int] = []
    parts = Near.parts

    def watched(self: Near, source: str, explained: Any) -> Any:
        kept = list(explained)
        given.extend(block.lines for block, _ in kept)
        return parts(self, source, iter(kept))

    monkeypatch.setattr(Near, "parts", watched)
    moments = (NOON, NOON + timedelta(minutes=90))
    spans = tuple((each, each + timedelta(seconds=1)) for each in moments)
    near = replace(_near(traffic, NOON), spans=spans)
    once_more = replace(traffic, stretches=[], marks={}, near=near)
    found = pl.concat(once_more.entries(()))
    lines = text.decode().splitlines()
    for moment in moments:
        wanted = [at for at, each in enumerate(lines, 1) if f"{moment:[%d/%b/%Y:%H:%M:%S}" in each]
        assert wanted
        assert found.filter(pl.col("time") == moment)["line"].to_list() == wanted
    assert (sum(given) < len(lines) / 3) is jumps


def test_a_line_that_stands_far_from_its_time_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Reader.__init__.__kwdefaults__, "block_size", 12_000)
    late = line("/import", 202, client=77, second=SECONDS, method="POST")
    (one,) = looked(told(tmp_path / "access.log", [*OUTAGE, late])).candidates
    assert (one.path, one.first[1]) == ("/import", len(OUTAGE) + 1)


def test_lines_within_a_block_are_read_with_the_fields_that_those_before_them_explain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyzer.near._LINES", 5)
    path = tmp_path / "access.log"
    morning = (f"2026-11-22 10:00:{second:02} GET /a 200\n" for second in range(30))
    noon = (f"200 /b{second} GET 12:00:{second:02} 2026-11-22\n" for second in range(30))
    fields = "#Fields: date time cs-method cs-uri-stem sc-status\n"
    others = "#Fields: sc-status cs-uri-stem cs-method time date\n"
    path.write_text("".join([fields, *morning, others, *noon]), "utf-8")
    traffic = Traffic(path)
    traffic.summary()
    second = timedelta(seconds=1)
    near = replace(_near(traffic, NOON), spans=((NOON + 12 * second, NOON + 13 * second),))
    read = pl.concat(replace(traffic, stretches=[], near=near).frames(()))
    # Line 45 is of that second; the five lines that it stands among are all that is read.
    assert read["line"].to_list() == [41, 42, 43, 44, 45]
    assert read["path"].to_list() == ["/b8", "/b9", "/b10", "/b11", "/b12"]


def test_lines_of_another_format_are_read_from_the_ones_on_that_explain_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Reader.__init__.__kwdefaults__, "block_size", 500)
    monkeypatch.setattr("analyzer.near._LINES", 5)
    path = tmp_path / "access.log"
    others = [f"2026-11-22 12:00:{second:02} GET /w{second} 200\n" for second in range(60)]
    fields = "#Fields: date time cs-method cs-uri-stem sc-status\n"
    path.write_text("".join([*OUTAGE[:100], fields, *others]), "utf-8")
    traffic = Traffic(path)
    assert not traffic.summary().tables["reject"].filter(pl.col("reject") != "comment").height
    second = timedelta(seconds=1)
    near = replace(_near(traffic, NOON), spans=((NOON + 55 * second, NOON + 56 * second),))
    read = pl.concat(replace(traffic, stretches=[], marks={}, near=near).frames(()))
    assert "/w55" in read["path"].to_list()


def _near(traffic: Traffic, until: datetime) -> Near:
    names = frozenset(each.source for each in traffic.stretches)
    span = (until - timedelta(seconds=60), until)
    return Near((span,), names, tuple(traffic.stretches), traffic.marks)


def test_the_shape_of_what_is_kept_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyzer.findings.before.KEPT", 5)
    monkeypatch.setattr("analyzer.findings.unusual.KEPT", 5)
    post = line("/import", 202, client=77, second=SECONDS, method="POST")
    others = [line(f"/{at}", client=at % 10, second=3570) for at in range(3, 60)]
    found = looked(told(tmp_path / "access.log", put(OUTAGE, post, *others)))
    assert found.requests == 11 + 1 + 57
    assert found.candidates[0].path == "/import"


def test_nothing_before_the_log_begins(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_text("".join(OUTAGE), "utf-8")
    summary = analyzer.summarise(path)
    assert before(summary, [NOON], lambda _: (), UTC) == (
        Before(NOON - timedelta(seconds=60), NOON, 0, {}, ()),
    )


def test_several_outages_are_looked_at_in_one_reading_and_none_sees_the_others_moments(
    tmp_path: Path,
) -> None:
    path = tmp_path / "access.log"
    early = line("/import", 202, client=77, second=SECONDS, method="POST")
    late = line("/purge", 202, client=78, second=SECONDS + 40, method="PUT")
    path.write_text("".join(put(OUTAGE, early, late)), "utf-8")
    asked: list[Sequence[tuple[datetime, datetime]]] = []

    def once_more(spans: Sequence[tuple[datetime, datetime]]) -> Iterator[pl.DataFrame]:
        asked.append(spans)
        for since, until in spans:
            yield from analyzer.read(path, since=since, until=until)

    summary, minute = analyzer.summarise(path), timedelta(minutes=1)
    firsts = [NOON, NOON + minute / 2, NOON + 30 * minute]
    found = before(summary, firsts, once_more, UTC)
    tick = timedelta(microseconds=1)
    assert asked == [
        [(NOON - minute, firsts[1] + tick), (firsts[2] - minute, firsts[2] + tick)],
    ]
    named = [[one.path for one in each.candidates] for each in found]
    assert [sorted(str(path) for path in paths) for paths in named] == [
        ["/import"],
        ["/import", "/purge"],
        [],
    ]
    alone = [before(summary, [first], once_more, UTC)[0] for first in firsts]
    assert list(found) == alone


@pytest.mark.parametrize("name", ["nginx-outage.log", "apache-outage.log", "chromium-outage.har"])
def test_a_recorded_outage_and_the_post_that_its_driver_sent_before_it(name: str) -> None:
    """The truth is the driver's, which sent the requests."""
    path = SAMPLES / name
    scenes = json.loads((SAMPLES / "expected.json").read_text())["traffic"][path.stem]["scenarios"]
    lines = _lines(scenes)
    traffic = Traffic(path)
    summary = traffic.summary()
    found = next(each for each in find(summary, again=again(traffic, summary)) if each.outage)
    assert (found.severity, found.entries) == ("alarm", len(lines["outage"]))
    assert analyzer.scan(path, where=found.where).collect()["line"].to_list() == lines["outage"]
    (one,) = looked(found).candidates
    assert [one.first[1]] == lines["import"]
    assert looked(found).requests == len(lines["healthy"]) + 1 + _of_the_first_second(found)


def _lines(scenes: dict[str, dict[str, list[int]]]) -> dict[str, list[int]]:
    """The lines of each scene; of a HAR, in whose outage the import comes first, its entries."""
    if "import" in scenes:
        return {name: scene["lines"] for name, scene in scenes.items()}
    counted, at = {}, 1
    for name, scene in scenes.items():
        counted[name] = [*range(at, at := at + len(scene["served"]))]
    return counted | {"import": counted["outage"][:1], "outage": counted["outage"][1:]}


def _of_the_first_second(found: Finding) -> int:
    """The log has whole seconds: so many faults are of the onset's own."""
    return looked(found).statuses[503]
