"""Each finding fires on the day that it is about, and on no healthy one."""

import re
from pathlib import Path

import polars as pl
from made_logs import BLOG, Log, line

import analyzer
from analyzer import findings
from analyzer.classify.classify import classify
from analyzer.entry import HEADERS, conform
from analyzer.findings.clients import ATTACKS
from analyzer.findings.disclosures import GIVEN_AWAY
from analyzer.findings.findings import FINDINGS, MOST, SEVERITIES, find
from analyzer.findings.meanings import MEANINGS
from analyzer.relate import Context, relate

HEALTHY = (
    *[line(f"/page/{number}", client=number % 9) for number in range(600)],
    *[line("/old", 301, client=99), line("/new", client=99, second=1)],
    *[line(f"/typo{number}", 404, client=number) for number in range(9)],
    *[line("/gone", 404, referrer="http://blog.example/"), line("/app", 500), line("/app", 502)],
    line("/private", 401), line("/form", 304), "\n",
)  # fmt: skip


def ids(summary: analyzer.Summary) -> list[str]:
    return [finding.id for finding in find(summary)]


def test_a_healthy_day_trips_none(log: Log) -> None:
    assert ids(log(*HEALTHY)) == []


def test_nor_does_nothing_at_all(log: Log) -> None:
    summary = analyzer.summarise(pl.DataFrame(schema=analyzer.ENRICHED))
    assert find(summary) == ()


def test_server_faults_are_an_alarm_from_one_in_a_hundred(log: Log) -> None:
    found = find(log(*HEALTHY, *[line("/app", 503, client=7, second=9)] * 10))
    assert [(finding.id, finding.severity) for finding in found] == [("server-faults", "alarm")]
    assert "10 of 626 requests were answered with 503" in found[0].text
    assert found[0].where == "status = 503"
    assert found[0].evidence[0][1] == len(HEALTHY) + 1
    assert found[0].basis == "exact"


def test_and_a_warning_below(log: Log) -> None:
    assert [each.severity for each in find(log(*HEALTHY, *[line("/app", 503)] * 5))] == ["warning"]
    assert find(log(*HEALTHY, *[line("/app", 503)] * 4)) == ()


def test_and_a_note_where_they_are_rare(log: Log) -> None:
    rare = find(log(*[line("/", 200)] * 5000, *[line("/app", 503)] * 5))

    assert [each.severity for each in rare] == ["note"]


def test_gateways_that_fail_are_found_and_clients_that_leave_are_not(log: Log) -> None:
    assert ids(log(*HEALTHY, *[line("/app", 504)] * 9, *[line("/app", 499)] * 9)) == [
        "server-faults"
    ]


def test_a_redirect_loop(log: Log) -> None:
    circle = [
        line(f"/{'ab'[hop % 2]}", 302, client=50, second=hop, referrer=BLOG) for hop in range(6)
    ]
    found = find(log(*HEALTHY, *circle))
    assert [finding.id for finding in found] == ["redirect-loop"]
    assert (found[0].basis, found[0].severity) == ("inferred", "warning")
    assert "in circles: /a → /b → again" in found[0].text
    assert found[0].evidence == ((found[0].evidence[0][0], len(HEALTHY) + 1),)


def test_a_loop_that_leads_out_is_no_alarm(log: Log) -> None:
    """A cookie is set on the way, and the first URL asked for once more."""
    steps = (("/", 302), ("/cookie", 302), ("/", 200))
    visit = [
        line(path, status, client=50, second=at, referrer=BLOG)
        for at, (path, status) in enumerate(steps)
    ]
    (found,) = find(log(*HEALTHY, *visit))
    assert (found.id, found.severity) == ("redirect-loop", "note")
    assert "in circles before it arrived: / → /cookie → /." in found.text


def _walk(client: int) -> list[str]:
    steps = (("/1", 301), ("/2", 302), ("/3", 200))
    return [
        line(path, status, client=client, second=at, referrer=BLOG)
        for at, (path, status) in enumerate(steps)
    ]


def test_a_hop_that_only_adds_a_slash_is_named(log: Log) -> None:
    steps = (("/a", 301), ("/a/", 302), ("/b", 200))
    walks = [
        line(path, status, client=client, second=at, referrer=BLOG)
        for client in (51, 52)
        for at, (path, status) in enumerate(steps)
    ]
    (found,) = find(log(*HEALTHY, *walks))
    assert found.text.endswith("/a → /a/ → /b. The hop /a → /a/ only changes the slash.")


def test_a_redirect_that_leads_to_an_error_again_and_again(log: Log) -> None:
    walks = [
        line(path, status, client=client, second=at, referrer=BLOG)
        for client in (51, 52)
        for at, (path, status) in enumerate((("/winter", 302), ("/winter/", 404)))
    ]
    (found,) = find(log(*HEALTHY, *walks))
    assert (found.id, found.severity, found.entries) == ("dead-end", "note", 2)
    assert found.text == "2 times a redirect led to 404 Not Found: /winter → /winter/."
    assert found.evidence[0][1] == len(HEALTHY) + 1
    assert find(log(*HEALTHY, *walks[:2])) == ()


def test_a_redirect_chain_that_is_walked_again_and_again(log: Log) -> None:
    found = find(log(*HEALTHY, *_walk(51), *_walk(52)))
    assert [finding.id for finding in found] == ["redirect-chain"]
    assert "2 times a client walked 2 redirects: /1 → /2 → /3." in found[0].text


def test_a_step_that_changes_the_scheme_alone_is_seen_in_the_trail(log: Log) -> None:
    steps = (("http://a.example/", 301), ("https://a.example/", 301), ("https://b.example/", 200))
    walks = [
        line(path, status, client=client, second=at, referrer=BLOG)
        for client in (51, 52)
        for at, (path, status) in enumerate(steps)
    ]
    (found,) = find(log(*HEALTHY, *walks))
    assert found.text.endswith(
        "http://a.example/ → https://a.example/ → https://b.example/."
        " The hop http://a.example/ → https://a.example/ only goes to https."
    )


def test_and_not_one_that_was_walked_once(log: Log) -> None:
    assert find(log(*HEALTHY, *_walk(51))) == ()


def test_a_broken_link(log: Log) -> None:
    page = "http://shop.example/it's"
    found = find(log(*HEALTHY, *[line("/teapot", 404, referrer=page)] * 3, line("/teapot", 404)))
    assert [finding.id for finding in found] == ["broken-link"]
    assert found[0].entries == 3
    assert found[0].where == (
        "status in (404, 410) and path = '/teapot' and referrer = 'http://shop.example/it''s'"
    )
    assert find(log(*HEALTHY, *[line("/teapot", 404, referrer=page)] * 2)) == ()


def test_what_scanners_ask_for_is_no_broken_link_whatever_referrer_they_make_up(log: Log) -> None:
    spam = "http://casino.example/"
    assert find(log(*HEALTHY, *[line("/wp-login.php", 404, referrer=spam)] * 9)) == ()
    itself = [line("/post/7", 404, referrer="http://shop.example/post/7?x=1")] * 9
    assert find(log(*HEALTHY, *itself)) == ()


def test_a_stray_line_in_a_short_log_is_no_more_than_a_note(log: Log) -> None:
    (found,) = find(log(*HEALTHY[:3], "this is no line\n"))
    assert (found.id, found.severity, found.entries, found.where) == (
        "rejected-lines", "note", 1, None,
    )  # fmt: skip


def test_rejected_lines(log: Log) -> None:
    found = find(log(*HEALTHY, *["this is no line\n"] * 10))
    assert [finding.id for finding in found] == ["rejected-lines"]
    assert "10 of 627 lines are no entries" in found[0].text
    assert found[0].evidence[0][1] == len(HEALTHY) + 1
    assert find(log(*HEALTHY, *["this is no line\n"] * 5)) == ()
    assert find(log(*HEALTHY, *["\n"] * 100)) == ()


def test_demands_of_http_that_were_broken_and_none_that_were_merely_wished() -> None:
    frame = conform(
        pl.DataFrame(
            {
                "line": [1, 2, 3, 4],
                "source": ["a.har"] * 4,
                "status": [401, 401, 503, 401],
                "response_headers": [[], [], [], None],
            },
            schema_overrides={"response_headers": HEADERS},
        )
    )
    summary = analyzer.summarise(relate(classify(frame), Context(), last=True)[0])
    found = find(summary)
    assert [(each.id, each.severity, each.entries) for each in found] == [
        ("conformance", "note", 2)
    ]
    assert found[0].text.startswith(
        "2 responses broke a rule of HTTP (RFC 9110 §15.5.2). A 401 must"
    )
    assert found[0].evidence == (("a.har", 1),)
    assert found[0].where == "array_contains(signals, 'no_challenge')"


def test_every_finding_is_explained() -> None:
    code = "".join(path.read_text() for path in Path(findings.__file__).parent.glob("*.py"))
    named = set(re.findall(r'id="([a-z-]+)"', code))
    by_signal = {attack.signal.value.replace("_", "-") for attack in ATTACKS}
    by_signal |= {each.signal.value.replace("_", "-") for each in GIVEN_AWAY.values()}
    assert named | by_signal == MEANINGS.keys()


def test_every_finding_has_a_day() -> None:
    assert len(FINDINGS) == 24, "a new finding needs its tests in this folder"


def test_the_conditions_list_what_was_found(log: Log, tmp_path: Path) -> None:
    found = find(
        log(*HEALTHY, *[line("/teapot", 404, referrer="http://a/'")] * 3, *[line("/", 503)] * 9)
    )
    assert len(found) == 2
    for finding in found:
        listed = analyzer.scan(tmp_path / "access.log", where=finding.where).collect()
        assert listed.height == finding.entries
        assert finding.evidence[0] == listed.select("source", "line").row(0)


def test_the_gravest_are_first_and_they_are_not_too_many(log: Log) -> None:
    bad = [line(f"/{code}", code) for code in range(500, 524) for _ in range(code - 490)]
    circle = [
        line(f"/{'ab'[hop % 2]}", 302, client=50, second=hop, referrer=BLOG) for hop in range(6)
    ]
    found = find(log(*bad, *circle))
    assert len(found) == MOST
    grave = [SEVERITIES.index(finding.severity) for finding in found]
    assert grave == sorted(grave)
    alarms = [finding.entries for finding in found if finding.severity == "alarm"]
    assert alarms == sorted(alarms, reverse=True)


def test_the_same_traffic_has_the_same_findings(log: Log) -> None:
    lines = [*HEALTHY, *_walk(51), *_walk(52), *[line("/teapot", 404, referrer="http://a/")] * 3]
    assert len({repr(find(log(*lines))) for _ in range(4)}) == 1
