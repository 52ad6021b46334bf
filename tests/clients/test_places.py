"""Countries and networks, by files that the tests write themselves."""

import sys
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from mmdb_writer import MMDBWriter
from netaddr import IPSet

import analyzer
from analyzer.cli import main
from analyzer.clients.places import Places
from analyzer.entry import conform
from analyzer.errors import OptionError

COUNTRIES = {
    "203.0.113.0/24": {"country": {"iso_code": "DE", "names": {"en": "Germany"}}},
    "2001:db8::/32": {"country": {"iso_code": "FR"}, "city": {"names": {"en": "Lyon"}}},
    "192.0.2.0/25": {"registered_country": {"iso_code": "US"}},
    "192.0.2.128/25": {"country": "odd"},
    "198.51.100.0/24": {"country": {"iso_code": "<b>\x1b[1m"}},
}
NETWORKS = {
    "203.0.113.0/25": {
        "autonomous_system_number": 64500,
        "autonomous_system_organization": "Example =Net",
    },
    "192.0.2.0/24": {"autonomous_system_number": 64501},
}


def database(path: Path, kind: str, records: dict[str, dict], version: int = 6) -> Path:
    writer = MMDBWriter(version, kind, ipv4_compatible=version == 6)
    for network, record in records.items():
        writer.insert_network(IPSet([network]), record)
    writer.to_db_file(str(path))
    return path


@pytest.fixture
def countries(tmp_path: Path) -> Path:
    return database(tmp_path / "country.mmdb", "Made-Country", COUNTRIES)


@pytest.fixture
def networks(tmp_path: Path) -> Path:
    return database(tmp_path / "asn.mmdb", "Made-ASN", NETWORKS)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "access.log"
    line = '{} - - [22/Nov/2026:11:03:14 +0000] "GET / HTTP/1.1" 200 5 "-" "x" "-"\n'
    clients = ["203.0.113.5", "203.0.113.200", "2001:db8::1", "10.0.0.1", "host.example"]
    path.write_text("".join(map(line.format, clients)))
    return path


def places(clients: list[str | None], *files: Path) -> list[tuple[str | None, str | None]]:
    found = Places(files).known(conform(pl.DataFrame({"client": clients})))
    return found.select("country", "network").rows()


def test_each_client_is_where_the_files_say(countries: Path, networks: Path) -> None:
    truth = {
        "203.0.113.5": ("DE", "AS64500 Example =Net"),
        "203.0.113.200": ("DE", None),
        "2001:db8::1": ("FR", None),
        "::ffff:203.0.113.5": ("DE", "AS64500 Example =Net"),
        "192.0.2.1": (None, "AS64501"),  # where it is registered is not where it is
        "192.0.2.200": (None, "AS64501"),
        "10.0.0.1": (None, None),
        "fe80::1%eth0": (None, None),
        "host.example": (None, None),
        "unix:": (None, None),
        "\x00": (None, None),
    }
    assert places([*truth, None], countries, networks) == [*truth.values(), (None, None)]
    assert places([*truth, None], networks, countries) == [*truth.values(), (None, None)]


def test_a_file_of_ipv4_alone_knows_nothing_of_others(tmp_path: Path) -> None:
    records = {"203.0.113.0/24": COUNTRIES["203.0.113.0/24"]}
    four = database(tmp_path / "four.mmdb", "Four", records, version=4)
    assert places(["203.0.113.5", "2001:db8::1"], four) == [("DE", None), (None, None)]


def test_the_report_shows_both_and_says_by_whose_word(log: Path, countries: Path, networks: Path) -> None:  # fmt: skip
    report = analyzer.build(analyzer.summarise(log, geo=[countries, networks]))
    panels = {panel.id: panel for panel in report.panels}
    assert [row.values[:2] for row in panels["countries"].rows] == [("DE", 2), ("FR", 1)]
    assert [row.values[:2] for row in panels["networks"].rows] == [("AS64500 Example =Net", 1)]
    assert panels["countries"].rows[0].where == "country = 'DE'"
    assert panels["countries"].says == "Where the clients of 3 requests are; of 2 it is not known."
    (note,) = report.notes
    assert "country.mmdb (Made-Country of 20" in note
    assert "asn.mmdb (Made-ASN of 20" in note


def test_without_a_file_nothing_is_guessed_and_nothing_shown(log: Path) -> None:
    report = analyzer.build(analyzer.summarise(log))
    assert not {"countries", "networks"} & {panel.id for panel in report.panels}
    assert report.notes == ()


def test_a_country_can_be_asked_for_and_stays_when_the_client_goes(log: Path, countries: Path) -> None:  # fmt: skip
    done = CliRunner().invoke(
        main,
        [str(log), "--geo", str(countries), "--where", "country = 'DE'", "--to", "csv", "--anonymize", "network"],
    )  # fmt: skip
    assert done.exit_code == 0
    _, first, second = done.stdout.splitlines()
    assert ",203.0.113.0,DE," in first
    assert ",203.0.113.0,DE," in second


def test_the_client_that_a_proxy_names_is_the_one_that_is_looked_up(log: Path, countries: Path) -> None:  # fmt: skip
    log.write_text(log.read_text().replace('"-"\n', '"203.0.113.9"\n'))
    frame = pl.concat(analyzer.read(log, client_from="x-forwarded-for", geo=[countries]))
    rows = frame.select("client", "country").rows()
    assert rows[3] == ("203.0.113.9", "DE")
    assert rows[4] == ("host.example", None)


def test_hostile_names_are_only_text(log: Path, countries: Path) -> None:
    log.write_text(log.read_text().replace("10.0.0.1", "198.51.100.1"))
    report = analyzer.build(analyzer.summarise(log, geo=[countries]))
    assert "<b>" not in analyzer.html(report) + analyzer.json(report)
    assert "\x1b" not in analyzer.html(report) + analyzer.json(report) + analyzer.terminal(report)


@pytest.mark.parametrize("content", [None, b"", b"junk" * 1000])
def test_a_file_that_is_none_is_one_clear_line(log: Path, tmp_path: Path, content: bytes | None) -> None:  # fmt: skip
    file = tmp_path / "bad.mmdb"
    if content is not None:
        file.write_bytes(content)
    done = CliRunner().invoke(main, [str(log), "--geo", str(file)])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"statscan: --geo: cannot read {file}: ")
    assert done.stderr.count("\n") == 1


def test_a_directory_is_no_file(log: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="--geo: cannot read"):
        analyzer.summarise(log, geo=[tmp_path])


def test_without_the_package_the_error_says_how_to_get_it(
    log: Path, countries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "maxminddb", None)
    with pytest.raises(OptionError, match=r"pip install 'statscan\[geo\]'"):
        analyzer.summarise(log, geo=[countries])


def test_a_damaged_file_is_said_so(log: Path, countries: Path) -> None:
    content = bytearray(countries.read_bytes())
    content[: len(content) // 3] = b"\xff" * (len(content) // 3)
    countries.write_bytes(content)
    done = CliRunner().invoke(main, [str(log), "--geo", str(countries)])
    assert done.exit_code in (0, 1)
    assert "Traceback" not in done.output
