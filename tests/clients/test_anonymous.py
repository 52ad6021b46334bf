"""Nothing that is written may say who a client was."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote

import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as some

import analyzer
from analyzer.cli import main
from analyzer.clients.anonymous import Anonymous, Strength
from analyzer.errors import OptionError
from analyzer.output.entries import csv, ndjson
from analyzer.relate import RELATED

STRENGTHS = [each.value for each in Strength]


def related(**columns: list) -> pl.DataFrame:
    rows = len(next(iter(columns.values())))
    return pl.DataFrame(
        {name: columns.get(name, [None] * rows) for name in RELATED}, schema=RELATED
    )


def shown(strength: str, **columns: list) -> list:
    (name,) = columns
    return Anonymous(strength).shown(related(**columns))[name].to_list()


# One by one


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("203.0.113.5", "203.0.113.0"),
        ("2001:db8:1:2::5", "2001:db8:1::"),
        ("::ffff:203.0.113.5", "203.0.113.0"),
        ("fe80::1%eth0", "fe80::"),
        (None, None),
    ],
)
def test_of_an_address_its_network_is_left(client: str | None, network: str | None) -> None:
    assert shown("network", client=[client]) == [network]


def test_a_pseudonym_is_the_same_for_the_same_client_and_another_in_the_next_run() -> None:
    clients = ["203.0.113.5", "203.0.113.6", "203.0.113.5", "::ffff:203.0.113.5"]
    one, other = (shown("pseudonym", client=clients) for _ in range(2))
    assert one[0] == one[2] == one[3] != one[1]
    assert all(each.startswith("client-") for each in one)
    assert not set(one) & set(other)


def test_nothing_can_be_left() -> None:
    assert shown("remove", client=["203.0.113.5", None]) == ["***", None]


@pytest.mark.parametrize("strength", STRENGTHS)
def test_the_name_of_a_host_tells_more_than_its_network(strength: str) -> None:
    (found,) = shown(strength, client=["dsl-203-0-113-5.isp.example"])
    assert "isp" not in found
    assert "5" not in found or strength != "remove"


def test_visitors_stay_apart_and_their_numbers_are_made_anew() -> None:
    numbers = [1, 2, 1, 2**64 - 1, None]
    found = shown("network", visitor=numbers)
    assert len(set(found)) == 4
    assert found[0] == found[2]
    assert found[4] is None
    assert not {1, 2, 2**64 - 1} & set(found)
    assert not set(found[:4]) & set(shown("network", visitor=numbers)[:4])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/whois?ip=203.0.113.5&x=1", "/whois?ip=203.0.113.0&x=1"),
        ("http://203.0.113.5:8080/", "http://203.0.113.0:8080/"),
        ("http://[2001:db8:1:2::5]:80/", "http://[2001:db8:1::]:80/"),
        ("/whois?ip=203%2E0%2e113%2E5", "/whois?ip=203.0.113.0"),
        ("/whois?ip=%32%30%33.0.113.5", "/whois?ip=%32%30%33.0.113.0"),
        ("/a%20b?ip=203.0.113.5", "/a%20b?ip=203.0.113.0"),
        ("/whois?ip=203%252E0%252E113%252E5", "/whois?ip=203.0.113.0"),
        ("/whois?ip=2001%3Adb8%3A1%3A2%3A%3A5", "/whois?ip=2001:db8:1::"),
        ("999.203.0.113.5", "999.203.0.0.5"),
        ("203.000.113.005", "203.0.113.0"),
        (":::2001:db8::1", "***"),
        ("::ffff:203.0.113.5", "203.0.113.0"),
        ("Mozilla/5.0 (X11) Chrome/120.0.0.0", "Mozilla/5.0 (X11) Chrome/120.0.0.0"),
        ("LWP::Simple/6.00", "LWP::Simple/6.00"),
        ("22/Nov/2026:11:03:14", "22/Nov/2026:11:03:14"),
        ("/a%20b?x=%41", "/a%20b?x=%41"),
        ("aa:bb:cc:dd:ee:ff", "aa:bb:cc:dd:ee:ff"),
        ("v1.2.3", "v1.2.3"),
    ],
)
def test_addresses_in_texts(text: str, left: str) -> None:
    for column in ("path", "query", "referrer", "agent", "location", "host", "upstream_address"):
        assert shown("network", **{column: [text]}) == [left]


def test_what_nobody_can_vouch_for_is_left_out() -> None:
    for column in ("user", "extra", "raw"):
        assert shown("network", **{column: ["alice", None]}) == ["***", None]


def test_each_hop_of_a_list_by_the_same_rule() -> None:
    said = ["203.0.113.5, [2001:db8:1:2::5]:443, 10.0.0.1:80"]
    assert shown("network", forwarded=said) == ["203.0.113.0, 2001:db8:1::, 10.0.0.0"]
    assert shown("remove", forwarded=["unknown, 203.0.113.5"]) == ["***, ***"]


def test_headers_that_name_clients_keep_their_names() -> None:
    names = ["x-forwarded-for", "forwarded", "x-real-ip", "cf-connecting-ip", "true-client-ip", "via",
             "x-cluster-client-ip", "referer", "accept"]  # fmt: skip
    headers = [{"name": name, "value": "http://203.0.113.5/"} for name in names]
    (found,) = shown("network", request_headers=[headers])
    hidden = {each["name"] for each in found if each["value"] == "***"}
    assert [each["name"] for each in found] == names
    assert hidden == {*names} - {"referer", "accept"}
    assert {each["value"] for each in found} == {"***", "http://203.0.113.0/"}
    assert shown("network", request_headers=[None, []]) == [None, []]


def test_there_are_three_strengths() -> None:
    with pytest.raises(OptionError, match="use network, pseudonym, remove"):
        Anonymous("weak")


# All outputs

ADDRESS = some.builds(
    lambda base, low: str(ip_address(base) + low),
    some.sampled_from(["203.0.113.0", "198.51.100.0", "2001:db8::", "2001:db8:ab:cd::"]),
    some.integers(1, 254),
)
WAYS = (
    str,
    lambda text: quote(text, safe=""),
    lambda text: quote(quote(text, safe="")),
    lambda text: "".join(f"%{ord(each):02x}" for each in text),
    str.upper,
    lambda text: f"1{text}2",
    lambda text: f"{text}.{text}:{text}",
    lambda text: f":{text}::",
)
HIDDEN = some.builds(lambda address, way: (address, way(address)), ADDRESS, some.sampled_from(WAYS))
PLACES = (
    '{plain} - - [{time}] "GET / HTTP/1.1" 200 5 "-" "x" "-"',
    '192.0.2.77 - {any} [{time}] "GET / HTTP/1.1" 200 5 "-" "x" "-"',
    '192.0.2.77 - - [{time}] "GET /{any}?a={any}&b HTTP/1.1" 302 5 "-" "x" "-"',
    '192.0.2.77 - - [{time}] "GET / HTTP/1.1" 404 5 "http://{any}/{any}" "x" "-"',
    '192.0.2.77 - - [{time}] "GET / HTTP/1.1" 200 5 "-" "curl/{any} ({any})" "-"',
    '192.0.2.77 - - [{time}] "GET / HTTP/1.1" 200 5 "-" "x" "{plain}, 10.0.0.1"',
    '192.0.2.77 - - [{time}] "GET / HTTP/1.1" 200 5 "-" "x" "-" {any} "{any}"',
    '192.0.2.77 - - [{time}] "{any} {any}" 200 5 "-" "x" "-"',
    '192.0.2.77 - - [{time}] "GET / HTTP/1.1" x{any} 5 "-" "x" "-"',
    "junk {any} {plain}",
)  # fmt: skip
LINE = some.builds(
    lambda place, hidden, second: (
        hidden[0],
        place.format(plain=hidden[0], any=hidden[1], time=f"22/Nov/2026:11:03:{second:02} +0000"),
    ),
    some.sampled_from(PLACES),
    HIDDEN,
    some.integers(0, 59),
)
HOME = "192.0.2.77"


def written(log: Path, strength: str) -> list[str]:
    """All that is text, but for the page, which is of the same report."""
    report = analyzer.build(analyzer.summarise(log, format="main", anonymize=strength))
    frame = pl.concat(analyzer.read(log, format="main", anonymize=strength))
    return [
        analyzer.json(report),
        analyzer.terminal(report, width=400),
        csv(frame).decode(),
        ndjson(frame).decode(),
        "\n".join(frame["raw"].drop_nulls()),
    ]


@settings(
    max_examples=20, deadline=None
)  # of many lines: each is read twice and written five times
@given(some.lists(LINE, min_size=1, max_size=36), some.sampled_from(STRENGTHS))
def test_no_address_is_in_any_output(tmp_path_factory, lines, strength: str) -> None:
    log = tmp_path_factory.mktemp("anonymous") / "access.log"
    entry = PLACES[0].format(plain=HOME, time="22/Nov/2026:11:03:14 +0000")
    log.write_text("".join(f"{line}\n" for line in (entry, *(line for _, line in lines))))
    for text in written(log, strength):
        for address in {HOME, *(address for address, _ in lines)}:
            assert address.lower() not in text.lower(), (address, strength)


@pytest.mark.parametrize("strength", STRENGTHS)
def test_no_file_holds_an_address(tmp_path: Path, strength: str) -> None:
    log = tmp_path / "access.log"
    address, time = "203.0.113.5", "22/Nov/2026:11:03:14 +0000"
    every = [place.format(plain=address, any=address, time=time) for place in PLACES]
    log.write_text("".join(f"{line}\n" for line in every * 5))
    files = [tmp_path / f"out.{kind}" for kind in ("html", "json", "csv", "ndjson", "parquet")]
    options = [part for file in files for part in ("-o", str(file))]
    where = f"client <> '{address}'"
    done = CliRunner().invoke(
        main, [str(log), "--format", "main", "--anonymize", strength, "--where", where, *options]
    )
    assert done.exit_code == 0, done.output
    assert "Visitors were counted before that" in files[0].read_text()
    for content in (done.output.encode(), *(file.read_bytes() for file in files)):
        assert address.encode() not in content
        assert HOME.encode() not in content
    frame = pl.read_parquet(files[-1])
    assert not frame.select(pl.col(pl.String).str.contains(address, literal=True).any()).row(0).count(True)  # fmt: skip


@pytest.mark.parametrize("strength", STRENGTHS)
def test_visitors_and_sessions_are_counted_as_exactly_as_ever(strength: str) -> None:
    log = Path(__file__).parents[2] / "sample_logs" / "nginx-main.log"
    plain, hidden = (
        analyzer.build(analyzer.summarise(log, anonymize=each)) for each in (None, strength)
    )
    assert hidden.visitors == plain.visitors == 9
    assert hidden.sessions == plain.sessions
    assert hidden.clients == {"network": 1, "pseudonym": 6, "remove": None}[strength]


def test_who_is_left_out_is_still_counted_as_a_visitor() -> None:
    log = Path(__file__).parents[2] / "sample_logs" / "nginx-main.log"
    report = analyzer.build(analyzer.summarise(log, anonymize="remove"))
    assert "9 visitors, 9 sessions" in analyzer.terminal(report, width=100)
    assert "clients left out" in analyzer.html(report)
